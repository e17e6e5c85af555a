#include "labs/spec/locate.h"

#include "generator/text/utf8.h"

namespace spec {

base::Position inside_string(std::string_view source, base::Position at, std::size_t offset) {
  std::string_view rest = source;
  for (std::uint32_t line = 1; line < at.line; ++line) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return at;
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (at.column == 0 || at.column > rest.size()) return at;
  std::size_t here = at.column - 1;
  const char quote = rest[here];
  if ((quote != '"' && quote != '\'') || rest.substr(here).starts_with(std::string(3, quote)))
    return at;
  ++here;
  while (offset > 0 && here < rest.size() && rest[here] != quote) {
    std::size_t written = 1;
    std::size_t meant = 1;
    if (quote == '"' && rest[here] == '\\' && here + 1 < rest.size()) {
      const char kind = rest[here + 1];
      written = kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
      // A \u escape may stand for several bytes; the next byte after it is what matters.
      if (written > 2) meant = std::min<std::size_t>(offset, 2);
    }
    here += written;
    offset -= meant;
  }
  return {at.line, static_cast<std::uint32_t>(std::min(here, rest.size()) + 1)};
}

}  // namespace spec
