// <!-- instructor --> notes for whoever teaches <!-- /instructor -->
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct Instructor {
  Blocks blocks;
};

}  // namespace markdown
