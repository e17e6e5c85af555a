// Every rule a course is held to: its id, its severity, why it exists and how to satisfy it.
// `atelier explain` prints it; a test proves that each is shown by an example of
// tests/golden/problems and that no other id is ever reported.
#pragma once

#include <span>
#include <string_view>

#include "generator/base/error.h"

namespace model {

struct Rule {
  std::string_view id;
  base::Severity severity;
  base::Message summary;   // a line
  base::Message why;       // a paragraph
  base::Message how;       // a paragraph
  std::string_view wrong;  // a small example, may be empty
  std::string_view right;
};

std::span<const Rule> rules();  // by id
const Rule* find_rule(std::string_view id);

}  // namespace model
