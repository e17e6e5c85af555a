// Each text is highlighted once: the languages of a course share their code, and so do its pages.
// Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "generator/highlight/highlight.h"

namespace highlight {

class Cache {
 public:
  // Keeps at most about `bytes` of spans; when they are full it forgets them all and starts again.
  explicit Cache(std::size_t bytes = 16u << 20);
  ~Cache();

  // What highlight() gives. Shared, because the cache may forget it while a page is still being
  // made of it.
  std::shared_ptr<const Tokens> highlight(std::string_view language, std::string_view code);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace highlight
