// Cycles in a directed graph. Iterative: no graph is too deep for it. Pure; any thread.
#pragma once

#include <cstddef>
#include <vector>

namespace model {

using Graph = std::vector<std::vector<std::size_t>>;  // node -> the nodes it points to

// One cycle for each group of nodes that reach one another, a node that points to itself being a
// group too: a shortest one through the group's smallest node, beginning with that node. In order
// of that node.
std::vector<std::vector<std::size_t>> find_cycles(const Graph& graph);

}  // namespace model
