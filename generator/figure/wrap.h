// How wide a text will be and where it breaks, without asking a font: the width of each character
// is estimated, a little generously, for the sans-serif fonts that systems have. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace figure {

// In pixels, rounded up.
int text_width(std::string_view text, int font_size);

// The lines of a text in a column of that width. A word that is wider breaks after '-', '/', '_' or
// '.', else anywhere; behind the last line allowed an ellipsis says that there was more.
std::vector<std::string> wrap(std::string_view text, int width, int font_size,
                              std::size_t most_lines);

// Of the widest line.
int widest(const std::vector<std::string>& lines, int font_size);

}  // namespace figure
