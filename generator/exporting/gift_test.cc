#include "generator/exporting/gift.h"

#include <catch2/catch.hpp>

#include "generator/exporting/questions.h"

namespace {

std::string gift(std::string_view text) {
  std::vector<base::Error> problems;
  const markdown::Document document = markdown::parse({text, "a.md", 1}, problems);
  const auto quizzes = exporting::quizzes_of(document);
  REQUIRE(quizzes.size() == 1);
  return exporting::gift_question(*quizzes.front(), "q", "en");
}

}  // namespace

TEST_CASE("each kind of quiz is a question of GIFT, and what GIFT reads as a mark is escaped") {
  struct Case {
    std::string_view text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"<!-- quiz: x single -->\n### a = b: {c}?\n\n- [x] yes #1\n  > Right.\n- [ ] no\n  > "
       "Wrong.\n<!-- /quiz -->\n",
       "::q::[html]<p>a \\= b\\: \\{c\\}?</p>{\n\t=yes \\#1#Right.\n\t~no#Wrong.\n}\n"},
      {"<!-- quiz: x multiple -->\n### Q\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n<!-- /quiz -->\n",
       "::q::[html]<p>Q</p>{\n\t~%33.33333%a\n\t~%33.33333%b\n\t~%33.33333%c\n\t~%-100%d\n}\n"},
      {"<!-- quiz: x number tol=2 -->\n### Q\n\n<details>\n<summary>Answer</summary>\n\n- "
       "443\n\n</details>\n<!-- /quiz -->\n",
       "::q::[html]<p>Q</p>{#\n\t=443:2\n}\n"},
      {"<!-- quiz: x text -->\n### Q\n\n<details>\n<summary>Answer</summary>\n\n- `a:b`\n\n"
       "</details>\n<!-- /quiz -->\n",
       "::q::[html]<p>Q</p>{\n\t=a\\:b\n}\n"},
      {"<!-- quiz: x order -->\n### Q\n\n1. a\n2. b\n\n> Because.\n<!-- /quiz -->\n",
       "::q::[html]<p>Q</p>{\n\t=a -> 1\n\t=b -> 2\n\t####Because.\n}\n"},
      {"<!-- quiz: x match -->\n### Q\n\n| l | r |\n| --- | --- |\n| 22 | `ssh` |\n| 53 | DNS "
       "|\n<!-- "
       "/quiz -->\n",
       "::q::[html]<p>Q</p>{\n\t=22 -> ssh\n\t=53 -> DNS\n}\n"},
  }));
  CAPTURE(c.text);
  CHECK(gift(c.text) == c.expected);
}
