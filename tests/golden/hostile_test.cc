// A course from a stranger: everything in it that could harm a reader, the machine that builds it,
// or the builder's patience. It is made at test time, because much of it is large or no valid text.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "generator/pipeline/build.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace fs = std::filesystem;

namespace {

struct Outcome {
  support::Tree files;
  std::vector<base::Error> problems;

  bool has(std::string_view rule) const {
    return std::any_of(problems.begin(), problems.end(),
                       [&](const base::Error& problem) { return problem.rule == rule; });
  }
  std::string rules() const {
    std::string out;
    for (const base::Error& problem : problems) out += problem.rule + " ";
    return out;
  }
};

// A small good course whose first French lesson gets `text` behind what it has.
class HostileCourse {
 public:
  HostileCourse() { support::write_corpus(folder_.path(), 12); }

  fs::path lesson() const {
    return folder_.path() / "content" / "lessons" / "tools" / "lesson-0" / "lesson.fr.md";
  }
  const fs::path& root() const { return folder_.path(); }
  void append(const std::string& text) const {
    std::ofstream(lesson(), std::ios::binary | std::ios::app) << "\n" << text << "\n";
  }

  Outcome build() const {
    Outcome out;
    std::mutex guard;
    pipeline::Project project;
    project.root = root();
    project.build = root() / "build" / "course";
    project.content_shown_as = "content";
    project.site_shown_as = "site/site.toml";
    project.default_theme = fs::path(SOURCE_DIR) / "themes" / "default";
    pipeline::Options options;
    options.jobs = 2;
    auto report = pipeline::build_project(
        project, options, [&](std::string_view path, std::string_view bytes) -> base::Done {
          const std::lock_guard lock(guard);
          out.files.emplace(path, bytes);
          return {};
        });
    REQUIRE(report);
    out.problems = report->problems;
    return out;
  }

 private:
  support::TemporaryFolder folder_;
};

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("markup that could run code is refused, each with the rule that says so") {
  struct Case {
    const char* text;
    const char* rule;
  };
  const auto c = GENERATE(values<Case>({
      {"<script>alert(1)</script>", "html-refused"},
      {"text <img src=x onerror=alert(1)> text", "html-refused"},
      {"<a href=\"javascript:alert(1)\">x</a>", "html-refused"},
      {"<a href=\"javascript:alert(1)\" title=\" href=\">x</a>", "html-refused"},
      {"a <a href=\"javascript:alert(1)\" title=\" href=\">x</a>", "html-refused"},
      {"a <img src=\"javascript:alert(1)\" alt=\" src=\">", "html-refused"},
      {"<iframe src=\"https://example.org/\"></iframe>", "html-refused"},
      {"<style>body{display:none}</style>", "html-refused"},
      {"[a link](javascript:alert(1))", "link-unsafe"},
      {"[a link](JaVaScRiPt&colon;alert(1))", "link-unsafe"},
      {"[a link](data:text/html;base64,PHNjcmlwdD4=)", "link-unsafe"},
      {"![a picture](file:///etc/passwd)", "link-unsafe"},
      {"[up and out](../../../../../../etc/passwd)", "link-broken"},
      {"![up and out](../../../../../../etc/hostname.png)", "image-missing"},
  }));
  CAPTURE(c.text);
  const HostileCourse course;
  course.append(c.text);
  const Outcome outcome = course.build();
  CAPTURE(outcome.rules());
  CHECK(outcome.has(c.rule));
  CHECK(outcome.files.empty());  // an error: nothing is written
}

TEST_CASE("what looks like a tag to a browser and not to Markdown stays text") {
  const HostileCourse course;
  course.append("<svg/onload=alert(1)> and <img/src=x/onerror=alert(1)>");
  const Outcome outcome = course.build();
  CHECK_FALSE(outcome.files.empty());
  for (const auto& [path, bytes] : outcome.files) {
    INFO(path);
    CHECK(bytes.find("<svg/onload") == std::string::npos);
    CHECK(bytes.find("<img/src") == std::string::npos);
  }
}

TEST_CASE("titles, labels and front matter full of markup stay text") {
  const HostileCourse course;
  const std::string evil = "</title><script>alert('x')</script>\\\"><b>";
  std::string text;
  {
    std::ifstream in(course.lesson());
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  const std::size_t title = text.find("title: ");
  text.replace(title, text.find('\n', title) - title, "title: \"" + evil + "\"");
  const std::size_t heading = text.find("\n# ");
  text.replace(heading, text.find('\n', heading + 1) - heading,
               "\n# `</title><script>alert('x')</script>`\\\"><b></b>");
  std::ofstream(course.lesson()) << text;
  const Outcome outcome = course.build();
  for (const auto& [path, bytes] : outcome.files) {
    INFO(path);
    if (path.ends_with(".html")) CHECK(bytes.find("<script>alert") == std::string::npos);
  }
}

TEST_CASE("a symbolic link out of the tree is reported and never read") {
  const HostileCourse course;
  const support::TemporaryFolder outside;
  std::ofstream(outside.path() / "secret.md") << "# the secret of the outside\n";
  fs::create_directories(course.root() / "content" / "assets");
  fs::create_symlink(outside.path() / "secret.md",
                     course.root() / "content" / "assets" / "picture.png");
  fs::create_directory_symlink(outside.path(),
                               course.root() / "content" / "lessons" / "tools" / "elsewhere");
  const Outcome outcome = course.build();
  CHECK(outcome.has("symlink"));
  for (const auto& [path, bytes] : outcome.files)
    CHECK(bytes.find("secret of the outside") == std::string::npos);
}

TEST_CASE("hostile sizes and shapes are answered within seconds") {
  struct Case {
    const char* name;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"50,000 nested quotes", repeat("> ", 50000) + "x"},
      {"50,000 nested brackets", repeat("[", 50000) + "x"},
      {"50,000 nested images", repeat("![l", 50000)},
      {"50,000 nested lists", repeat("- ", 50000) + "x"},
      {"20,000 levels of a list, a line each",
       [] {
         std::string out;
         for (std::size_t i = 0; i < 1000; ++i) out += std::string(i * 2, ' ') + "- x\n";
         return out;
       }()},
      {"a line of 10 MB", repeat("word ", 2'000'000)},
      {"a table of 5 MB", "| a | b |\n| --- | --- |\n" + repeat("| cell | cell |\n", 330'000)},
      {"NUL bytes", std::string("a\0b\0c", 5)},
      {"no UTF-8", "caf\xE9 \xFF\xFE \xC0\xAF"},
      {"unclosed comments", repeat("<!-- ", 20000)},
      {"unclosed tags", repeat("<a ", 20000)},
      {"50,000 emphasis runs", repeat("*a **b ", 25000)},
      {"10,000 footnotes", repeat("[^a]: x\n\n", 10000) + repeat("[^a] ", 10000)},
      {"10,000 quizzes", repeat("<!-- quiz: q single -->\n", 10000)},
      {"10,000 directives closed", repeat("<!-- /tabs -->\n", 10000)},
      {"a table of 10,000 columns",
       repeat("|a", 10000) + "|\n" + repeat("|-", 10000) + "|\n" + repeat("|x|\n", 200)},
      {"right-to-left overrides and zero width", repeat("\xE2\x80\xAE\xE2\x80\x8B", 10000)},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const HostileCourse course;
      course.append(c.text);
      const auto begin = std::chrono::steady_clock::now();
      const Outcome outcome = course.build();
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - begin);
      // Generous: the sanitizers slow everything down, and the machine may be busy. A quadratic
      // algorithm takes minutes here.
      CHECK(took.count() < 20'000);
    }
  }
}

TEST_CASE("front matter that would grow without end is refused") {
  const HostileCourse course;
  std::string bomb =
      "---\ntitle: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c "
      "[*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\n\n# x\n";
  std::ofstream(course.lesson()) << bomb;
  const Outcome outcome = course.build();
  CHECK(outcome.has("front-matter"));
  CHECK(outcome.files.empty());

  std::ofstream(course.lesson()) << "---\ntitle: " + repeat("[", 100'000) + "\n---\n\n# x\n";
  CHECK(course.build().has("front-matter"));
}

TEST_CASE("a fifo or a folder where a page should be does no harm") {
  const HostileCourse course;
  fs::remove(course.lesson());
  fs::create_directory(course.lesson());
  const Outcome outcome = course.build();
  CHECK_FALSE(outcome.problems.empty());
}
