#include "generator/text/typography.h"

#include <catch2/catch.hpp>
#include <vector>

namespace text {
namespace {

// U+00A0 as '␣' and U+202F as '·', so that the tables can be read.
std::string visible(std::string text) {
  const auto replace_all = [&](std::string_view what, std::string_view with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
      text.replace(at, what.size(), with);
  };
  replace_all("\u00A0", "␣");
  replace_all("\u202F", "·");
  return text;
}

struct Case {
  std::string_view plain, set;
};
constexpr std::string_view kSame = "=";  // the text comes out as it went in

void check(const Case& c, Language language) {
  CAPTURE(c.plain);
  CHECK(visible(typeset(c.plain, language)) == (c.set == kSame ? c.plain : c.set));
}

TEST_CASE("French spaces are set where the author typed one, and nowhere else") {
  check(GENERATE(values<Case>({
            {"Prêt ?", "Prêt·?"},
            {"Attention ! Lisez.", "Attention·! Lisez."},
            {"un ; deux", "un·; deux"},
            {"Voici : la suite", "Voici␣: la suite"},
            {"Quoi ?!", "Quoi·?!"},
            {"Quoi !? Non", "Quoi·!? Non"},
            {"Non !!! Si", "Non·!!! Si"},
            {"(vraiment ?)", "(vraiment·?)"},
            {"(vraiment ?), dit-il", "(vraiment·?), dit-il"},
            {"« Quoi ? »", "«␣Quoi·?␣»"},
            {"Deux  espaces  !", "Deux  espaces·!"},
            {"\"Prêt ?\"", "«␣Prêt·?␣»"},
            {"Prêt?", kSame},  // nothing is inserted
            {"Prêt!", kSame},
            {"un;deux", kSame},
            {"à 14:30", kSame},
            {"à 14:30 : début", "à 14:30␣: début"},
            {"16:9 ou 4:3", kSame},
            {"16 : 9", "16␣: 9"},
            {"std::vector", kSame},
            {"un :: b", kSame},  // a scope, no punctuation
            {"2001:db8::1 et ::1", kSame},
            {"l'adresse fe80::1%eth0 !", "l’adresse fe80::1%eth0·!"},
            {"C:\\Users et C:\\ ici", kSame},
            {"le disque C: est plein", kSame},
            {"un :smile: ici", kSame},
            {"merci :) et :-) ;) :/", kSame},
            {"un !important ici", kSame},
            {"a && ! b", kSame},  // an operator, no phrase
            {"voir https://example.org/a?b;c!d", kSame},
            {"https://example.org/l'eau...d'ici ?", "https://example.org/l'eau...d'ici·?"},
            {"www.example.org/l'eau", kSame},
            {" : en tête", kSame},  // nothing precedes
            {"? seul", kSame},
            {"C'est bon😀 !", "C’est bon😀·!"},
            {"fin :", "fin␣:"},
            {"Vraiment ?…", "Vraiment·?…"},
            {"déjà\u00A0! et\u202F?", "déjà␣! et·?"},  // typed by the author, so meant
        })),
        Language::Fr);
}

TEST_CASE("French quotes, guillemets and apostrophes") {
  check(GENERATE(values<Case>({
            {"dit \"oui\" et part", "dit «␣oui␣» et part"},
            {"\"oui\"", "«␣oui␣»"},
            {"(\"oui\")", "(«␣oui␣»)"},
            {"\"oui\", \"non\".", "«␣oui␣», «␣non␣»."},
            {"« oui »", "«␣oui␣»"},
            {"«oui»", "«␣oui␣»"},  // the inner spaces belong there
            {"(«oui», «non»)", "(«␣oui␣», «␣non␣»)"},
            {"« il dit \"non\" hier »", "«␣il dit “non” hier␣»"},
            {"\"il dit \"non\" hier\"", "«␣il dit “non” hier␣»"},
            {"\"l'un\" et l'\"autre\"", "«␣l’un␣» et l’«␣autre␣»"},
            {"l'« autre »", "l’«␣autre␣»"},
            {"»Wort« und »Satz«", kSame},  // the German way is left alone
            {"le signe « seul", "le signe «␣seul"},
            {"un écran 27\" et 24\"", kSame},  // inches
            {"un \" seul", kSame},
            {"un \"seul", kSame},  // never closed
            {"alt=\"x\"", kSame},  // an attribute
            {"{\"a\": 1}", kSame},
            {"la touche \"?\"", kSame},
            {"l'eau, d'ici, qu'il, aujourd'hui", "l’eau, d’ici, qu’il, aujourd’hui"},
            {"L'ÉTÉ D'ÉMILE", "L’ÉTÉ D’ÉMILE"},
            {"d'11 ans", "d’11 ans"},
            {"jusqu'à lorsqu'on", "jusqu’à lorsqu’on"},
            {"un 'mot' ici", kSame},  // which quotes the author wants is open
            {"les années '90", kSame},
            {"5' 30''", kSame},
            {"l’eau “déjà” faite", kSame},
        })),
        Language::Fr);
}

TEST_CASE("French numbers, units and abbreviations keep together") {
  check(GENERATE(values<Case>({
            {"10 Go de RAM", "10␣Go de RAM"},
            {"1,5 Mo/s", "1,5␣Mo/s"},
            {"50 % des cas", "50␣% des cas"},
            {"12 000 €", "12·000␣€"},
            {"12 345 €", "12·345␣€"},
            {"12 000 lignes", "12·000 lignes"},
            {"1 234 567 lignes", "1·234·567 lignes"},
            {"250 000.", "250·000."},
            {"les ports 80 443", kSame},  // two ports
            {"les ports 80 443 ouverts", kSame},
            {"codes 200 404 500", kSame},  // three answers
            {"22 80 443 000", kSame},
            {"en 2024 100 personnes", kSame},  // a year and a count
            {"06 12 34 56 78", kSame},
            {"+33 612 345 678 x", "+33 612 345 678 x"},
            {"0 123 400", kSame},  // no number starts with 0
            {"v1 200", kSame},
            {"1er et 2e", kSame},
            {"n° 5 et N° 12", "n°␣5 et N°␣12"},
            {"p. 12 et pp. 3-4", "p.␣12 et pp.␣3-4"},
            {"stop. 12 fois", kSame},  // the end of a sentence
            {"Mme Li et M. Roux", "Mme␣Li et M.␣Roux"},
            {"§ 5", "§␣5"},
            {"à 14 h 30", "à 14␣h␣30"},
            {"20 °C", "20␣°C"},
            {"IPv4 s", kSame},  // the 4 is no number
            {"10 Gossip", kSame},
            {"5 minutes", kSame},
            {"192.168.0.1 m", "192.168.0.1␣m"},
        })),
        Language::Fr);
}

TEST_CASE(
    "an ellipsis is one character where it ends or leaves out, not in code that looks like prose") {
  const Language language = GENERATE(Language::Fr, Language::En);
  check(GENERATE(values<Case>({
            {"et ainsi...", "et ainsi…"},
            {"et ... ensuite", "et … ensuite"},
            {"[...]", "[…]"},
            {"(...)", "(…)"},
            {"go test ./...", kSame},
            {"f(...args)", kSame},
            {"a...b", kSame},
            {"1...5", kSame},
            {"..", kSame},
            {"....", kSame},  // not three
            {".../x", kSame},
            {"...", "…"},
            {"--help", kSame},
            {"a -- b --- c", kSame},  // an option's end or a dash: who knows
        })),
        language);
}

TEST_CASE("Canadian French has no space before ; ! ? and a wide one in numbers") {
  check(GENERATE(values<Case>({
            {"Prêt ?", "Prêt?"},
            {"un ; deux !", "un; deux!"},
            {"Voici : la suite", "Voici␣: la suite"},
            {"« oui »", "«␣oui␣»"},
            {"12 000 €", "12␣000␣€"},
            {":smile: et !important", kSame},
        })),
        Language::FrCa);
}

TEST_CASE("English quotes and apostrophes") {
  check(GENERATE(values<Case>({
            {"he said \"yes\" and left", "he said “yes” and left"},
            {"\"he said 'no' to me\"", "“he said ‘no’ to me”"},
            {"\"he said \"no\" to me\"", "“he said ‘no’ to me”"},
            {"“he said \"no\" to me”", "“he said ‘no’ to me”"},
            {"the 'quoted' word", "the ‘quoted’ word"},
            {"\"'quoted'\"", "“‘quoted’”"},
            {"don't, it's, l'eau", "don’t, it’s, l’eau"},
            {"'tis the season, 'twas", "’tis the season, ’twas"},
            {"get 'em", "get ’em"},
            {"the '90s", "the ’90s"},
            {"rock 'n' roll", "rock ’n’ roll"},
            {"the dogs' bones", "the dogs’ bones"},
            {"1990's", "1990’s"},
            {"main()'s result", "main()’s result"},
            {"6'2\" tall", kSame},
            {"a 5' wall", kSame},
            {"a 'lonely start", kSame},  // never closed
            {"sed '^https' x", kSame},   // not a word
            {"(\"yes\")—\"no\"", "(“yes”)—“no”"},
            {"yes ! no ?", kSame},  // English has no such spaces
            {"a : b", kSame},
            {"«x»", kSame},
            {"10 GB and 5 ms", "10␣GB and 5␣ms"},
            {"10 Go gophers", kSame},
            {"12 000 lines", kSame},
            {"p. 12", "p.␣12"},
            {"Mr. Smith", "Mr.␣Smith"},
            {"No. 5 of them", kSame},
            {"{\"a\": \"b\"}", "{\"a\": “b”}"},
        })),
        Language::En);
}

TEST_CASE("in other languages only apostrophes between letters change") {
  check(GENERATE(values<Case>({
            {"l'acqua \"x\" ... 10 GB ? 'y'", "l’acqua \"x\" ... 10 GB ? 'y'"},
            {"TÜRKİYE'de", "TÜRKİYE’de"},
            {"«x»", kSame},
        })),
        Language::Other);
}

// A block whose text nodes stand between others; what is not text is shown in backquotes or angle
// brackets.
struct Piece {
  std::string_view plain;
  char32_t before, after;
};
std::string set_all(const std::vector<Piece>& pieces, Language language) {
  Typesetter typesetter(language);
  std::string out;
  for (const Piece& piece : pieces)
    out += (out.empty() ? "" : "|") + typesetter.set(piece.plain, piece.before, piece.after);
  return visible(out);
}

TEST_CASE("quotes and apostrophes reach around code, links and emphasis") {
  using Pieces = std::vector<Piece>;
  // l'`code`
  CHECK(set_all({{"l'", 0, U'c'}}, Language::Fr) == "l’");
  CHECK(set_all({{"l'", 0, U'-'}}, Language::Fr) == "l’");
  CHECK(set_all({{"xl'", 0, U'-'}}, Language::Fr) == "xl'");
  // `code`'s value
  CHECK(set_all({{"'s value", U'e', 0}}, Language::En) == "’s value");
  CHECK(set_all({{"'s value", U')', 0}}, Language::En) == "’s value");
  // tapez "`ls`" puis
  CHECK(set_all({{"tapez \"", 0, U'l'}, {"\" puis", U's', 0}}, Language::Fr) == "tapez «␣|␣» puis");
  CHECK(set_all({{"type \"", 0, U'l'}, {"\" then", U's', 0}}, Language::En) == "type “|” then");
  // "*mot*" et "un *autre* "ici""
  const Pieces nested = {{"\"", 0, U'm'}, {"\" et \"un ", U't', U'a'}, {" \"ici\"\"", U'e', 0}};
  CHECK(set_all(nested, Language::Fr) == "«␣|␣» et «␣un | “ici”␣»");
  // a quote that never closes is left alone only when its block ends with the node
  CHECK(set_all({{"le \"x", 0, 0}}, Language::Fr) == "le \"x");
  // « `code` » and «`code`»
  CHECK(set_all({{"« ", 0, U'c'}, {" »", U'e', 0}}, Language::Fr) == "«␣|␣»");
  CHECK(set_all({{"«", 0, U'c'}, {"»", U'e', 0}}, Language::Fr) == "«␣|␣»");
}

TEST_CASE("spaces at the edges of a node see what is beyond") {
  CHECK(set_all({{" : la suite", U'e', 0}}, Language::Fr) == "␣: la suite");
  CHECK(set_all({{" ?", U'e', 0}}, Language::Fr) == "·?");
  CHECK(set_all({{" ?", 0, 0}}, Language::Fr) == " ?");
  CHECK(set_all({{"voir :", 0, U'c'}}, Language::Fr) == "voir :");  // ":" directly before code
  CHECK(set_all({{"voir ", 0, U'!'}}, Language::Fr) == "voir ");    // `!important`
  CHECK(set_all({{"un mot ", 0, U'»'}}, Language::Fr) == "un mot␣");
  CHECK(set_all({{" Mo", U'0', 0}}, Language::Fr) == " Mo");
  CHECK(set_all({{" MB", U'0', 0}}, Language::En) == "␣MB");
  CHECK(set_all({{" s", U'6', 0}}, Language::En) == " s");  // `x86` s
  CHECK(set_all({{"10 G", 0, U'o'}}, Language::Fr) == "10 G");
  CHECK(set_all({{"12 000", 0, U' '}}, Language::Fr) == "12·000");
  CHECK(set_all({{"fini..", 0, U'.'}}, Language::Fr) == "fini..");
  CHECK(set_all({{"a...", 0, U'b'}}, Language::Fr) == "a...");
}

TEST_CASE("a second block starts without the quotes of the first") {
  Typesetter first(Language::Fr);
  CHECK(visible(first.set("\"un", 0, U'x')) == "«␣un");
  Typesetter second(Language::Fr);
  CHECK(visible(second.set("\"deux\"")) == "«␣deux␣»");
}

TEST_CASE("languages are known by their tag") {
  CHECK(language_of("fr") == Language::Fr);
  CHECK(language_of("fr-FR") == Language::Fr);
  CHECK(language_of("FR-ca") == Language::FrCa);
  CHECK(language_of("fr-CA-x-y") == Language::FrCa);
  CHECK(language_of("fr-CAx") == Language::Fr);
  CHECK(language_of("en") == Language::En);
  CHECK(language_of("en-GB") == Language::En);
  CHECK(language_of("eng") == Language::Other);
  CHECK(language_of("") == Language::Other);
}

TEST_CASE("text is only ever set once") {
  for (const std::string_view plain :
       {"« Quoi ? » : 12 000 €...", "\"l'un\" et \"l'autre \"ici\"\" !", "«oui» n° 5, p. 12"}) {
    const std::string once = typeset(plain, Language::Fr);
    CHECK(typeset(once, Language::Fr) == once);
  }
}

TEST_CASE("hostile text takes no time and breaks nothing") {
  for (const std::string_view part :
       {"'a \"b ", "\"", "'", "1 000 ", " ", "...", "« ", "»", "a://", "www.", "\xC2", "x' "}) {
    std::string plain;
    while (plain.size() < 200'000) plain += part;
    CAPTURE(part);
    for (const Language language : {Language::Fr, Language::FrCa, Language::En, Language::Other})
      CHECK_FALSE(typeset(plain, language).empty());
  }
}

}  // namespace
}  // namespace text
