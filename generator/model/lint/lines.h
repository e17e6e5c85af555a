// The lines of a file: where they start, and what place an offset is. Views into the text, which
// must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace model {

class Lines {
 public:
  explicit Lines(std::string_view source);

  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // Line `number` from 1, without its end; empty beyond the last.
  std::string_view text(std::uint32_t number) const;
  std::size_t start(std::uint32_t number) const { return starts_[number - 1]; }
  base::Position position(std::size_t offset) const;
  base::Span span(std::string_view file, std::size_t begin, std::size_t end) const;

 private:
  std::string_view source_;
  std::vector<std::size_t> starts_;
};

}  // namespace model
