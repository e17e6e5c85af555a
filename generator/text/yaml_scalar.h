// What a plain (unquoted) scalar of YAML means by the core schema (yaml.org/spec/1.2.2,
// section 10.3.2), and dates, which the schema leaves as text. Used by front_matter.cc alone.
#pragma once

#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace text {

// Null, a boolean, a number, a date, else the text itself. A number that does not fit and a date
// that the calendar does not have are refused, as they are surely not what the author meant.
base::Result<decltype(Node::value)> parse_plain_scalar(std::string_view written);

// Whether the Gregorian calendar has the day.
bool is_calendar_date(const Date& date);

}  // namespace text
