// <!-- lab: id --> a heading, numbered steps that end in <!-- check: check-id -->, anything else <!-- /lab -->
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct LabCheck {
  std::string id;
  base::Position at;
};

struct Lab {
  std::string id;
  Inlines heading;
  int level = 2;
  Blocks blocks;                 // everything under the heading; the items keep their markers
  std::vector<LabCheck> checks;  // in order of appearance
  base::Position heading_at;
  base::Position at;             // of the id
};

}  // namespace markdown
