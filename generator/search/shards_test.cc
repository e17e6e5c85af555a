#include "generator/search/shards.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "generator/search/shard.h"
#include "generator/search/test_index.h"

using search::section;
using search::Section;
using search::TestIndex;

namespace {

using Files = std::map<std::string, std::string>;

Files files_of(const std::vector<Section>& sections) {
  const TestIndex index(sections);
  Files out;
  const auto summary = search::write_shards(index.path(), "assets/search",
                                            [&](std::string_view path, std::string_view bytes) {
                                              CHECK(out.emplace(path, bytes).second);  // once each
                                              return base::Done();
                                            });
  REQUIRE(summary);
  CHECK(summary->files == out.size());
  return out;
}

// A course whose vocabulary fills several files.
std::vector<Section> large_course(std::size_t pages) {
  std::vector<Section> out;
  std::uint32_t seed = 1;
  const auto word = [&] {
    seed = seed * 1664525 + 1013904223;
    std::string w;
    for (std::uint32_t n = seed >> 8, i = 0; i < 4; ++i, n /= 20)
      w += "bcdfghjklmnpqrstvwxz"[n % 20], w += "aeiou"[(seed >> (5 * i)) % 5];
    return w;
  };
  for (std::size_t page = 0; page < pages; ++page) {
    const std::string name = "page" + std::to_string(page);
    for (int i = 0; i < 3; ++i) {
      std::string body = "commun ";
      for (int j = 0; j < 40; ++j) body += word() + ' ';
      out.push_back(section(name, i == 0 ? "" : "s" + std::to_string(i),
                            i == 0 ? "" : "Partie " + word(), std::move(body)));
    }
  }
  return out;
}

std::string text_of(const std::string& script) { return script.substr(script.find(',') + 1); }

}  // namespace

TEST_CASE("a course becomes a root and the files that it names") {
  auto sections =
      std::vector<Section>{section("a", "", "", "Un serveur écoute."),
                           section("a", "b", "Journal", "Les journaux, le côté et la cote.")};
  sections[1].errors = {"Kong\nError"};
  sections[1].level = "beginner";
  const Files files = files_of(sections);
  REQUIRE(files.contains("assets/search/fr.js"));
  const std::string& root = files.at("assets/search/fr.js");
  CHECK(root.starts_with("atelierShard(\"fr/root-"));
  CHECK(root.find("\"1\\nfr\\n2\\na afin ai ") != std::string::npos);
  std::set<std::string> kinds;
  for (const auto& [path, script] : files) {
    if (path == "assets/search/fr.js") continue;
    const std::string name = path.substr(17, path.size() - 20);  // "assets/search/fr/" … ".js"
    const std::string listed = name.substr(0, name.find('/'));
    CAPTURE(path);
    CHECK(root.find(listed) != std::string::npos);
    CHECK(script.starts_with("atelierShard(\"fr/" + name));
    kinds.insert(name.substr(0, 1));
  }
  CHECK(kinds == std::set<std::string>{"b", "e", "f", "r", "t"});
  std::string all;
  for (const auto& [path, script] : files) all += text_of(script);
  CHECK(all.find("1 Kong Error\\n") != std::string::npos);
  CHECK(all.find("|0cote 00,") == std::string::npos);
  CHECK(all.find("!côté - 01") !=
        std::string::npos);  // beside "cote": spelled with these accents in document 1
  CHECK(all.find(">0 lesson - -\\nfr/a.html\\na\\n\\n\\nUn serveur écoute.\\nb\\nJournal\\n`Kong "
                 "Error` Les journaux") != std::string::npos);
}

TEST_CASE("the same course gives the same files, and its size is that of what it holds") {
  const auto sections = large_course(60);
  const Files files = files_of(sections);
  CHECK(files_of(sections) == files);
  std::size_t terms = 0;
  for (const auto& [path, script] : files) {
    CAPTURE(path);
    CHECK(script.size() < 32'000);
    if (path.find("/t-") != std::string::npos) ++terms;
  }
  CHECK(terms > 3);
  // A root grows with the number of files and not of pages.
  CHECK(files.at("assets/search/fr.js").size() < 4'000);
}

TEST_CASE("a word that is everywhere has its best places in one file and the others in another") {
  const auto sections = large_course(200);  // 600 sections
  const Files files = files_of(sections);
  std::string overflow;
  for (const auto& [path, script] : files)
    if (path.find("/o-") != std::string::npos) overflow += text_of(script);
  CHECK(overflow.starts_with("\"0commun - w"));
  std::string terms;
  for (const auto& [path, script] : files)
    if (path.find("/t-") != std::string::npos) terms += text_of(script);
  CHECK(terms.find(" 90 *Uio-") != std::string::npos);  // 600 in all
}

TEST_CASE("an edit changes the files of its words and of its page only") {
  auto sections = large_course(100);
  const Files before = files_of(sections);
  sections[150].body += "nouveaumot";
  const Files after = files_of(sections);
  std::size_t changed = 0;
  for (const auto& [path, script] : after)
    if (!before.contains(path) || before.at(path) != script) ++changed;
  // The root, one file of terms, one of words backwards, the group of its block.
  CHECK(changed <= 3 + 16);
  std::size_t changed_terms = 0;
  for (const auto& [path, script] : after)
    if (path.find("/t-") != std::string::npos && !before.contains(path)) ++changed_terms;
  CHECK(changed_terms <= 2);
}

TEST_CASE("a failure to write stops the writing") {
  const std::vector<Section> sections = {section("a", "", "", "mot")};
  const TestIndex index(sections);
  std::size_t calls = 0;
  const auto summary = search::write_shards(
      index.path(), "x", [&](std::string_view, std::string_view) -> base::Done {
        ++calls;
        return base::fail(base::ErrorKind::System,
                          base::message("the disk is full", "le disque est plein"));
      });
  REQUIRE_FALSE(summary);
  CHECK(summary.error().message.en == "the disk is full");
  CHECK(calls == 1);
}
