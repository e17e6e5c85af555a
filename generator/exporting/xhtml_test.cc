#include "generator/exporting/xhtml.h"

#include <catch2/catch.hpp>

using exporting::Quizzes;
using exporting::XhtmlOptions;

namespace {

std::string written(std::string_view text, Quizzes quizzes = Quizzes::Printed,
                    std::string_view language = "en") {
  std::vector<base::Error> problems;
  const markdown::Document document = markdown::parse({text, "a.md", 1}, problems);
  model::Half half;
  half.facts = markdown::collect_facts(document, text, 1);
  for (const auto& heading : half.facts.headings) half.anchors.push_back(heading.id);
  XhtmlOptions options;
  options.language = language;
  options.quizzes = quizzes;
  options.address = [](std::string_view target, bool) {
    return target == "gone.md" ? std::string() : std::string(target);
  };
  return exporting::write_xhtml(document, half, options);
}

// Whether every element that begins ends, in order: what XML asks of a document.
bool is_balanced(std::string_view xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    const std::string name(
        tag.substr(tag.starts_with('/'), tag.find_first_of(" />", 1) - tag.starts_with('/')));
    if (tag.ends_with('/')) continue;
    if (!tag.starts_with('/')) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

}  // namespace

TEST_CASE("a page is XML, whatever stands in it") {
  struct Case {
    std::string_view text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a & b < c", "<p>a &amp; b &lt; c</p>\n"},
      {"a  \nb", "<p>a<br />\nb</p>\n"},
      {"![alt \"x\"](p.png)", "<p><img src=\"p.png\" alt=\"alt &quot;x&quot;\" /></p>\n"},
      {"[gone](gone.md)", "<p>gone</p>\n"},  // its text stays
      {"a<br>b", "<p>a<br />\nb</p>\n"},
      {"<b>open", "<p><b>open</b></p>\n"},    // closed where the line ends
      {"a &nbsp; b", "<p>a \u00A0 b</p>\n"},  // no entity but XML's own
      {"---", "<hr />\n"},
      {"- [x] a", "<ul>\n<li>☑ a</li>\n</ul>\n"},
      {"```sh\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"},
  }));
  CAPTURE(c.text);
  CHECK(written(c.text) == c.expected);
  CHECK(is_balanced(written(c.text)));
}

TEST_CASE("raw HTML comes out balanced") {
  for (const std::string_view text :
       {"<div>a\n\nb", "<ul><li>a<li>b</ul>", "</p></div>", "<details><p>x</details>",
        "<table><tr><td>x</table>", "<b><i>x</b></i>", "<img src=\"https://x.example/a.png\">"}) {
    CAPTURE(text);
    CHECK(is_balanced(written(text)));
  }
}

TEST_CASE("a quiz has fields where a script judges, and none in a book") {
  constexpr std::string_view kQuiz =
      "# T\n\n<!-- quiz: q single -->\n### Which?\n\n- [x] a\n  > Yes.\n- [ ] b\n  > No.\n<!-- "
      "/quiz -->\n";
  const std::string fields = written(kQuiz, Quizzes::Interactive);
  CHECK(fields.find("<form class=\"quiz\" data-quiz=\"q\" data-kind=\"single\">") !=
        std::string::npos);
  CHECK(fields.find("<div class=\"choice\" data-right=\"1\"><label><input type=\"radio\" "
                    "name=\"quiz-q\" value=\"a\" />") != std::string::npos);
  const std::string printed = written(kQuiz);
  CHECK(printed.find("<input") == std::string::npos);
  CHECK(printed.find("Yes.") == std::string::npos);  // the answers stand at the end of the book
  CHECK(is_balanced(fields));
  CHECK(is_balanced(printed));
}
