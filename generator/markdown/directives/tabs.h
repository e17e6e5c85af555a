// <!-- tabs: os --> one #### heading per choice, each followed by its blocks <!-- /tabs -->
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct Panel {
  Inlines label;
  Blocks blocks;
  base::Position at;
};

struct Tabs {
  std::string group;  // "os": one choice for the whole site
  std::vector<Panel> panels;
};

}  // namespace markdown
