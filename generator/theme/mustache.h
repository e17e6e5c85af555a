// Mustache: a template that was parsed once and is rendered many times, by kainjow-mustache. The
// only place that knows that library.
#pragma once

#include <memory>
#include <string>

#include "generator/theme/theme.h"

namespace theme {

class Mustache {
 public:
  // `source`: a bound template (template.h): variables and sections only.
  explicit Mustache(const std::string& source);
  ~Mustache();
  Mustache(Mustache&&) noexcept;
  Mustache& operator=(Mustache&&) noexcept;

  // Any thread. Empty when the template did not parse.
  std::string render(const Context& context) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace theme
