#include "generator/search/index_patch.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "generator/search/test_index.h"

using search::PageChange;
using search::Section;
using search::ShardPlan;

namespace {

using Files = std::map<std::string, std::string>;
using Pages = std::vector<std::vector<Section>>;

constexpr std::string_view kFolder = "assets/search";

search::TakeShard into(Files& files) {
  return [&files](std::string_view path, std::string_view bytes) -> base::Done {
    files.insert_or_assign(std::string(path), std::string(bytes));
    return {};
  };
}

class Course {
 public:
  explicit Course(std::size_t french, std::size_t english = 8) {
    for (std::size_t i = 0; i < french; ++i) pages_.push_back(page("fr", i));
    for (std::size_t i = 0; i < english; ++i) pages_.push_back(page("en", i));
    write(path(), pages_, plan_, files_);
  }

  std::filesystem::path path() const { return folder_.path() / "search.db"; }
  std::size_t size() const { return pages_.size(); }
  std::size_t pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  // Replaces pages; false when it says that a new index is needed.
  bool change(const std::map<std::size_t, std::vector<Section>>& pages) {
    std::vector<PageChange> changes;
    for (const auto& [i, sections] : pages) changes.push_back({pages_[i], sections});
    Files written;
    const auto plan = search::patch_index(path(), kFolder, plan_, changes, into(written));
    if (!plan) FAIL(base::describe(plan.error(), base::Locale::En));
    if (!*plan) return false;
    written_ = written.size();
    plan_ = **plan;
    for (auto& [name, bytes] : written) files_.insert_or_assign(name, bytes);
    Files kept;
    for (const std::string& name : search::paths_of(plan_, kFolder)) {
      INFO(name);
      REQUIRE(files_.count(name) == 1);
      kept.emplace(name, files_.at(name));
    }
    files_ = std::move(kept);
    for (const auto& [i, sections] : pages) pages_[i] = sections;
    return true;
  }

  // As a new index would be.
  void compare() {
    const support::TemporaryFolder apart;
    ShardPlan plan;
    Files files;
    write(apart.path() / "search.db", pages_, plan, files);
    for (const auto& [name, bytes] : files) {
      INFO(name);
      REQUIRE(files_.count(name) == 1);
      CHECK((files_.at(name) == bytes));
    }
    CHECK(files_.size() == files.size());
    CHECK((plan == plan_));
    CHECK((search::said_by(path()) == search::said_by(apart.path() / "search.db")));
  }

  // Words as people use them: few of them often, some of them once.
  std::string word() {
    static const std::vector<std::string> kEndings = {"",   "s",  "er",  "é",    "ée",
                                                      "es", "al", "aux", "ation"};
    const std::size_t number = pick(pick(40) == 0 ? 3000 : 1 + pick(600));
    std::string out;
    for (std::size_t rest = number + 7; rest > 0; rest /= 12) out += kSyllables[rest % 12];
    if (pick(30) == 0) return fmt::format("{}_{}", out, pick(9));  // an identifier
    return out + kEndings[pick(kEndings.size())];
  }
  std::string words(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += word() + (i % 9 == 8 ? ". " : " ");
    return out;
  }
  std::vector<Section> page(const std::string& language, std::size_t number) {
    std::vector<Section> out;
    const std::size_t count = pick(20) == 0 ? 17 : 1 + pick(4);
    const std::string title = words(2);
    for (std::size_t i = 0; i < count; ++i) {
      Section one;
      one.language = language;
      one.address = fmt::format("{}/page-{}.html", language, number);
      one.title = title;
      one.kind = "lesson";
      one.level = number % 3 == 0 ? "beginner" : "advanced";
      if (i > 0) {
        one.anchor = fmt::format("s{}", i);
        one.heading = words(1 + pick(3)) + (pick(5) == 0 ? "(" + word() + ")" : "");
      }
      one.body = "serveur " + words(20);
      if (pick(3) == 0) one.code = words(5);
      if (pick(9) == 0) one.errors = {"connection to " + word() + " refused"};
      out.push_back(std::move(one));
    }
    return out;
  }
  // A page as its author leaves it after some work.
  std::vector<Section> edited(std::size_t i) {
    std::vector<Section> out = pages_[i];
    Section& one = out[pick(out.size())];
    switch (pick(8)) {
      case 0:
        one.body += words(3);
        break;
      case 1:
        one.body = words(12);
        break;
      case 2:
        one.heading = words(2);
        break;
      case 3:
        one.errors.push_back("error " + word());
        break;
      case 4:
        for (Section& each : out) each.title = "Titre " + word();
        break;
      case 5:
        for (Section& each : out) each.level = "beginner";
        break;
      case 6:
        if (out.size() > 1) out.pop_back();
        break;
      default:
        out.push_back(one);
        out.back().anchor += "x";
        out.back().body = words(6);
    }
    return out;
  }
  const std::vector<Section>& at(std::size_t i) const { return pages_[i]; }
  std::size_t files() const { return files_.size(); }
  std::size_t written() const { return written_; }
  const ShardPlan& plan() const { return plan_; }

 private:
  static constexpr std::string_view kSyllables[] = {"ba", "co",  "de", "fi", "gu", "hé",
                                                    "ma", "por", "li", "te", "ni", "se"};

  static void write(const std::filesystem::path& path, const Pages& pages, ShardPlan& plan,
                    Files& files) {
    auto writer = search::IndexWriter::create(path);
    REQUIRE(writer);
    for (const char* language : {"fr", "en"}) REQUIRE(writer->add_language(language));
    for (const std::vector<Section>& page : pages)
      for (const Section& section : page) REQUIRE(writer->add(section));
    REQUIRE(writer->finish());
    auto summary = search::write_shards(path, kFolder, into(files));
    REQUIRE(summary);
    plan = std::move(summary->plan);
  }

  std::mt19937 random_{20261120};
  support::TemporaryFolder folder_;
  Pages pages_;
  ShardPlan plan_;
  Files files_;
  std::size_t written_ = 0;
};

}  // namespace

TEST_CASE("an index that is changed page by page is the one that is made of the changed pages") {
  Course course(190);
  REQUIRE(course.plan()[0].terms.size() > 6);
  REQUIRE_FALSE(course.plan()[0].overflow.empty());
  course.compare();
  int changed = 0;
  for (int step = 0; step < 20; ++step) {
    INFO("step " << step);
    std::map<std::size_t, std::vector<Section>> pages;
    for (std::size_t i = course.pick(3); i < 3; ++i) {
      const std::size_t page = course.pick(course.size());
      pages.insert_or_assign(page, course.edited(page));
    }
    if (course.change(pages)) ++changed;
    if (step % 5 == 4) course.compare();
  }
  CHECK(changed > 15);
}

TEST_CASE("a word more in one page writes few files") {
  Course course(190);
  std::vector<Section> page = course.at(4);
  page.back().code += " zzyzx";
  REQUIRE(course.change({{4, page}}));
  CHECK(course.written() < course.files() / 2);
  course.compare();
}

TEST_CASE("what needs a new index changes nothing") {
  Course course(20);
  const std::string before = search::said_by(course.path());
  std::vector<Section> page = course.at(3);
  SECTION("a page that takes more places") {
    while (page.size() < 17) page.push_back(page.back());
    CHECK_FALSE(course.change({{3, page}}));
  }
  SECTION("a page that moved") {
    for (Section& section : page) section.address = "fr/elsewhere.html";
    CHECK_FALSE(course.change({{3, page}}));
  }
  SECTION("a page without text") { CHECK_FALSE(course.change({{3, {}}})); }
  SECTION("the second of two") {
    std::vector<Section> other = course.at(2);
    other[0].body += " mot";
    page.clear();
    CHECK_FALSE(course.change({{2, other}, {3, page}}));
  }
  SECTION("very much at once") {
    std::map<std::size_t, std::vector<Section>> pages;
    std::vector<Section> large = course.at(0);
    while (large.size() < 500) large.push_back(large.back());
    pages.emplace(0, large);
    CHECK_FALSE(course.change(pages));
  }
  CHECK((search::said_by(course.path()) == before));
}
