#include "generator/render/site_config.h"

#include <catch2/catch.hpp>

namespace render {
namespace {

SiteConfig parse(std::string_view source, std::string& reports,
                 base::Locale locale = base::Locale::En) {
  std::vector<base::Error> problems;
  SiteConfig config = parse_site_config(source, "site.toml", problems);
  for (const base::Error& problem : problems) reports += base::describe(problem, locale);
  return config;
}

TEST_CASE("no site.toml is the default site") {
  std::string reports;
  const SiteConfig config = parse("", reports);
  CHECK(reports == "");
  CHECK(config.url == "");
  CHECK(config.base_path() == "/");
}

TEST_CASE("a site's address ends in a slash, and its path is known") {
  struct Case {
    std::string written, url, path;
  };
  const auto c = GENERATE(values<Case>({
      {"https://lab.example.org", "https://lab.example.org/", "/"},
      {"https://lab.example.org/", "https://lab.example.org/", "/"},
      {"http://lab.example.org:8080/a/b", "http://lab.example.org:8080/a/b/", "/a/b/"},
  }));
  std::string reports;
  const SiteConfig config = parse("url = \"" + c.written + "\"", reports);
  CHECK(reports == "");
  CHECK(config.url == c.url);
  CHECK(config.base_path() == c.path);
}

TEST_CASE("what is wrong in site.toml is said with its place, in both languages") {
  struct Case {
    std::string source, english, french;
  };
  const auto c = GENERATE(values<Case>({
      {"url = \"lab.example.org\"",
       "site.toml:1:7: error: 'lab.example.org' is not the address of a site [schema]\n"
       "  hint: write it like 'https://lab.example.org/course/'\n",
       "site.toml:1:7: erreur: « lab.example.org » n'est pas l'adresse d'un site [schema]\n"
       "  conseil: écrivez-la comme « https://lab.example.org/course/ »\n"},
      {"url = \"https://x.example/?a\"",  // addresses are made by adding to it
       "site.toml:1:7: error: 'https://x.example/?a' is not the address of a site [schema]\n"
       "  hint: write it like 'https://lab.example.org/course/'\n",
       "site.toml:1:7: erreur: « https://x.example/?a » n'est pas l'adresse d'un site [schema]\n"
       "  conseil: écrivez-la comme « https://lab.example.org/course/ »\n"},
      {"edit_link = \"javascript:{path}\"",
       "site.toml:1:13: error: 'javascript:{path}' cannot be an edit link [schema]\n"
       "  hint: write an https address with {path} where the page's file goes\n",
       "site.toml:1:13: erreur: « javascript:{path} » ne peut pas être un lien de modification "
       "[schema]\n"
       "  conseil: écrivez une adresse https avec {path} à la place du fichier de la page\n"},
      {"commit_link = \"https://x.example/c/\"",
       "site.toml:1:15: error: 'https://x.example/c/' cannot be the address of a change [schema]\n"
       "  hint: write an https address with {commit} where the change's id goes\n",
       "site.toml:1:15: erreur: « https://x.example/c/ » ne peut pas être l'adresse d'un "
       "changement [schema]\n"
       "  conseil: écrivez une adresse https avec {commit} à la place de l'identifiant du "
       "changement\n"},
      {"changes = 51",
       "site.toml:1:11: error: 'changes' is 51; it lies between 0 and 50 [schema]\n",
       "site.toml:1:11: erreur: « changes » vaut 51 ; il va de 0 à 50 [schema]\n"},
      {"theme = \"/etc\"",
       "site.toml:1:9: error: '/etc' is not a folder beside site.toml [schema]\n",
       "site.toml:1:9: erreur: « /etc » n'est pas un dossier à côté de site.toml [schema]\n"},
  }));
  CAPTURE(c.source);
  std::string english, french;
  const SiteConfig config = parse(c.source, english);
  parse(c.source, french, base::Locale::Fr);
  CHECK(english == c.english);
  CHECK(french == c.french);
  CHECK(config.url + config.edit_link + config.theme + config.commit_link == "");
  CHECK(config.changes == 5);
}

TEST_CASE("an unknown key is refused with the nearest one") {
  std::string reports;
  parse("urls = \"https://lab.example.org/\"", reports);
  CHECK(reports.find("site.toml:1:1: error:") == 0);
  CHECK(reports.find("did you mean 'url'?") != std::string::npos);
}

}  // namespace
}  // namespace render
