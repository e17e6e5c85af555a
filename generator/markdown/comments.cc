#include "generator/markdown/comments.h"

#include <array>
#include <string>
#include <vector>

#include "generator/base/nearest.h"

namespace markdown {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool same_but_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

// One letter too many, too few or wrong, or two neighbours swapped.
bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && lower(a[i]) == lower(b[i])) ++i;
  if (a.size() != b.size()) return same_but_case(a.substr(i), b.substr(i + 1));
  if (i == a.size()) return true;
  if (same_but_case(a.substr(i + 1), b.substr(i + 1))) return true;
  return i + 1 < a.size() && lower(a[i]) == lower(b[i + 1]) && lower(a[i + 1]) == lower(b[i]) &&
         same_but_case(a.substr(i + 2), b.substr(i + 2));
}

// Words that authors do write in comments and that are no misspelt directives.
constexpr std::array<std::string_view, 3> kOrdinaryWords = {"tags", "stop", "stem"};

// Stricter than base::nearest: it decides between an error and a comment that may say anything.
bool is_misspelling(std::string_view written, std::string_view name) {
  if (same_but_case(written, name)) return true;
  for (const std::string_view word : kOrdinaryWords)
    if (same_but_case(written, word)) return false;
  if (name.size() >= 4) return one_edit_apart(written, name);
  // Short names have too many neighbours: a plural or swapped letters only.
  if (written.size() == name.size() + 1)
    return lower(written.back()) == 's' && same_but_case(written.substr(0, name.size()), name);
  if (written.size() != name.size() || !one_edit_apart(written, name)) return false;
  std::size_t differences = 0;
  for (std::size_t i = 0; i < name.size(); ++i) differences += lower(written[i]) != name[i];
  return differences == 2;
}

const Directive* find_misspelt(std::string_view written) {
  const Directive* near = nullptr;
  for (const Directive& directive : directives()) {
    if (!is_misspelling(written, directive.name)) continue;
    // "labs" is as near to "tabs", but people get the first letter right.
    if (lower(written.front()) == directive.name.front()) return &directive;
    if (near == nullptr) near = &directive;
  }
  return near;
}

// The directive that "/name" means, more generously: such a comment is hardly anything else.
const Directive* find_near(std::string_view written) {
  std::vector<std::string> names;
  for (const Directive& directive : directives())
    if (directive.parse != nullptr) names.emplace_back(directive.name);
  return find_directive(base::nearest(written, names));
}

}  // namespace

Comment read_comment(std::string_view text, std::size_t begin, std::size_t end) {
  Comment out;
  std::size_t at = begin + 4;
  std::size_t last = end - 3;
  if (begin + 7 > end || !text.substr(begin, end - begin).ends_with("-->")) return out;
  while (at < last && is_space(text[at])) ++at;
  while (last > at && is_space(text[last - 1])) --last;

  std::size_t name = at;
  const bool closing = name < last && text[name] == '/';
  if (closing) ++name;
  std::size_t behind = name;
  while (behind < last && is_name(text[behind])) ++behind;
  const std::string_view word = text.substr(name, behind - name);
  if (word.empty()) return out;
  out.name = text.substr(at, behind - at);
  out.name_begin = at;

  std::size_t colon = behind;  // French authors put a space before it
  while (colon < last && is_space(text[colon])) ++colon;
  const bool bare = colon == last;
  const bool has_colon = !bare && text[colon] == ':';
  out.arguments_begin = has_colon ? colon + 1 : colon;
  out.arguments_end = last;

  const Directive* known = find_directive(word);
  if (closing) {
    if (known == nullptr && bare) known = find_near(word);
    if (known == nullptr) return out;
    out.directive = known;
    out.kind = known->name == word ? CommentKind::Close : CommentKind::Misspelt;
    return out;
  }
  if (!bare && !has_colon) {
    out.directive = known != nullptr ? known : find_misspelt(word);
    return out;
  }
  if (known != nullptr) {
    out.directive = known;
    out.kind = CommentKind::Open;
    return out;
  }
  known = find_misspelt(word);
  // Without a colon only those that take no arguments are written.
  if (known == nullptr || (bare && known->takes_arguments)) return out;
  out.directive = known;
  out.kind = CommentKind::Misspelt;
  return out;
}

}  // namespace markdown
