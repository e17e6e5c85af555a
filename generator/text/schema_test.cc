#include "generator/text/schema.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "generator/text/toml.h"

namespace text {
namespace {

const std::vector<std::string> kLanguages = {"fr", "en"};

const Schema kLesson = {
    {"id", Type::DottedId, Need::Required, {"the lesson's id", "l'identifiant de la leçon"}},
    {"rev", Type::Integer, Need::Required},
    {"title", Type::Texts, Need::Required, {"shown on the page", "affiché sur la page"}},
    {"level", Type::Id},
    {"status", Type::String, Need::Optional, {}, {"draft", "beta", "active"}},
    {"secret", Type::Boolean},
    {"on", Type::Date},
    {"errors", Type::Strings},
    {"requires", Type::Ids},
    {"minutes",
     Type::Table,
     Need::Optional,
     {},
     {},
     {{"read", Type::Integer, Need::Required}, {"do", Type::Integer}}},
    {"level_of", Type::Tables, Need::Optional, {}, {}, {{"id", Type::Id, Need::Required}}},
    {"vars",
     Type::Map,
     Need::Optional,
     {},
     {},
     {{"type", Type::String, Need::Required, {}, {"ip", "port"}}, {"example", Type::String}}},
    {"extra", Type::Any},
};

constexpr std::string_view kGood =
    "id = \"net.dns\"\n"
    "rev = 1\n"
    "title = { fr = \"a\", en = \"b\" }\n";

Node parse(std::string_view source) {
  auto root = parse_toml(source, "lesson.toml");
  REQUIRE(root);
  return *std::move(root);
}

std::vector<base::Error> problems_of(const Node& root) {
  std::vector<base::Error> problems;
  const bool fits = check_schema(root, kLesson, kLanguages, "lesson.toml", problems);
  CHECK(fits == problems.empty());
  return problems;
}

TEST_CASE("a table that fits its schema has no problems") {
  CHECK(problems_of(parse(kGood)).empty());
  CHECK(problems_of(parse(std::string(kGood) +
                          "level = \"net\"\nstatus = \"beta\"\nsecret = true\non = 2026-11-20\n"
                          "errors = [\"x\"]\nrequires = [\"a\", \"a.b\"]\nextra = [1, {x = 2}]\n"
                          "[minutes]\nread = 1\n[[level_of]]\nid = \"x\"\n"
                          "[vars.VPS_IP]\ntype = \"ip\"\nexample = \"203.0.113.10\"\n"))
            .empty());
}

TEST_CASE("every kind of problem names its path, its place and what to do") {
  struct Case {
    std::string_view added, place, en, fr, hint_en, hint_fr;
  };
  const auto c = GENERATE(values<Case>({
      {"levle = \"x\"\n", "lesson.toml:4:1", "unknown key 'levle'", "clé inconnue : « levle »",
       "did you mean 'level'?", "vouliez-vous dire « level » ?"},
      {"[minutes]\nread = 1\nquite = 2\n", "lesson.toml:6:1", "unknown key 'minutes.quite'",
       "clé inconnue : « minutes.quite »", "known here: read, do", "clés connues ici : read, do"},
      {"[minutes]\ndo = 1\n", "lesson.toml:4:1", "the key 'minutes.read' is missing",
       "la clé « minutes.read » manque", "", ""},
      {"[vars.VPS_IP]\ntype = 5\n", "lesson.toml:5:8",
       "'vars.VPS_IP.type' is an integer, expected a string",
       "« vars.VPS_IP.type » est un entier, il faut une chaîne", "put it in quotes",
       "mettez-le entre guillemets"},
      {"[vars]\nVPS_IP = \"x\"\n", "lesson.toml:5:10",
       "'vars.VPS_IP' is a string, expected a table",
       "« vars.VPS_IP » est une chaîne, il faut une table", "", ""},
      {"[vars.VPS_IP]\ntype = \"prot\"\n", "lesson.toml:5:8",
       "'prot' is not a value of 'vars.VPS_IP.type'",
       "« prot » n'est pas une valeur de « vars.VPS_IP.type »", "did you mean 'port'?",
       "vouliez-vous dire « port » ?"},
      {"status = \"finished\"\n", "lesson.toml:4:10", "'finished' is not a value of 'status'",
       "« finished » n'est pas une valeur de « status »", "one of: draft, beta, active",
       "au choix : draft, beta, active"},
      {"level = \"Net 1\"\n", "lesson.toml:4:9", "'level' is not an id: 'Net 1'",
       "« level » n'est pas un identifiant : « Net 1 »",
       "an id holds a-z, 0-9 and single '-' between them: try 'net-1'",
       "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « net-1 »"},
      {"requires = [\"a\", \"Net.TCP x\"]\n", "lesson.toml:4:18",
       "'requires[1]' is not an id: 'Net.TCP x'",
       "« requires[1] » n'est pas un identifiant : « Net.TCP x »",
       "an id holds a-z, 0-9 and single '-' between them: try 'net.tcp-x'",
       "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « net.tcp-x »"},
      {"requires = [\"a.b.c\"]\n", "lesson.toml:4:13", "'requires[0]' is not an id: 'a.b.c'",
       "« requires[0] » n'est pas un identifiant : « a.b.c »",
       "an id holds a-z, 0-9 and single '-' between them: try 'a.b-c'",
       "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « a.b-c »"},
      {"errors = [1]\n", "lesson.toml:4:11", "'errors[0]' is an integer, expected a string",
       "« errors[0] » est un entier, il faut une chaîne", "put it in quotes",
       "mettez-le entre guillemets"},
      {"errors = \"x\"\n", "lesson.toml:4:10", "'errors' is a string, expected an array of strings",
       "« errors » est une chaîne, il faut un tableau de chaînes", "put it in square brackets",
       "mettez-le entre crochets"},
      {"on = \"2026-11-20\"\n", "lesson.toml:4:6", "'on' is a string, expected a date",
       "« on » est une chaîne, il faut une date", "a date is written without quotes: 2026-11-20",
       "une date s'écrit sans guillemets : 2026-11-20"},
      {"secret = \"true\"\n", "lesson.toml:4:10", "'secret' is a string, expected true or false",
       "« secret » est une chaîne, il faut true ou false", "write it without quotes",
       "écrivez-le sans guillemets"},
      {"[[level_of]]\n", "lesson.toml:4:1", "the key 'level_of[0].id' is missing",
       "la clé « level_of[0].id » manque", "", ""},
      {"level_of = [1]\n", "lesson.toml:4:13", "'level_of[0]' is an integer, expected a table",
       "« level_of[0] » est un entier, il faut une table", "", ""},
  }));
  CAPTURE(c.added);
  const auto problems = problems_of(parse(std::string(kGood) + std::string(c.added)));
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems[0].where) == c.place);
  CHECK(problems[0].message.en == c.en);
  CHECK(problems[0].message.fr == c.fr);
  CHECK(problems[0].hint.en == c.hint_en);
  CHECK(problems[0].hint.fr == c.hint_fr);
  CHECK(problems[0].rule == "schema");
  CHECK(problems[0].kind == base::ErrorKind::Content);
}

TEST_CASE("texts must stand in every language of the course, and in no other") {
  const auto problems =
      problems_of(parse("id = \"a\"\nrev = 1\ntitle = { frr = \"a\", zz = \"b\", en = \"\" }\n"));
  REQUIRE(problems.size() == 4);
  CHECK(to_string(problems[0].where) == "lesson.toml:3:11");
  CHECK(problems[0].message.en == "'title.frr' is not a language of the course");
  CHECK(problems[0].message.fr == "« title.frr » n'est pas une langue du cours");
  CHECK(problems[0].hint.en == "did you mean 'fr'?");
  CHECK(problems[1].hint.en == "languages of the course: fr, en");
  CHECK(problems[1].hint.fr == "langues du cours : fr, en");
  CHECK(problems[2].message.en == "the text 'title.en' is empty");
  CHECK(problems[2].message.fr == "le texte « title.en » est vide");
  CHECK(problems[3].message.en == "'title' has no text in 'fr'");
  CHECK(problems[3].message.fr == "« title » n'a pas de texte en « fr »");
  CHECK(to_string(problems[3].where) == "lesson.toml:3:9");
}

TEST_CASE("one text instead of one a language gets a hint") {
  const auto problems = problems_of(parse("id = \"a\"\nrev = 1\ntitle = \"x\"\n"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.en == "'title' is a string, expected a table of languages");
  CHECK(problems[0].hint.en == "write a text for each language: { fr = \"…\", en = \"…\" }");
  CHECK(problems[0].hint.fr == "écrivez un texte par langue : { fr = \"…\", en = \"…\" }");
}

TEST_CASE("missing keys are all reported, with what they are for") {
  const auto problems = problems_of(parse("level = \"a\"\n"));
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].message.en == "the key 'id' is missing");
  CHECK(problems[0].hint.en == "the lesson's id");
  CHECK(problems[0].hint.fr == "l'identifiant de la leçon");
  CHECK(to_string(problems[0].where) == "lesson.toml:1:1");
  CHECK(problems[2].message.en == "the key 'title' is missing");
}

TEST_CASE("a value that is not there is said to be missing") {
  Node root = parse(kGood);
  std::get<Table>(root.value).push_back({"level", {9, 1}, Node{std::monostate(), {9, 1}, {}}});
  const auto problems = problems_of(root);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.en == "'level' has no value, expected a string");
  CHECK(problems[0].message.fr == "« level » n'a pas de valeur, il faut une chaîne");
}

TEST_CASE("what is no table at all is refused") {
  std::vector<base::Error> problems;
  CHECK_FALSE(
      check_schema(Node{std::string("x"), {2, 3}, {}}, kLesson, kLanguages, "a.md", problems));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.en == "a table is expected here");
  CHECK(to_string(problems[0].where) == "a.md:2:3");
}

TEST_CASE("problems that were there before do not count") {
  std::vector<base::Error> problems(3);
  CHECK(check_schema(parse(kGood), kLesson, kLanguages, "lesson.toml", problems));
  CHECK(problems.size() == 3);
}

TEST_CASE("a file that is all wrong is not reported to its last line, nor its names in full") {
  std::string source(kGood);
  for (int i = 0; i < 10'000; ++i) source += fmt::format("unknown{} = 1\n", i);
  CHECK(problems_of(parse(source)).size() == 100);

  const auto long_name = problems_of(parse(std::string(kGood) + std::string(1000, 'k') + " = 1\n"));
  REQUIRE(long_name.size() == 1);
  CHECK(long_name[0].message.en == "unknown key '" + std::string(60, 'k') + "…'");
}

TEST_CASE("accessors give the value, or the default") {
  const Node root = parse("s = \"x\"\ni = 5\nb = true\nl = [\"a\", 1, \"b\"]\n");
  CHECK(string_at(root, "s") == "x");
  CHECK(string_at(root, "none", "d") == "d");
  CHECK(string_at(root, "i", "d") == "d");
  CHECK(integer_at(root, "i") == 5);
  CHECK(integer_at(root, "none", 7) == 7);
  CHECK(boolean_at(root, "b"));
  CHECK(boolean_at(root, "none", true));
  CHECK_FALSE(boolean_at(root, "s"));
  CHECK(strings_at(root, "l") == std::vector<std::string>{"a", "b"});
  CHECK(strings_at(root, "none").empty());
  CHECK(position_at(root, "i") == base::Position{2, 5});
  CHECK(position_at(root, "none") == base::Position{1, 1});
}

TEST_CASE("kinds of values have names in both languages") {
  const auto name = [](auto value) { return kind_of(Node{std::move(value), {}, {}}); };
  CHECK(name(Table()) == base::Message{"a table", "une table"});
  CHECK(name(Array()) == base::Message{"an array", "un tableau"});
  CHECK(name(std::string()) == base::Message{"a string", "une chaîne"});
  CHECK(name(std::int64_t{1}) == base::Message{"an integer", "un entier"});
  CHECK(name(1.5) == base::Message{"a number", "un nombre"});
  CHECK(name(true) == base::Message{"a boolean", "un booléen"});
  CHECK(name(Date()) == base::Message{"a date", "une date"});
  CHECK(name(std::monostate()) == base::Message{"nothing", "rien"});
}

TEST_CASE("the JSON Schema says the same, and is JSON") {
  const std::string written = json_schema(kLesson, "A \"lesson\"\n", kLanguages);
  const auto json = nlohmann::ordered_json::parse(written);

  CHECK(json["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(json["title"] == "A \"lesson\"\n");
  CHECK(json["additionalProperties"] == false);
  CHECK(json["required"] == nlohmann::ordered_json({"id", "rev", "title"}));
  std::vector<std::string> order;
  for (const auto& [key, value] : json["properties"].items()) order.push_back(key);
  CHECK(order == std::vector<std::string>{"id", "rev", "title", "level", "status", "secret", "on",
                                          "errors", "requires", "minutes", "level_of", "vars",
                                          "extra"});
  const auto& properties = json["properties"];
  CHECK(properties["id"]["description"] == "the lesson's id\n\nl'identifiant de la leçon");
  CHECK(properties["id"]["pattern"] == "^[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)?$");
  CHECK(properties["rev"] == nlohmann::ordered_json({{"type", "integer"}}));
  CHECK(properties["title"]["required"] == nlohmann::ordered_json({"fr", "en"}));
  CHECK(properties["title"]["additionalProperties"] == false);
  CHECK(properties["status"]["enum"] == nlohmann::ordered_json({"draft", "beta", "active"}));
  CHECK(properties["on"]["format"] == "date");
  CHECK(properties["errors"]["items"]["type"] == "string");
  CHECK(properties["minutes"]["properties"]["read"]["type"] == "integer");
  CHECK(properties["minutes"]["required"] == nlohmann::ordered_json({"read"}));
  CHECK(properties["level_of"]["items"]["required"] == nlohmann::ordered_json({"id"}));
  CHECK(properties["vars"]["additionalProperties"]["properties"]["type"]["enum"] ==
        nlohmann::ordered_json({"ip", "port"}));
  CHECK(properties["extra"].empty());
  CHECK(written == json_schema(kLesson, "A \"lesson\"\n", kLanguages));
}

TEST_CASE("words are one string or a text for each language; integers are no strings") {
  const Schema schema = {{"label", Type::Words}, {"at", Type::Integers}};
  struct Case {
    std::string_view source, message;
  };
  const auto c = GENERATE(values<Case>({
      {"label = \"API\"\nat = [0, 1]\n", ""},
      {"label = { fr = \"a\", en = \"b\" }\n", ""},
      {"label = { fr = \"a\" }\n", "'label' has no text in 'en'"},
      {"label = \"\"\n", "the text 'label' is empty"},
      {"label = 1\n", "'label' is an integer, expected a string or a table of languages"},
      {"at = [0, \"1\"]\n", "'at[1]' is a string, expected an integer"},
      {"at = 1\n", "'at' is an integer, expected an array of integers"},
  }));
  CAPTURE(c.source);
  std::vector<base::Error> problems;
  CHECK(check_schema(parse(c.source), schema, kLanguages, "x.toml", problems) == c.message.empty());
  CHECK((problems.empty() ? "" : problems.front().message.en) == c.message);
  const auto properties =
      nlohmann::ordered_json::parse(json_schema(schema, "T", kLanguages))["properties"];
  CHECK(properties["label"]["anyOf"][0]["type"] == "string");
  CHECK(properties["label"]["anyOf"][1]["required"] == nlohmann::ordered_json({"fr", "en"}));
  CHECK(properties["at"]["items"]["type"] == "integer");
}

TEST_CASE("a small JSON Schema looks as people would write it") {
  const Schema schema = {{"on", Type::Boolean, Need::Required}};
  CHECK(json_schema(schema, "T", {}) ==
        "{\n"
        "  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
        "  \"title\": \"T\",\n"
        "  \"type\": \"object\",\n"
        "  \"properties\": {\n"
        "    \"on\": {\n"
        "      \"type\": \"boolean\"\n"
        "    }\n"
        "  },\n"
        "  \"required\": [\n"
        "    \"on\"\n"
        "  ],\n"
        "  \"additionalProperties\": false\n"
        "}\n");
}

}  // namespace
}  // namespace text
