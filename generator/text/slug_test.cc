#include "generator/text/slug.h"

#include <catch2/catch.hpp>

namespace text {
namespace {

TEST_CASE("titles become slugs") {
  struct Case {
    std::string_view title, slug;
  };
  const auto c = GENERATE(values<Case>({
      {"DNS", "dns"},
      {"TCP: the handshake", "tcp-the-handshake"},
      {"Réglages d’été", "reglages-d-ete"},
      {"Re\xCC\x81"
       "glages",
       "reglages"},  // the same accent as a character of its own
      {"Œuvre, bœuf & cæsium", "oeuvre-boeuf-caesium"},
      {"Größe", "grosse"},
      {"Iğdır'da ŞİŞE", "igdir-da-sise"},
      {"Smørrebrød Łódź Đakovo", "smorrebrod-lodz-dakovo"},
      {"C++ & you", "c-you"},   // a run of others becomes one dash
      {"ﬁn ① x²", "fin-1-x2"},  // compatibility forms are what they stand for
      {"№ 5", "no-5"},
      {"--", "page"},  // nothing usable is left
      {"", "page"},
      {"中文", "page"},
      {"中文 abc", "abc"},
      {"  --a--  ", "a"},
      {"a\xff\xc3z", "a-z"},  // no UTF-8
      {"😀 emoji", "emoji"},
  }));
  CAPTURE(c.title);
  CHECK(Slug::from_title(c.title).str() == c.slug);
}

TEST_CASE("a long title is cut at a dash, and only then in a word") {
  const std::string word(30, 'a');
  CHECK(Slug::from_title(word + " " + word + " " + word).str() == word + "-" + word);
  CHECK(Slug::from_title(std::string(200, 'a')).str() == std::string(80, 'a'));
  CHECK(Slug::from_title(std::string(80, 'a') + " b").str() == std::string(80, 'a'));
  CHECK(Slug::from_title(std::string(79, 'a') + "ß").str() == std::string(79, 'a') + "s");
  CHECK(Slug::from_title(std::string(1 << 20, '-')).str() == "page");
}

TEST_CASE("every slug made of a title is a slug") {
  for (const std::string_view title : {"TCP: the handshake", "--", "Größe", "ﬁ", "1er été"}) {
    const Slug slug = Slug::from_title(title);
    REQUIRE(Slug::parse(slug.str(), {}));
    CHECK(Slug::parse(slug.str(), {}).value() == slug);
  }
}

TEST_CASE("good slugs are accepted as they are") {
  for (const std::string_view good : {"a", "0", "tcp", "tcp-handshake", "a-1-b", "1er"}) {
    CAPTURE(good);
    REQUIRE(Slug::parse(good, {}));
    CHECK(Slug::parse(good, {}).value().str() == good);
  }
  CHECK(Slug::parse(std::string(80, 'a'), {}));
}

TEST_CASE("everything else is refused, with the nearest good one") {
  struct Case {
    std::string_view written, suggested;
  };
  const auto c = GENERATE(values<Case>({
      {"TCP Handshake", "tcp-handshake"},
      {"été", "ete"},
      {"-a", "a"},
      {"a-", "a"},
      {"a--b", "a-b"},
      {"a_b", "a-b"},
      {"a.b", "a-b"},
      {"", "page"},
      {"../x", "x"},
      {"a\n", "a"},
  }));
  CAPTURE(c.written);
  const auto slug = Slug::parse(c.written, {"content/tcp.md", {3, 7}, {3, 20}});
  REQUIRE_FALSE(slug);
  const std::string written(c.written), suggested(c.suggested);
  CHECK(to_string(slug.error().where) == "content/tcp.md:3:7");
  CHECK(slug.error().rule == "schema");
  CHECK(slug.error().message.en == "'" + written + "' is not an id");
  CHECK(slug.error().message.fr == "« " + written + " » n'est pas un identifiant");
  CHECK(slug.error().hint.en ==
        "an id holds a-z, 0-9 and single '-' between them: try '" + suggested + "'");
  CHECK(slug.error().hint.fr ==
        "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « " + suggested +
            " »");
}

TEST_CASE("a slug that is too long is refused for its length, and shown shortened") {
  const auto slug = Slug::parse(std::string(81, 'a'), {});
  REQUIRE_FALSE(slug);
  CHECK(slug.error().message.en ==
        "the id '" + std::string(60, 'a') + "…' is longer than 80 characters");
  CHECK(slug.error().message.fr ==
        "l'identifiant « " + std::string(60, 'a') + "… » a plus de 80 caractères");
}

}  // namespace
}  // namespace text
