#include "generator/search/database.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "generator/base/files.h"
#include "generator/search/test_index.h"

using search::Database;
using search::section;
using search::Section;
using search::TestIndex;
using search::Tier;

namespace {

// Words that many sections have, so that others are rare.
std::vector<Section> course() {
  std::vector<Section> out = {
      section("glossaire", "", "", "Les mots du cours."),
      section("glossaire", "conteneur", "Conteneur",
              "Un processus isolé, démarré à partir d'une image."),
      section("glossaire", "port", "Port", "Un numéro qui distingue les services d'une machine."),
      section("glossaire", "rag", "RAG (génération augmentée par la recherche)",
              "On cherche, puis on donne au modèle."),
      section("Docker", "", "", "Installer et utiliser des conteneurs."),
      section("Docker", "installer", "Installer",
              "Téléchargez le paquet et vérifiez sa signature."),
      section("Docker", "ports", "Publier un port",
              "Le conteneur écoute ; la machine transmet. Un pare-feu peut gêner."),
      section("Marché", "", "", "Le marché du samedi."),
      section("Marche", "", "", "La marche à suivre."),
      section("Pages", "", "", "Page de bavardage sur le serveur, le modèle et la machine."),
      section("Pages", "a", "Bavardage", "Du serveur encore, et un journal."),
      section("Pages", "b", "Suite", "Des journaux, des serveurs, des modèles."),
  };
  out[5].code = "sudo apt install docker-ce\nexport DOCKER_HOST=tcp://127.0.0.1:2375\n";
  out[6].errors = {"listen tcp 0.0.0.0:443: bind: address already in use"};
  for (std::size_t i = 4; i < 7; ++i) {
    out[i].level = "beginner";
    out[i].topic = "tools";
  }
  return out;
}

}  // namespace

TEST_CASE("the place of the words decides before their number does") {
  const auto sections = course();
  const TestIndex index(sections);
  struct Case {
    std::string_view query, found;
  };
  const auto c = GENERATE(values<Case>({
      {"conteneur", "glossaire#conteneur Docker Docker#ports"},   // the heading; then the body
      {"conteneurs", "glossaire#conteneur Docker Docker#ports"},  // any form of it
      {"docker", "Docker Docker#installer"},                      // the page's title; then its code
      {"installer docker",
       "Docker#installer Docker"},  // a heading with its page's title; then both in one section
      {"rag", "glossaire#rag"},
      {"génération augmentée", "glossaire#rag"},
      {"generation augmentee", "glossaire#rag"},  // without accents
      {"journal", "Pages#a Pages#b"},
      {"parefeu", "Docker#ports"},                 // a compound written as one
      {"pare feu", "Docker#ports"},                // and as two
      {"DOCKER_HOST", "Docker#installer Docker"},  // an identifier
      {"docker host", "Docker#installer Docker"},  // its parts; then what has one of them
      {"127.0.0.1", "Docker#installer"},
      {"2375", "Docker#installer"},
      {"contneur", "glossaire#conteneur Docker Docker#ports"},   // a letter is missing
      {"ocnteneur", "glossaire#conteneur Docker Docker#ports"},  // two are swapped
      {"cont", "glossaire#conteneur Docker Docker#ports"},       // still being typed
      {"cont ", ""},                                             // typed, and no such word
      {"marché", "Marché Marche"},  // the accents that were typed come first
      {"marche", "Marché Marche"},  // without, both are the same; the course's order
      {"où est la signature du paquet", "Docker#installer"},        // common words do not count
      {"isolé signature", "glossaire#conteneur Docker#installer"},  // nowhere together: each
      {"le", ""},
      {"", ""},
  }));
  CAPTURE(c.query);
  CHECK(index.found(c.query) == c.found);
}

TEST_CASE("a form that the course does not have is found by its ending") {
  // Endings are learned from the course's own words: each of these needs to be usual in it.
  std::vector<Section> sections = {
      section("x", "", "",
              "installer installe installation démarrer démarre démarration publier publie "
              "publication vérifier vérifie vérification "
              "journal journaux terminal terminaux canal canaux signer signe")};
  sections.push_back(section("y", "", "", "Un certificat multimodal que l'on signe."));
  const TestIndex index(sections);
  CHECK(index.found("signation") == "x y");
  CHECK(index.found("multimodaux") == "y");
  CHECK(index.ask("multimodaux").corrections.empty());
  CHECK(index.found("multimodique").empty());
}

TEST_CASE("an irregular form that the course does not have finds the one that it has") {
  const std::vector<Section> sections = {section("x", "", "", "Le déploiement."),
                                         section("y", "", "", "Rien.")};
  const TestIndex index(sections);
  CHECK(index.found("déployer") == "x");
  CHECK(index.found("deployer ") == "x");
  CHECK(index.ask("ouvert").missing == std::vector<std::string>{"ouvert"});  // not without "ouvrir"
}

TEST_CASE("an answer says which tier, what is missing and what was corrected") {
  const auto sections = course();
  const TestIndex index(sections);

  CHECK(index.ask("Port").hits.front().tier == Tier::Title);
  CHECK(index.ask("installer docker").hits.front().tier == Tier::Heading);
  CHECK(index.ask("paquet signature").hits.front().tier == Tier::Section);
  CHECK(index.ask("isolé signature").hits.front().tier == Tier::Some);

  const auto missing = index.ask("conteneur zzzyx");
  CHECK(missing.missing == std::vector<std::string>{"zzzyx"});
  CHECK(missing.hits.front().anchor == "conteneur");
  CHECK(missing.total == 3);

  const auto corrected = index.ask("sigature");
  REQUIRE(corrected.corrections.size() == 1);
  CHECK(corrected.corrections[0].from == "sigature");
  CHECK(corrected.corrections[0].to == "signature");
  CHECK(index.ask("DOCKER_HOSTS").corrections.empty());  // never an identifier
}

TEST_CASE("a hit shows the words in their sentence") {
  const auto sections = course();
  const TestIndex index(sections);
  const auto hit = index.ask("signature").hits.front();
  CHECK(hit.title == "Docker");
  CHECK(hit.heading == "Installer");
  CHECK(hit.address == "fr/Docker.html");
  CHECK(hit.anchor == "installer");
  CHECK(hit.level == "beginner");
  CHECK(hit.kind == "lesson");
  CHECK(hit.snippet.text == "Téléchargez le paquet et vérifiez sa signature.");
  REQUIRE(hit.snippet.marks.size() == 1);
  const auto mark = hit.snippet.marks[0];
  CHECK(hit.snippet.text.substr(mark.begin, mark.end - mark.begin) == "signature");
  // What stands in code only is shown as code.
  CHECK(index.ask("apt").hits.front().snippet.text.starts_with("sudo apt install docker-ce"));
}

TEST_CASE("filters leave out other pages") {
  const auto sections = course();
  const TestIndex index(sections);
  CHECK(index.found("conteneur", {"beginner", "", ""}) == "Docker Docker#ports");
  CHECK(index.found("conteneur", {"", "tools", "lesson"}) == "Docker Docker#ports");
  CHECK(index.found("conteneur", {"advanced", "", ""}).empty());
}

TEST_CASE("other languages say how much they have") {
  auto sections = course();
  sections.push_back(section("x", "", "", "A container, and a container's port."));
  sections.back().language = "en";
  sections.back().address = "en/x.html";
  const TestIndex index(sections);
  using Elsewhere = std::vector<std::pair<std::string, std::size_t>>;
  CHECK(index.ask("container").elsewhere == Elsewhere{{"en", 1}});
  CHECK(index.ask("samedi").elsewhere.empty());
  CHECK(index.ask("container", {}, "en").hits.size() == 1);

  auto database = Database::open(index.path());
  REQUIRE(database);
  CHECK(database->languages() == std::vector<std::string>{"fr", "en"});
  const auto unknown = database->search("port", "de");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.en == "the course has no language 'de'");
  CHECK(unknown.error().message.fr == "le cours n'a pas de langue « de »");
  CHECK(unknown.error().hint.en == "try one of: fr, en");
}

TEST_CASE("a pasted error comes before everything else") {
  const auto sections = course();
  const TestIndex index(sections);
  const std::string pasted = "Error: listen tcp4 127.0.0.1:8080: bind: address already in use";
  const auto answer = index.ask(pasted);
  REQUIRE_FALSE(answer.hits.empty());
  const auto& hit = answer.hits.front();
  CHECK(hit.tier == Tier::Error);
  CHECK(hit.anchor == "ports");
  CHECK(hit.error == "listen tcp 0.0.0.0:443: bind: address already in use");
  CHECK(pasted.substr(hit.matched.begin, hit.matched.end - hit.matched.begin) ==
        "listen tcp4 127.0.0.1:8080: bind: address already in use");

  auto database = Database::open(index.path());
  REQUIRE(database);
  const auto hits = database->find_error(pasted, "fr");
  REQUIRE(hits);
  REQUIRE(hits->size() == 1);
  CHECK(hits->front().anchor == "ports");
  CHECK(database->find_error("nothing of the kind", "fr")->empty());
}

TEST_CASE("a page of many sections is found to its end") {
  std::vector<Section> sections;
  for (int i = 0; i < 50; ++i)
    sections.push_back(
        section("long", "s" + std::to_string(i), "Partie",
                "mot" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i)));
  sections[0].anchor = sections[0].heading = "";
  sections.push_back(section("suite", "", "", "motdefin"));
  const TestIndex index(sections);
  CHECK(index.found("motx49").starts_with("long#s49"));
  CHECK(index.found("motdefin") == "suite");
  CHECK(index.found("long").starts_with("long"));
}

TEST_CASE("no query is a problem") {
  const auto sections = course();
  const TestIndex index(sections);
  const std::string query = GENERATE(
      std::string(10'000, 'x'), std::string(100'000, ' '), std::string("\0\x01\x02 port", 8),
      std::string("\xFF\xFE port"), std::string("\" OR 1=1 --"), std::string("title:port*"),
      std::string("NEAR(port, 2)"), std::string(5'000, '\''), std::string("port \xF4\x8F\xBF\xBF"),
      [] {
        std::string out;
        for (int i = 0; i < 3000; ++i) out += "p" + std::to_string(i) + " ";
        return out;
      }());
  CAPTURE(query.substr(0, 40));
  auto database = Database::open(index.path());
  REQUIRE(database);
  const auto start = std::chrono::steady_clock::now();
  CHECK(database->search(query, "fr"));
  CHECK(database->find_error(query, "fr"));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("a file that is no search database is refused with what to do") {
  const support::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  CHECK_FALSE(Database::open(path));
  REQUIRE(base::write_file(path, ""));
  const auto empty = Database::open(path);
  REQUIRE_FALSE(empty);
  CHECK(empty.error().message.en ==
        "'" + path.generic_string() + "' is not a search database of this version");
  CHECK(empty.error().hint.en == "build the site again");
  CHECK(empty.error().hint.fr == "reconstruisez le site");
  REQUIRE(base::write_file(path, std::string(20'000, 'x')));
  CHECK_FALSE(Database::open(path));
}

TEST_CASE("a damaged database gives an error or an answer") {
  const auto sections = course();
  const TestIndex index(sections);
  const auto bytes = base::read_file(index.path());
  REQUIRE(bytes);
  const support::TemporaryFolder folder;
  const auto path = folder.path() / "damaged.db";
  for (std::size_t at = 200; at < bytes->size(); at += 1009) {
    std::string damaged = *bytes;
    for (std::size_t i = at; i < std::min(at + 40, damaged.size()); ++i)
      damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    REQUIRE(base::write_file(path, damaged));
    auto database = Database::open(path);
    if (!database) continue;
    for (const std::string_view query :
         {"conteneur", "contneur", "docker hos", "bind: address already in use"})
      static_cast<void>(database->search(query, "fr"));
  }
}
