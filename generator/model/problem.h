// A problem of the course, made from the id of the rule it breaks: the severity is the rule's.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace model {

using Problems = std::vector<base::Error>;

constexpr std::size_t kMostProblems =
    1000;  // that a rule reports for every pair of something in one file

// `rule` must be one of rules.h.
base::Error problem(std::string_view rule, base::Span where, base::Message message,
                    base::Message hint = {});

// At most `most` of them, sorted: secrets first of all, then errors, each in order of place.
void keep_most_important(Problems& problems, std::size_t most);

// Sorts, removes doubles, and leaves the most important of each file, with one more that says how
// many others there are.
void put_in_order(Problems& problems);

// "lesson.toml" of "lessons/net/firewall/lesson.toml": files of the same folder are named without
// it.
std::string_view name_of(std::string_view path);

// The text with control characters (C0 but line feeds, DEL, C1) as '·'.
std::string without_controls(std::string text);

// Suggests near names to the first few who ask: looking for one costs time for every name there is,
// and a file may be made to ask ten thousand times.
class Suggestions {
 public:
  // "did you mean …?", or `otherwise`.
  base::Message near(std::string_view written, std::span<const std::string> names,
                     base::Message otherwise = {});

 private:
  std::size_t left_ = 20;
};

// "'a', 'b', 'c'" and "« a », « b », « c »"; after `most` names an ellipsis.
base::Message quoted_list(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace model
