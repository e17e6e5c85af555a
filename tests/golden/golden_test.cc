// Whole sites, compared byte for byte. A case is a folder with content/ and expected/;
// UPDATE_GOLDEN=1 rewrites expected/, and the difference is then read like any other change. What
// every page has around its <main> is compared once (chrome.html), so that a change of the header
// is one difference and not a hundred.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <regex>

#include "generator/pipeline/build.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace fs = std::filesystem;
using support::Tree;

namespace {

struct Built {
  Tree files;
  pipeline::Report report;
};

pipeline::Project project_at(const fs::path& root, const fs::path& build) {
  pipeline::Project project;
  project.root = root;
  project.build = build;
  project.content_shown_as = "content";
  project.site_shown_as = "site/site.toml";
  project.default_theme = fs::path(SOURCE_DIR) / "themes" / "default";
  return project;
}

Built build(const fs::path& root, unsigned jobs = 1) {
  Built out;
  std::mutex guard;
  pipeline::Options options;
  options.jobs = jobs;
  options.today = text::Date{2026, 11, 20};
  const support::TemporaryFolder folder;
  options.dates = false;  // the repository here is the project's own
  auto report = pipeline::build_project(
      project_at(root, folder.path()), options, [&](std::string_view path, std::string_view bytes) -> base::Done {
        const std::lock_guard lock(guard);
        CHECK(out.files.emplace(path, bytes).second);  // no path is made twice
        return {};
      });
  REQUIRE(report);
  out.report = std::move(*report);
  return out;
}

// Asset names carry hashes of the theme's files, which are not what is tested here.
std::string without_hashes(std::string text) {
  static const std::regex hashed(R"((assets/[A-Za-z0-9_/-]+)\.[0-9a-f]{10}\.)");
  static const std::regex listed(R"(":"[0-9a-f]{10}")");
  text = std::regex_replace(text, listed, "\":\"HASH\"");
  static const std::regex shard(R"((assets/search/[^\n]*-)[0-9a-z]{7}\b)");
  return std::regex_replace(std::regex_replace(text, hashed, "$1.HASH."), shard, "$1HASH");
}

std::string main_of(const std::string& page) {
  const std::size_t begin = page.find("<main");
  const std::size_t end = page.rfind("</main>");
  if (begin == std::string::npos || end == std::string::npos) return page;
  return page.substr(begin, end + 7 - begin) + "\n";
}

Tree comparable(const Tree& site) {
  Tree out;
  std::string list;
  for (const auto& [path, bytes] : site) {
    list += without_hashes(path) + "\n";
    if (path.starts_with("assets/")) continue;
    out[path] = without_hashes(path.ends_with(".html") ? main_of(bytes) : bytes);
  }
  out["files.txt"] = list;
  for (const auto& [path, bytes] : site) {
    if (path.find("/lessons/") == std::string::npos) continue;
    std::string page = bytes;
    const std::size_t begin = page.find("<main");
    page.replace(begin, page.rfind("</main>") + 7 - begin, "<main/>");
    out["chrome.html"] = without_hashes(page);
    break;
  }
  return out;
}

void compare(const Tree& actual, const fs::path& expected_folder) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) support::write_tree(expected_folder, actual);
  const Tree expected = support::read_tree(expected_folder);
  for (const auto& [path, bytes] : expected) {
    INFO("missing: " << path);
    CHECK(actual.count(path) == 1);
  }
  for (const auto& [path, bytes] : actual) {
    INFO(path);
    REQUIRE(expected.count(path) == 1);
    CHECK(bytes == expected.at(path));
  }
}

}  // namespace

TEST_CASE("the sites in tests/golden come out as expected") {
  for (const auto& entry : fs::directory_iterator(GOLDEN_DIR)) {
    if (!entry.is_directory() || !fs::exists(entry.path() / "content" / "course.toml")) continue;
    if (entry.path().filename() == "problems")
      continue;  // model/rules_test.cc compares its problems; it makes no site
    DYNAMIC_SECTION(entry.path().filename().string()) {
      const Built built = build(entry.path());
      std::string problems;
      for (const base::Error& problem : built.report.problems)
        problems += base::describe(problem, base::Locale::En);
      Tree actual = comparable(built.files);
      actual["problems.txt"] = problems;
      compare(actual, entry.path() / "expected");
    }
  }
}

TEST_CASE("the number of threads and the folder's name change nothing") {
  const support::TemporaryFolder one, two;
  support::write_corpus(one.path(), 40);
  support::write_corpus(two.path() / "elsewhere", 40);
  const Built a = build(one.path(), 1);
  const Built b = build(two.path() / "elsewhere", 4);
  REQUIRE(a.report.rendered);
  CHECK(a.report.problems.empty());
  REQUIRE(a.files.size() == b.files.size());
  for (const auto& [path, bytes] : a.files) {
    INFO(path);
    REQUIRE(b.files.count(path) == 1);
    CHECK((b.files.at(path) == bytes));
  }
}
