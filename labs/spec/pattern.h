// A regular expression that is safe to run on any input: RE2's language, linear time, bounded
// memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace spec {

class Pattern {
 public:
  // The error's message holds the library's words; its place is left empty.
  static base::Result<Pattern> parse(std::string_view written);

  // Anywhere in the text, as in grep. Any thread.
  bool matches(std::string_view text) const;

 private:
  struct Compiled;
  // Shared by the copies of an expectation; never changed.
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace spec
