// Whole imports: a case is a folder of tests/import with source/ and expected/, compared byte for
// byte; UPDATE_GOLDEN=1 rewrites expected/, and the difference is read like any other change.
#include "generator/importing/import.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>

#include "generator/base/files.h"
#include "generator/model/lint/made_up_secrets.h"
#include "generator/model/load.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace fs = std::filesystem;
using importing::import_course;
using importing::Imported;
using importing::ImportOptions;
using support::Tree;

namespace {

const fs::path kCases = fs::path(SOURCE_DIR) / "tests" / "import";

void write(const fs::path& folder, const Tree& files) {
  for (const auto& [path, bytes] : files) REQUIRE(base::write_file(folder / path, bytes));
}

std::string errors_of(const fs::path& out) {
  model::LoadOptions load;
  load.content = out / "content";
  load.labs = out / "labs";
  const auto loaded = model::load_course(load);
  if (!loaded) return base::describe(loaded.error(), base::Locale::En);
  std::string errors;
  for (const base::Error& problem : loaded->problems)
    if (problem.severity == base::Severity::Error)
      errors += base::describe(problem, base::Locale::En);
  return errors;
}

struct Folders {
  support::TemporaryFolder folder;
  fs::path source = folder.path() / "source";
  fs::path out = folder.path() / "out";
};

bool has_note(const Imported& imported, importing::Care care, std::string_view place,
              std::string_view part) {
  for (const importing::Note& note : imported.notes)
    if (note.care == care && base::to_string(note.where) == place &&
        note.what.en.find(part) != std::string::npos)
      return true;
  return false;
}

}  // namespace

TEST_CASE("the folders in tests/import come out as expected, and build") {
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (!fs::is_directory(entry.path() / "source")) continue;
    DYNAMIC_SECTION(entry.path().filename().string()) {
      const support::TemporaryFolder folder;
      const fs::path source = entry.path() / "source";
      const Tree before = support::read_tree(source);
      const auto imported = import_course({source, folder.path() / "one", {}});
      REQUIRE(imported);
      const Tree actual = support::read_tree(folder.path() / "one");
      if (std::getenv("UPDATE_GOLDEN") != nullptr)
        support::write_tree(entry.path() / "expected", actual);
      // Without expected/ only the laws below hold for it.
      const bool golden = fs::exists(entry.path() / "expected");
      const Tree expected = golden ? support::read_tree(entry.path() / "expected") : actual;
      for (const auto& [path, bytes] : expected) {
        INFO("missing: " << path);
        CHECK(actual.count(path) == 1);
      }
      for (const auto& [path, bytes] : actual) {
        INFO(path);
        REQUIRE(expected.count(path) == 1);
        CHECK(bytes == expected.at(path));
      }
      CHECK(errors_of(folder.path() / "one") == "");
      // Again: the same bytes, and the source as it was.
      REQUIRE(import_course({source, folder.path() / "two", {}}));
      CHECK(support::read_tree(folder.path() / "two") == actual);
      CHECK(support::read_tree(source) == before);
    }
  }
}

TEST_CASE("secrets and private data are replaced and reported, and never repeated") {
  const Folders at;
  const model::MadeUp made;
  const std::string key = "sk-" + made.noise(40), token = made.jwt("service_role");
  const std::string mail = "lea.martin@acme-" + made.letters(6) + ".com";
  write(at.source, {{"README.md", "# Course\n\nWrite to " + mail + " or call " + made.address() +
                                      ".\n\n```sh\nexport OPENAI_API_KEY=" + key + "\nssh root@" +
                                      made.address() + "\n```\n"},
                    {"net/dns.md", "# DNS\n\n```sh\nexport OPENAI_API_KEY=" + key +
                                       "\ncurl -H \"apikey: " + token + "\"\n```\n"},
                    {"net/keys.txt", token + "\n"},
                    {"net/more.md", "# More\n\n[the keys](keys.txt)\n"}});
  const auto imported = import_course({at.source, at.out, {}});
  REQUIRE(imported);
  for (const auto& [path, bytes] : support::read_tree(at.out)) {
    INFO(path);
    for (const std::string& secret : {key, token, mail, made.address()})
      CHECK(bytes.find(secret) == std::string::npos);
  }
  CHECK(errors_of(at.out) == "");
  CHECK(has_note(*imported, importing::Care::Person, "README.md:6", "<OPENAI_API_KEY>"));
  CHECK(has_note(*imported, importing::Care::Person, "README.md:3", "ops@lab.example.org"));
  // The same value, the same name, in every page.
  const auto dns = base::read_file(at.out / "content/lessons/net/dns/lesson.en.md");
  REQUIRE(dns);
  CHECK(dns->find("export OPENAI_API_KEY=<OPENAI_API_KEY>") != std::string::npos);
  const auto toml = base::read_file(at.out / "content/lessons/net/dns/lesson.toml");
  REQUIRE(toml);
  CHECK(toml->find(
            "[vars.OPENAI_API_KEY]\ntype = \"text\"\nexample = \"change-me\"\nsecret = true\n") !=
        std::string::npos);
}

TEST_CASE("links out of the folder, other repositories and large files do no harm") {
  const Folders at;
  write(at.source,
        {{"net/dns.md", "# DNS\n\n[big](big.bin) [up](../../secret.md) [sub](../sub/x.md)\n"},
         {"sub/x.md", "# X\n"},
         {".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = https://x.example/s\n"},
         {"own/.git/HEAD", "ref: x\n"},
         {"own/y.md", "# Y\n"},
         {"node_modules/z/README.md", "# Z\n"}});
  write(at.folder.path(), {{"secret.md", "# Secret\n"}});
  fs::create_symlink(at.folder.path() / "secret.md", at.source / "net/link.md");
  fs::create_directory_symlink(at.folder.path(), at.source / "loop");
  REQUIRE(base::write_file(at.source / "net/big.bin", ""));
  fs::resize_file(at.source / "net/big.bin", 100u << 20);
  REQUIRE(base::write_file(at.source / "net/big.md", ""));
  fs::resize_file(at.source / "net/big.md", 100u << 20);
  const auto imported = import_course({at.source, at.out, {}});
  REQUIRE(imported);
  CHECK(imported->pages.size() == 1);
  CHECK(imported->assets.empty());
  CHECK(has_note(*imported, importing::Care::Person, "net/link.md", "symbolic link"));
  CHECK(has_note(*imported, importing::Care::Done, "sub", "repository of its own"));
  CHECK(has_note(*imported, importing::Care::Done, "own", "repository of its own"));
  CHECK(has_note(*imported, importing::Care::Person, "net/big.md", "too large"));
  CHECK(errors_of(at.out) == "");
}

TEST_CASE("what cannot be imported is refused, and nothing is written") {
  const Folders at;
  write(at.source, {{"a.md", "# A\n"}});
  const auto message = [](const ImportOptions& options) {
    const auto done = import_course(options);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == base::ErrorKind::Usage);
    return done.error();
  };
  CHECK(message({at.source, at.source / "out", {}}).message.en.find("lies in the source") !=
        std::string::npos);
  write(at.out, {{"mine.txt", "mine"}});
  CHECK(message({at.source, at.out, {}}).message.en.find("is not an empty folder") !=
        std::string::npos);
  CHECK(support::read_tree(at.out).size() == 1);
  const base::Error address = message({"https://github.com/a/b", at.folder.path() / "x", {}});
  CHECK(address.message.en == "there is no folder 'https://github.com/a/b'");
  CHECK(address.hint.en == "get it first: git clone https://github.com/a/b");
  write(at.folder.path() / "bare", {{"HEAD", ""}, {"objects/x", ""}, {"refs/x", ""}});
  CHECK(message({at.folder.path() / "bare", at.folder.path() / "x", {}})
            .message.en.find("a repository without its files") != std::string::npos);
  write(at.folder.path() / "none", {{"a.txt", ""}});
  CHECK(message({at.folder.path() / "none", at.folder.path() / "x", {}})
            .message.fr.find("il n'y a pas de Markdown") != std::string::npos);
  CHECK_FALSE(fs::exists(at.folder.path() / "x"));
  CHECK_FALSE(fs::exists(at.folder.path() / ".x.importing"));
}

TEST_CASE("a page that nothing could mend is a draft, and what leads to it is text") {
  const Folders at;
  // A figure that does not exist cannot be mended.
  write(at.source, {{"net/bad.md", "# Bad\n\n- a\n" + std::string(80, '>') + " deep\n"},
                    {"net/good.md", "# Good\n\n[bad](bad.md)\n"}});
  const auto imported = import_course({at.source, at.out, {}});
  REQUIRE(imported);
  CHECK(errors_of(at.out) == "");
  CHECK(imported->drafts() == 1);
  CHECK(has_note(*imported, importing::Care::Person, "net/bad.md", "a draft"));
  CHECK(has_note(*imported, importing::Care::Person, "net/good.md:3", "is a draft"));
}

TEST_CASE("two languages of a page become a pair") {
  const Folders at;
  write(at.source, {{"net/dns.fr.md", "# Le DNS\n\nLe nom et l'adresse.\n"},
                    {"net/dns.en.md", "# DNS\n\nThe name and the address.\n"},
                    {"net/ip.fr.md", "# IP\n\nLes quatre nombres de la machine.\n"}});
  const auto imported = import_course({at.source, at.out, {}});
  REQUIRE(imported);
  CHECK(imported->languages == std::vector<std::string>{"fr", "en"});
  CHECK(fs::exists(at.out / "content/lessons/net/dns/lesson.fr.md"));
  CHECK(fs::exists(at.out / "content/lessons/net/dns/lesson.en.md"));
  CHECK(errors_of(at.out) == "");
}

TEST_CASE("hostile pages are imported within a second each") {
  const Folders at;
  const auto repeated = [](std::string_view part, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
  };
  const std::string part =
      GENERATE("[", "<a ", "<details>", "`", "[x](", "![", "<!--", "{{<", "| ", "# a\n", "<table>",
               "```\n", "&", "<", "> ", "- ", "[[", "*", "!!! note\n", "{{#", "</details>",
               "<a href=\"x\">", ":::note\n", "<script>");
  CAPTURE(part);
  write(at.source, {{"net/a.md", repeated(part, 200'000)}});
  const auto begin = std::chrono::steady_clock::now();
  CHECK(import_course({at.source, at.out, {}}));
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(took < std::chrono::seconds(20));  // with sanitizers and a loaded machine
}
