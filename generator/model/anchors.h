// The ids that headings have in the page. A section keeps its anchor in every language: an explicit
// id, else the slug of the source language's heading in the same place when the halves have the
// same structure, else the heading's own slug; equal ones get -2, -3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "generator/model/course.h"

namespace model {

// Fills `anchors` and `places` of every half that exists.
void assign_anchors(Page& page);

// The anchor that a fragment means: {} when there is no such place; the fragment itself for an id
// without a heading.
std::optional<std::string> find_anchor(const Half& half, std::string_view fragment);

// The index of the heading that a fragment means; kNoHeading for an id without one; {} when there
// is no such place.
std::optional<std::uint32_t> find_heading(const Half& half, std::string_view fragment);

// The key of a name in Half::places.
std::uint64_t place_key(std::string_view name);

}  // namespace model
