#include "generator/model/lint/prose.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

// The places of what is missing, as "line:column mark".
std::string faults_in(std::string_view source, std::string language = "fr") {
  Course course;
  course.languages = {std::move(language)};
  Page page;
  Half half;
  half.file = "x.md";
  const FrontPlaces front;
  const Lines lines(source);
  Problems problems;
  const markdown::Document document = markdown::parse({source, "x.md", 1}, problems);
  problems.clear();
  lint_prose({course, page, 0, half, front, source, lines, document}, problems);
  std::string out;
  for (const base::Error& error : problems) {
    const std::string_view message = error.message.en;
    out += fmt::format("{}{}:{} {}", out.empty() ? "" : ", ", error.where.begin.line,
                       error.where.begin.column, message.substr(message.find('\'')));
  }
  return out;
}

}  // namespace

TEST_CASE("French punctuation without its space is found, where that is certain") {
  struct Case {
    std::string_view source, faults;
    std::string_view why = "";
  };
  const auto c = GENERATE(values<Case>({
      {"Que fait le serveur?", "1:20 '?'"},
      {"Que fait le serveur ?", ""},
      {"Que fait le serveur\u00A0?", "", "the author typed the right space"},
      {"Fermez le port! Vite!", "1:15 '!', 1:21 '!'"},
      {"Le port est fermé; le pare-feu marche.", "1:19 ';'"},
      {"Le port (le 22)?", "1:16 '?'"},
      {"**Fermez le port!**", "1:17 '!'", "inside strong text"},
      {"Ouvrir les ports 80 et 443?\nPas le 22?", "1:27 '?', 2:10 '?'", "two lines of a paragraph"},
      {"- le premier?\n- le second?", "1:13 '?', 2:12 '?'"},
      {"| Le port? | Pas le 22? |\n| --- | --- |\n| le 443? | non |",
       "1:10 '?', 1:23 '?', 3:9 '?'"},
      {"Le mot «clé» se donne.", "1:8 '«', 1:14 '»'"},
      {"Le mot « clé » se donne.", ""},
      {"Les signes «» et « seuls.", "", "only mentioned"},
      {"Le port?!", "1:8 '?'", "the pair has one space before it"},
      // Code, addresses, other languages and names have their own spacing.
      {"Tapez `ls?` dans le dossier.", ""},
      {"Que fait `ls`?", "", "a question mark behind code may belong to it"},
      {"Voir la page https://example.org/a?b=c;d", ""},
      {"Voir [what is it?](x.md) dans le cours.", "", "a foreign title"},
      {"Le message *Are you sure?* est de la console.", ""},
      {"Le message « Are you sure? » est de la console.", ""},
      {"Le message \"Are you sure?\" est de la console.", ""},
      {"Are you sure? Press a key!", "", "no French at all"},
      {"Le moteur Yahoo! et la suite.", "", "a name"},
      {"Il est 14:30, le ratio est 16:9; le reste", "1:32 ';'"},
      {"```sh\nle port?\n```", ""},
      {"Une entité&nbsp;; la voici.", ""},
      {"Le nom std::x et le chemin a;b restent.", "", "nothing follows the mark"},
  }));
  CAPTURE(c.source, c.why);
  CHECK(faults_in(c.source) == c.faults);
}

TEST_CASE("only French of Europe has these spaces") {
  CHECK(faults_in("Que fait le serveur?", "fr-FR") == "1:20 '?'");
  CHECK(faults_in("Que fait le serveur?", "fr-CA") == "");
  CHECK(faults_in("Que fait le serveur?", "en") == "");
}

TEST_CASE(
    "a page of nothing but faults is read in linear time, and reported for its first faults") {
  std::string source;
  while (source.size() < 60'000) source += "le port? la clé; «x» ";
  source += "\n\n" + source;
  const std::string faults = faults_in(source);
  CHECK(std::count(faults.begin(), faults.end(), ',') == 49);
}
