// <!-- worksheet --> a heading, a table whose first column is `NAME`: label <!-- /worksheet -->
// The values of the whole course that a learner types once; <NAME> in code is replaced by them.
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct WorksheetRow {
  std::string name;  // "VPS_IP"
  Inlines label;     // what follows the colon
  std::string example;
  base::Position at;
};

struct Worksheet {
  Inlines heading;  // empty: the theme's word
  int level = 2;
  std::string id = "worksheet";
  Blocks lead;
  std::vector<WorksheetRow> rows;
  base::Position at;  // of the heading
};

}  // namespace markdown
