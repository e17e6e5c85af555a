#include "generator/model/decode_figure.h"

#include <catch2/catch.hpp>

#include "generator/text/toml.h"

namespace model {
namespace {

const std::vector<std::string> kLanguages = {"fr", "en"};

constexpr std::string_view kHead = R"(title = { fr = "Le chemin", en = "The way" }
caption = { fr = "Qui appelle qui.", en = "Who calls whom." }
)";

struct Decoded {
  Figure figure;
  std::string problems;
};

Decoded decode(const std::string& rest) {
  const auto root = text::parse_toml(std::string(kHead) + rest, "figures/way.toml");
  REQUIRE(root);
  Decoded out;
  Problems problems;
  out.figure = decode_figure(*root, "figures/way.toml", kLanguages, problems);
  for (const base::Error& error : problems) out.problems += base::describe(error, base::Locale::En);
  return out;
}

// On lines 3 to 6 and 7 to 10.
const std::string kTwo = R"([[node]]
id = "browser"
label = { fr = "Navigateur", en = "Browser" }
kind = "person"
at = [0, 0]
[[node]]
id = "kong"
label = "Kong"
note = ":8000"
kind = "service"
at = [2, 0]
)";

TEST_CASE("a figure is what its file says; one string is the same in all languages") {
  const Decoded got = decode(kTwo + R"([[edge]]
from = "browser"
to = "kong"
label = "HTTPS"
kind = "dashed"
[[zone]]
id = "vps"
title = "VPS"
at = [1, 0]
size = [2, 1]
)");

  CHECK(got.problems == "");
  CHECK(got.figure.id == "way");
  CHECK(got.figure.title.in(1) == "The way");
  REQUIRE(got.figure.nodes.size() == 2);
  CHECK(got.figure.nodes[0].label.in(0) == "Navigateur");
  CHECK(got.figure.nodes[1].label.in(0) == "Kong");
  CHECK(got.figure.nodes[1].label.in(1) == "Kong");
  CHECK(got.figure.nodes[1].note.in(1) == ":8000");
  CHECK(got.figure.nodes[1].at == figure::Cell{2, 0});
  REQUIRE(got.figure.edges.size() == 1);
  CHECK(got.figure.edges[0].to == 1);
  CHECK(got.figure.edges[0].kind == "dashed");
  REQUIRE(got.figure.zones.size() == 1);
  CHECK(got.figure.zones[0].columns == 2);
}

TEST_CASE("what would make a drawing wrong is refused, with its place and what to write instead") {
  struct Case {
    std::string rest, report;
  };
  const auto c = GENERATE(values<Case>({
      {"[[edge]]\nfrom = \"browser\"\nto = \"kogn\"\n",
       "figures/way.toml:16:6: error: the figure has no node 'kogn' [figure-shape]\n"
       "  hint: did you mean 'kong'?\n"},
      {"[[node]]\nid = \"x\"\nlabel = \"X\"\nkind = \"store\"\nat = [2, 0]\n",
       "figures/way.toml:18:6: error: the node 'x' stands where 'kong' stands [figure-shape]\n"
       "  hint: give one of them another cell\n"},
      {"[[node]]\nid = \"kong\"\nlabel = \"X\"\nkind = \"store\"\nat = [3, 0]\n",
       "figures/way.toml:15:6: error: the node 'kong' is there twice [figure-shape]\n"},
      {"[[node]]\nid = \"x\"\nlabel = \"X\"\nkind = \"store\"\nat = [12, 0]\n",
       "figures/way.toml:18:6: error: 'at' is two numbers from 0 to 11 [figure-shape]\n"
       "  hint: the column, then the row: at = [0, 1]\n"},
      {"[[node]]\nid = \"x\"\nlabel = \"X\"\nkind = \"stor\"\nat = [4, 4]\n",
       "figures/way.toml:17:8: error: 'stor' is not a value of 'node[2].kind' [schema]\n"
       "  hint: did you mean 'store'?\n"},
      {"[[node]]\nid = \"x\"\nlabel = { fr = \"X\" }\nkind = \"store\"\nat = [4, 4]\n",
       "figures/way.toml:16:9: error: 'node[2].label' has no text in 'en' [schema]\n"},
      {"[[node]]\nid = \"x\"\nlabel = \"X\"\nkind = \"store\"\nat = [4, 4]\nlinks = \"y\"\n",
       "figures/way.toml:19:1: error: unknown key 'node[2].links' [schema]\n"
       "  hint: did you mean 'link'?\n"},
      // Between the two there is a third one.
      {"[[node]]\nid = \"x\"\nlabel = \"X\"\nkind = \"store\"\nat = [1, 0]\n"
       "[[edge]]\nfrom = \"browser\"\nto = \"kong\"\n",
       "figures/way.toml:21:6: error: an arrow from 'browser' to 'kong' would run through a box "
       "[figure-shape]\n"
       "  hint: give one of the nodes another cell\n"},
      {"[[edge]]\nfrom = \"kong\"\nto = \"kong\"\n",  // to itself
       "figures/way.toml:16:6: error: an arrow from 'kong' to 'kong' would run through a box "
       "[figure-shape]\n"
       "  hint: give one of the nodes another cell\n"},
      {"[[edge]]\nfrom = \"browser\"\nto = \"kong\"\n[[edge]]\nfrom = \"browser\"\nto = \"kong\"\n",
       "figures/way.toml:19:6: error: the arrow from 'browser' to 'kong' is there twice "
       "[figure-shape]\n"},
      {"[[zone]]\nid = \"a\"\ntitle = \"A\"\nat = [0, 0]\nsize = [2, 1]\n"
       "[[zone]]\nid = \"b\"\ntitle = \"B\"\nat = [1, 0]\nsize = [2, 2]\n",
       "figures/way.toml:22:6: error: the zone 'b' crosses the zone 'a' [figure-shape]\n"
       "  hint: a zone lies inside another or apart from it\n"},
      {"[[zone]]\nid = \"a\"\ntitle = \"A\"\nat = [0, 0]\nsize = [0, 1]\n",
       "figures/way.toml:18:8: error: 'size' is two numbers from 1 to 12 [figure-shape]\n"
       "  hint: how many columns, then how many rows: size = [2, 1]\n"},
      {"[[edge]]\nfrom = \"browser\"\nto = \"kong\"\nlabel = \"" + std::string(61, 'x') + "\"\n",
       "figures/way.toml:17:9: error: this text has 61 characters; at most 60 find room "
       "[figure-shape]\n"
       "  hint: say the rest in the words of the figure\n"},
  }));
  CAPTURE(c.rest);
  CHECK(decode(kTwo + c.rest).problems == c.report);
}

TEST_CASE("a figure of ten thousand nodes is said to be too large, once") {
  std::string rest;
  for (int i = 0; i < 10000; ++i)
    rest +=
        fmt::format("[[node]]\nid = \"n{0}\"\nlabel = \"X\"\nkind = \"store\"\nat = [{1}, {2}]\n",
                    i, i % 12, i / 12 % 12);
  const Decoded got = decode(rest);
  CHECK(got.figure.nodes.size() == kMostFigureNodes);
  CHECK(got.problems ==
        "figures/way.toml:204:6: error: more than 40 of 'node' [figure-shape]\n"
        "  hint: nobody could read it; make two figures\n");
}

}  // namespace
}  // namespace model
