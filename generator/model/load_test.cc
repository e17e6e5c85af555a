#include "generator/model/load.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>

#include "generator/model/links.h"
#include "generator/model/lint/made_up_secrets.h"
#include "generator/model/rules.h"
#include "tests/support/temporary_folder.h"

using namespace model;
namespace fs = std::filesystem;

namespace {

const fs::path kGolden = fs::path(SOURCE_DIR) / "tests/golden";

// Knows one mistake: two numbers beside each other.
std::vector<base::Error> check_code(std::string_view language, std::string_view text) {
  base::Error error;
  const std::size_t at = text.find(" 443 443");
  if (language != "json" || at == std::string_view::npos) return {};
  error.message = base::message("this {} does not parse", "ce code {} est mal formé", language);
  error.where.begin = {1, static_cast<std::uint32_t>(at + 6)};
  return {error};
}

Loaded load(const fs::path& content, unsigned jobs = 1) {
  LoadOptions options;
  options.content = content;
  options.labs = content / "../labs/catalog";
  options.jobs = jobs;
  options.today = text::Date{2026, 11, 20};
  options.check_code = check_code;
  auto loaded = load_course(options);
  REQUIRE(loaded);
  return std::move(*loaded);
}

// As `atelier check` prints it.
std::string report(const Loaded& loaded, const fs::path& content, base::Locale locale) {
  std::string out;
  for (const base::Error& error : loaded.problems) {
    const std::string inside = error.where.file.substr(std::string_view("content/").size());
    const auto source = base::read_file(content / inside);
    out += base::describe(error, locale, source ? *source : "");
  }
  return out;
}

std::set<std::string> rules_of(const Loaded& loaded) {
  std::set<std::string> out;
  for (const base::Error& error : loaded.problems) out.insert(error.rule);
  return out;
}

// A course on the disk that a test adds faults to.
class Folder {
 public:
  Folder() {
    write("course.toml", R"(id = "c"
languages = ["en"]
title = { en = "T" }
tagline = { en = "T" }
description = { en = "T" }
[[level]]
id = "one"
title = { en = "T" }
promise = { en = "T" }
objective = { en = "T" }
[[topic]]
id = "net"
title = { en = "T" }
question = { en = "T" }
[[cell]]
level = "one"
topic = "net"
lessons = ["net.dns", "net.draft"]
)");
    lesson("dns", "");
    lesson("draft", "status = \"draft\"\n");
  }

  void write(const std::string& file, std::string_view bytes) {
    fs::create_directories((content() / file).parent_path());
    std::ofstream(content() / file, std::ios::binary) << bytes;
  }

  void lesson(const std::string& slug, std::string_view toml) {
    write("lessons/net/" + slug + "/lesson.toml",
          "id = \"net." + slug +
              "\"\nrev = 1\nlevel = \"one\"\ntopic = \"net\"\nsource = \"en\"\nminutes = { read = "
              "1, do = 1 }\n" +
              std::string(toml));
    text(slug, "");
  }

  void text(const std::string& slug, std::string_view body) {
    write("lessons/net/" + slug + "/lesson.en.md",
          "---\ntitle: A title\ndescription: A page.\n---\n\n# A title\n\n" + std::string(body));
  }

  fs::path content() const { return folder_.path() / "content"; }
  fs::path path() const { return folder_.path(); }

  std::string problems(bool drafts = false) const {
    LoadOptions options;
    options.content = content();
    options.drafts = drafts;
    const auto loaded = load_course(options);
    REQUIRE(loaded);
    return report(*loaded, content(), base::Locale::En);
  }

 private:
  support::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a course without a fault has no problem") {
  const Loaded loaded = load(kGolden / "clean/content");
  CHECK(report(loaded, kGolden / "clean/content", base::Locale::En) == "");
  CHECK(loaded.waived == 2);
  CHECK(loaded.course.pages.size() == 9);
}

TEST_CASE("every rule is shown by the faults of tests/golden/problems, in both languages") {
  const fs::path root = kGolden / "problems";
  const Loaded loaded = load(root / "content");
  for (const auto& [locale, name] : {std::pair(base::Locale::En, "problems.en.txt"),
                                     std::pair(base::Locale::Fr, "problems.fr.txt")}) {
    const std::string actual = report(loaded, root / "content", locale);
    if (std::getenv("UPDATE_GOLDEN") != nullptr)
      REQUIRE(base::write_file(root / "expected" / name, actual));
    const auto expected = base::read_file(root / "expected" / name);
    REQUIRE(expected);
    CHECK(actual == *expected);  // UPDATE_GOLDEN=1 rewrites it
  }

  // What no repository should hold, or git would change, is made by the tests below.
  std::set<std::string> elsewhere = {"byte-order-mark", "carriage-return", "file-too-large",
                                     "file-unreadable", "invalid-utf8",    "more-problems",
                                     "nul-byte",        "page-too-large",  "symlink"};
  const std::set<std::string> shown = rules_of(loaded);
  for (const Rule& rule : rules()) {
    const bool secret = rule.id.starts_with("secret-") || rule.id.starts_with("private-") ||
                        rule.id == "commit-trailer";
    CAPTURE(rule.id);
    CHECK(shown.count(std::string(rule.id)) ==
          (secret || elsewhere.count(std::string(rule.id)) > 0 ? 0 : 1));
  }
  for (const base::Error& error : loaded.problems) {
    CAPTURE(error.rule, error.message.en);
    REQUIRE(find_rule(error.rule) != nullptr);
    CHECK(find_rule(error.rule)->severity == error.severity);
    CHECK_FALSE(error.message.fr.empty());
    CHECK(error.hint.en.empty() == error.hint.fr.empty());
  }
}

TEST_CASE("the number of threads changes nothing") {
  const fs::path content = kGolden / "problems/content";
  CHECK(report(load(content, 4), content, base::Locale::En) ==
        report(load(content, 1), content, base::Locale::En));
}

TEST_CASE("files that no repository can hold are reported like the others") {
  Folder folder;
  const auto body = [&](std::string_view text) {
    folder.write("pages/a.en.md",
                 "---\ntitle: A\ndescription: A.\n---\n\n# A\n\n" + std::string(text));
  };

  body("caf\xE9\n");
  CHECK(folder.problems() ==
        "content/pages/a.en.md:8:4: error: the byte E9 is not UTF-8; 1 such in this file "
        "[invalid-utf8]\n"
        "  caf·\n"
        "     ^\n"
        "  hint: save the file as UTF-8\n");
  body("x\r\ny\r\n");
  CHECK(folder.problems() ==
        "content/pages/a.en.md:8:2: warning: lines end in CR LF here [carriage-return]\n"
        "  x\n"
        "   ^\n"
        "  hint: let the editor end lines in LF, and git too: '* text=auto eol=lf' in "
        ".gitattributes\n");
  folder.write("pages/a.en.md", "\xEF\xBB\xBF---\ntitle: A\ndescription: A.\n---\n\n# A\n");
  CHECK(folder.problems() ==
        "content/pages/a.en.md:1:1: warning: the file starts with a byte order mark "
        "[byte-order-mark]\n"
        "  \xEF\xBB\xBF---\n"
        "  ^\n"
        "  hint: save it as UTF-8 without BOM\n");
  body(std::string_view("a\0b\n", 4));
  CHECK(folder.problems().find(
            "content/pages/a.en.md:8:2: error: there is a NUL byte in the text [nul-byte]\n") == 0);
  body(std::string(markdown::kMaximumBytes, 'x'));
  CHECK(folder.problems() ==
        "content/pages/a.en.md: error: the file has 1048615 bytes; at most 1048576 are read "
        "[file-too-large]\n"
        "  hint: split the page\n");
  body(std::string(100'000, 'x'));
  CHECK(folder.problems().find("[page-too-large]") != std::string::npos);
  fs::remove(folder.content() / "pages/a.en.md");
  fs::create_symlink("../../course.toml", folder.content() / "pages/a.en.md");
  CHECK(folder.problems() ==
        "content/pages/a.en.md: error: a symbolic link is not followed [symlink]\n"
        "  hint: put a copy of the file here\n");
}

TEST_CASE("a file that is wrong on every line is reported for its first faults") {
  Folder folder;
  std::string body;
  for (int i = 0; i < 300; ++i)
    body +=
        fmt::format("[a page](gone-{}.en.md)\n\n```sh\n$ no\n```\n\n<!-- id: same -->\n## x\n", i);
  folder.text("dns", body);
  const std::string report = folder.problems();
  CHECK(report.starts_with(
      "content/lessons/net/dns/lesson.en.md: warning: other problems in this file: "));
  std::size_t shown = 0;
  for (std::size_t at = 0;
       (at = report.find("content/lessons/net/dns/lesson.en.md:", at)) != std::string::npos; ++at)
    ++shown;
  CHECK(shown == 201);
}

TEST_CASE("a secret in the text, the front matter or the TOML is refused, and nowhere repeated") {
  const MadeUp made;
  const std::string secret = made.noise(24);
  Folder folder;
  folder.text("dns", "```sh\nexport DB_PASSWORD=" + secret +
                         "\n```\n\nSee [x](http://user:" + secret + "@company-name.net/).\n");
  folder.lesson("tls",
                "\n[vars.API_KEY]\ntype = \"text\"\nexample = \"sk" + ("-" + secret) + "\"\n");
  folder.write("pages/a.en.md", "---\ntitle: A\ndescription: \"token: ghp" +
                                    ("_" + made.noise(36)) + "\"\n---\n\n# A\n");
  folder.write("README.md", "DB_PASSWORD=" + secret + "\n");
  folder.write("course.toml", std::string(*base::read_file(folder.content() / "course.toml")) +
                                  "# JWT_SECRET=" + secret + "\n");
  const std::string report = folder.problems();
  for (const char* where :
       {"README.md:1:13:", "course.toml:19:14:", "lessons/net/dns/lesson.en.md:9:20:",
        "lessons/net/dns/lesson.en.md:12:21:", "lessons/net/tls/lesson.toml:10:12:",
        "pages/a.en.md:3:22:"}) {
    CAPTURE(where);
    CHECK(report.find("content/" + std::string(where)) != std::string::npos);
  }
  CHECK(report.find(secret.substr(0, 8)) == std::string::npos);
  CHECK(report.find(made.noise(36).substr(0, 8)) == std::string::npos);
}

TEST_CASE("a waiver in TOML, in front matter and in the text lets a value pass") {
  const MadeUp made;
  Folder folder;
  folder.lesson(
      "dns",
      "\n[vars.SERVER]\ntype = \"ip\"\n# allow: private-ipv4 a public time server\nexample = \"" +
          made.address() + "\"\n");
  folder.text("dns",
              "<!-- allow: private-ipv4 a public time server -->\n```sh\nping <SERVER>\nping " +
                  made.address() + "\n```\n");
  folder.write(
      "pages/a.en.md",
      "---\ntitle: A\n# allow: private-ipv4 a public time server\ndescription: The server " +
          made.address() + ".\n---\n\n# A\n");
  CHECK(folder.problems() == "");
}

TEST_CASE("a draft is left out, with what leads to it") {
  Folder folder;
  CHECK(folder.problems() == "");
  CHECK(folder.problems(true) == "");

  folder.lesson("dns", "requires = [\"net.draft\"]\nnext = [\"net.draft\"]\n");
  folder.text("dns", "See [the draft](../draft/lesson.en.md).\n");
  CHECK(folder.problems(true) == "");
  CHECK(folder.problems() ==
        "content/lessons/net/dns/lesson.en.md:8:17: error: '../draft/lesson.en.md' is a draft, "
        "which is not published [link-broken]\n"
        "  See [the draft](../draft/lesson.en.md).\n"
        "                  ^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: remove the link, or give that page the status 'beta'\n"
        "content/lessons/net/dns/lesson.toml:7:13: error: 'net.draft' is a draft, which is not "
        "published [prerequisite-unknown]\n"
        "  requires = [\"net.draft\"]\n"
        "              ^^^^^^^^^^^\n"
        "  hint: give it the status 'beta', or make this page a draft too\n");
}

TEST_CASE("two files that would have the same address in the site are told") {
  Folder folder;
  folder.write("lessons/net/dns/zone.png", "x");
  folder.write("assets/lessons/net/dns/zone.png", "y");
  folder.text("dns", "![The zone](zone.png)\n");
  CHECK(folder.problems() ==
        "content/lessons/net/dns/zone.png: error: in the site this is the same file as "
        "'assets/lessons/net/dns/zone.png' [id-duplicate]\n"
        "  hint: rename one of them\n");
}

TEST_CASE("what lies beside a draft waits for it") {
  Folder folder;
  folder.write("lessons/net/draft/zone.png", "x");
  folder.text("draft", "![The zone](zone.png)\n");
  CHECK(folder.problems() == "");
}

TEST_CASE("files beside a page are part of the course when the page refers to them") {
  Folder folder;
  folder.write("lessons/net/dns/zone.png", "x");
  folder.write("lessons/net/dns/notes.txt", "x");
  folder.text("dns", "![The zone](zone.png)\n");
  CHECK(folder.problems() ==
        "content/lessons/net/dns/notes.txt: warning: no page refers to this file [file-unknown]\n"
        "  hint: show it in the page, or remove it\n");
  LoadOptions options;
  options.content = folder.content();
  CHECK(load_course(options)->course.assets ==
        std::vector<std::string>{"lessons/net/dns/zone.png"});
}

TEST_CASE("a name of the deny list is found in every file") {
  Folder folder;
  std::ofstream(folder.path() / ".atelier-deny") << "acme-tools\n";
  folder.text("dns", "The customer is Acme-Tools.\n");
  CHECK(folder.problems() ==
        "content/lessons/net/dns/lesson.en.md:8:17: error: 'Ac…' is on the list of names that must "
        "not be published [private-host]\n"
        "  hint: use a name in lab.example.org\n");
}

TEST_CASE("control characters of a page never reach the terminal") {
  Folder folder;
  folder.text("dns",
              "[a page](\x1B[31mgone\xC2\x9B"
              "31m.en.md)\n\n[another](gone\x07.en.md)\n");
  const std::string report = folder.problems();
  for (const char* control : {"\x1B", "\x07", "\xC2\x9B"})
    CHECK(report.find(control) == std::string::npos);
}

TEST_CASE("a folder without a course is said to be one") {
  LoadOptions options;
  options.content = "/nowhere/at/all";
  const auto loaded = load_course(options);
  REQUIRE_FALSE(loaded);
  CHECK(base::describe(loaded.error(), base::Locale::En) ==
        "content: error: there is no course in 'content'\n"
        "  hint: a course is a folder that holds course.toml\n");
}

TEST_CASE("a course.toml that cannot be read ends the load with its place") {
  Folder folder;
  folder.write("course.toml", "id = \n");
  LoadOptions options;
  options.content = folder.content();
  options.shown_as = "courses/a";
  const auto loaded = load_course(options);
  REQUIRE_FALSE(loaded);
  CHECK(to_string(loaded.error().where) == "courses/a/course.toml:1:6");
}

TEST_CASE("pages come by kind, lessons as the grid has them, entries as their logbook has them") {
  const Loaded loaded = load(kGolden / "clean/content");
  std::vector<std::string> ids;
  for (const Page& page : loaded.course.pages) ids.push_back(page_key(page.kind, page.id));
  CHECK(ids == std::vector<std::string>{"lesson:access.ssh", "lesson:network.firewall",
                                        "guide:first-server", "logbook:ssh", "entry:wrong-key",
                                        "entry:host-changed", "glossary:glossary", "tips:tips",
                                        "plain:about"});
  const Page& inside = *loaded.course.find_page(PageKind::Entry, "wrong-key");
  CHECK(inside.in_logbook_file);
  CHECK(inside.halves[1].title == "The key is not the right one");
  CHECK(inside.halves[1].anchors ==
        std::vector<std::string>{"wrong-key", "probleme", "diagnostic", "solution", "prevention"});
  CHECK(inside.entry.errors == std::vector<std::string>{"Permission denied (publickey)."});
  CHECK(inside.halves[0].facts.code.size() == 1);
  CHECK(address_of(loaded.course, inside, 1) == "en/logbooks/ssh/wrong-key.html");
  const Page& own = *loaded.course.find_page(PageKind::Entry, "host-changed");
  CHECK_FALSE(own.in_logbook_file);
  CHECK(loaded.course.pages[own.logbook].id == "ssh");
  CHECK(own.entry.status == "precaution");
  REQUIRE(loaded.course.embedded_logs.size() == 1);
  CHECK(loaded.course.embedded_logs[0].id == "locked-out");
  CHECK(
      loaded.course.find_page(PageKind::Lesson, "network.firewall")->credits.at("author").size() ==
      1);
  CHECK(loaded.course.find_lab("firewall")->checks.at(0).title.in(1) == "Only SSH answers");
}

TEST_CASE("a page's text is read again for rendering as it was checked") {
  const Loaded loaded = load(kGolden / "clean/content");
  const Half& half = loaded.course.find_page(PageKind::Lesson, "access.ssh")->halves[1];
  const auto text = read_page(kGolden / "clean/content", half);
  REQUIRE(text);
  const auto again = markdown::collect_facts(text->document, text->source, 1);
  CHECK(again.headings.size() == half.facts.headings.size());
  CHECK(again.headings.back().at == half.facts.headings.back().at);

  Half gone = half;
  gone.file = "pages/gone.en.md";
  const auto missing = read_page(kGolden / "clean/content", gone);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().rule == "file-unreadable");
}
