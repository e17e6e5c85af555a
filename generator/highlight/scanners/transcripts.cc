// What was said and done: HTTP messages, diffs, terminals.
#include <algorithm>
#include <array>

#include "generator/highlight/scanners/reader.h"
#include "generator/highlight/scanners/scanners.h"

namespace highlight {
namespace {

// Highlights a part of the code in another language.
void add_inset(std::string_view language, std::string_view code, std::size_t begin, std::size_t end,
               std::vector<Token>& out) {
  const auto shift = static_cast<std::uint32_t>(begin);
  for (const Token& token : highlight(language, code.substr(begin, end - begin)).spans)
    out.push_back({token.begin + shift, token.end + shift, token.kind});
}

bool is_method(std::string_view word) {
  constexpr std::array<std::string_view, 9> kMethods = {
      "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"};
  return std::binary_search(kMethods.begin(), kMethods.end(), word);
}

// "GET /path HTTP/1.1" and "HTTP/1.1 404 Not Found".
void add_start_line(std::string_view code, const Line& line, std::vector<Token>& out) {
  std::size_t at = skip_blanks(code, line.begin, line.end);
  std::size_t word = skip_word(code, at, line.end);
  if (code.substr(at, 5) == "HTTP/") {
    add(out, at, word, TokenClass::Keyword);
    at = skip_blanks(code, word, line.end);
    add(out, at, skip_word(code, at, line.end), TokenClass::Number);
    return;
  }
  if (!is_method(code.substr(at, word - at))) return;
  add(out, at, word, TokenClass::Keyword);
  at = skip_blanks(code, word, line.end);
  word = skip_word(code, at, line.end);
  add(out, at, word, TokenClass::String);
  at = skip_blanks(code, word, line.end);
  if (code.substr(at, 5) == "HTTP/")
    add(out, at, skip_word(code, at, line.end), TokenClass::Keyword);
}

bool is_header_name(char c) { return is_word(c) || c == '-'; }

}  // namespace

void scan_http(std::string_view code, std::vector<Token>& out) {
  enum class Part { Start, Headers, Body } part = Part::Start;
  std::size_t body = 0;
  const auto finish_body = [&](std::size_t end) {
    if (part != Part::Body) return;
    const std::size_t first = code.find_first_not_of(" \t\r\n", body);
    if (first < end && (code[first] == '{' || code[first] == '['))
      add_inset("json", code, first, end, out);
  };
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const bool empty = skip_blanks(code, line.begin, line.end) == line.end;
    if (code.substr(line.begin, 3) == "###") {
      finish_body(line.begin);
      add(out, line.begin, line.end, TokenClass::Comment);
      part = Part::Start;
    } else if (part == Part::Start && !empty) {
      if (code[line.begin] == '#') {
        add(out, line.begin, line.end, TokenClass::Comment);
        continue;
      }
      add_start_line(code, line, out);
      part = Part::Headers;
    } else if (part == Part::Headers && empty) {
      part = Part::Body;
      body = line.next;
    } else if (part == Part::Headers) {
      std::size_t name = line.begin;
      while (name < line.end && is_header_name(code[name])) ++name;
      if (name < line.end && code[name] == ':') add(out, line.begin, name, TokenClass::Property);
    }
  }
  finish_body(code.size());
}

void scan_diff(std::string_view code, std::vector<Token>& out) {
  constexpr std::array<std::string_view, 12> kHeads = {"diff ",
                                                       "index ",
                                                       "--- ",
                                                       "+++ ",
                                                       "*** ",
                                                       "new file mode ",
                                                       "deleted file mode ",
                                                       "rename ",
                                                       "similarity ",
                                                       "Binary files ",
                                                       "old mode ",
                                                       "new mode "};
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const std::string_view text = code.substr(line.begin, line.end - line.begin);
    if (text.empty()) continue;
    if (std::any_of(kHeads.begin(), kHeads.end(),
                    [&](std::string_view head) { return text.starts_with(head); }) ||
        text.starts_with("@@"))
      add(out, line.begin, line.end, TokenClass::Heading);
    else if (text[0] == '+')
      add(out, line.begin, line.end, TokenClass::Inserted);
    else if (text[0] == '-')
      add(out, line.begin, line.end, TokenClass::Deleted);
    else if (text[0] == '\\' || text[0] == '#')
      add(out, line.begin, line.end, TokenClass::Comment);
  }
}

void scan_console(std::string_view code, std::vector<Token>& out) {
  struct Prompt {
    std::string_view sign;
    std::string_view language;
  };
  constexpr std::array<Prompt, 4> kPrompts = {
      {{"$ ", "bash"}, {"% ", "bash"}, {">>> ", "python"}, {"... ", "python"}}};
  constexpr std::size_t kMostCommands = 500;
  std::size_t commands = 0;
  for (std::size_t start = 0; start < code.size();) {
    const Line line = line_at(code, start);
    start = line.next;
    const std::string_view text = code.substr(line.begin, line.end - line.begin);
    std::size_t command = 0;
    std::string_view language;
    for (const Prompt& prompt : kPrompts)
      if (language.empty() && text.starts_with(prompt.sign)) {
        command = prompt.sign.size();
        language = prompt.language;
      }
    if (language.empty() && text.starts_with("PS ")) {
      const std::size_t sign = text.find("> ");
      if (sign != std::string_view::npos) {
        command = sign + 2;
        language = "powershell";
      }
    }
    if (language.empty()) continue;
    add(out, line.begin, line.begin + command - 1, TokenClass::Operator);
    // A parser for every command: nobody reads more of them than this in one block.
    if (++commands <= kMostCommands) add_inset(language, code, line.begin + command, line.end, out);
  }
}

}  // namespace highlight
