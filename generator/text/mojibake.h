// Text that was UTF-8, was read as Windows-1252 or Windows-1254, and was encoded again: "dÃ©jÃ  vu", "câ€™est". Finding it with no false
// alarm, and undoing it without loss.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace text {

struct Mojibake {
  std::size_t begin = 0;  // bytes [begin, end) of the text
  std::size_t end = 0;
  std::string repaired;   // what stood there before it was encoded twice (or three times)
};

// Every run that decodes, losslessly and completely, to other text: runs of characters which, encoded in one of the two
// code pages, are well-formed UTF-8 with at least one character beyond ASCII. In order, not overlapping. Text that is
// right ("Ã" alone, "naïve", "50 €") gives none.
std::vector<Mojibake> find_mojibake(std::string_view utf8);
// The text with every run repaired.
std::string repair_mojibake(std::string_view utf8);

}  // namespace text
