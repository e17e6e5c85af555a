#include "generator/base/error.h"

#include <algorithm>
#include <tuple>

namespace base {
namespace {

constexpr std::size_t kShownWidth = 120;  // characters of a source line that are shown

// What may go to a terminal as it is: the character at `at`, or, with `safe` false, one that must
// not: a control character (a course of a stranger could move the cursor or recolour the screen),
// one that turns the direction of writing, or a byte that is no UTF-8.
struct Glyph {
  std::size_t length = 1;
  bool safe = false;
};

Glyph glyph_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {1, lead >= 0x20 && lead != 0x7F};
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || bytes.size() - at < length) return {};
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return {};
  const bool c1_control = lead == 0xC2 && byte(at + 1) < 0xA0;
  const bool turns =
      lead == 0xE2 && ((byte(at + 1) == 0x80 && byte(at + 2) >= 0xAA && byte(at + 2) <= 0xAE) ||
                       (byte(at + 1) == 0x81 && byte(at + 2) >= 0xA6 && byte(at + 2) <= 0xA9));
  return {length, !c1_control && !turns};
}

// The text with everything unsafe as '·'; tabs are one space, so that carets stay below what they
// mean.
std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    if (glyph.safe)
      out += text.substr(at, glyph.length);
    else
      out += text[at] == '\t' ? " " : "·";
    at += glyph.length;
  }
  return out;
}

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

// Shows at most kShownWidth characters around the span, with carets below. Columns of the terminal
// are counted as one per character, which is right for the scripts a course uses.
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
  for (int i = 0; i < 3 && from > 0 && from < line.size() && (line[from] & 0xC0) == 0x80; ++i)
    ++from;

  Excerpt out;
  if (from > 0) {
    out.line = "…";
    out.carets = " ";
  }
  std::size_t shown = 0;
  std::size_t i = from;
  bool any_caret = false;
  for (; i < line.size() && shown < kShownWidth; ++shown) {
    const std::size_t start = i;
    i += glyph_at(line, start).length;
    out.line += printable(line.substr(start, i - start));
    const bool marked = i > begin && start < std::max(end, begin + 1);
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
  const std::string_view word =
      warning ? (french ? "attention" : "warning") : (french ? "erreur" : "error");
  const bool paint = colour == Colour::Always;
  const std::string_view bold = paint ? "\033[1m" : "";
  const std::string_view tone = paint ? (warning ? "\033[1;33m" : "\033[1;31m") : "";
  const std::string_view quiet = paint ? "\033[2m" : "";
  const std::string_view end = paint ? "\033[0m" : "";

  std::string out;
  const std::string place = printable(to_string(error.where));
  if (!place.empty()) out += fmt::format("{}{}:{} ", bold, place, end);
  out += fmt::format("{}{}:{} {}", tone, word, end, printable(error.message.in(locale)));
  if (!error.rule.empty()) out += fmt::format(" {}[{}]{}", quiet, error.rule, end);
  out += '\n';
  if (!error.sensitive && !source.empty() && error.where.begin.line != 0) {
    const std::string_view line = line_of(source, error.where.begin.line);
    if (!line.empty() && error.where.begin.column != 0) {
      const Excerpt shown = excerpt_of(line, error.where);
      out += fmt::format("  {}\n  {}{}{}\n", shown.line, tone, shown.carets, end);
    }
  }
  if (!error.hint.empty()) {
    // A hint of several lines (a repaired line, say) is indented whole.
    std::string hint;
    std::string_view rest = error.hint.in(locale);
    for (std::size_t at; (at = rest.find('\n')) != std::string_view::npos;
         rest.remove_prefix(at + 1))
      hint += printable(rest.substr(0, at)) + "\n        ";
    hint += printable(rest);
    out += fmt::format("  {}: {}\n", french ? "conseil" : "hint", hint);
  }
  return out;
}

}  // namespace base
