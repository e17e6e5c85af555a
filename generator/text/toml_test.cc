#include "generator/text/toml.h"

#include <catch2/catch.hpp>

namespace text {
namespace {

// "2:3-2:7" of a value.
std::string place(const Node& node) {
  return fmt::format("{}:{}-{}:{}", node.at.line, node.at.column, node.end.line, node.end.column);
}

// The only member of the name, which must be there.
const Node& at(const Node& table, std::string_view key) {
  const Node* node = table.find(key);
  REQUIRE(node != nullptr);
  return *node;
}

TEST_CASE("TOML becomes values with the places they were written at") {
  const auto parsed = parse_toml(
      "id = \"net.dns\"\n"
      "rev = 3\n"
      "é.x = 1\n",
      "lesson.toml");
  CHECK_FALSE(parsed);  // bare keys are ASCII in TOML 1.0

  const auto root = parse_toml(
      "title = { fr = \"déjà\", en = \"again\" }\n"
      "rev = 3\n"
      "share = 0.5\n"
      "draft = true\n"
      "on = 2026-11-20\n"
      "names = [\"é\", 'b']\n"
      "\n"
      "[vars.VPS_IP]\n"
      "type = \"ip\"\n"
      "[[entry]]\n"
      "id = \"a\"\n"
      "[[entry]]\n"
      "id = \"b\"\n",
      "lesson.toml");
  REQUIRE(root);
  CHECK(std::get<std::string>(at(at(*root, "title"), "fr").value) == "déjà");
  CHECK(place(at(at(*root, "title"), "fr")) == "1:16-1:24");
  CHECK(place(at(at(*root, "title"), "en")) == "1:31-1:38");  // columns count bytes
  CHECK(std::get<std::int64_t>(at(*root, "rev").value) == 3);
  CHECK(place(at(*root, "rev")) == "2:7-2:8");
  CHECK(std::get<double>(at(*root, "share").value) == 0.5);
  CHECK(std::get<bool>(at(*root, "draft").value));
  CHECK(std::get<Date>(at(*root, "on").value) == Date{2026, 11, 20});
  CHECK(place(std::get<Array>(at(*root, "names").value)[1]) == "6:16-6:19");
  CHECK(at(*root, "vars").at == base::Position{8, 1});
  CHECK(place(at(at(at(*root, "vars"), "VPS_IP"), "type")) == "9:8-9:12");
  CHECK(std::get<Array>(at(*root, "entry").value).size() == 2);
  CHECK(std::get<Array>(at(*root, "entry").value)[1].at == base::Position{12, 1});
}

TEST_CASE("members come in the order of the file, with the places of their keys") {
  const auto root =
      parse_toml("zeta = 1\n\"alpha é\" = 2\nmid.b = 3\nmid.a = 4\n[last]\n[b]\n", "x.toml");
  REQUIRE(root);
  std::string order;
  for (const Member& member : std::get<Table>(root->value))
    order += fmt::format("{}@{}:{} ", member.key, member.key_at.line, member.key_at.column);
  CHECK(order == "zeta@1:1 alpha é@2:1 mid@3:1 last@5:2 b@6:2 ");
  const Table& mid = std::get<Table>(at(*root, "mid").value);
  CHECK(mid[0].key == "b");
  CHECK(mid[0].key_at == base::Position{3, 5});
}

TEST_CASE("a byte order mark and CRLF are tolerated") {
  const auto root = parse_toml(
      "\xEF\xBB\xBF"
      "a = 1\r\nb = 2\r\n",
      "x.toml");
  REQUIRE(root);
  CHECK(at(*root, "a").at == base::Position{1, 8});  // an editor counts the mark's bytes
  CHECK(at(*root, "b").at == base::Position{2, 5});
}

TEST_CASE("an empty file is an empty table") {
  for (const std::string_view source : {"", "# nothing\n", "\n\n"}) {
    const auto root = parse_toml(source, "x.toml");
    REQUIRE(root);
    CHECK(std::get<Table>(root->value).empty());
  }
}

TEST_CASE("a column far into a long line is counted in bytes") {
  std::string source = "a = [";
  for (int i = 0; i < 200; ++i) source += "\"é\", ";
  source += "true]";
  const auto root = parse_toml(source, "x.toml");
  REQUIRE(root);
  const Array& values = std::get<Array>(at(*root, "a").value);
  for (std::size_t i = 0; i < 200; ++i) CHECK(values[i].at.column == 6 + 6 * i);
  CHECK(values.back().at.column == 6 + 6 * 200);
}

TEST_CASE("what is no TOML is refused with its place, in both languages") {
  struct Case {
    std::string_view source, place, en, fr;
  };
  const auto c = GENERATE(values<Case>({
      {"a = 1\na = 2\n", "x.toml:2:5",
       "unreadable TOML: cannot redefine existing integer 'a' (key-value pair)",
       "TOML illisible : cannot redefine existing integer 'a' (key-value pair)"},
      {"[t]\n[t]\n", "x.toml:2:1",
       "unreadable TOML: cannot redefine existing table 't' (table header)",
       "TOML illisible : cannot redefine existing table 't' (table header)"},
      {"é = \"", "x.toml:1:1",
       "unreadable TOML: expected keys, tables, whitespace or comments, saw 'é' (root table)",
       "TOML illisible : expected keys, tables, whitespace or comments, saw 'é' (root table)"},
      {"a = \"éé\" x\n", "x.toml:1:12",
       "unreadable TOML: expected a comment or whitespace, saw 'x' (key-value pair)",
       "TOML illisible : expected a comment or whitespace, saw 'x' (key-value pair)"},
      {"ok = \"é\"\nb = \"\xff\"\n", "x.toml:2:6", "the text is not UTF-8 from here on",
       "à partir d'ici, le texte n'est pas de l'UTF-8"},
      {"on = 2026-11-20T10:00:00Z\n", "x.toml:1:6", "a date stands here without a time",
       "une date s'écrit ici sans heure"},
      {"on = [10:00:00]\n", "x.toml:1:7", "a date stands here without a time",
       "une date s'écrit ici sans heure"},
  }));
  CAPTURE(c.source);
  const auto refused = parse_toml(c.source, "x.toml");
  REQUIRE_FALSE(refused);
  CHECK(to_string(refused.error().where) == c.place);
  CHECK(refused.error().message.en == c.en);
  CHECK(refused.error().message.fr == c.fr);
  CHECK(refused.error().rule == "toml");
  CHECK(refused.error().kind == base::ErrorKind::Content);
}

TEST_CASE("a Windows path in double quotes gets a hint") {
  const auto path = GENERATE("C:\\Users", "C:\\data", "C:\\xampp");
  const auto refused = parse_toml(fmt::format("path = \"{}\"\n", path), "x.toml");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().hint.en == "text with backslashes goes between single quotes: 'C:\\x'");
  CHECK(refused.error().hint.fr ==
        "un texte avec des barres obliques inverses s'écrit entre apostrophes : 'C:\\x'");
}

TEST_CASE("what nests too deep is refused before it can grow") {
  std::string dots = "a";
  for (int i = 0; i < 500'000; ++i) dots += ".a";
  std::string mixed;
  for (int i = 0; i < 31; ++i) mixed += "a.b.c = {";
  const auto source = GENERATE_COPY(
      as<std::string>(), "x = " + std::string(500'000, '['), dots + " = 1", "[" + dots + "]",
      "x = " + std::string(33, '[') + std::string(33, ']'), mixed + "z = 1" + std::string(31, '}'));
  const auto refused = parse_toml(source, "x.toml");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.en == "nested more than 32 deep");
  CHECK(refused.error().message.fr == "imbriqué sur plus de 32 niveaux");
  CHECK(refused.error().where.begin.line == 1);
}

TEST_CASE("brackets and dots in strings and comments nest nothing") {
  const std::string many(100, '[');
  const std::string dots(100, '.');
  CHECK(parse_toml("a = \"" + many + dots + "\\\"" + many + "\"\n", "x.toml"));
  CHECK(parse_toml("a = '" + many + "\\'\n# " + many + dots + "\nb = 1\n", "x.toml"));
  CHECK(parse_toml("a = \"\"\"\n" + many + "\"\"" + dots + "\"\"\"\"\" # " + many, "x.toml"));
  CHECK(parse_toml("a = '''\n" + many + "'''\nb = [[1], [2]]\n", "x.toml"));
  CHECK(parse_toml("x = " + std::string(31, '[') + std::string(31, ']'), "x.toml"));
}

TEST_CASE("a file of more than a megabyte is refused unread") {
  const auto refused = parse_toml(std::string((1 << 20) + 1, '\n'), "x.toml");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.en ==
        "1048577 bytes are too many: a TOML file has at most 1048576");
  CHECK(refused.error().message.fr ==
        "1048577 octets, c'est trop : un fichier TOML en a au plus 1048576");
  CHECK(parse_toml(std::string(1 << 20, '\n'), "x.toml"));
}

TEST_CASE("a megabyte of one kind takes no time") {
  for (const std::string_view part : {"[[a]]\n", "{},", "\"", "a.b=1\n", "é,"}) {
    std::string source = "x = [";
    while (source.size() + part.size() < (1 << 20)) source += part;
    CAPTURE(part);
    const auto parsed = parse_toml(source, "x.toml");
    CHECK_FALSE(parsed);
  }
}

}  // namespace
}  // namespace text
