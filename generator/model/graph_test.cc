#include "generator/model/graph.h"

#include <catch2/catch.hpp>

using model::find_cycles;
using model::Graph;
using Cycles = std::vector<std::vector<std::size_t>>;

TEST_CASE("cycles are found, each once, from its smallest node") {
  struct Case {
    std::string_view why;
    Graph graph;
    Cycles cycles;
  };
  const std::vector<Case> cases = {
      {"no nodes", {}, {}},
      {"a chain", {{1}, {2}, {}}, {}},
      {"two ways to the same node are no cycle", {{1, 2}, {3}, {3}, {}}, {}},
      {"itself", {{}, {1}}, {{1}}},
      {"two nodes", {{1}, {0}}, {{0, 1}}},
      {"a tail does not belong to it", {{1}, {2}, {3}, {1}}, {{1, 2, 3}}},
      {"the shortest through the smallest", {{1, 3}, {2}, {0}, {0}}, {{0, 3}}},
      {"two apart", {{1}, {0}, {3}, {2}}, {{0, 1}, {2, 3}}},
      {"two that share a node are one group", {{1}, {0, 2}, {1}}, {{0, 1}}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(find_cycles(c.graph) == c.cycles);
  }
}

TEST_CASE("a chain of a million nodes needs no deep stack") {
  constexpr std::size_t kNodes = 1'000'000;
  Graph graph(kNodes);
  for (std::size_t i = 0; i + 1 < kNodes; ++i) graph[i].push_back(i + 1);
  CHECK(find_cycles(graph).empty());
  graph.back().push_back(0);
  REQUIRE(find_cycles(graph).size() == 1);
  CHECK(find_cycles(graph)[0].size() == kNodes);
}
