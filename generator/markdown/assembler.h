// Assembler: what stands side by side in one container - blocks, and the comments and tags between
// them - becomes a list of blocks in which directives and <details> hold what stands between their
// ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "generator/markdown/comments.h"
#include "generator/markdown/context.h"
#include "generator/markdown/directives/directive.h"
#include "generator/markdown/document.h"
#include "generator/markdown/markers.h"

namespace markdown {

class Assembler {
 public:
  // `depth` is the level of the list that is made; `item` is the list item that holds it, or null.
  Assembler(Context& context, int depth, Item* item)
      : context_(context), depth_(depth), item_(item) {
    frames_.emplace_back();
  }

  // The level on which the next block will be.
  int depth() const { return depth_ + held_; }
  // Whether a marker that comes now would belong to the item.
  Item* item() const { return frames_.size() == 1 ? item_ : nullptr; }

  void add(Block block);
  // A comment of HTML, [begin, end) of the excerpt.
  void comment(const Excerpt& excerpt, std::size_t begin, std::size_t end, bool alone_on_its_line);
  // Raw HTML without comments, <details> and <summary>.
  void markup(const Excerpt& excerpt, std::size_t begin, std::size_t end);
  void open_details(const Range& tag, bool open);
  void close_details(const Range& tag);
  void open_summary(const Range& tag);
  void close_summary(const Range& tag);

  // To be called once, at the end of the container.
  Blocks finish();

 private:
  static constexpr std::size_t kMaximumFrames = 256;  // those that are ignored included

  enum class Holder { Container, Directive, Details };
  struct Frame {
    Holder holder = Holder::Container;
    // It was refused: its blocks go to the frame below, and its end is awaited all the same.
    bool ignored = false;
    Opening opening;  // of a directive
    Range tag = {};   // of <details>
    Details details = {};
    bool in_summary = false;
    bool had_summary = false;
    Range summary = {};
    Blocks blocks = {};
    std::optional<HeadingMarker> marker = {};  // waits for its heading
    std::size_t sink_below = 0;
  };

  Frame& sink() { return frames_[sink_]; }
  void push(Frame frame);
  // Takes the innermost frame off and gives it.
  Frame pop();
  // Takes it off, reports that it was not closed, and leaves its blocks to the one below.
  void give_up();
  void drop_marker();

  void open_directive(Opening opening);
  void close_directive(const Directive& directive, const Range& where);
  bool may_open(const Directive& directive, const Range& where);
  void suspect(const Directive& directive, const Range& where, bool reported);
  void unmatched(const Directive& directive, const Range& where);
  Range range(const Excerpt& excerpt, std::size_t begin, std::size_t end) const;

  Context& context_;
  int depth_;
  Item* item_;
  std::vector<Frame> frames_;
  std::size_t sink_ = 0;       // the innermost frame that is not ignored
  int refused_summaries_ = 0;  // whose end tags have not come
  int held_ = 0;               // frames that are not ignored, the container left out
};

}  // namespace markdown
