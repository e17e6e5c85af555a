#include "generator/importing/mend.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.h"

using importing::Headings;
using importing::Note;
using importing::Notes;
using importing::SourceText;

namespace {

template <class F>
std::string mended(std::string_view text, F mend) {
  SourceText source{std::string(text)};
  std::vector<Note> notes;
  Notes said("a.md", notes);
  mend(source, said);
  return source.text();
}

}  // namespace

TEST_CASE("lines remember where they come from") {
  SourceText source("one\ntwo\nthree\nfour\n", 10);
  source.apply({{4, 7, "2\n2b"}, {8, 14, ""}});  // "two" becomes two lines, "three" goes
  CHECK(source.text() == "one\n2\n2b\nfour\n");
  REQUIRE(source.line_count() == 4);
  CHECK(source.origin(0) == 10);
  CHECK(source.origin(1) == 11);
  CHECK(source.origin(2) == 11);
  CHECK(source.origin(3) == 13);
}

TEST_CASE("fences are closed, and what stands behind them is what we understand") {
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"```sh\na\n```\n", "```sh\na\n```\n"},
      {"```sh\na\n", "```sh\na\n```\n"},
      {"```{.bash .numberLines}\na\n```\n", "```bash\na\n```\n"},
      {"```rust,ignore\na\n```\n", "```rust\na\n```\n"},
      {"```sh title=\"x\" {1}\na\n```\n", "```sh title=\"x\" {1}\na\n```\n"},
      {"```sh {7}\na\n```\n", "```sh\na\n```\n"},  // there is no line 7
      {"```JSON\n{}\n```\n", "```json\n{}\n```\n"},
      // prompts
      {"```sh\n$ a\n$ b\n```\n", "```sh\na\nb\n```\n"},
      {"```console\n$ a\nout\n$ b\n```\n",
       "```sh\na\n```\n\n```output\nout\n```\n\n```sh\nb\n```\n"},
      {"```sh\n$ a \\\n  more\nout\n```\n", "```sh\na \\\n  more\n```\n\n```output\nout\n```\n"},
      {"```sh\nout\n$ a\n```\n", "```text\nout\n$ a\n```\n"},
      {"```powershell\nPS C:\\> dir\n```\n", "```powershell\ndir\n```\n"},
      {"```sh\necho\u00A0x\n```\n", "```sh\necho x\n```\n"},
      {"```sh\necho \u201Cx\u201D\n```\n", "```sh\necho \"x\"\n```\n"},
      {"```output\nun\u00A0mot\n```\n", "```output\nun\u00A0mot\n```\n"},  // shown as it is
  }));
  CAPTURE(c.before);
  CHECK(mended(c.before, importing::mend_fences) == c.after);
}

TEST_CASE("HTML becomes Markdown where it has a form there") {
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"<img src=\"a b.png\" alt=\"x\">", "![x](<a b.png>)"},
      {"<a href=\"b.md\">b</a>", "[b](b.md)"},
      {"<h2 align=\"center\">Title</h2>", "\n\n## Title\n\n"},
      {"a <kbd>Ctrl</kbd>", "a <kbd>Ctrl</kbd>"},
      {"a <span style=\"color:red\">b</span>", "a b"},
      {"a<!-- todo -->b", "ab"},
      {"<script>alert(1)</script>a", "a"},
      {"<sub onclick=\"x()\">2</sub>", "<sub>2</sub>"},
      {"your <server-ip> here", "your `<server-ip>` here"},
      {"`<b>`", "`<b>`"},  // code
      {"1 < 2", "1 < 2"},
      {"<https://a.example/>", "<https://a.example/>"},
      {"<details><summary>x</summary>a</details>",
       "\n<details>\n<summary>x</summary>\n\na\n\n</details>\n\n"},
      {"</details>a", "a"},  // an end without a beginning
      {"<table><tr><th>a</th></tr><tr><td>b | c</td></tr></table>",
       "\n\n| a |\n| --- |\n| b \\| c |\n\n"},
  }));
  CAPTURE(c.before);
  CHECK(mended(c.before, importing::mend_html) == c.after);
}

TEST_CASE("every <details> has an end, before the next heading or the next of them") {
  CHECK(mended("<details>\na\n\n# b\n", importing::mend_html) ==
        "\n<details>\n\na\n\n\n</details>\n\n# b\n");
  const std::string two = mended("<details>\na\n<details>\nb\n</details>\n", importing::mend_html);
  CHECK(two.find("a\n\n\n</details>\n\n\n<details>") != std::string::npos);
}

TEST_CASE("tables get the line and the columns they lack") {
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"| a | b |\n| --- |\n| 1 | 2 |\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n"},
      {"| a |\n| --- |\n| 1 | 2 |\n", "| a |  |\n| --- | --- |\n| 1 | 2 |\n"},
      {"| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n"},
      {"a | b\n", "a | b\n"},  // prose
      {"| a | `x | y` |\n| --- | --- |\n", "| a | `x | y` |\n| --- | --- |\n"},
  }));
  CAPTURE(c.before);
  CHECK(mended(c.before, importing::mend_tables) == c.after);
}

TEST_CASE("a page gets one title, and its headings leave out no level") {
  struct Case {
    std::string_view before, preferred, title, after;
  };
  const auto c = GENERATE(values<Case>({
      {"# A\n\n## B\n", "", "A", "\n\n## B\n"},
      {"A\n===\n\nB\n---\n", "", "A", "\n\n## B\n"},
      {"# A\n\n# B\n\n## C\n", "", "A", "\n\n## B\n\n### C\n"},  // several titles
      {"# A\n\n#### B\n\n##### C\n", "", "A", "\n\n## B\n\n### C\n"},
      {"## A\n\ntext\n\n### B\n", "", "A", "\n\ntext\n\n## B\n"},  // it stands above all
      {"## A\n\n## B\n", "", "fallback", "## A\n\n## B\n"},
      {"## A\n", "T", "T", "## A\n"},
      {"text\n", "", "fallback", "text\n"},
      {"#A\n\n#1 is a number\n", "", "A", "\n\n#1 is a number\n"},
      {"# A #\n\n## B {#b}\n", "", "A", "\n\n## B\n"},
      {"# A\n\n> ## B\n", "", "A", "\n\n> **B**\n"},
      {"# A\n\n##\n", "", "A", "\n\n\n"},
      {"# A\n\n```\n# no\n```\n", "", "A", "\n\n```\n# no\n```\n"},
  }));
  CAPTURE(c.before);
  SourceText source{std::string(c.before)};
  std::vector<Note> notes;
  Notes said("a.md", notes);
  const Headings headings = importing::mend_headings(source, c.preferred, "fallback", said);
  CHECK(headings.title == c.title);
  CHECK(source.text() == c.after);
}

TEST_CASE("headings of one name have ids and anchors of their own") {
  SourceText source("# T\n\n## A\n\n## A\n\n## A {#mine}\n");
  std::vector<Note> notes;
  Notes said("a.md", notes);
  const Headings headings = importing::mend_headings(source, "", "", said);
  REQUIRE(headings.headings.size() == 3);
  CHECK(headings.headings[0].id == "a");
  CHECK(headings.headings[1].id == "a-2");
  CHECK(headings.headings[2].id == "a-3");
  CHECK(headings.headings[1].anchors == std::vector<std::string>{"a-1"});
  CHECK(headings.headings[2].anchors == std::vector<std::string>{"mine", "a-2"});
}

TEST_CASE("a heading's anchor is what GitHub calls it") {
  CHECK(importing::github_anchor("L'accès à SSH !") == "laccès-à-ssh-");
  CHECK(importing::github_anchor("C++ & you_2") == "c--you_2");
}

TEST_CASE("what other generators write becomes what we write") {
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"!!! warning \"T\"\n    a\n\n    b\nc\n", "> [!WARNING]\n> **T**\n> a\n>\n> b\nc\n"},
      {"!!! note\nno body\n", "!!! note\nno body\n"},
      {":::tip T\na\n:::\n", "> [!TIP]\n> **T**\n> a\n\n"},
      {"> **Warning**\n> a\n", "> [!WARNING]\n> a\n"},
      {"> [!note] a\n", "> [!NOTE]\n> a\n"},
      {"> [!NOTE]\n> a\n", "> [!NOTE]\n> a\n"},
      {"{{< figure src=\"a.png\" alt=\"x\" >}}\n", "![x](a.png)\n"},
      {"[a]({{< ref \"b.md\" >}})\n", "[a](b.md)\n"},
      {"[TOC]\n", "\n"},
      {"[a](b.md){ .md-button }\n", "[a](b.md)\n"},
      {"```\n!!! note\n    a\n```\n", "```\n!!! note\n    a\n```\n"},
  }));
  CAPTURE(c.before);
  const support::TemporaryFolder folder;
  std::vector<Note> notes;
  const auto tree = importing::Tree::read(folder.path(), "", notes);
  REQUIRE(tree);
  CHECK(mended(c.before, [&](SourceText& source, Notes& said) {
          importing::mend_dialects(source, "a.md", *tree, said);
        }) == c.after);
}

TEST_CASE("placeholders in code get the form that the worksheet fills") {
  const auto find = [](std::string_view text, std::string& after) {
    SourceText source{std::string(text)};
    std::vector<Note> notes;
    Notes said("a.md", notes);
    std::string names;
    for (const auto& one : importing::find_placeholders(source, {}, said))
      names += fmt::format("{}:{} ", one.name, one.type);
    after = source.text();
    return names;
  };
  std::string after;
  CHECK(find("`ssh <votre-serveur>`", after) == "VOTRE_SERVEUR:host ");
  CHECK(after == "`ssh <VOTRE_SERVEUR>`");
  CHECK(find("`<VPS_IP>` `<API_TOKEN>`", after) == "API_TOKEN:text VPS_IP:ip ");
  CHECK(find("```html\n<your-element>\n```\n", after) == "");
  CHECK(find("`List<int>` <b>", after) == "");
}

TEST_CASE("bytes become text without a loss, or not at all") {
  const auto decode = [](std::string bytes) {
    std::vector<Note> notes;
    Notes said("a.md", notes);
    return importing::decode_text(std::move(bytes), said).value_or("?");
  };
  CHECK(decode("a\r\nb") == "a\nb\n");
  CHECK(decode("\xEF\xBB\xBF"
               "a\n") == "a\n");
  CHECK(decode("caf\xE9 \x80\n") == "café €\n");  // Windows-1252
  CHECK(decode("a\x81\n") == "?");                // no character of it
  CHECK(decode(std::string("\xFF\xFE"
                           "a\0\xE9\0",
                           6)) == "aé\n");  // UTF-16
  CHECK(decode(std::string("a\0b", 3)) == "?");
  CHECK(decode("d\u00C3\u00A9j\u00C3\u00A0 vu\n") == "déjà vu\n");
}

TEST_CASE(
    "what Hugo shows by shortcodes stands in the page, or stays as text that means nothing else") {
  const support::TemporaryFolder folder;
  std::vector<Note> unused;
  const auto tree = importing::Tree::read(folder.path(), {}, unused);
  REQUIRE(tree);
  struct Case {
    std::string_view before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"{{< figure src=\"/a.png\" alt=\"A\" >}}", "![A](/a.png)"},
      {"[b]({{< ref \"b.md\" >}})", "[b](b.md)"},
      {"{{< youtube abc-1_2 >}}",
       "[https://www.youtube.com/watch?v=abc-1_2](https://www.youtube.com/watch?v=abc-1_2)"},
      {"{{< vimeo id=\"42\" >}}", "[https://vimeo.com/42](https://vimeo.com/42)"},
      {"{{< youtube \"a)b\" >}}", "`{{< youtube \"a)b\" >}}`"},  // no address
      {"{{< your port >}}", "`{{< your port >}}`"},
  }));
  CAPTURE(c.before);
  const importing::PrivateNames names;
  CHECK(mended(c.before, [&](SourceText& source, Notes& notes) {
          importing::mend_dialects(source, "a.md", *tree, notes);
          CHECK(importing::find_placeholders(source, names, notes).empty());
        }) == c.after);
}
