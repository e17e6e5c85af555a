// A small web page: enough for a person who opens a service in a browser to see which one it is.
// Values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/text/html.h"

namespace services {

// A complete document in English with a plain style of its own; nothing is loaded from elsewhere.
std::string page(std::string_view title, const text::Html& body);

text::Html paragraph(std::string_view plain);
// A row of a table, its cells escaped.
text::Html row(std::initializer_list<std::string_view> cells);

}  // namespace services
