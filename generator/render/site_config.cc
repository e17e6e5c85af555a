#include "generator/render/site_config.h"

#include "generator/text/toml.h"
#include "generator/text/url.h"

namespace render {

namespace {

constexpr char kRule[] = "schema";
constexpr std::int64_t kMostChanges = 50;

void report(std::vector<base::Error>& problems, base::Message message, const text::Node& table,
            std::string_view key, std::string_view file, base::Message hint) {
  const text::Node* value = table.find(key);
  problems.push_back({base::ErrorKind::Content,
                      std::move(message),
                      {std::string(file), text::position_at(table, key),
                       value != nullptr ? value->end : base::Position{}},
                      std::move(hint),
                      kRule});
}

bool is_web(std::string_view address) {
  return text::parse_target(address).kind == text::TargetKind::Web && !address.starts_with("//") &&
         address.find_first_of(" \"'<>\\") == std::string_view::npos;
}

}  // namespace

std::string SiteConfig::base_path() const {
  const std::size_t scheme = url.find("://");
  const std::size_t slash = scheme == std::string::npos ? scheme : url.find('/', scheme + 3);
  return slash == std::string::npos ? "/" : url.substr(slash);
}

const text::Schema& site_schema() {
  static const text::Schema schema = {
      {"name", text::Type::String, text::Need::Optional,
       base::message("a word or two for the top of every page; else the course's title",
                     "un ou deux mots pour le haut de chaque page ; sinon le titre du cours")},
      {"url", text::Type::String, text::Need::Optional,
       base::message(
           "where the site will be published, for canonical links, sitemap and feeds",
           "l'adresse de publication du site, pour les liens canoniques, le plan et les flux")},
      {"theme", text::Type::String, text::Need::Optional,
       base::message(
           "a folder beside site.toml whose files are taken instead of the default theme's",
           "un dossier à côté de site.toml dont les fichiers remplacent ceux du thème par défaut")},
      {"edit_link", text::Type::String, text::Need::Optional,
       base::message("where a page can be edited; {{path}} stands for its file below content/",
                     "l'adresse où modifier une page ; {{path}} y est son fichier sous content/")},
      {"contact", text::Type::String, text::Need::Optional,
       base::message("an address to write to, for the feeds",
                     "une adresse où écrire, pour les flux")},
      {"authors", text::Type::Boolean, text::Need::Optional,
       base::message("whether pages name who changed them, as git has it; default: false",
                     "si les pages nomment qui les a changées, selon git ; par défaut : false")},
      {"changes", text::Type::Integer, text::Need::Optional,
       base::message("how many of its last changes a page lists, as git has them; default: 5",
                     "combien de ses derniers changements une page énumère, selon git ; par "
                     "défaut : 5")},
      {"commit_link", text::Type::String, text::Need::Optional,
       base::message("where a change can be seen; {{commit}} stands for its id",
                     "l'adresse où voir un changement ; {{commit}} y est son identifiant")},
      // Read, and checked, by publish/targets.h.
      {"publish", text::Type::Any, text::Need::Optional,
       base::message("where the site is published, by name", "où le site est publié, par nom")},
  };
  return schema;
}

SiteConfig parse_site_config(std::string_view source, std::string_view shown_as,
                             std::vector<base::Error>& problems) {
  SiteConfig config;
  base::Result<text::Node> table = text::parse_toml(source, shown_as);
  if (!table) {
    problems.push_back(std::move(table).error());
    return config;
  }
  if (!text::check_schema(*table, site_schema(), {}, shown_as, problems)) return config;
  config.name = text::string_at(*table, "name");
  config.url = text::string_at(*table, "url");
  config.theme = text::string_at(*table, "theme");
  config.edit_link = text::string_at(*table, "edit_link");
  config.contact = text::string_at(*table, "contact");
  config.authors = text::boolean_at(*table, "authors");
  config.commit_link = text::string_at(*table, "commit_link");
  const std::int64_t changes = text::integer_at(*table, "changes", config.changes);
  if (changes < 0 || changes > kMostChanges) {
    report(problems,
           base::message("'changes' is {}; it lies between 0 and {}",
                         "« changes » vaut {} ; il va de 0 à {}", changes, kMostChanges),
           *table, "changes", shown_as, {});
  } else {
    config.changes = static_cast<int>(changes);
  }
  if (!config.commit_link.empty() &&
      (!is_web(config.commit_link) || config.commit_link.find("{commit}") == std::string::npos)) {
    report(problems,
           base::message("'{}' cannot be the address of a change",
                         "« {} » ne peut pas être l'adresse d'un changement", config.commit_link),
           *table, "commit_link", shown_as,
           base::message("write an https address with {{commit}} where the change's id goes",
                         "écrivez une adresse https avec {{commit}} à la place de l'identifiant du "
                         "changement"));
    config.commit_link.clear();
  }
  if (!config.url.empty() &&
      (!is_web(config.url) || config.url.find_first_of("?#") != std::string::npos)) {
    report(problems,
           base::message("'{}' is not the address of a site",
                         "« {} » n'est pas l'adresse d'un site", config.url),
           *table, "url", shown_as,
           base::message("write it like 'https://lab.example.org/course/'",
                         "écrivez-la comme « https://lab.example.org/course/ »"));
    config.url.clear();
  }
  if (!config.url.empty() && !config.url.ends_with('/')) config.url += '/';
  if (!config.edit_link.empty() &&
      (!is_web(config.edit_link) || config.edit_link.find("{path}") == std::string::npos)) {
    report(
        problems,
        base::message("'{}' cannot be an edit link",
                      "« {} » ne peut pas être un lien de modification", config.edit_link),
        *table, "edit_link", shown_as,
        base::message("write an https address with {{path}} where the page's file goes",
                      "écrivez une adresse https avec {{path}} à la place du fichier de la page"));
    config.edit_link.clear();
  }
  const text::Target folder = text::parse_target(config.theme);
  if (!config.theme.empty() &&
      (folder.kind != text::TargetKind::Relative || config.theme.starts_with('/'))) {
    report(problems,
           base::message("'{}' is not a folder beside site.toml",
                         "« {} » n'est pas un dossier à côté de site.toml", config.theme),
           *table, "theme", shown_as, {});
    config.theme.clear();
  }
  return config;
}

}  // namespace render
