#include "generator/markdown/comments.h"

#include <array>
#include <string>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"

namespace markdown {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// One letter too many, too few or wrong, or two neighbours swapped.
bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && base::lower(a[i]) == base::lower(b[i])) ++i;
  if (a.size() != b.size()) return base::same_word(a.substr(i), b.substr(i + 1));
  if (i == a.size()) return true;
  if (base::same_word(a.substr(i + 1), b.substr(i + 1))) return true;
  return i + 1 < a.size() && base::lower(a[i]) == base::lower(b[i + 1]) && base::lower(a[i + 1]) == base::lower(b[i]) &&
         base::same_word(a.substr(i + 2), b.substr(i + 2));
}

// Words that authors do write in comments and that are no misspelt directives.
constexpr std::array<std::string_view, 3> kOrdinaryWords = {"tags", "stop", "stem"};

// Stricter than base::nearest: it decides between an error and a comment that may say anything.
bool is_misspelling(std::string_view written, std::string_view name) {
  if (base::same_word(written, name)) return true;
  for (const std::string_view word : kOrdinaryWords)
    if (base::same_word(written, word)) return false;
  if (name.size() >= 4) return one_edit_apart(written, name);
  // Short names have too many neighbours: a plural or swapped letters only.
  if (written.size() == name.size() + 1)
    return base::lower(written.back()) == 's' && base::same_word(written.substr(0, name.size()), name);
  if (written.size() != name.size() || !one_edit_apart(written, name)) return false;
  std::size_t differences = 0;
  for (std::size_t i = 0; i < name.size(); ++i) differences += base::lower(written[i]) != name[i];
  return differences == 2;
}

const Directive* find_misspelt(std::string_view written) {
  const Directive* near = nullptr;
  for (const Directive& directive : directives()) {
    if (!is_misspelling(written, directive.name)) continue;
    // "labs" is as near to "tabs", but people get the first letter right.
    if (base::lower(written.front()) == directive.name.front()) return &directive;
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
  while (at < last && base::is_space(text[at])) ++at;
  while (last > at && base::is_space(text[last - 1])) --last;

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
  while (colon < last && base::is_space(text[colon])) ++colon;
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
