// What every fuzz target states: a law that holds whatever the input. A broken one is named and
// ends the process, which libFuzzer and the replay both take for a crash.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "generator/base/error.h"

namespace fuzz {

inline void law(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken law: %s\n", what);
  std::abort();
}

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The offset of a place in the text, or the size when the text has no such place.
inline std::size_t offset_of(std::string_view text, base::Position place) {
  if (place.line == 0 || place.column == 0) return text.size();
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', start);
    if (end == std::string_view::npos) return text.size();
    start = end + 1;
  }
  const std::size_t offset = start + place.column - 1;
  return offset < text.size() ? offset : text.size();
}

// An error must say where and what, in both languages.
inline void check_error(const base::Error& error, std::string_view file) {
  law(!error.message.en.empty() && !error.message.fr.empty(), "an error speaks both languages");
  law(!error.rule.empty(), "an error of the content has a rule");
  law(error.where.file == file && error.where.begin.line >= 1, "an error has a place");
}

}  // namespace fuzz
