// A page on its way into the course: what its files said, and where its TOML said it.
#pragma once

#include "generator/model/course.h"
#include "generator/model/decode_page.h"

namespace model {

struct PageDraft {
  Page page;
  Meta meta;
};

}  // namespace model
