// A long sequence of changes to a course with every kind of page: after each, the build that uses
// what the ones before left gives the site that a build from nothing gives, byte for byte.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <random>

#include "generator/base/files.h"
#include "generator/pipeline/build_cache.h"
#include "generator/publish/site_folder.h"
#include "generator/search/test_index.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace fs = std::filesystem;
using pipeline::BuildCache;
using support::Tree;

namespace {

std::string read(const fs::path& file) { return base::read_file(file).value_or(""); }
void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

class Workshop {
 public:
  Workshop() {
    const fs::path clean = fs::path(SOURCE_DIR) / "tests" / "golden" / "clean";
    fs::create_directories(root());
    fs::copy(clean / "content", root() / "content", fs::copy_options::recursive);
    fs::copy(clean / "labs", root() / "labs", fs::copy_options::recursive);
    fs::copy(fs::path(SOURCE_DIR) / "themes", root() / "themes", fs::copy_options::recursive);
    write(root() / "site" / "site.toml", "url = \"https://lab.example.org/course/\"\n");
    write(root() / "site" / "static" / "hello.txt", "hello");
  }

  fs::path root() const { return folder_.path() / "course"; }
  fs::path content() const { return root() / "content"; }
  fs::path site() const { return folder_.path() / "public"; }

  pipeline::Project project() const {
    pipeline::Project out;
    out.root = root();
    out.build = folder_.path() / "build";
    out.content_shown_as = "content";
    out.site_shown_as = "site/site.toml";
    out.default_theme = root() / "themes" / "default";
    return out;
  }

  pipeline::Options options() const {
    pipeline::Options out;
    out.jobs = 2;
    out.today = text::Date{2026, 11, 20};
    return out;
  }

  struct Built {
    pipeline::Report report;
    std::optional<base::Message> note;
  };
  Built build(BuildCache::Access access = BuildCache::Access::Write,
              const base::Hash& version = base::hash("this version")) {
    Built out;
    auto site_folder = publish::SiteFolder::open(site());
    REQUIRE(site_folder);
    const auto opened = BuildCache::open(project().build_cache(), version, access);
    out.note = opened.note;
    pipeline::Options with_cache = options();
    with_cache.cache = opened.cache.get();
    auto report = pipeline::build_site(project(), with_cache, *site_folder);
    REQUIRE(report);
    out.report = std::move(*report);
    return out;
  }

  // The site as a build from nothing makes it; empty when the course has errors.
  Tree clean(pipeline::Report& report) const {
    Tree out;
    std::mutex guard;
    const support::TemporaryFolder elsewhere;
    pipeline::Project apart = project();
    apart.build = elsewhere.path();
    auto built = pipeline::build_project(
        apart, options(), [&](std::string_view path, std::string_view bytes) -> base::Done {
          const std::lock_guard lock(guard);
          out.emplace(path, bytes);
          return {};
        });
    REQUIRE(built);
    report = std::move(*built);
    if (report.rendered) out["(search database)"] = search::said_by(apart.search_database());
    return out;
  }

  Tree built() const {
    Tree out = support::read_tree(site());
    out.erase(std::string(publish::kMarker));
    if (fs::exists(project().search_database()))
      out["(search database)"] = search::said_by(project().search_database());
    return out;
  }

 private:
  const support::TemporaryFolder folder_;
};

std::string said(const std::vector<base::Error>& problems) {
  std::string out;
  for (const base::Error& problem : problems) out += base::describe(problem, base::Locale::En);
  return out;
}

// Builds and compares with a build from nothing.
pipeline::Report check(Workshop& workshop) {
  const pipeline::Report report = workshop.build().report;
  pipeline::Report clean_report;
  const Tree clean = workshop.clean(clean_report);
  CHECK(said(report.problems) == said(clean_report.problems));
  CHECK(report.rendered == clean_report.rendered);
  CHECK(report.files == clean_report.files);
  if (!clean_report.rendered) return report;  // then the site stays, whatever it is
  const Tree built = workshop.built();
  for (const auto& [path, bytes] : clean) {
    INFO(path);
    REQUIRE(built.count(path) == 1);
    CHECK((built.at(path) == bytes));
  }
  for (const auto& [path, bytes] : built) {
    INFO("too much: " << path);
    CHECK(clean.count(path) == 1);
  }
  return report;
}

// Replaces the first `from` of the file, if there is one.
void replace(const fs::path& file, const std::string& from, const std::string& to) {
  std::string text = read(file);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return;
  text.replace(at, from.size(), to);
  write(file, text);
}

// A page says its title twice, and the two agree.
void retitle(const fs::path& file, const std::string& prefix) {
  const std::string text = read(file);
  const std::size_t begin = text.find("title: ");
  if (begin == std::string::npos) return;
  const std::string title = text.substr(begin + 7, text.find('\n', begin) - begin - 7);
  replace(file, "title: " + title, "title: " + prefix + title);
  replace(file, "\n# " + title, "\n# " + prefix + title);
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().string().ends_with(ending))
      out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("nothing changed: nothing is made, and the report is that of the last build") {
  Workshop workshop;
  write(workshop.content() / "pages" / "note.fr.md",
        "---\ntitle: Une note\ndescription: Une note seule.\n---\n\n# Une note\n\nTexte.\n");
  const pipeline::Report first = check(workshop);
  CHECK_FALSE(first.unchanged);
  CHECK(first.warnings() > 0);  // the page has no English half
  const pipeline::Report second = check(workshop);
  CHECK(second.unchanged);
  CHECK(said(second.problems) == said(first.problems));
  CHECK(second.pages == first.pages);
  CHECK(second.made.empty());

  // A file that is written again with the same bytes is looked at; nothing is made of it.
  write(workshop.content() / "pages" / "about.fr.md",
        read(workshop.content() / "pages" / "about.fr.md"));
  const pipeline::Report third = check(workshop);
  CHECK_FALSE(third.unchanged);
  CHECK(third.made.empty());
  CHECK(third.changes.written == 0);
  CHECK(check(workshop).unchanged);

  SECTION("another day, and warnings may be others") {
    pipeline::Options tomorrow = workshop.options();
    tomorrow.today = text::Date{2028, 1, 1};
    auto folder = publish::SiteFolder::open(workshop.site());
    REQUIRE(folder);
    const auto opened = BuildCache::open(workshop.project().build_cache(),
                                         base::hash("this version"), BuildCache::Access::Write);
    tomorrow.cache = opened.cache.get();
    const auto report = pipeline::build_site(workshop.project(), tomorrow, *folder);
    REQUIRE(report);
    CHECK_FALSE(report->unchanged);
    CHECK(report->made.empty());
  }
  SECTION("a site that is gone is made again") {
    fs::remove_all(workshop.site());
    CHECK_FALSE(check(workshop).unchanged);
  }
  SECTION("a search database that is gone is made again") {
    fs::remove(workshop.project().search_database());
    const pipeline::Report report = check(workshop);
    CHECK_FALSE(report.unchanged);
    CHECK(report.made.empty());
  }
  SECTION("a file of the site that somebody changed is made again, once something else changes") {
    write(workshop.site() / "fr" / "tips.html", "graffiti");
    write(workshop.root() / "site" / "static" / "hello.txt", "hello again");
    CHECK(check(workshop).made == std::vector<std::string>{"fr/tips.html"});
  }
}

TEST_CASE("an edit makes the pages that show it, and no other") {
  Workshop workshop;
  check(workshop);
  const fs::path lesson = workshop.content() / "lessons" / "access" / "ssh";
  using Paths = std::vector<std::string>;
  SECTION("of a text: its page") {
    write(lesson / "lesson.fr.md", read(lesson / "lesson.fr.md") + "\nUne phrase de plus.\n");
    CHECK(check(workshop).made == Paths{"fr/lessons/access/ssh.html"});
  }
  SECTION("of a title: the pages that name it, in that language") {
    retitle(lesson / "lesson.en.md", "New ");
    const Paths made = check(workshop).made;
    for (const char* path : {"en/index.html", "en/lessons/access/ssh.html",
                             "en/levels/beginner.html", "en/topics/access.html"}) {
      CAPTURE(path);
      CHECK(std::count(made.begin(), made.end(), path) == 1);
    }
    CHECK(std::none_of(made.begin(), made.end(),
                       [](const std::string& path) { return path.starts_with("fr/lessons"); }));
    CHECK(std::count(made.begin(), made.end(), "en/glossary.html") == 0);
    CHECK(std::count(made.begin(), made.end(), "en/tips.html") == 0);
  }
  SECTION("of a static file: no page") {
    write(workshop.root() / "site" / "static" / "hello.txt", "other");
    CHECK(check(workshop).made.empty());
  }
  SECTION("of a style: every page, as all name it") {
    const auto styles = files_below(workshop.root() / "themes" / "default" / "styles", ".css");
    write(styles.front(), read(styles.front()) + "\np { color: red }\n");
    CHECK(check(workshop).made.size() > 40);
  }
  SECTION("of a lab: its pages") {
    const auto labs = files_below(workshop.root() / "labs", ".toml");
    replace(labs.front(), "fr = \"", "fr = \"Nouveau ");
    const Paths made = check(workshop).made;
    CHECK(std::count(made.begin(), made.end(), "fr/labs/firewall.html") == 1);
    CHECK(std::count(made.begin(), made.end(), "fr/tips.html") == 0);
  }
}

TEST_CASE("whatever happens to a course, a build with a cache is a build without") {
  Workshop workshop;
  std::mt19937 random(20261120);
  const auto pick = [&](std::size_t count) {
    return count == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  const auto any = [&](const fs::path& folder, std::string_view ending) {
    const std::vector<fs::path> files = files_below(folder, ending);
    REQUIRE_FALSE(files.empty());
    return files[pick(files.size())];
  };
  const fs::path content = workshop.content();
  write(content / "pages" / "extra.fr.md",
        "---\ntitle: Un extra\ndescription: Une page de plus.\n---\n\n# Un extra\n\nVoir "
        "[à propos](about.fr.md), [la leçon](../lessons/access/ssh/lesson.fr.md).\n");
  const Tree original = support::read_tree(content);
  const Tree original_theme = support::read_tree(workshop.root() / "themes");
  int step = 0;

  // What authors do, and what happens to them.
  const std::vector<std::function<void()>> changes = {
      [&] {  // a sentence more
        const fs::path file = any(content, ".md");
        write(file, read(file) + fmt::format("\nPhrase {}.\n", step));
      },
      [&] { retitle(any(content, ".md"), fmt::format("T{} ", step)); },
      [&] {
        replace(any(content, ".md"), "description: ", fmt::format("description: D{} ", step));
      },
      [&] { replace(any(content, ".md"), "\n## ", fmt::format("\n## H{} ", step)); },
      [&] { replace(any(content, ".toml"), "fr = \"", fmt::format("fr = \"F{} ", step)); },
      [&] { replace(any(content, ".toml"), "en = \"", fmt::format("en = \"E{} ", step)); },
      [&] { replace(any(content / "lessons", ".toml"), "rev = ", "rev = 1"); },
      [&] { replace(any(content / "logbooks", ".toml"), "system = \"", "system = \"X"); },
      [&] {
        replace(any(content / "logbooks", ".toml"), "status = \"solved\"", "status = \"open\"");
      },
      [&] { replace(any(content / "lessons", ".toml"), "read = ", "read = 1"); },
      [&] {  // a half goes
        const fs::path file = any(content, pick(2) == 0 ? ".fr.md" : ".en.md");
        fs::remove(file);
      },
      [&] {  // a page comes
        const std::string id = fmt::format("page-{}", step);
        for (const char* language : {"fr", "en"})
          write(content / "pages" / (id + "." + language + ".md"),
                fmt::format("---\ntitle: Page {0}\ndescription: Page {0}.\n---\n\n# Page "
                            "{0}\n\nSee [about](about.{1}.md).\n",
                            step, language));
      },
      [&] {  // a page has another name
        const auto files = files_below(content / "pages", ".fr.md");
        if (files.empty()) return;
        const std::string from = files[pick(files.size())].string();
        const std::string to = fmt::format("{}/pages/renamed-{}", content.string(), step);
        fs::rename(from, to + ".fr.md");
        const std::string english = from.substr(0, from.size() - 6) + ".en.md";
        if (fs::exists(english)) fs::rename(english, to + ".en.md");
      },
      [&] {  // a topic goes out of the grid, or the grid is turned round
        replace(content / "course.toml", "lessons = [", "lessons = [ ");
        replace(content / "course.toml", "title = { fr = \"",
                fmt::format("title = {{ fr = \"C{} ", step));
      },
      [&] {  // a word of the theme
        const fs::path strings = workshop.root() / "themes" / "default" / "strings" /
                                 (pick(2) == 0 ? "fr.toml" : "en.toml");
        replace(strings, " = \"", fmt::format(" = \"W{} ", step));
      },
      [&] {  // a template
        const fs::path file =
            any(workshop.root() / "themes" / "default" / "templates", ".mustache");
        write(file, read(file) + fmt::format("<!-- {} -->\n", step));
      },
      [&] {  // a style
        const fs::path file = any(workshop.root() / "themes" / "default" / "styles", ".css");
        write(file, read(file) + fmt::format("\np {{ margin: {}px }}\n", step));
      },
      [&] {
        write(
            workshop.root() / "site" / "site.toml",
            fmt::format("url = \"https://{}.example.org/\"\nname = \"S{}\"\n", step % 3, step % 5));
      },
      [&] {  // a theme of the site's own
        write(workshop.root() / "site" / "site.toml", "theme = \"own\"\n");
        write(workshop.root() / "site" / "own" / "strings" / "fr.toml",
              fmt::format("nav.guides = \"G{}\"\n", step));
      },
      [&] {
        const auto labs = files_below(workshop.root() / "labs", ".toml");
        if (!labs.empty()) replace(labs.front(), "fr = \"", fmt::format("fr = \"L{} ", step));
      },
      [&] {
        write(workshop.root() / "labs" / "catalog" / "more.toml",
              fmt::format("id = \"more\"\ntitle = {{ fr = \"Plus {0}\", en = \"More {0}\" }}\n"
                          "summary = {{ fr = \"S\", en = \"S\" }}\n",
                          step));
      },
      [&] { fs::remove(workshop.root() / "labs" / "catalog" / "more.toml"); },
      [&] {
        write(workshop.root() / "site" / "static" / fmt::format("{}.txt", pick(3)),
              fmt::format("{}", step));
      },
      [&] { fs::remove(workshop.root() / "site" / "static" / fmt::format("{}.txt", pick(3))); },
      [&] { write(content / "assets" / "doors.svg", fmt::format("<svg><!-- {} --></svg>", step)); },
      [&] {  // an error in the course, which makes no site
        const fs::path file = any(content, ".md");
        write(file, read(file) + "\n[x](nowhere.md)\n");
      },
      [&] {  // somebody tidies the site up
        const auto pages = files_below(workshop.site(), ".html");
        if (!pages.empty()) fs::remove(pages[pick(pages.size())]);
        write(workshop.root() / "site" / "static" / "tick.txt", fmt::format("{}", step));
      },
      [&] {  // the cache is damaged
        std::string bytes = read(workshop.project().build_cache());
        for (int i = 0; i < 20 && !bytes.empty(); ++i) bytes[pick(bytes.size())] = 'x';
        write(workshop.project().build_cache(), bytes);
      },
      [&] {  // all as it was in the beginning
        support::write_tree(content, original);
      },
      [&] { support::write_tree(workshop.root() / "themes", original_theme); },
      [] {},
  };
  int sites = 0, kept = 0;
  // A longer walk when all tests are wanted; each seed is another one.
  const bool all = std::getenv("ATELIER_TEST_ALL") != nullptr;
  const int steps = all ? 150 : 40;
  for (step = 0; step < steps; ++step) {
    const std::size_t change = pick(changes.size());
    INFO("step " << step << ", change " << change);
    changes[change]();
    // Errors heap up; every now and then the course is whole again.
    if (step % 4 == 3) support::write_tree(content, original);
    if (pick(4) == 0) changes[pick(changes.size() - 10)]();
    const pipeline::Report report = check(workshop);
    if (report.rendered) ++sites;
    if (report.rendered && report.changes.unchanged > report.changes.written) ++kept;
  }
  CHECK(sites > steps * 2 / 5);
  CHECK(kept > steps / 5);
}

TEST_CASE("a cache of another version, or a damaged one, is thrown away with a sentence") {
  Workshop workshop;
  CHECK_FALSE(workshop.build().note);
  const auto other = workshop.build(BuildCache::Access::Write, base::hash("next version"));
  REQUIRE(other.note);
  CHECK(other.note->en == "the build cache is of another version: everything is made again");
  CHECK(other.note->fr == "le cache de construction est d'une autre version : tout est refait");
  CHECK(other.report.made.size() > 40);
  CHECK(workshop.build(BuildCache::Access::Write, base::hash("next version")).report.unchanged);

  const std::string good = read(workshop.project().build_cache());
  struct Case {
    const char* what;
    std::string bytes;
  };
  const std::vector<Case> cases = {
      {"not a database", "garbage"},
      {"cut short", good.substr(0, good.size() / 2)},
      {"nothing", ""},
      {"noise in the middle", good.substr(0, 9000) + std::string(8000, '#') + good.substr(17000)},
  };
  for (const Case& damage : cases) {
    CAPTURE(damage.what);
    write(workshop.project().build_cache(), damage.bytes);
    const auto built = workshop.build(BuildCache::Access::Write, base::hash("next version"));
    CHECK(built.report.rendered);
    if (damage.bytes.size() < good.size() && built.note)
      CHECK(built.note->en == "the build cache is damaged: everything is made again");
    pipeline::Report report;
    CHECK((workshop.built() == workshop.clean(report)));
    CHECK(workshop.build(BuildCache::Access::Write, base::hash("next version")).report.unchanged);
  }
}

TEST_CASE("a fresh build uses nothing of earlier ones, and leaves what later ones use") {
  Workshop workshop;
  workshop.build();
  const auto fresh = workshop.build(BuildCache::Access::Fresh);
  CHECK_FALSE(fresh.note);
  CHECK(fresh.report.made.size() > 40);
  CHECK(fresh.report.changes.written == 0);
  CHECK(workshop.build().report.unchanged);
}

TEST_CASE("a second build at the same time does without the cache, and says so") {
  Workshop workshop;
  workshop.build();
  const auto version = base::hash("this version");
  const fs::path file = workshop.project().build_cache();
  const auto first = BuildCache::open(file, version, BuildCache::Access::Write);
  REQUIRE(first.cache);
  const auto second = BuildCache::open(file, version, BuildCache::Access::Write);
  CHECK_FALSE(second.cache);
  REQUIRE(second.note);
  CHECK(second.note->en == "another build of this course is at work: this one makes everything");
  CHECK(second.note->fr == "une autre construction de ce cours est en cours : celle-ci fait tout");
  const auto third = BuildCache::open(file, version, BuildCache::Access::Read);
  CHECK_FALSE(third.cache);
  CHECK_FALSE(third.note);
}

TEST_CASE("a check uses what a build left and leaves nothing") {
  Workshop workshop;
  const auto version = base::hash("this version");
  const fs::path file = workshop.project().build_cache();
  CHECK_FALSE(BuildCache::open(file, version, BuildCache::Access::Read).cache);
  CHECK_FALSE(fs::exists(file));
  workshop.build();
  const fs::path lesson = workshop.content() / "lessons" / "access" / "ssh" / "lesson.fr.md";
  write(lesson, read(lesson) + "\n[x](nowhere.md)\n");
  const std::string before = read(file);
  {
    const auto opened = BuildCache::open(file, version, BuildCache::Access::Read);
    REQUIRE(opened.cache);
    pipeline::Options options = workshop.options();
    options.cache = opened.cache.get();
    const auto report = pipeline::check_project(workshop.project(), options);
    REQUIRE(report);
    CHECK(report->errors() == 1);
  }
  CHECK((read(file) == before));
}
