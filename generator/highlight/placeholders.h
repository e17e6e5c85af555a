// What authors write in code that is no code: placeholders (<VPS_IP>) and elisions (... and …).
// Inside this folder only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"

namespace highlight {

struct Placeholder {
  std::size_t begin = 0;  // of '<'
  std::size_t end = 0;    // behind '>'
};

// <NAME> of A-Z, 0-9 and '_', a letter first, unless </NAME> stands somewhere: then it is an
// element. `shortest` is the least length of a name: where <T> is a type, 2.
std::vector<Placeholder> find_placeholders(std::string_view code, std::size_t shortest);
// The code with every byte of the placeholders replaced by `filler`.
std::string mask(std::string_view code, const std::vector<Placeholder>& placeholders, char filler);

// Makes every placeholder part of one token, or of none.
void mend(std::vector<Token>& spans, const std::vector<Placeholder>& placeholders);

// Whether something was left out: an elision that is neither in a string or a comment nor, like
// ...rest, part of the language.
bool has_elision(std::string_view code, const std::vector<Token>& spans);

}  // namespace highlight
