#include "generator/theme/theme.h"

#include <cassert>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>

#include "generator/base/bytes.h"
#include "generator/base/nearest.h"
#include "generator/theme/asset_files.h"
#include "generator/theme/files.h"
#include "generator/theme/mustache.h"
#include "generator/theme/strings.h"
#include "generator/theme/template.h"
#include "generator/theme/vocabulary.h"

namespace theme {

namespace {

// A template in one language, bound and parsed when it is asked for first: most builds ask for few,
// and parts of others are never asked for.
struct Template {
  std::once_flag once;
  std::optional<Mustache> parsed;
};
using Templates = std::unordered_map<std::string, std::unique_ptr<Template>>;  // never walked

base::Error problem(base::Message message, base::Span where, base::Message hint, const char* rule) {
  return {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint), rule};
}

std::string escaped(std::string_view plain) {
  std::string out;
  text::escape_to(out, plain);
  return out;
}

std::vector<std::string> keys_of(const Strings& strings) {
  std::vector<std::string> keys;
  for (const auto& [key, unused] : strings) keys.push_back(key);
  return keys;
}

// A page carries these for its scripts, which know what stands for their placeholders.
bool filled_by_scripts(std::string_view key) {
  return key.starts_with("script.") || key.starts_with("search.");
}

// Strings and assets that templates name: do they exist? Collects the strings in use.
void check_names(const Files& files, const Strings& strings, const AssetFiles& assets,
                 std::set<std::string, std::less<>>& used, std::vector<base::Error>& problems) {
  std::vector<std::string> asset_names;
  for (const auto& [name, unused] : assets.path_by_name) asset_names.push_back(name);
  const std::vector<std::string> keys = keys_of(strings);
  for (const std::string& name : names_in(files, "templates/", ".mustache")) {
    const File* file = find_template(files, name);
    for (const Tag& tag : scan(file->bytes, file->shown_as, problems)) {
      const base::Span where{
          file->shown_as,
          tag.at,
          {tag.at.line, tag.at.column + static_cast<std::uint32_t>(tag.end - tag.begin)}};
      if (tag.name.starts_with("s.")) {
        const std::string key = tag.name.substr(2);
        const auto found = strings.find(key);
        used.insert(key);
        if (found == strings.end())
          problems.push_back(problem(base::message("no string '{}'", "aucun texte « {} »", key),
                                     where, base::did_you_mean(key, keys), "theme-string"));
        else if (!placeholders(found->second.text).empty() && !filled_by_scripts(key))
          problems.push_back(problem(
              base::message("a template cannot fill the placeholders of the string '{}'",
                            "un gabarit ne peut pas remplir les variables du texte « {} »", key),
              where, {}, "theme-string"));
      } else if (tag.name.starts_with("asset.") &&
                 !assets.path_by_name.contains(tag.name.substr(6))) {
        const std::string asset = tag.name.substr(6);
        problems.push_back(problem(base::message("the theme has no file '{}'",
                                                 "le thème n'a pas de fichier « {} »", asset),
                                   where, base::did_you_mean(asset, asset_names), "theme-asset"));
      }
    }
  }
}

void check_vocabulary(const Files& files, const Strings& strings, const std::string& file,
                      std::set<std::string, std::less<>>& used,
                      std::vector<base::Error>& problems) {
  const std::vector<std::string> templates = names_in(files, "templates/", ".mustache");
  for (const std::string_view name : page_templates())
    if (find_template(files, name) == nullptr)
      problems.push_back(problem(base::message("the theme has no template '{}'",
                                               "le thème n'a pas de gabarit « {} »", name),
                                 {"templates/" + std::string(name) + ".mustache"},
                                 base::did_you_mean(name, templates), "theme-template"));
  const std::vector<std::string> keys = keys_of(strings);
  const auto want = [&](std::string key) {
    if (!strings.contains(key))
      problems.push_back(problem(base::message("no string '{}'", "aucun texte « {} »", key), {file},
                                 base::did_you_mean(key, keys), "theme-string"));
    used.insert(std::move(key));
  };
  for (const std::string_view key : program_strings()) want(std::string(key));
  for (const std::string_view key : program_plurals()) {
    want(std::string(key) + ".one");
    want(std::string(key) + ".other");
  }
  for (const std::string_view prefix : script_strings())
    for (auto found = strings.lower_bound(prefix);
         found != strings.end() && found->first.starts_with(prefix); ++found)
      used.insert(found->first);
}

void check_unused(const StringsByLanguage& strings, const std::set<std::string, std::less<>>& used,
                  std::vector<base::Error>& problems) {
  std::set<base::Span> seen;  // a language that lacks a key was given another's text
  for (const auto& [language, table] : strings) {
    for (const auto& [key, string] : table) {
      if (used.contains(key) || !seen.insert(string.where).second) continue;
      base::Error error = problem(
          base::message("nothing uses the string '{}'", "rien n'emploie le texte « {} »", key),
          string.where,
          base::message("take it out, or correct its key", "enlevez-le, ou corrigez sa clé"),
          "theme-string");
      error.severity = base::Severity::Warning;
      problems.push_back(std::move(error));
    }
  }
}

Mustache bind(const Files& files, std::string_view name, const Strings& strings,
              const AssetFiles& assets) {
  const Lookup string = [&strings](std::string_view key) {
    const auto found = strings.find(key);
    return found == strings.end() ? std::string() : escaped(found->second.text);
  };
  const Lookup asset = [&assets](std::string_view asset_name) {
    const auto found = assets.path_by_name.find(asset_name);
    return found == assets.path_by_name.end() ? std::string() : escaped(found->second);
  };
  return Mustache(bind_template(files, name, string, asset));
}

// "{h} h {m}" with every {name} that `fill` has replaced, in one pass: what is filled in is not
// looked at again.
std::string filled(std::string_view text, const Fill& fill) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const std::string_view name = close == std::string_view::npos ? "" : text.substr(1, close - 1);
    bool found = false;
    for (const auto& [key, value] : fill) {
      if (key != name || name.empty()) continue;
      out += value;
      text.remove_prefix(close + 1);
      found = true;
      break;
    }
    if (found) continue;
    out += '{';
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace

Context& Context::set(std::string key, Value value) {
  assert(std::holds_alternative<text::Html>(value) == key.ends_with("_html"));
  values_.insert_or_assign(std::move(key), std::move(value));
  return *this;
}

struct Theme::Loaded {
  Files files;                                              // the templates
  std::map<std::string, Templates, std::less<>> templates;  // by language
  StringsByLanguage strings;
  AssetFiles assets;
  base::Hash digest;
};

namespace {

base::Hash digest_of(const Files& files, const AssetFiles& assets) {
  base::ByteWriter all;
  for (const auto& [path, layers] : files) {
    if (!path.starts_with("templates/") && !path.starts_with("strings/")) continue;
    all.text(path).number(layers.size());
    for (const File& file : layers) all.text(file.bytes);
  }
  for (const auto& [name, path] : assets.path_by_name) all.text(name).text(path);
  return base::hash(all.bytes());
}

}  // namespace

base::Result<Theme> Theme::load(const std::vector<std::filesystem::path>& folders,
                                const std::vector<std::string>& languages,
                                std::vector<base::Error>& problems) {
  Files files = TRY(read_files(folders));
  if (names_in(files, "templates/", ".mustache").empty()) {
    const std::string where = folders.empty() ? std::string() : folders.back().generic_string();
    return base::fail(base::ErrorKind::System,
                      base::message("no theme in '{}'", "aucun thème dans « {} »", where), {},
                      base::message("a theme is a folder with templates/*.mustache",
                                    "un thème est un dossier avec templates/*.mustache"));
  }
  auto loaded = std::make_unique<Loaded>();
  loaded->assets = read_assets(files, problems);
  loaded->digest = digest_of(files, loaded->assets);
  loaded->strings = read_strings(files, languages, problems);
  check_partials(files, problems);
  if (!languages.empty()) {
    const Strings& first = loaded->strings[languages.front()];
    std::set<std::string, std::less<>> used;
    check_names(files, first, loaded->assets, used, problems);
    check_vocabulary(files, first, "strings/" + languages.front() + ".toml", used, problems);
    check_unused(loaded->strings, used, problems);
  }
  for (const std::string& language : languages)
    for (const std::string& name : names_in(files, "templates/", ".mustache"))
      loaded->templates[language].emplace(name, std::make_unique<Template>());
  for (auto& [path, layers] : files)
    if (path.starts_with("templates/")) loaded->files.emplace(path, std::move(layers));
  return Theme(std::move(loaded));
}

Theme::Theme(std::unique_ptr<const Loaded> loaded) : loaded_(std::move(loaded)) {}
Theme::~Theme() = default;
Theme::Theme(Theme&&) noexcept = default;
Theme& Theme::operator=(Theme&&) noexcept = default;

std::string Theme::render(std::string_view name, const Context& context,
                          std::string_view language) const {
  const auto templates = loaded_->templates.find(language);
  assert(templates != loaded_->templates.end());
  if (templates == loaded_->templates.end()) return {};
  const auto found = templates->second.find(std::string(name));
  if (found == templates->second.end()) return {};
  Template& wanted = *found->second;
  std::call_once(wanted.once, [&] {
    const auto strings = loaded_->strings.find(language);
    wanted.parsed.emplace(bind(loaded_->files, name, strings->second, loaded_->assets));
  });
  return wanted.parsed->render(context);
}

std::string Theme::string(std::string_view key, std::string_view language, const Fill& fill) const {
  const auto strings = loaded_->strings.find(language);
  if (strings == loaded_->strings.end()) return {};
  const auto found = strings->second.find(key);
  if (found == strings->second.end()) return {};
  return filled(found->second.text, fill);
}

std::string Theme::plural(std::string_view key, std::string_view language, long count,
                          const Fill& fill) const {
  const std::string written = number(count, language);
  Fill all = fill;
  all.emplace_back("n", written);
  return string(fmt::format("{}.{}", key, plural_form(language, count)), language, all);
}

std::string Theme::number(long value, std::string_view language) const {
  const std::string signed_digits = fmt::format("{}", value);
  const std::string_view digits = std::string_view(signed_digits).substr(value < 0 ? 1 : 0);
  const std::string group = string("number.group", language);
  std::string out = value < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += group;
    out += digits[i];
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> Theme::strings_under(
    std::string_view prefix, std::string_view language) const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto strings = loaded_->strings.find(language);
  if (strings == loaded_->strings.end()) return out;
  for (auto found = strings->second.lower_bound(prefix);
       found != strings->second.end() && found->first.starts_with(prefix); ++found)
    out.emplace_back(found->first.substr(prefix.size()), found->second.text);
  return out;
}

const std::vector<Asset>& Theme::assets() const { return loaded_->assets.list; }

const std::string& Theme::asset_path(std::string_view name) const {
  static const std::string nothing;
  const auto found = loaded_->assets.path_by_name.find(name);
  return found == loaded_->assets.path_by_name.end() ? nothing : found->second;
}

const base::Hash& Theme::digest() const { return loaded_->digest; }

}  // namespace theme
