#include "generator/markdown/comments.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

Comment read(std::string_view text) { return read_comment(text, 0, text.size()); }

TEST_CASE("comments of directives are known by their names") {
  struct Case {
    std::string_view text;
    CommentKind kind;
    std::string_view directive;
  };
  const auto c = GENERATE(values<Case>({
      {"<!-- quiz: a single -->", CommentKind::Open, "quiz"},
      {"<!--quiz:a single-->", CommentKind::Open, "quiz"},
      {"<!--\nquiz :\n a\n-->", CommentKind::Open, "quiz"},
      {"<!-- holds -->", CommentKind::Open, "holds"},
      {"<!-- tabs -->", CommentKind::Open, "tabs"},  // its group is missing, which is said later
      {"<!-- /tabs -->", CommentKind::Close, "tabs"},
      {"<!-- /tabs: os -->", CommentKind::Close, "tabs"},
      {"<!-- id: x -->", CommentKind::Open, "id"},
      {"<!-- qiuz: a -->", CommentKind::Misspelt, "quiz"},
      {"<!-- quizz: a -->", CommentKind::Misspelt, "quiz"},
      {"<!-- Quiz: a -->", CommentKind::Misspelt, "quiz"},
      {"<!-- worksheets -->", CommentKind::Misspelt, "worksheet"},
      {"<!-- tab: os -->", CommentKind::Misspelt, "tabs"},
      {"<!-- labs: x -->", CommentKind::Misspelt, "lab"},
      {"<!-- lgo: x -->", CommentKind::Misspelt, "log"},
      {"<!-- ids: x -->", CommentKind::Misspelt, "id"},
      {"<!-- /objektives -->", CommentKind::Misspelt, "objectives"},
  }));
  CAPTURE(c.text);
  const Comment comment = read(c.text);
  CHECK(comment.kind == c.kind);
  REQUIRE(comment.directive != nullptr);
  CHECK(comment.directive->name == c.directive);
}

TEST_CASE("an ordinary comment is left alone, even when it looks a little like a directive") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "<!-- TODO: write this -->",
      "<!-- tags: network, firewall -->",  // one letter from 'tabs', and common
      "<!-- note: see the other page -->",
      "<!-- table: see below -->",
      "<!-- dog: x -->",  // one letter from 'log'
      "<!-- if: x -->",   // one letter from 'id'
      "<!-- tabz -->",    // 'tabs' takes an argument: this has none
      "<!-- lab is broken on Windows -->",
      "<!-- stop: here -->",
      "<!-- logo: a.png -->",
      "<!-- /wp:paragraph -->",
      "<!-- /table -->",
      "<!-- -->",
      "<!---->",
      "<!-->",
      "<!-- : x -->",
      "<!-- été: x -->",
      "<!-- prettier-ignore -->",
      "<!-- markdownlint-disable MD013 -->",
  }));
  CAPTURE(text);
  CHECK(read(text).kind == CommentKind::Ordinary);
}

TEST_CASE("a directive's name without its colon is remembered, in case its end comes") {
  const Comment comment = read("<!-- quiz intro single -->");
  CHECK(comment.kind == CommentKind::Ordinary);
  REQUIRE(comment.directive != nullptr);
  CHECK(comment.directive->name == "quiz");
}

}  // namespace
}  // namespace markdown
