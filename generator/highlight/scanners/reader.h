// What the scanners share: lines, words, quotes, variables. Offsets are those of the whole code;
// nothing reads past `end`. Inside generator/highlight/scanners only.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"

namespace highlight {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   // of the text, without its line end
  std::size_t next = 0;  // where the next line begins
};

// The line that begins at `at`.
Line line_at(std::string_view code, std::size_t at);

bool is_blank(char c);  // space, tab, carriage return
bool is_word(char c);   // A-Z a-z 0-9 _

std::size_t skip_blanks(std::string_view code, std::size_t at, std::size_t end);
// Behind the characters that are neither blank nor one of `stops`.
std::size_t skip_word(std::string_view code, std::size_t at, std::size_t end,
                      std::string_view stops = {});
// Behind the quote that closes the one at `at`, a backslash before a quote not closing it; `end`
// when none does.
std::size_t skip_quoted(std::string_view code, std::size_t at, std::size_t end);
// Behind $NAME, ${…} or $1 at `at`; `at` itself when it is no variable.
std::size_t skip_variable(std::string_view code, std::size_t at, std::size_t end);

// Appends, unless it is empty.
void add(std::vector<Token>& out, std::size_t begin, std::size_t end, TokenClass kind);
// A string that starts at `begin`, with the variables in it unless its quotes are single.
void add_string(std::string_view code, std::size_t begin, std::size_t end, std::vector<Token>& out);
// Words of arguments: strings, variables, numbers with a unit ("10m", "1.5"), and as constants
// true, false, on, off, yes and no.
void add_arguments(std::string_view code, std::size_t begin, std::size_t end,
                   std::vector<Token>& out);

}  // namespace highlight
