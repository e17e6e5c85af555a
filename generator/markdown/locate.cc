#include "generator/markdown/locate.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/markdown/entities.h"

namespace markdown {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The destination of a link at `at`, as written, without its angle brackets.
Found destination(std::string_view text, std::size_t at) {
  while (at < text.size() && (base::is_blank(text[at]) || text[at] == '\n')) ++at;
  if (at < text.size() && text[at] == '<') {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '>' && text[end] != '\n')
      end += text[end] == '\\' ? 2 : 1;
    return {at + 1, std::min(end, text.size())};
  }
  std::size_t end = at;
  for (int depth = 0; end < text.size(); ++end) {
    const char c = text[end];
    if (base::is_blank(c) || c == '\n' || (c == ')' && depth == 0)) break;
    if (c == '\\' && end + 1 < text.size()) ++end;
    if (c == '(') ++depth;
    if (c == ')') --depth;
  }
  return {at, std::min(end, text.size())};
}

// Whether what stands between backticks is what cmark made `literal` of: line ends are spaces, the
// prefixes of containers are gone, and in a table "\|" is "|".
bool same_code(std::string_view written, std::string_view literal) {
  std::size_t i = 0;
  for (std::size_t j = 0; j < literal.size(); ++j) {
    if (i >= written.size()) return false;
    if (written[i] == '\n' && literal[j] == ' ') {
      ++i;
      const auto prefix = [&](char c) {
        return base::is_blank(c) || (c == '>' && j + 1 < literal.size() && literal[j + 1] != '>');
      };
      while (i < written.size() && prefix(written[i])) ++i;
      continue;
    }
    if (written.substr(i, 2) == "\\|" && literal[j] == '|') ++i;
    if (written[i] != literal[j]) return false;
    ++i;
  }
  return written.find_first_not_of(" \t\n>", i) == kNone;
}

bool is_autolink(std::string_view target, std::string_view text) {
  if (text.empty() || !target.ends_with(text)) return false;
  const std::string_view before = target.substr(0, target.size() - text.size());
  return before.empty() || before == "mailto:" || before == "http://";
}

}  // namespace

std::optional<Found> Definitions::find(const std::string& target) {
  if (!by_target_) {
    by_target_.emplace();
    for (std::uint32_t number = 1; number <= source_.line_count(); ++number) {
      const std::string_view line = source_.line(number);
      const std::size_t bracket = line.find_first_not_of(" \t>");
      if (bracket == kNone || line[bracket] != '[') continue;
      const std::size_t colon = line.find("]:", bracket);
      if (colon == kNone) continue;
      const std::size_t begin = source_.line_begin(number);
      const Found found = destination(source_.text(), begin + colon + 2);
      by_target_->emplace(unescape(source_.text().substr(found.begin, found.end - found.begin)),
                          found);
    }
  }
  const auto known = by_target_->find(target);
  return known == by_target_->end() ? std::nullopt : std::optional(known->second);
}

std::size_t Locator::find(std::string_view needle, std::size_t from) {
  if (steps_ == 0) return kNone;
  const std::size_t found = text_.find(needle, from);
  const std::size_t looked_at = std::min(found, text_.size()) - std::min(from, text_.size()) + 1;
  steps_ -= std::min(steps_, looked_at);
  return found;
}

std::optional<Found> Locator::plain(std::string_view needle) {
  const std::size_t found = find(needle, at_);
  if (found == kNone) return std::nullopt;
  at_ = found + needle.size();
  return Found{found, at_};
}

std::optional<Found> Locator::html(std::string_view literal) {
  const std::string_view needle = literal.substr(0, literal.find('\n'));
  for (std::size_t from = at_; (from = find(needle, from)) != kNone; ++from) {
    std::size_t backslashes = 0;
    while (backslashes < from && text_[from - backslashes - 1] == '\\') ++backslashes;
    if (backslashes % 2 != 0) continue;  // "\<b>" is text
    at_ = from + needle.size();
    return Found{from, at_};
  }
  return std::nullopt;
}

void Locator::pass_text(std::string_view literal) {
  for (std::size_t i = 0; (i = literal.find("](", i)) != kNone; i += 2) {
    const std::size_t found = find("](", at_);
    if (found == kNone) return;
    at_ = found + 2;
  }
}

std::optional<Found> Locator::footnote(std::string_view label) {
  return plain("[^" + std::string(label) + "]");
}

std::optional<Found> Locator::code(std::string_view literal) {
  const auto run_at = [&](std::size_t at) {
    const std::size_t end = text_.find_first_not_of('`', at);
    return std::min(end, text_.size()) - at;
  };
  for (std::size_t open = at_; (open = find("`", open)) != kNone;) {
    if (open > at_ && text_[open - 1] == '\\' && run_at(open) == 1) {
      ++open;
      continue;
    }
    const std::size_t length = run_at(open);
    std::size_t close = open + length;
    while ((close = find("`", close)) != kNone && run_at(close) != length) close += run_at(close);
    if (close != kNone) {
      const std::string_view inside = text_.substr(open + length, close - open - length);
      const bool padded = !inside.empty() && (inside.front() == ' ' || inside.front() == '\n');
      if (same_code(inside, literal) || (padded && same_code(inside.substr(1), literal))) {
        at_ = close + length;
        return Found{open, at_};
      }
    }
    open += length;
  }
  return std::nullopt;
}

std::optional<Found> Locator::target(std::string_view target, std::string_view only_text) {
  if (is_autolink(target, only_text)) {
    const std::size_t found = find(only_text, at_);
    if (found != kNone && (found == 0 || text_[found - 1] != '[')) {
      at_ = found + only_text.size();
      return Found{found, at_};
    }
  }
  for (std::size_t at = at_; (at = find("](", at)) != kNone; at += 2) {
    const Found found = destination(text_, at + 2);
    steps_ -= std::min(steps_, found.end - at);
    if (unescape(text_.substr(found.begin, found.end - found.begin)) != target) continue;
    at_ = found.end;
    return found;
  }
  return std::nullopt;
}

}  // namespace markdown
