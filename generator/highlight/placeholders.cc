#include "generator/highlight/placeholders.h"

#include <algorithm>

namespace highlight {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_name(char c) { return is_upper(c) || (c >= '0' && c <= '9') || c == '_'; }

// The token that covers the byte, or the end.
std::vector<Token>::const_iterator token_at(const std::vector<Token>& spans, std::size_t at) {
  const auto found =
      std::upper_bound(spans.begin(), spans.end(), at,
                       [](std::size_t offset, const Token& token) { return offset < token.end; });
  return found != spans.end() && found->begin <= at ? found : spans.end();
}

}  // namespace

std::vector<Placeholder> find_placeholders(std::string_view code, std::size_t shortest) {
  std::vector<Placeholder> out;
  for (std::size_t at = code.find('<'); at != std::string_view::npos; at = code.find('<', at + 1)) {
    std::size_t end = at + 1;
    if (end == code.size() || !is_upper(code[end])) continue;
    while (end < code.size() && is_name(code[end])) ++end;
    if (end == code.size() || code[end] != '>' || end - at < shortest + 1) continue;
    out.push_back({at, end + 1});
  }
  // Elements in capitals are rare, and a closing tag of a name shows them.
  std::vector<std::string_view> closed;
  for (std::size_t at = code.find("</"); at != std::string_view::npos;
       at = code.find("</", at + 2)) {
    const std::size_t end = code.find('>', at);
    if (end != std::string_view::npos && end - at < 82)
      closed.push_back(code.substr(at + 2, end - at - 2));
  }
  std::sort(closed.begin(), closed.end());
  std::erase_if(out, [&](const Placeholder& placeholder) {
    const std::string_view name =
        code.substr(placeholder.begin + 1, placeholder.end - placeholder.begin - 2);
    return std::binary_search(closed.begin(), closed.end(), name);
  });
  return out;
}

std::string mask(std::string_view code, const std::vector<Placeholder>& placeholders, char filler) {
  std::string out(code);
  for (const Placeholder& placeholder : placeholders)
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(placeholder.begin),
              out.begin() + static_cast<std::ptrdiff_t>(placeholder.end), filler);
  return out;
}

void mend(std::vector<Token>& spans, const std::vector<Placeholder>& placeholders) {
  if (placeholders.empty()) return;
  std::vector<Token> out;
  auto placeholder = placeholders.begin();
  const auto keep = [&](std::size_t begin, std::size_t end, TokenClass kind) {
    if (begin < end)
      out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
  };
  for (const Token& token : spans) {
    std::size_t begin = token.begin;
    while (placeholder != placeholders.end() && placeholder->end <= begin) ++placeholder;
    // What covers only a part of a placeholder gives it up.
    auto next = placeholder;
    std::size_t kept_from = begin;
    for (; next != placeholders.end() && next->begin < token.end; ++next) {
      if (next->begin >= token.begin && next->end <= token.end) continue;
      keep(kept_from, std::max<std::size_t>(kept_from, next->begin), token.kind);
      kept_from = std::min<std::size_t>(next->end, token.end);
    }
    keep(kept_from, token.end, token.kind);
  }
  spans = std::move(out);
}

bool has_elision(std::string_view code, const std::vector<Token>& spans) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    const std::string_view rest = code.substr(at);
    std::size_t size = 0;
    if (rest.starts_with("...")) size = 3;
    if (rest.starts_with("\xE2\x80\xA6")) size = 3;
    if (size == 0) continue;
    const auto token = token_at(spans, at);
    const bool text = token != spans.end() &&
                      (token->kind == TokenClass::String || token->kind == TokenClass::Comment);
    // ...rest and ...[1, 2] are spread, not left out.
    const char next = at + size < code.size() ? code[at + size] : '\n';
    const bool spread = code[at] == '.' &&
                        (next == '_' || next == '[' || next == '{' || next == '(' || next == '$' ||
                         (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
    if (!text && !spread) return true;
    at += size - 1;
  }
  return false;
}

}  // namespace highlight
