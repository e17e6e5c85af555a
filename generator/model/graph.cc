#include "generator/model/graph.h"

#include <algorithm>
#include <deque>

namespace model {
namespace {

constexpr std::size_t kUnseen = static_cast<std::size_t>(-1);

// Tarjan's strongly connected components, with its stack of calls kept by hand.
class Components {
 public:
  explicit Components(const Graph& graph)
      : of(graph.size(), kUnseen),
        graph_(graph),
        order_(graph.size(), kUnseen),
        low_(graph.size(), 0) {
    for (std::size_t node = 0; node < graph.size(); ++node)
      if (order_[node] == kUnseen) explore(node);
  }

  std::vector<std::size_t> of;  // node -> its component
  std::size_t count = 0;

 private:
  struct Call {
    std::size_t node;
    std::size_t edge;  // the next one to follow
  };

  void enter(std::size_t node) {
    order_[node] = low_[node] = next_++;
    open_.push_back(node);
    calls_.push_back({node, 0});
  }

  void explore(std::size_t start) {
    enter(start);
    while (!calls_.empty()) {
      Call& call = calls_.back();
      const std::size_t node = call.node;
      if (call.edge < graph_[node].size()) {
        const std::size_t to = graph_[node][call.edge++];
        if (order_[to] == kUnseen)
          enter(to);
        else if (of[to] == kUnseen)
          low_[node] = std::min(low_[node], order_[to]);
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty())
        low_[calls_.back().node] = std::min(low_[calls_.back().node], low_[node]);
      if (low_[node] == order_[node]) close(node);
    }
  }

  void close(std::size_t root) {
    for (std::size_t node = kUnseen; node != root;) {
      node = open_.back();
      open_.pop_back();
      of[node] = count;
    }
    ++count;
  }

  const Graph& graph_;
  std::vector<std::size_t> order_, low_, open_;
  std::vector<Call> calls_;
  std::size_t next_ = 0;
};

// A shortest way from `start` back to itself inside its component; empty when there is none.
std::vector<std::size_t> shortest_cycle(const Graph& graph,
                                        const std::vector<std::size_t>& component,
                                        std::size_t start, std::vector<std::size_t>& came_from) {
  std::deque<std::size_t> queue = {start};
  while (!queue.empty()) {
    const std::size_t node = queue.front();
    queue.pop_front();
    for (const std::size_t to : graph[node]) {
      if (to == start) {
        std::vector<std::size_t> cycle;
        for (std::size_t at = node; at != start; at = came_from[at]) cycle.push_back(at);
        cycle.push_back(start);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
      if (component[to] != component[start] || came_from[to] != kUnseen) continue;
      came_from[to] = node;
      queue.push_back(to);
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<std::size_t>> find_cycles(const Graph& graph) {
  const Components components(graph);
  std::vector<bool> done(components.count);
  std::vector<std::size_t> came_from(graph.size(), kUnseen);
  std::vector<std::vector<std::size_t>> out;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (done[components.of[node]]) continue;
    done[components.of[node]] = true;
    std::vector<std::size_t> cycle = shortest_cycle(graph, components.of, node, came_from);
    if (!cycle.empty()) out.push_back(std::move(cycle));
  }
  return out;
}

}  // namespace model
