// Where the parts of this folder report what is wrong with a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace markdown {

struct Range {
  base::Position begin;
  base::Position end = {};  // {0, 0}: unknown
};

// Appends to a list of errors: at most kMaximumProblems for a page, so that a hostile one cannot
// fill the memory; one more then says that there are others.
class Problems {
 public:
  static constexpr std::size_t kMaximumProblems = 1000;

  Problems(std::string_view file, std::vector<base::Error>& out)
      : file_(file), out_(out), first_(out.size()) {}

  void error(std::string_view rule, const Range& where, base::Message message,
             base::Message hint = {});
  void warn(std::string_view rule, const Range& where, base::Message message,
            base::Message hint = {});

  // Nothing more is taken; what is only needed for a message need not be computed.
  bool full() const { return out_.size() - first_ >= kMaximumProblems; }
  std::string_view file() const { return file_; }
  // Puts this page's problems in order of position.
  void sort();

 private:
  void add(base::Severity severity, std::string_view rule, const Range& where,
           base::Message message, base::Message hint);

  std::string file_;
  std::vector<base::Error>& out_;
  std::size_t first_;
};

// For quoting in a message: cut at 60 characters.
std::string shown(std::string_view text);

}  // namespace markdown
