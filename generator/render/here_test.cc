#include "generator/render/here.h"

#include <catch2/catch.hpp>

namespace render {
namespace {

TEST_CASE("addresses start from the page they stand on") {
  const Here lesson("fr/lessons/tools/notes.html", "fr");
  CHECK(lesson.to("fr/lessons/tools/other.html") == "other.html");
  CHECK(lesson.to("en/lessons/tools/notes.html") == "../../../en/lessons/tools/notes.html");
  CHECK(lesson.to("fr/glossary.html", "rag") == "../../glossary.html#rag");
  CHECK(lesson.to("fr/lessons/tools/notes.html", "part") == "#part");
  CHECK(lesson.in("guides/index.html") == "../../guides/index.html");
  CHECK(lesson.root() == "../../../");
  CHECK(lesson.home() == "../../");

  const Here home("fr/index.html", "fr");
  CHECK(home.root() == "../");
  CHECK(home.home() == "");

  const Here chooser("index.html", "fr");
  CHECK(chooser.root() == "");
  CHECK(chooser.home() == "fr/");
}

TEST_CASE("a page shown at any address takes its links from the root of the host") {
  const Here lost = Here::anywhere("fr/404.html", "fr", "/course/");
  CHECK(lost.to("fr/index.html") == "/course/fr/index.html");
  CHECK(lost.to("fr/404.html", "x") == "/course/fr/404.html#x");
  CHECK(lost.in("errors.html") == "/course/fr/errors.html");
  CHECK(lost.root() == "/course/");
  CHECK(lost.home() == "/course/fr/");
}

TEST_CASE("fragments are encoded where an address must be") {
  struct Case {
    std::string_view fragment, encoded;
  };
  const auto c = GENERATE(values<Case>({
      {"rules", "rules"},
      {"à-lire", "à-lire"},  // letters may stand as they are
      {"a b", "a%20b"},
      {"a\"b<c>", "a%22b%3Cc%3E"},
      {"100%", "100%25"},
      {"a\nb", "a%0Ab"},
      {"", ""},
  }));
  CAPTURE(c.fragment);
  CHECK(encode_fragment(c.fragment) == c.encoded);
}

}  // namespace
}  // namespace render
