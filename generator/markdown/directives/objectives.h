// <!-- objectives --> a line, a list whose items end in <!-- objective-id --> <!-- /objectives -->
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct Objectives {
  Blocks lead;              // what stands before the list
  std::vector<Item> items;  // `marker` is the objective's id
};

}  // namespace markdown
