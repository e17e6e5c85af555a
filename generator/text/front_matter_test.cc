#include "generator/text/front_matter.h"

#include <catch2/catch.hpp>

namespace text {
namespace {

base::Result<Node> parse(std::string_view source) {
  const auto parts = split_front_matter(source, "a.md");
  REQUIRE(parts);
  return parse_front_matter(*parts, "a.md");
}

std::string place(const Node& node) {
  return fmt::format("{}:{}-{}:{}", node.at.line, node.at.column, node.end.line, node.end.column);
}

const Node& at(const Node& table, std::string_view key) {
  const Node* node = table.find(key);
  REQUIRE(node != nullptr);
  return *node;
}

// "integer 12", "string x": type and value of a scalar.
std::string written(const Node& node) {
  struct Write {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("integer {}", value); }
    std::string operator()(double value) const { return fmt::format("number {}", value); }
    std::string operator()(const std::string& value) const { return "string " + value; }
    std::string operator()(const Date& value) const {
      return fmt::format("date {}-{}-{}", value.year, value.month, value.day);
    }
    std::string operator()(const Array&) const { return "array"; }
    std::string operator()(const Table&) const { return "table"; }
  };
  return std::visit(Write(), node.value);
}

TEST_CASE("a file is split at its two fences") {
  struct Case {
    std::string_view source, front, body;
    std::uint32_t front_line, body_line;
  };
  const auto c = GENERATE(values<Case>({
      {"", "", "", 0, 1},
      {"# Titre\n", "", "# Titre\n", 0, 1},
      {"---\ntitle: a\n---\nbody\n", "title: a\n", "body\n", 2, 4},
      {"---\r\ntitle: a\r\n---\r\nbody\r\n", "title: a\r\n", "body\r\n", 2, 4},
      {"\xEF\xBB\xBF---\ntitle: a\n---\nbody", "title: a\n", "body", 2, 4},
      {"---  \na: b\n---\t\nbody", "a: b\n", "body", 2, 4},  // invisible at the lines' ends
      {"---\n---\nbody", "", "body", 2, 3},
      {"---\na: b\n---", "a: b\n", "", 2, 4},
      {"---\na: |\n  ---\n---\nx", "a: |\n  ---\n", "x", 2, 5},  // indented, so inside
      {"\n---\na: b\n---\n", "", "\n---\na: b\n---\n", 0, 1},    // not at the very start
      {" ---\na: b\n---\n", "", " ---\na: b\n---\n", 0, 1},
      {"----\na\n---\n", "", "----\na\n---\n", 0, 1},
      {"--- x\n---\n", "", "--- x\n---\n", 0, 1},
      {"\xEF\xBB\xBFtext", "", "\xEF\xBB\xBFtext", 0, 1},
  }));
  CAPTURE(c.source);
  const auto parts = split_front_matter(c.source, "a.md");
  REQUIRE(parts);
  CHECK(parts->front == c.front);
  CHECK(parts->body == c.body);
  CHECK(parts->front_line == c.front_line);
  CHECK(parts->body_line == c.body_line);
  CHECK(c.source.ends_with(parts->body));
}

TEST_CASE("front matter that is never closed is refused where it opens") {
  for (const std::string_view source : {"---", "---\ntitle: a\n", "---\na\n----\n--- x\n ---"}) {
    CAPTURE(source);
    const auto parts = split_front_matter(source, "a.md");
    REQUIRE_FALSE(parts);
    CHECK(to_string(parts.error().where) == "a.md:1:1");
    CHECK(parts.error().message.en == "the front matter that opens here is never closed");
    CHECK(parts.error().message.fr == "l'en-tête ouvert ici n'est jamais fermé");
    CHECK(parts.error().hint.en == "write a line of '---' behind its last key");
    CHECK(parts.error().hint.fr == "écrivez une ligne de « --- » après sa dernière clé");
    CHECK(parts.error().rule == "front-matter");
  }
}

TEST_CASE("front matter becomes values with their places in the file") {
  const auto root = parse(
      "---\n"
      "title: \"é : b\" # why\n"
      "description: une page\n"
      "aliases:\n"
      "  - /a\n"
      "  - 'l''autre'\n"
      "translation: { of: 1, by: human }\n"
      "verified: 2026-11-20\n"
      "long: |\n"
      "  text\n"
      "---\n");
  REQUIRE(root);
  CHECK(root->at == base::Position{2, 1});
  CHECK(std::get<std::string>(at(*root, "title").value) == "é : b");
  CHECK(place(at(*root, "title")) == "2:8-2:16");  // columns count bytes
  CHECK(place(at(*root, "description")) == "3:14-3:22");
  const Array& aliases = std::get<Array>(at(*root, "aliases").value);
  CHECK(std::get<std::string>(aliases[1].value) == "l'autre");
  CHECK(place(aliases[1]) == "6:5-6:15");
  CHECK(std::get<std::int64_t>(at(at(*root, "translation"), "of").value) == 1);
  CHECK(place(at(at(*root, "translation"), "by")) == "7:27-7:32");
  CHECK(std::get<Date>(at(*root, "verified").value) == Date{2026, 11, 20});
  CHECK(std::get<std::string>(at(*root, "long").value) == "text\n");
  CHECK(place(at(*root, "long")) == "9:7-0:0");  // over several lines: the end is unknown

  std::string keys;
  for (const Member& member : std::get<Table>(root->value))
    keys += fmt::format("{}@{}:{} ", member.key, member.key_at.line, member.key_at.column);
  CHECK(keys == "title@2:1 description@3:1 aliases@4:1 translation@7:1 verified@8:1 long@9:1 ");
}

TEST_CASE("nothing between the fences, or no fences, is an empty table") {
  for (const std::string_view source : {"", "body", "---\n---\n", "---\n# only a comment\n---\n"}) {
    CAPTURE(source);
    const auto root = parse(source);
    REQUIRE(root);
    REQUIRE(root->is_table());
    CHECK(std::get<Table>(root->value).empty());
  }
}

TEST_CASE("plain scalars have the types of the core schema, quoted ones are strings") {
  struct Case {
    std::string_view yaml, value;
  };
  const auto c = GENERATE(values<Case>({
      {"", "null"},
      {"~", "null"},
      {"null", "null"},
      {"true", "true"},
      {"FALSE", "false"},
      {"yes", "string yes"},  // YAML 1.1 is history
      {"on", "string on"},
      {"0", "integer 0"},
      {"-12", "integer -12"},
      {"+7", "integer 7"},
      {"007", "integer 7"},
      {"0o17", "integer 15"},
      {"0xfF", "integer 255"},
      {"9223372036854775807", "integer 9223372036854775807"},
      {"-9223372036854775808", "integer -9223372036854775808"},
      {"1.5", "number 1.5"},
      {"+.5", "number 0.5"},
      {"5.", "number 5"},
      {"-1e3", "number -1000"},
      {".inf", "number inf"},
      {"-.INF", "number -inf"},
      {".nan", "number nan"},
      {"1_000", "string 1_000"},
      {"1e", "string 1e"},
      {".", "string ."},
      {"1.2.3", "string 1.2.3"},
      {"0x", "string 0x"},
      {"0o8", "string 0o8"},
      {"+-1", "string +-1"},
      {"2026-11-20", "date 2026-11-20"},
      {"2024-02-29", "date 2024-2-29"},
      {"2026-1-2", "string 2026-1-2"},
      {"2026-11-20 10:00", "string 2026-11-20 10:00"},
      {"\"12\"", "string 12"},
      {"'true'", "string true"},
      {"\"2026-11-20\"", "string 2026-11-20"},
      {"\"\"", "string "},
      {"a b", "string a b"},
      {"! 12", "string 12"},  // the tag that says "a text"
  }));
  CAPTURE(c.yaml);
  const auto root = parse("---\nx: " + std::string(c.yaml) + "\n---\n");
  REQUIRE(root);
  CHECK(written(at(*root, "x")) == c.value);
}

TEST_CASE("a value that is not there is placed at its key") {
  const auto root = parse("---\ntitle:\n\nx: 1\n---\n");
  REQUIRE(root);
  CHECK(at(*root, "title").at == base::Position{2, 1});
}

TEST_CASE("what front matter may not hold is refused with its place, in both languages") {
  struct Case {
    std::string_view yaml, place, en, fr;
  };
  const auto c = GENERATE(values<Case>({
      {"a: &x 1\n", "a.md:2:4", "the anchor 'x': anchors and aliases are not used here",
       "l'ancre « x » : les ancres et les alias ne servent pas ici"},
      {"a: &x [1]\nb: *x\n", "a.md:2:4", "the anchor 'x': anchors and aliases are not used here",
       "l'ancre « x » : les ancres et les alias ne servent pas ici"},
      {"b: *x\n", "a.md:2:4", "anchors and aliases are not used here",
       "les ancres et les alias ne servent pas ici"},
      {"a: !!str 1\n", "a.md:2:4", "the tag 'tag:yaml.org,2002:str': tags are not used here",
       "l'étiquette « tag:yaml.org,2002:str » : les étiquettes ne servent pas ici"},
      {"a: !x [1]\n", "a.md:2:4", "the tag '!x': tags are not used here",
       "l'étiquette « !x » : les étiquettes ne servent pas ici"},
      {"<<: {a: 1}\n", "a.md:2:1", "merge keys ('<<') are not used here",
       "les clés de fusion (« << ») ne servent pas ici"},
      {"a: 1\nb: 2\na: 3\n", "a.md:4:1", "the key 'a' stands here a second time",
       "la clé « a » figure ici une deuxième fois"},
      {"x: {é: 1, \"é\": 2}\n", "a.md:2:12", "the key 'é' stands here a second time",
       "la clé « é » figure ici une deuxième fois"},
      {"a: 1\n...\nb: 2\n", "a.md:4:1", "something stands behind the table of the front matter",
       "quelque chose suit la table de l'en-tête"},
      {"--- {a: 1}\n--- {b: 2}\n", "a.md:3:1",
       "something stands behind the table of the front matter",
       "quelque chose suit la table de l'en-tête"},
      {"just text\n", "a.md:2:1", "the front matter must be a table, this is a string",
       "l'en-tête doit être une table, ceci est une chaîne"},
      {"- a\n- b\n", "a.md:2:1", "the front matter must be a table, this is an array",
       "l'en-tête doit être une table, ceci est un tableau"},
      {"? [a]\n: 1\n", "a.md:2:3", "a key must be a text", "une clé doit être un texte"},
      {"~: 1\n", "a.md:2:1", "a key must be a text", "une clé doit être un texte"},
      {"a: [[[[[[[[1]]]]]]]]\n", "a.md:2:11", "nested more than 8 deep",
       "imbriqué sur plus de 8 niveaux"},
      {"a: 99999999999999999999\n", "a.md:2:4", "the number '99999999999999999999' is too large",
       "le nombre « 99999999999999999999 » est trop grand"},
      {"a: 1e999\n", "a.md:2:4", "the number '1e999' is out of range",
       "le nombre « 1e999 » dépasse les limites"},
      {"a: 2026-02-29\n", "a.md:2:4", "the calendar has no day '2026-02-29'",
       "le calendrier n'a pas de jour « 2026-02-29 »"},
      {"title: a: b\n", "a.md:2:9", "unreadable YAML: illegal map value",
       "YAML illisible : illegal map value"},
      {"a: 1\n\tb: 2\n", "a.md:3:1", "unreadable YAML: illegal tab when looking for indentation",
       "YAML illisible : illegal tab when looking for indentation"},
      {"a: \"\\N\"\n", "a.md:2:4", "an escape in this text gives no character",
       "un échappement de ce texte ne donne aucun caractère"},
      {"a: \"\\ud800\"\n", "a.md:2:11", "unreadable YAML: invalid unicode: 55296",
       "YAML illisible : invalid unicode: 55296"},
      {"\xEF\xBB\xBFok: 1\n", "a.md:2:1", "an invisible character stands here",
       "il y a ici un caractère invisible"},
      {"ok: 1\na: \xff\n", "a.md:3:4", "the text is not UTF-8 from here on",
       "à partir d'ici, le texte n'est pas de l'UTF-8"},
      {"ok: 1\na: \x07\n", "a.md:3:4", "an invisible character stands here",
       "il y a ici un caractère invisible"},
  }));
  CAPTURE(c.yaml);
  const auto refused = parse("---\n" + std::string(c.yaml) + "---\nbody");
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.error().where) == c.place);
  CHECK(refused.error().message.en == c.en);
  CHECK(refused.error().message.fr == c.fr);
  CHECK(refused.error().rule == "front-matter");
  CHECK(refused.error().kind == base::ErrorKind::Content);
}

TEST_CASE("the usual mistakes get a hint") {
  CHECK(parse("---\ntitle: a: b\n---\n").error().hint.en ==
        "a text that contains ': ' goes in quotes");
  CHECK(parse("---\ntitle: a: b\n---\n").error().hint.fr ==
        "un texte qui contient « : » se met entre guillemets");
  CHECK(parse("---\na:\n\tb: 2\n---\n").error().hint.en == "indent with spaces, not with tabs");
  CHECK(parse("---\na: 2026-02-30\n---\n").error().hint.en == "put it in quotes if it is a text");
}

TEST_CASE("eight levels are enough and allowed") { CHECK(parse("---\na: [[[[[[[1]]]]]]]\n---\n")); }

TEST_CASE("more than 64 KiB are refused unread") {
  const auto refused = parse("---\n" + std::string((64 << 10) + 1, '\n') + "---\n");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.en == "65537 bytes are too many: front matter has at most 65536");
  CHECK(refused.error().message.fr == "65537 octets, c'est trop : un en-tête en a au plus 65536");
  CHECK(parse("---\n" + std::string(64 << 10, '\n') + "---\n"));
}

TEST_CASE("hostile YAML takes no time") {
  for (const std::string_view part : {"[", "{", "- ", "? ", "a: ", "[a, ", "\"a\" ", "!", "k: &a\n",
                                      "{a,", "'", "\n", "  ", "[? "}) {
    std::string yaml = "a: ";
    while (yaml.size() + part.size() < (64 << 10) - 1) yaml += part;
    CAPTURE(part);
    const auto parsed = parse("---\n" + yaml + "\n---\n");
    if (parsed) CHECK(parsed->is_table());
  }
  // The laughing billions: refused at the first anchor.
  CHECK_FALSE(parse("---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\n"));
}

TEST_CASE("ten thousand keys are looked through quickly") {
  std::string yaml;
  for (int i = 0; yaml.size() < (64 << 10) - 10; ++i) yaml += fmt::format("k{}:\n", i);
  CHECK(parse("---\n" + yaml + "---\n"));
}

}  // namespace
}  // namespace text
