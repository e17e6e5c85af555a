// The dates beside those of git itself, on a history nobody planned.
#include <catch2/catch.hpp>
#include <cstdio>
#include <random>

#include "generator/history/history.h"
#include "generator/history/test_repository.h"

using namespace history;

namespace {

// What a command prints, without its last newline; nothing when there is no such program.
std::string output_of(const std::string& command) {
  std::string out;
  std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return out;
  char buffer[256];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
  ::pclose(pipe);
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("the last change of every file is that of `git log -1`") {
  if (output_of("git --version").empty()) return;
  std::mt19937 random(20'261'120);  // the same history in every run
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  TestRepository git;
  std::vector<std::pair<std::string, TestTree>> tips;
  TestTree first;
  for (int i = 0; i < 24; ++i)
    first.emplace(fmt::format("{}/{}/f{}", i % 3, i % 2, i), fmt::format("start {}", i));
  tips.emplace_back(git.commit(first), first);
  int serial = 0;
  for (int step = 0; step < 120; ++step) {
    auto [parent, tree] = tips[below(tips.size())];
    std::vector<std::string> parents = {parent};
    if (tips.size() > 1 && below(4) == 0) {
      const auto& [other, other_tree] = tips[below(tips.size())];
      if (other != parent) {
        parents.push_back(other);
        for (const auto& [path, file] : other_tree)
          if (below(2) == 0) tree.insert_or_assign(path, file);
      }
    }
    for (std::size_t changes = below(3); changes > 0; --changes) {
      const std::string path = fmt::format("{}/{}/f{}", below(3), below(2), below(24));
      // Texts are never repeated, so that nothing looks like a file that was moved.
      if (below(5) == 0)
        tree.erase(path);
      else
        tree.insert_or_assign(path, fmt::format("text {}", ++serial));
    }
    const std::string id = git.commit(tree, fmt::format("step {}", step), parents);
    if (tips.size() < 4)
      tips.emplace_back(id, tree);
    else
      tips[below(tips.size())] = {id, tree};
  }
  git.set_head(tips.back().first);
  auto opened = Repository::open(git.path());
  REQUIRE(opened);
  REQUIRE(*opened);
  const auto history = (*opened)->read();
  REQUIRE(history);
  REQUIRE(history->files.size() == tips.back().second.size());
  for (const FileHistory& file : history->files) {
    CAPTURE(file.path);
    REQUIRE(file.last);
    CHECK(file.last->commit == output_of(fmt::format("git -C '{}' log -1 --format=%H -- '{}'",
                                                     git.path().string(), file.path)));
  }
}
