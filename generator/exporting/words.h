// The few words that packages say themselves, in the language of their text.
#pragma once

#include <string_view>

namespace exporting {

enum class Word {
  Check,
  Right,
  Wrong,
  Hint,
  Solution,
  Yours,
  Done,
  Score,
  Solutions,
  Contents,
  Recorded,
  Kept,
};

// French for "fr", else English.
std::string_view word(Word which, std::string_view language);

}  // namespace exporting
