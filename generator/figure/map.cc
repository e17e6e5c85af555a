#include "generator/figure/map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "generator/figure/wrap.h"

namespace figure {
namespace {

constexpr int kBoxWidth = 158;
constexpr int kTextWidth = kBoxWidth - 22;
constexpr int kColumnGap = 52;
constexpr int kRowGap = 16;
constexpr int kThread = 14;  // the height that an arrow takes where it passes a column
constexpr int kMargin = 4;
constexpr int kHeadingHeight = 24;
constexpr int kSweeps = 12;
constexpr std::size_t kMostLines = 4;

// A box, or the place where a long arrow passes a column.
struct Spot {
  std::size_t column = 0;
  int height = kThread;
  double y = 0;  // of its middle
  std::vector<std::size_t> before, after;
};

// What stands one after the other in each column.
using Columns = std::vector<std::vector<std::size_t>>;

struct Thread {
  std::size_t edge = 0;
  std::vector<std::size_t> spots;  // from the one box to the other
};

// How deep each node is among those of its group: those that build on others of the group stand
// further right. In a circle the depth stops growing.
std::vector<std::size_t> depths(const Map& map) {
  std::vector<std::size_t> depth(map.nodes.size(), 0);
  for (std::size_t round = 0; round < map.nodes.size(); ++round) {
    bool changed = false;
    for (const auto& [from, to] : map.edges) {
      if (map.nodes[from].group != map.nodes[to].group || depth[to] > depth[from]) continue;
      if (depth[from] + 1 >= map.nodes.size()) continue;
      depth[to] = depth[from] + 1;
      changed = true;
    }
    if (!changed) break;
  }
  return depth;
}

// The least squares of the moves, with the order kept and the distances respected: neighbours that
// would touch move as one.
void settle(const std::vector<std::size_t>& column, const std::vector<double>& wanted,
            std::vector<Spot>& spots) {
  struct Block {
    double sum = 0;
    std::size_t count = 0;
    double middle() const { return sum / static_cast<double>(count); }
  };
  std::vector<Block> blocks;
  std::vector<double> offset(column.size(), 0);
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (i > 0)
      offset[i] =
          offset[i - 1] + (spots[column[i - 1]].height + spots[column[i]].height) / 2.0 + kRowGap;
    blocks.push_back({wanted[i] - offset[i], 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].middle() > blocks.back().middle()) {
      blocks[blocks.size() - 2].sum += blocks.back().sum;
      blocks[blocks.size() - 2].count += blocks.back().count;
      blocks.pop_back();
    }
  }
  std::size_t i = 0;
  for (const Block& block : blocks)
    for (std::size_t n = 0; n < block.count; ++n, ++i)
      spots[column[i]].y = block.middle() + offset[i];
}

double mean(const std::vector<std::size_t>& of, const std::vector<Spot>& spots, double otherwise) {
  if (of.empty()) return otherwise;
  double sum = 0;
  for (const std::size_t i : of) sum += spots[i].y;
  return sum / static_cast<double>(of.size());
}

class Layout {
 public:
  explicit Layout(const Map& map) : map_(map) {}

  Drawing run() {
    make_columns();
    make_threads();
    arrange();
    return draw();
  }

 private:
  void make_columns() {
    const std::vector<std::size_t> depth = depths(map_);
    std::vector<std::size_t> width(map_.groups.size(), 0);  // in columns
    for (std::size_t i = 0; i < map_.nodes.size(); ++i)
      width[map_.nodes[i].group] = std::max(width[map_.nodes[i].group], depth[i] + 1);
    first_.assign(map_.groups.size() + 1, 0);
    for (std::size_t i = 0; i < width.size(); ++i) first_[i + 1] = first_[i] + width[i];
    columns_.resize(first_.back());
    int lines = 1;
    for (const MapNode& node : map_.nodes) {
      labels_.push_back(wrap(node.label, kTextWidth, kLabelSize, kMostLines));
      lines = std::max(lines, static_cast<int>(labels_.back().size()));
    }
    for (std::size_t i = 0; i < map_.nodes.size(); ++i) {
      Spot spot;
      spot.column = first_[map_.nodes[i].group] + depth[i];
      spot.height = lines * kLabelLine + 18;
      columns_[spot.column].push_back(i);
      spots_.push_back(std::move(spot));
    }
  }

  void make_threads() {
    for (std::size_t i = 0; i < map_.edges.size(); ++i) {
      const auto [from, to] = map_.edges[i];
      if (spots_[from].column >= spots_[to].column) continue;
      Thread thread{i, {from}};
      for (std::size_t column = spots_[from].column + 1; column < spots_[to].column; ++column) {
        Spot spot;
        spot.column = column;
        columns_[column].push_back(spots_.size());
        thread.spots.push_back(spots_.size());
        spots_.push_back(std::move(spot));
      }
      thread.spots.push_back(to);
      for (std::size_t n = 0; n + 1 < thread.spots.size(); ++n) {
        spots_[thread.spots[n]].after.push_back(thread.spots[n + 1]);
        spots_[thread.spots[n + 1]].before.push_back(thread.spots[n]);
      }
      threads_.push_back(std::move(thread));
    }
  }

  std::size_t crossings() const {
    std::vector<std::size_t> place(spots_.size(), 0);
    for (const auto& column : columns_)
      for (std::size_t i = 0; i < column.size(); ++i) place[column[i]] = i;
    std::size_t out = 0;
    for (const auto& column : columns_) {
      std::vector<std::pair<std::size_t, std::size_t>> ends;
      for (const std::size_t spot : column)
        for (const std::size_t next : spots_[spot].after)
          ends.emplace_back(place[spot], place[next]);
      for (std::size_t a = 0; a < ends.size(); ++a)
        for (std::size_t b = a + 1; b < ends.size(); ++b)
          out += (ends[a].first < ends[b].first && ends[a].second > ends[b].second) ||
                 (ends[a].first > ends[b].first && ends[a].second < ends[b].second);
    }
    return out;
  }

  // What belongs to nothing goes below what does, where no arrow has to pass it.
  bool alone(std::size_t spot) const {
    return spots_[spot].before.empty() && spots_[spot].after.empty();
  }

  void sort_column(std::vector<std::size_t>& column, bool forward) {
    std::vector<double> wanted(spots_.size(), 0);
    for (const std::size_t i : column) {
      const auto& near = forward ? spots_[i].before : spots_[i].after;
      wanted[i] = mean(near, spots_, spots_[i].y);
    }
    std::stable_sort(column.begin(), column.end(), [&](std::size_t a, std::size_t b) {
      if (alone(a) != alone(b)) return alone(b);
      return wanted[a] < wanted[b];
    });
    place(column, [&](std::size_t i) { return wanted[i]; });
  }

  template <class Wanted>
  void place(const std::vector<std::size_t>& column, Wanted wanted) {
    std::vector<double> places;
    for (const std::size_t i : column) places.push_back(wanted(i));
    settle(column, places, spots_);
  }

  void arrange() {
    for (auto& column : columns_)
      for (std::size_t i = 0; i < column.size(); ++i)
        spots_[column[i]].y = static_cast<double>(i) * (spots_[0].height + kRowGap);
    Columns best = columns_;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      const bool forward = sweep % 2 == 0;
      for (std::size_t i = 0; i < columns_.size(); ++i)
        sort_column(columns_[forward ? i : columns_.size() - 1 - i], forward);
      const std::size_t now = crossings();
      if (now >= least) continue;
      least = now;
      best = columns_;
    }
    columns_ = std::move(best);
    // The order is chosen; now the heights, each between its neighbours on both sides.
    for (int sweep = 0; sweep < 2 * kSweeps; ++sweep) {
      const bool forward = sweep % 2 == 0;
      for (std::size_t n = 0; n < columns_.size(); ++n) {
        place(columns_[forward ? n : columns_.size() - 1 - n], [&](std::size_t i) {
          const Spot& spot = spots_[i];
          const double before = mean(spot.before, spots_, spot.y);
          const double after = mean(spot.after, spots_, spot.y);
          if (spot.before.empty()) return after;
          return spot.after.empty() ? before : (before + after) / 2;
        });
      }
    }
  }

  int left(std::size_t column) const {
    return kMargin + static_cast<int>(column) * (kBoxWidth + kColumnGap);
  }

  Rect box_at(std::size_t node) const {
    const Spot& spot = spots_[node];
    return {left(spot.column), middle(node) - spot.height / 2, kBoxWidth, spot.height};
  }

  int middle(std::size_t spot) const {
    return static_cast<int>(std::lround(spots_[spot].y - top_));
  }

  Drawing draw() {
    top_ = std::numeric_limits<double>::max();
    for (const Spot& spot : spots_) top_ = std::min(top_, spot.y - spot.height / 2.0);
    const bool headings = map_.groups.size() > 1;
    top_ -= kMargin + 2 + (headings ? kHeadingHeight + 14 : 0);
    Drawing out;
    for (std::size_t i = 0; i < map_.nodes.size(); ++i) {
      const MapNode& node = map_.nodes[i];
      Box box;
      box.at = box_at(i);
      box.label = std::move(labels_[i]);
      box.href = node.href;
      box.language = node.language;
      box.level = node.level;
      box.pale = node.pale;
      out.height = std::max(out.height, box.at.bottom() + kMargin);
      out.boxes.push_back(std::move(box));
    }
    for (const Thread& thread : threads_) out.lines.push_back(line_of(thread));
    for (std::size_t i = 0; headings && i < map_.groups.size(); ++i) {
      if (first_[i] == first_[i + 1]) continue;
      const int x = left(first_[i]);
      out.headings.push_back({map_.groups[i].title,
                              map_.groups[i].level,
                              {x, kMargin, left(first_[i + 1]) - kColumnGap - x, kHeadingHeight}});
    }
    for (const Line& line : out.lines)
      for (const Point& point : line.points)
        out.height = std::max(out.height, point.y + kMargin + 5);
    out.width = left(columns_.size()) - kColumnGap + kMargin;
    return out;
  }

  Line line_of(const Thread& thread) const {
    Line out;
    out.curved = true;
    std::tie(out.from, out.to) = map_.edges[thread.edge];
    out.pale = map_.nodes[out.from].pale;
    for (const std::size_t spot : thread.spots) {
      const int x = left(spots_[spot].column), y = middle(spot);
      if (spot != out.from) out.points.push_back({x, y});
      if (spot != out.to) out.points.push_back({x + kBoxWidth, y});
    }
    return out;
  }

  const Map& map_;
  std::vector<std::vector<std::string>> labels_;
  std::vector<std::size_t> first_;  // column of each group, and the number of columns
  std::vector<Spot> spots_;         // the nodes first, in their order
  std::vector<Thread> threads_;
  Columns columns_;
  double top_ = 0;
};

}  // namespace

Drawing lay_out(const Map& map) {
  if (map.nodes.empty()) return {};
  return Layout(map).run();
}

}  // namespace figure
