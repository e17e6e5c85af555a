#include "generator/importing/links.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using importing::find_links;
using importing::FoundLink;
using importing::LinkForm;
using importing::Places;
using importing::SourceText;

namespace {

std::string shown(std::string_view text) {
  const SourceText source{std::string(text)};
  std::string out;
  for (const FoundLink& link : find_links(
           source.text(), zones_of(source),
           [](std::string_view target) { return target == "my file.md" || target == "a.md"; })) {
    static constexpr std::string_view kForms[] = {"inline", "auto", "definition", "wiki"};
    out += fmt::format("{}{}{}{} '{}' -> '{}'\n", link.image ? "image " : "",
                       link.mended ? "mended " : "", link.malformed ? "malformed " : "",
                       kForms[static_cast<std::size_t>(link.form)], link.text, link.target);
  }
  return out;
}

}  // namespace

TEST_CASE("links are found as their authors write them, well formed or not") {
  struct Case {
    std::string_view text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"[a](b.md)", "inline 'a' -> 'b.md'\n"},
      {"[a](b.md \"title\")", "inline 'a' -> 'b.md'\n"},
      {"[a](<b c.md>)", "inline 'a' -> 'b c.md'\n"},
      {"[a](b(1).md)", "inline 'a' -> 'b(1).md'\n"},
      {"![a](b.png)", "image inline 'a' -> 'b.png'\n"},
      // a picture that is a link
      {"[![a](b.png)](c.md)", "inline '![a](b.png)' -> 'c.md'\nimage inline 'a' -> 'b.png'\n"},
      {"`[a](b.md)`", ""},  // code
      {"\\[a](b.md)", ""},  // escaped
      {"<https://a.example/>", "auto 'https://a.example/' -> 'https://a.example/'\n"},
      {"see https://a.example/b.", "auto 'https://a.example/b' -> 'https://a.example/b'\n"},
      {"[https://a.example/](b.md)", "inline 'https://a.example/' -> 'b.md'\n"},
      {"[x]: b.md \"t\"", "definition 'x' -> 'b.md'\n"},
      {"[^x]: a note", ""},  // a footnote
      {"[[Home]]", "wiki 'Home' -> 'Home'\n"},
      {"[[text|Page]]", "wiki 'text' -> 'Page'\n"},
      {"[a](my file.md)", "mended inline 'a' -> 'my file.md'\n"},
      {"[a] (a.md)", "mended inline 'a' -> 'a.md'\n"},
      {"[a] (a.md | b |", "mended inline 'a' -> 'a.md'\n"},
      {"[a] (see below)", ""},  // prose
      {"[a](a.md", "mended inline 'a' -> 'a.md'\n"},
      {"[a](what is this", "malformed inline 'a' -> ''\n"},
      {"| [a](a.md | b |", "mended inline 'a' -> 'a.md'\n"},
  }));
  CAPTURE(c.text);
  CHECK(shown(c.text) == c.expected);
}

TEST_CASE("a target leads to the file that its author means") {
  const support::TemporaryFolder folder;
  for (const char* file : {"README.md", "1 - Début/Prise de notes.md", "docs/a.md",
                           "docs/sub/index.md", "docs/plan.png", "Install-the-server.md"})
    REQUIRE(base::write_file(folder.path() / file, "# X\n"));
  std::vector<importing::Note> notes;
  const auto tree = importing::Tree::read(folder.path(), "git@github.com:Acme/Course.git", notes);
  REQUIRE(tree);
  CHECK(tree->origin() == "github.com/acme/course");
  Places places(*tree);
  places.add_root("docs/");
  struct Case {
    std::string_view from, target, file;
  };
  const std::vector<Case> cases = {
      {"README.md", "docs/a.md", "docs/a.md"},
      {"README.md", "1%20-%20D%C3%A9but/Prise%20de%20notes.md", "1 - Début/Prise de notes.md"},
      {"README.md", "1 - debut/prise de notes.md", "1 - Début/Prise de notes.md"},  // case, accents
      {"docs/a.md", "../README.md", "README.md"},
      {"docs/a.md", "sub/", "docs/sub/index.md"},
      {"docs/a.md", "a", "docs/a.md"},  // without its ending
      {"docs/a.md", "sub/index.html", "docs/sub/index.md"},
      {"docs/sub/index.md", "/a/", "docs/a.md"},  // from the root of the site
      {"docs/sub/index.md", "plan.png", "docs/plan.png"},  // from the root, as Hugo has it
      {"docs/a.md", "plan.png", "docs/plan.png"},
      {"docs/a.md", "../../outside.md", ""},
      {"README.md", "https://github.com/acme/course/blob/main/docs/a.md", "docs/a.md"},
      {"README.md", "https://github.com/acme/course/blob/feature/x/docs/a.md", "docs/a.md"},
      {"README.md", "https://raw.githubusercontent.com/acme/course/main/docs/plan.png",
       "docs/plan.png"},
      {"README.md", "https://github.com/acme/course/wiki/Install-the-server",
       "Install-the-server.md"},
      {"README.md", "https://github.com/acme/course", "README.md"},
      {"README.md", "https://github.com/acme/other/blob/main/docs/a.md", ""},
      {"README.md", "https://github.com/acme/course/blob/main/gone.md", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.from, c.target);
    CHECK(places.find(c.from, c.target).file == c.file);
  }
  CHECK(places.wiki_page("Install the server") == "Install-the-server.md");
}

TEST_CASE("the address of a repository is known in every way it is written") {
  struct Case {
    std::string_view url, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"https://github.com/Owner/Name.git", "github.com/owner/name"},
      {"git@github.com:owner/name.git", "github.com/owner/name"},
      {"ssh://git@git.example.org:2222/group/sub/name", "git.example.org:2222/group/sub/name"},
      {"https://github.com/owner/name.wiki.git", "github.com/owner/name"},
      {"https://user:word@github.com/owner/name", "github.com/owner/name"},
      {"https://github.com/owner", ""},
      {"/srv/git/name", ""},
      {"", ""},
  }));
  CAPTURE(c.url);
  CHECK(importing::repository_address(c.url) == c.expected);
}

TEST_CASE("a title loses its markup and keeps its words") {
  CHECK(importing::plain_words("The **firewall** and `ufw`") == "The firewall and ufw");
  CHECK(importing::plain_words("[Docker](https://d.example/) <b>now</b>") == "Docker now");
  CHECK(importing::plain_words("![x](y.png) Plan") == "x Plan");
}
