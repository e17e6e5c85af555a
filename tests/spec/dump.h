// A document as indented text, for reading and comparing: one line a block, a line's elements side
// by side.
#pragma once

#include <string>
#include <vector>

#include "generator/markdown/document.h"
#include "generator/markdown/facts.h"

namespace spec {

std::string dump(const markdown::Document& document);
std::string dump(const markdown::Facts& facts);
// "line:column rule message", then the hint; a warning says so.
std::string dump(const std::vector<base::Error>& problems, base::Locale locale);

}  // namespace spec
