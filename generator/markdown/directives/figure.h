// <!-- figure: id --> what the figure shows, in words <!-- /figure -->: the drawing is made from
// content/figures/<id>.toml
#pragma once

#include "generator/markdown/inline.h"

namespace markdown {

struct Figure {
  std::string id;
  Blocks blocks;      // the words; no headings
  base::Position at;  // of the id
  base::Position end;
};

}  // namespace markdown
