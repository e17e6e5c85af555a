// Typography: only spaces, quotes, apostrophes and dots change; every other character stays, in its
// order.
#include <algorithm>
#include <array>
#include <string>

#include "generator/text/typography.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

// The text without anything that may be inserted, removed or replaced.
std::string letters_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = text::next_character(text, at);
    constexpr std::u32string_view kMoving = U" \u00A0\u202F\"'«»“”‘’.…";
    if (kMoving.find(c) == std::u32string_view::npos) out += text.substr(start, at - start);
  }
  return out;
}

// A character that stands beside the text, chosen by a byte.
char32_t neighbour(std::uint8_t byte) {
  constexpr std::array<char32_t, 17> kNeighbours = {0,    U' ', U'a',  U'9', U'\'', U'"',
                                                    U'(', U'«', U'»',  U':', U'!',  U'\u00A0',
                                                    U'é', U'.', U'\n', U'-', U'😀'};
  return kNeighbours[byte % kNeighbours.size()];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const text::Language language = static_cast<text::Language>(data[0] % 4);
  const std::string_view plain = fuzz::view(data + 3, size - 3);

  // The text as two nodes of a block, cut at its first '|' if it has one.
  text::Typesetter typesetter(language);
  const std::size_t cut = std::min(plain.find('|'), plain.size());
  for (const std::string_view node : {plain.substr(0, cut), plain.substr(cut)}) {
    const std::string set = typesetter.set(node, neighbour(data[1]), neighbour(data[2]));
    law(letters_of(set) == letters_of(node), "letters stay as they are");
    law(text::first_invalid(node) || !text::first_invalid(set), "UTF-8 stays UTF-8");
    law(set.size() <= 4 * node.size(), "nothing grows without bounds");
    // In a language without rules only apostrophes change, each into three bytes.
    const auto apostrophes = static_cast<std::size_t>(std::count(node.begin(), node.end(), '\''));
    if (language == text::Language::Other)
      law(set.size() <= node.size() + 2 * apostrophes, "other languages keep the rest");
  }
  return 0;
}
