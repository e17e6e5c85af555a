#include "generator/theme/strings.h"

#include <cstdlib>

#include "generator/base/nearest.h"
#include "generator/text/toml.h"

namespace theme {

namespace {

constexpr char kRule[] = "theme-string";

base::Error problem(base::Message message, base::Span where, base::Message hint = {}) {
  return {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint), kRule};
}

bool is_name(std::string_view text) {
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || c == '_')) return false;
  return !text.empty();
}

// The nesting of a TOML file is bounded by its parser.
void flatten(const text::Node& node, const std::string& key, const std::string& file, Strings& out,
             std::vector<base::Error>& problems) {
  const base::Span where{file, node.at, node.end};
  if (const auto* table = std::get_if<text::Table>(&node.value)) {
    for (const text::Member& member : *table)
      flatten(member.value, key.empty() ? member.key : key + "." + member.key, file, out, problems);
  } else if (const auto* text = std::get_if<std::string>(&node.value)) {
    if (text->find("{{") != std::string::npos) {
      problems.push_back(problem(
          base::message("'{{{{' in the string '{}'", "« {{{{ » dans le texte « {} »", key), where,
          base::message("a string is plain text; placeholders are written {{name}}",
                        "un texte n'a pas de balises ; ses variables s'écrivent {{nom}}")));
      return;
    }
    out.emplace(key, String{*text, where});  // the first folder's text stands
  } else {
    problems.push_back(problem(
        base::message("the string '{}' is not a text", "« {} » n'est pas un texte", key), where));
  }
}

Strings read_one(const Files& files, const std::string& language, const std::string& path,
                 std::vector<base::Error>& problems) {
  Strings strings;
  const auto found = files.find(path);
  if (found == files.end()) {
    problems.push_back(
        problem(base::message("the theme has no strings for the language '{}'",
                              "le thème n'a pas de textes pour la langue « {} »", language),
                {path},
                base::message(
                    "copy another language's file to 'strings/{}.toml' and translate it",
                    "copiez le fichier d'une autre langue vers « strings/{}.toml » et traduisez-le",
                    language)));
    return strings;
  }
  for (const File& file : found->second) {
    base::Result<text::Node> table = text::parse_toml(file.bytes, file.shown_as);
    if (!table) {
      base::Error error = std::move(table).error();
      error.rule = kRule;
      problems.push_back(std::move(error));
      continue;
    }
    flatten(*table, "", file.shown_as, strings, problems);
  }
  return strings;
}

std::string list(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "{" : ", {") + name + "}";
  return out;
}

// `here` has the key: is it the same in the language `there`?
void compare(const std::string& key, const String& here, const std::string& language,
             Strings& there, std::vector<base::Error>& problems) {
  const auto found = there.find(key);
  if (found == there.end()) {
    std::vector<std::string> known;
    for (const auto& [name, unused] : there) known.push_back(name);
    problems.push_back(
        problem(base::message("the string '{}' is missing in the language '{}'",
                              "le texte « {} » manque dans la langue « {} »", key, language),
                here.where, base::did_you_mean(key, known)));
    there.emplace(key, here);
    return;
  }
  const std::set<std::string> wanted = placeholders(here.text);
  const std::set<std::string> written = placeholders(found->second.text);
  if (wanted == written) return;
  const std::string nothing_en = "none", nothing_fr = "aucune";
  const std::string a = list(written), b = list(wanted);
  problems.push_back(problem(
      base::message("the string '{}' has other placeholders than in another language",
                    "le texte « {} » n'a pas les mêmes variables que dans une autre langue", key),
      found->second.where,
      {fmt::format("here: {}; there: {}", a.empty() ? nothing_en : a, b.empty() ? nothing_en : b),
       fmt::format("ici : {} ; là-bas : {}", a.empty() ? nothing_fr : a,
                   b.empty() ? nothing_fr : b)}));
}

}  // namespace

StringsByLanguage read_strings(const Files& files, const std::vector<std::string>& languages,
                               std::vector<base::Error>& problems) {
  StringsByLanguage all;
  for (const std::string& language : languages)
    all[language] = read_one(files, language, "strings/" + language + ".toml", problems);
  // Each language against each other one that has a file: the placeholders once, from the first to
  // the others.
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const Strings from = all[languages[i]];
    for (std::size_t j = 0; j < languages.size(); ++j) {
      if (i == j || all[languages[j]].empty()) continue;
      for (const auto& [key, string] : from) {
        const bool known = all[languages[j]].contains(key);
        if (i < j || !known) compare(key, string, languages[j], all[languages[j]], problems);
      }
    }
  }
  return all;
}

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (is_name(name)) names.emplace(name);
  }
  return names;
}

std::string_view plural_form(std::string_view language, long count) {
  const bool french = language == "fr" || language.starts_with("fr-");
  if (french) return count > -2 && count < 2 ? "one" : "other";
  return count == 1 ? "one" : "other";
}

}  // namespace theme
