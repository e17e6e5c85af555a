// <!-- holds --> a list of what one has at the end of a step of a guide <!-- /holds -->
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct Holds {
  Blocks blocks;
};

}  // namespace markdown
