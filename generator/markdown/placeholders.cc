#include "generator/markdown/placeholders.h"

#include <algorithm>
#include <string_view>

namespace markdown {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_name(char c) { return is_upper(c) || (c >= '0' && c <= '9') || c == '_'; }

// The next "<NAME>" at or after `at`, which is moved to its '<'; empty when there is none.
std::string_view next_placeholder(std::string_view text, std::size_t& at) {
  while ((at = text.find('<', at)) != std::string_view::npos) {
    std::size_t end = at + 1;
    if (end < text.size() && is_upper(text[end])) {
      while (end < text.size() && is_name(text[end])) ++end;
      if (end < text.size() && text[end] == '>') return text.substr(at, end + 1 - at);
    }
    at = end;
  }
  return {};
}

PlaceholderFact fact(std::string_view placeholder, base::Position at) {
  return {std::string(placeholder.substr(1, placeholder.size() - 2)), at};
}

}  // namespace

void find_placeholders(const CodeBlock& code, std::uint32_t line, const SourceText& source,
                       std::vector<PlaceholderFact>& out) {
  std::string_view rest = code.text;
  for (; !rest.empty(); ++line) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    const std::string_view text = rest.substr(0, newline);
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    // The containers around the code have taken their part off the left of the line.
    const std::size_t width = source.line(line).size();
    const std::size_t prefix = width > text.size() ? width - text.size() : 0;
    std::size_t at = 0;
    for (std::string_view found; !(found = next_placeholder(text, at)).empty(); at += found.size())
      out.push_back(fact(found, source.position(line, prefix + at + 1)));
  }
}

void find_placeholders(const Inline& code, std::size_t offset, const SourceText& source,
                       std::vector<PlaceholderFact>& out) {
  std::size_t at = 0;
  for (std::string_view found; !(found = next_placeholder(code.text, at)).empty();
       at += found.size()) {
    // Nothing is taken out of the inside of a word, so it stands in the source as it is here.
    const std::string_view near = source.text().substr(offset, code.text.size() * 2 + 64);
    const std::size_t there = near.find(found);
    if (there == std::string_view::npos) {
      out.push_back(fact(found, code.at));
      continue;
    }
    out.push_back(fact(found, source.position_at(offset + there)));
    offset += there + found.size();
  }
}

}  // namespace markdown
