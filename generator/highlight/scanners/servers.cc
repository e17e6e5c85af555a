// Dockerfile, nginx and Caddyfile: an instruction and its arguments.
#include <algorithm>
#include <array>

#include "generator/highlight/scanners/reader.h"
#include "generator/highlight/scanners/scanners.h"

namespace highlight {
namespace {

bool is_instruction(std::string_view word) {
  constexpr std::array<std::string_view, 18> kInstructions = {
      "add",    "arg",   "cmd",         "copy",  "entrypoint", "env",
      "expose", "from",  "healthcheck", "label", "maintainer", "onbuild",
      "run",    "shell", "stopsignal",  "user",  "volume",     "workdir"};
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::binary_search(kInstructions.begin(), kInstructions.end(), lower);
}

// Whether the line goes on behind its end.
bool continues(std::string_view code, const Line& line) {
  std::size_t end = line.end;
  while (end > line.begin && is_blank(code[end - 1])) --end;
  return end > line.begin && code[end - 1] == '\\';
}

// The word AS in "FROM image AS name", the flags in "COPY --from=build …".
void add_docker_arguments(std::string_view code, std::size_t begin, std::size_t end,
                          std::vector<Token>& out) {
  for (std::size_t at = skip_blanks(code, begin, end); code.substr(at, 2) == "--" && at < end;) {
    const std::size_t flag = std::min(skip_word(code, at, end, "="), end);
    add(out, at, flag, TokenClass::Attribute);
    const std::size_t behind = skip_word(code, flag, end);
    add_arguments(code, flag, behind, out);
    at = begin = skip_blanks(code, behind, end);
  }
  add_arguments(code, begin, end, out);
}

}  // namespace

void scan_dockerfile(std::string_view code, std::vector<Token>& out) {
  bool continued = false;
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const std::size_t at = skip_blanks(code, line.begin, line.end);
    if (at < line.end && code[at] == '#') {  // also between continued lines
      add(out, at, line.end, TokenClass::Comment);
      continue;
    }
    std::size_t arguments = at;
    bool from = false;
    if (!continued) {
      std::size_t word = skip_word(code, at, line.end);
      if (is_instruction(code.substr(at, word - at))) {
        add(out, at, word, TokenClass::Keyword);
        from = word - at == 4 && (code[at] == 'F' || code[at] == 'f');
        arguments = word;
      }
    }
    if (from) {
      for (std::size_t word = arguments; word < line.end;) {
        const std::size_t begin = skip_blanks(code, word, line.end);
        word = skip_word(code, begin, line.end);
        const std::string_view text = code.substr(begin, word - begin);
        if (text != "AS" && text != "as") continue;
        add_docker_arguments(code, arguments, begin, out);
        add(out, begin, word, TokenClass::Keyword);
        arguments = word;
      }
    }
    add_docker_arguments(code, arguments, line.end, out);
    continued = continues(code, line);
  }
}

void scan_nginx(std::string_view code, std::vector<Token>& out) {
  bool statement = true;  // the next word is a directive
  for (std::size_t at = 0; at < code.size();) {
    const char c = code[at];
    if (is_blank(c) || c == '\n') {
      ++at;
    } else if (c == '#') {
      const Line line = line_at(code, at);
      add(out, at, line.end, TokenClass::Comment);
      at = line.next;
    } else if (c == ';' || c == '{' || c == '}') {
      statement = true;
      ++at;
    } else if (c == '"' || c == '\'') {
      const std::size_t behind = skip_quoted(code, at, code.size());
      add_string(code, at, behind, out);
      at = behind;
      statement = false;
    } else {
      const std::size_t behind = std::max(skip_word(code, at, code.size(), ";{}\"'"), at + 1);
      // "~" and "~*" announce a regular expression, in which braces and semicolons may stand.
      const std::string_view word = code.substr(at, behind - at);
      if (statement)
        add(out, at, behind, TokenClass::Keyword);
      else if (word == "~" || word == "~*")
        add(out, at, behind, TokenClass::Operator);
      else
        add_arguments(code, at, behind, out);
      at = behind;
      statement = false;
    }
  }
}

namespace {

// A line of a Caddyfile behind its first word. A '{' alone at its end opens a block; {$NAME} and
// {http.request.host} are placeholders.
void add_caddy_arguments(std::string_view code, std::size_t begin, std::size_t end,
                         std::vector<Token>& out) {
  for (std::size_t at = begin; at < end;) {
    const char c = code[at];
    const bool starts = at == begin || is_blank(code[at - 1]);
    const std::size_t close =
        c == '{' ? code.substr(0, end).find_first_of("} \t", at) : std::string_view::npos;
    if (c == '#' && starts) {
      add(out, at, end, TokenClass::Comment);
      return;
    }
    if (c == '"' || c == '`') {
      const std::size_t behind = skip_quoted(code, at, end);
      add(out, at, behind, TokenClass::String);
      at = behind;
    } else if (close != std::string_view::npos && code[close] == '}' && close > at + 1) {
      add(out, at, close + 1, TokenClass::Variable);
      at = close + 1;
    } else if (c == '@' && starts) {
      const std::size_t behind = skip_word(code, at, end);
      add(out, at, behind, TokenClass::Attribute);
      at = behind;
    } else if (starts && is_word(c)) {
      const std::size_t behind = skip_word(code, at, end, "{\"`");
      add_arguments(code, at, behind, out);
      at = behind;
    } else {
      ++at;
    }
  }
}

}  // namespace

void scan_caddyfile(std::string_view code, std::vector<Token>& out) {
  std::size_t depth = 0;
  bool global = true;  // a block without an address, before all others, holds the global options
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const std::size_t at = skip_blanks(code, line.begin, line.end);
    std::size_t end = line.end;
    while (end > at && is_blank(code[end - 1])) --end;
    if (at == end) continue;
    if (code[at] == '#') {
      add(out, at, end, TokenClass::Comment);
      continue;
    }
    if (code[at] == '}') {
      if (depth > 0) --depth;
      add_caddy_arguments(code, at + 1, end, out);
      continue;
    }
    const bool opens = code[end - 1] == '{';
    std::size_t word = skip_word(code, at, end);
    if (word == end && opens) --word;  // a lone '{'
    if (code[at] == '@')
      add(out, at, word, TokenClass::Attribute);
    else if (depth == 0 && (opens || global))
      add(out, at, word, TokenClass::Heading);
    else if (word > at)
      add(out, at, word, TokenClass::Keyword);
    add_caddy_arguments(code, word, opens ? end - 1 : end, out);
    if (opens) ++depth;
    if (!opens || word > at) global = false;
  }
}

}  // namespace highlight
