// The arguments of a directive, and of a fence's info string: words, key=value and key="a value
// with \" and \\".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/problems.h"
#include "generator/markdown/source_text.h"

namespace markdown {

struct Argument {
  std::string key;    // empty: a word
  std::string raw;    // the word, or the value between its quotes, with its backslashes
  Range where;        // the whole argument
  Range value_where;  // the value alone

  // The value with \" and \\ resolved; any other backslash stands for itself, as in C:\Users.
  std::string value() const;
  // The value cut at every '|' that is not written "\|".
  std::vector<std::string> split() const;
};

// Those who read arguments take what they know; what is left over at the end is wrong.
class Arguments {
 public:
  Arguments() = default;
  // From [begin, end) of the excerpt. What cannot be read is reported as `rule`.
  Arguments(const Excerpt& excerpt, std::size_t begin, std::size_t end, std::string_view rule,
            Problems& problems);

  std::optional<Argument> take_word();
  std::optional<Argument> take(std::string_view key);
  // Reports what nobody took, with the nearest of the known keys.
  void refuse_rest(std::span<const std::string> keys, Problems& problems);

 private:
  std::vector<Argument> arguments_;
  std::string rule_;
};

}  // namespace markdown
