#include "generator/search/lexicon.h"

#include <algorithm>
#include <string>

#include "generator/text/utf8.h"

namespace search {
namespace {

std::u32string characters(std::string_view bytes) {
  std::u32string out;
  for (std::size_t at = 0; at < bytes.size();) out += text::next_character(bytes, at);
  return out;
}

}  // namespace

bool one_edit_apart(std::string_view first, std::string_view second) {
  std::u32string a = characters(first), b = characters(second);
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  const auto rest_equal = [&](std::size_t from_a, std::size_t from_b) {
    return std::equal(a.begin() + static_cast<std::ptrdiff_t>(from_a), a.end(),
                      b.begin() + static_cast<std::ptrdiff_t>(from_b), b.end());
  };
  if (a.size() < b.size()) return rest_equal(same, same + 1);
  if (rest_equal(same + 1, same + 1)) return true;
  return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] &&
         rest_equal(same + 2, same + 2);
}

}  // namespace search
