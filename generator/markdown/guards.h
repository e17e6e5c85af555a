// What is turned away before cmark sees it. cmark-gfm 0.29.0.gfm.6 reads most text in linear time;
// the exceptions that are known - and their cost, measured - stand in guards.cc, each with the
// limit that keeps a page of kMaximumBytes within a second and within some hundred megabytes. No
// page that a person would write comes near any of them.
#pragma once

#include <cstddef>

#include "generator/markdown/document.h"
#include "generator/markdown/problems.h"
#include "generator/markdown/source_text.h"

namespace markdown {

// Lines between two blank ones, outside fenced code.
constexpr std::size_t kMaximumBlockBytes = 64u << 10;
constexpr int kMaximumColumns = 64;  // of a table

// True when the body is small enough to be looked at.
bool check_bytes(const Source& source, Problems& problems);
// True when cmark may have it; else the first reason why not has been reported.
bool check_cost(const SourceText& source, Problems& problems);

}  // namespace markdown
