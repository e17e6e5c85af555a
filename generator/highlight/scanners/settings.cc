// .env and .ini: a name, a sign, a value.
#include "generator/highlight/scanners/reader.h"
#include "generator/highlight/scanners/scanners.h"

namespace highlight {
namespace {

// Where an unquoted value ends: at the line's end, or before " #".
std::size_t comment_start(std::string_view code, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end; ++at)
    if (code[at] == '#' && (at == begin || is_blank(code[at - 1]))) return at;
  return end;
}

bool is_name(char c) { return is_word(c) || c == '.' || c == '-'; }

}  // namespace

void scan_dotenv(std::string_view code, std::vector<Token>& out) {
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    std::size_t at = skip_blanks(code, line.begin, line.end);
    if (at < line.end && code[at] == '#') {
      add(out, at, line.end, TokenClass::Comment);
      continue;
    }
    if (code.substr(at, 7) == "export ") {
      add(out, at, at + 6, TokenClass::Keyword);
      at = skip_blanks(code, at + 7, line.end);
    }
    const std::size_t name = at;
    while (at < line.end && is_name(code[at])) ++at;
    const std::size_t name_end = at;
    at = skip_blanks(code, at, line.end);
    if (name_end == name || at == line.end || code[at] != '=') continue;
    add(out, name, name_end, TokenClass::Property);
    at = skip_blanks(code, at + 1, line.end);
    if (at < line.end && (code[at] == '"' || code[at] == '\'')) {
      // A quote that is closed on a later line holds the lines between; one that never is ends with
      // its own.
      std::size_t behind = skip_quoted(code, at, code.size());
      if (behind == code.size() && code[behind - 1] != code[at]) behind = line.end;
      add_string(code, at, behind, out);
      const Line last = line_at(code, behind);
      add(out, comment_start(code, behind, last.end), last.end, TokenClass::Comment);
      start = last.next;
      continue;
    }
    const std::size_t comment = comment_start(code, at, line.end);
    add_arguments(code, at, comment, out);
    add(out, comment, line.end, TokenClass::Comment);
  }
}

void scan_ini(std::string_view code, std::vector<Token>& out) {
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const std::size_t at = skip_blanks(code, line.begin, line.end);
    if (at == line.end) continue;
    const char first = code[at];
    if (first == '#' || first == ';') {
      add(out, at, line.end, TokenClass::Comment);
    } else if (first == '[') {
      const std::size_t close = code.substr(0, line.end).find(']', at);
      add(out, at, close == std::string_view::npos ? line.end : close + 1, TokenClass::Heading);
    } else {
      std::size_t sign = at;
      while (sign < line.end && code[sign] != '=' && code[sign] != ':') ++sign;
      if (sign == line.end) continue;
      std::size_t name_end = sign;
      while (name_end > at && is_blank(code[name_end - 1])) --name_end;
      add(out, at, name_end, TokenClass::Property);
      const std::size_t value = skip_blanks(code, sign + 1, line.end);
      std::size_t comment = value;
      while (comment < line.end &&
             !((code[comment] == ';' || code[comment] == '#') && is_blank(code[comment - 1])))
        ++comment;
      add_arguments(code, value, comment, out);
      add(out, comment, line.end, TokenClass::Comment);
    }
  }
}

}  // namespace highlight
