#include "generator/base/error.h"

#include <algorithm>
#include <tuple>

namespace base {
namespace {

constexpr std::size_t kShownWidth = 120;  // characters of a source line that are shown

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The line's text without its end; empty when the file is shorter.
std::string_view line_of(std::string_view source, std::uint32_t number) {
  for (std::uint32_t line = 1; !source.empty(); ++line) {
    const std::size_t end = source.find('\n');
    if (line == number) {
      std::string_view found = source.substr(0, end);
      if (found.ends_with('\r')) found.remove_suffix(1);
      return found;
    }
    if (end == std::string_view::npos) break;
    source.remove_prefix(end + 1);
  }
  return {};
}

struct Excerpt {
  std::string line;
  std::string carets;
};

// Shows at most kShownWidth characters around the span, with carets below. Columns of the terminal are counted as one per
// character, which is right for the scripts a course uses.
Excerpt excerpt_of(std::string_view line, const Span& where) {
  const std::size_t begin = std::min<std::size_t>(where.begin.column - 1, line.size());
  std::size_t end = begin + 1;
  if (where.end.line == where.begin.line && where.end.column > where.begin.column)
    end = where.end.column - 1;
  else if (where.end.line > where.begin.line)
    end = line.size();
  end = std::clamp(end, begin, line.size());

  std::size_t from = 0;
  if (begin > kShownWidth / 2) from = begin - kShownWidth / 2;
  while (from < line.size() && continues_character(line[from])) ++from;

  Excerpt out;
  if (from > 0) {
    out.line = "…";
    out.carets = " ";
  }
  std::size_t shown = 0;
  std::size_t i = from;
  bool any_caret = false;
  for (; i < line.size() && shown < kShownWidth; ++shown) {
    const std::size_t start = i++;
    while (i < line.size() && continues_character(line[i])) ++i;
    const bool control = static_cast<unsigned char>(line[start]) < 0x20 || line[start] == 0x7F;
    if (line[start] == '\t')
      out.line += ' ';
    else if (control)
      out.line += "·";
    else
      out.line += line.substr(start, i - start);
    const bool marked = start >= begin && start < std::max(end, begin + 1);
    any_caret = any_caret || marked;
    out.carets += marked ? '^' : ' ';
  }
  if (i < line.size()) out.line += "…";
  if (!any_caret) out.carets += '^';  // just behind the end of the line
  while (out.carets.ends_with(' ')) out.carets.pop_back();
  return out;
}

}  // namespace

bool before(const Error& a, const Error& b) {
  return std::tie(a.where.file, a.where.begin, a.severity, a.rule, a.message.en, a.where.end) <
         std::tie(b.where.file, b.where.begin, b.severity, b.rule, b.message.en, b.where.end);
}

std::string to_string(const Span& span) {
  std::string out = span.file;
  if (span.begin.line == 0) return out;
  out += fmt::format("{}{}", out.empty() ? "" : ":", span.begin.line);
  if (span.begin.column != 0) out += fmt::format(":{}", span.begin.column);
  return out;
}

std::string describe(const Error& error, Locale locale, std::string_view source, Colour colour) {
  const bool warning = error.severity == Severity::Warning;
  const bool french = locale == Locale::Fr;
  const std::string_view word = warning ? (french ? "attention" : "warning") : (french ? "erreur" : "error");
  const bool paint = colour == Colour::Always;
  const std::string_view bold = paint ? "\033[1m" : "";
  const std::string_view tone = paint ? (warning ? "\033[1;33m" : "\033[1;31m") : "";
  const std::string_view quiet = paint ? "\033[2m" : "";
  const std::string_view end = paint ? "\033[0m" : "";

  std::string out;
  const std::string place = to_string(error.where);
  if (!place.empty()) out += fmt::format("{}{}:{} ", bold, place, end);
  out += fmt::format("{}{}:{} {}", tone, word, end, error.message.in(locale));
  if (!error.rule.empty()) out += fmt::format(" {}[{}]{}", quiet, error.rule, end);
  out += '\n';
  if (!source.empty() && error.where.begin.line != 0) {
    const std::string_view line = line_of(source, error.where.begin.line);
    if (!line.empty() && error.where.begin.column != 0) {
      const Excerpt shown = excerpt_of(line, error.where);
      out += fmt::format("  {}\n  {}{}{}\n", shown.line, tone, shown.carets, end);
    }
  }
  if (!error.hint.empty()) {
    // A hint of several lines (a repaired line, say) is indented whole.
    std::string hint = error.hint.in(locale);
    for (std::size_t at = 0; (at = hint.find('\n', at)) != std::string::npos; at += 9)
      hint.replace(at, 1, "\n        ");
    out += fmt::format("  {}: {}\n", french ? "conseil" : "hint", hint);
  }
  return out;
}

}  // namespace base
