#include <algorithm>
#include <set>

#include "generator/base/ascii.h"
#include "generator/importing/mend.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_name(char c) { return is_upper(c) || base::is_digit(c) || c == '_'; }

bool has_word(std::string_view name, std::initializer_list<std::string_view> words) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('_', begin), name.size());
    if (std::find(words.begin(), words.end(), name.substr(begin, end - begin)) != words.end())
      return true;
    begin = end + 1;
  }
  return false;
}

// "<your-domain>", "<votre ip>": a word that can be no element and no type.
std::string placeholder_name(std::string_view inside) {
  if (inside.empty() || inside.size() > 40) return {};
  const std::string plain = text::without_accents(text::lower_case(inside));
  std::string out;
  bool separated = false;
  for (const char c : plain) {
    if (c >= 'a' && c <= 'z') {
      out += static_cast<char>(c - 'a' + 'A');
    } else if (base::is_digit(c)) {
      out += c;
    } else if (c == '-' || c == '_' || c == ' ' || c == '\'') {
      separated = true;
      if (!out.empty() && out.back() != '_') out += '_';
    } else {
      return {};
    }
  }
  while (out.ends_with('_')) out.pop_back();
  const bool known =
      has_word(out, {"DOMAIN", "DOMAINE", "IP", "USER", "UTILISATEUR", "HOST", "PORT", "TOKEN",
                     "EMAIL", "PASSWORD", "HOTE", "SERVEUR", "SERVER"});
  return !out.empty() && is_upper(out[0]) && (separated || known) ? out : std::string();
}

bool is_markup_language(std::string_view info) {
  static constexpr std::string_view kNames[] = {
      "html", "xml", "svg",        "jsx", "tsx",    "vue", "java", "cpp",   "c",
      "rust", "ts",  "typescript", "go",  "csharp", "cs",  "php",  "kotlin"};
  const std::string_view language = info.substr(0, info.find(' '));
  return std::find(std::begin(kNames), std::end(kNames), language) != std::end(kNames);
}

// What in the environment of everybody is set already.
bool is_common_variable(std::string_view name) {
  static constexpr std::string_view kNames[] = {"HOME",   "PATH",     "USER",   "PWD",  "SHELL",
                                                "UID",    "EDITOR",   "LANG",   "TERM", "TMPDIR",
                                                "RANDOM", "HOSTNAME", "OLDPWD", "IFS",  "PS1"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

Placeholder placeholder_of(std::string_view name) {
  const auto make = [&](std::string_view type, std::string_view example, bool secret = false) {
    return Placeholder{std::string(name), std::string(type), std::string(example), secret};
  };
  if (has_word(name, {"PASSWORD", "PASSWD", "PASS", "SECRET", "TOKEN", "KEY", "JWT", "MDP"}))
    return make("text", "change-me", true);
  if (has_word(name, {"IPV6"})) return make("ip", "2001:db8::10");
  if (has_word(name, {"IP", "IPV4", "ADDRESS", "ADRESSE"})) return make("ip", "203.0.113.10");
  if (has_word(name, {"PORT"})) return make("port", "8443");
  if (has_word(name, {"URL", "ENDPOINT"})) return make("url", "https://lab.example.org/");
  if (has_word(name, {"EMAIL", "MAIL", "COURRIEL"})) return make("email", "ops@lab.example.org");
  if (has_word(name,
               {"DOMAIN", "DOMAINE", "HOST", "HOSTNAME", "FQDN", "SERVER", "SERVEUR", "HOTE"}))
    return make("host", "lab.example.org");
  if (has_word(name, {"USER", "USERNAME", "LOGIN", "UTILISATEUR"})) return make("user", "learner");
  if (has_word(name, {"PATH", "DIR", "FOLDER", "FILE", "DOSSIER", "FICHIER", "CHEMIN"}))
    return make("path", "/srv/app");
  return make("text", "example");
}

std::vector<Placeholder> find_placeholders(SourceText& source, const PrivateNames& names,
                                           Notes& notes) {
  std::map<std::string, Placeholder> known;
  for (const auto& [value, placeholder] : names.by_value)
    known.emplace(placeholder.name, placeholder);
  const std::vector<Zone> zones = zones_of(source);
  std::vector<std::string> infos(source.line_count());
  for (const FencedBlock& block : fenced_blocks(source))
    for (std::size_t i = block.first; i <= block.last; ++i) infos[i] = block.info;
  const std::string& text = source.text();
  std::set<std::string> found;
  Edits edits;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    if (zones[at] == Zone::Prose) continue;
    if (at >= 2 && text.compare(at - 2, 2, "{{") == 0) continue;  // a shortcode of Hugo
    const std::size_t limit = std::min(text.size(), at + 60);
    const std::size_t close = std::string_view(text).substr(0, limit).find_first_of(">\n`", at);
    if (close == std::string_view::npos || text[close] != '>' || close == at + 1) continue;
    const std::string_view inside = std::string_view(text).substr(at + 1, close - at - 1);
    const std::string_view info = infos[source.line_at(at)];
    if (is_upper(inside[0]) && std::all_of(inside.begin(), inside.end(), is_name)) {
      found.emplace(inside);
      continue;
    }
    if (is_markup_language(info)) continue;
    const std::string name = placeholder_name(inside);
    if (name.empty()) continue;
    notes.done(source.origin_at(at),
               message("'<{}>' is the placeholder '<{}>' now",
                       "« <{}> » est maintenant l'emplacement « <{}> »", inside, name));
    edits.push_back({at + 1, close, name});
    found.insert(name);
  }
  source.apply(std::move(edits));
  std::vector<Placeholder> out;
  for (const std::string& name : found) {
    const auto one = known.find(name);
    out.push_back(one != known.end() ? one->second : placeholder_of(name));
  }
  return out;
}

std::vector<std::string> environment_variables(const SourceText& source) {
  const std::vector<Zone> zones = zones_of(source);
  const std::string& text = source.text();
  std::set<std::string> out;
  for (std::size_t at = text.find('$'); at != std::string::npos && out.size() < 100;
       at = text.find('$', at + 1)) {
    if (zones[at] == Zone::Prose) continue;
    std::size_t begin = at + 1;
    if (begin < text.size() && text[begin] == '{') ++begin;
    std::size_t end = begin;
    while (end < text.size() && end - begin < 60 && is_name(text[end])) ++end;
    const std::string_view name = std::string_view(text).substr(begin, end - begin);
    const bool longer = end < text.size() && ((text[end] >= 'a' && text[end] <= 'z'));
    if (name.size() < 2 || !is_upper(name[0]) || longer || is_common_variable(name)) continue;
    out.emplace(name);
  }
  return {out.begin(), out.end()};
}

}  // namespace importing
