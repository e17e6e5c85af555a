#include "generator/base/ascii.h"
#include "generator/highlight/scanners/reader.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace highlight {
namespace {

// "80", "1.5", "10m", "500ms", "1k", "0644", "64MB".
bool is_number(std::string_view word) {
  std::size_t at = word.starts_with('-') ? 1 : 0;
  if (at == word.size() || !base::is_digit(word[at])) return false;
  while (at < word.size() && (base::is_digit(word[at]) || word[at] == '.')) ++at;
  return word.size() - at <= 2 &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(at), word.end(), [](char c) {
           return c == '%' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

bool is_switch(std::string_view word) {
  constexpr std::array<std::string_view, 6> kSwitches = {"false", "no", "off", "on", "true", "yes"};
  return std::find(kSwitches.begin(), kSwitches.end(), word) != kSwitches.end();
}

}  // namespace

Line line_at(std::string_view code, std::size_t at) {
  const std::size_t newline = code.find('\n', at);
  if (newline == std::string_view::npos) return {at, code.size(), code.size()};
  return {at, newline, newline + 1};
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_word(char c) {
  return c == '_' || base::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t skip_blanks(std::string_view code, std::size_t at, std::size_t end) {
  while (at < end && is_blank(code[at])) ++at;
  return at;
}

std::size_t skip_word(std::string_view code, std::size_t at, std::size_t end,
                      std::string_view stops) {
  while (at < end && !is_blank(code[at]) && code[at] != '\n' &&
         stops.find(code[at]) == std::string_view::npos)
    ++at;
  return at;
}

std::size_t skip_quoted(std::string_view code, std::size_t at, std::size_t end) {
  const char quote = code[at];
  for (++at; at < end; ++at) {
    if (code[at] == quote) return at + 1;
    if (code[at] == '\\' && quote == '"' && at + 1 < end) ++at;
  }
  return end;
}

std::size_t skip_variable(std::string_view code, std::size_t at, std::size_t end) {
  if (at + 1 >= end || code[at] != '$') return at;
  if (code[at + 1] == '{') {
    const std::size_t close = code.substr(0, end).find_first_of("}\n", at);
    return close != std::string_view::npos && code[close] == '}' ? close + 1 : at;
  }
  std::size_t last = at + 1;
  while (last < end && is_word(code[last])) ++last;
  return last == at + 1 ? at : last;
}

void add(std::vector<Token>& out, std::size_t begin, std::size_t end, TokenClass kind) {
  if (begin < end)
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
}

void add_string(std::string_view code, std::size_t begin, std::size_t end,
                std::vector<Token>& out) {
  std::size_t shown = begin;
  if (code[begin] != '\'') {
    for (std::size_t at = begin; at < end;) {
      const std::size_t behind = code[at] == '$' ? skip_variable(code, at, end) : at;
      if (behind > at) {
        add(out, shown, at, TokenClass::String);
        add(out, at, behind, TokenClass::Variable);
        shown = behind;
      }
      at = std::max(behind, at + 1);
    }
  }
  add(out, shown, end, TokenClass::String);
}

void add_arguments(std::string_view code, std::size_t begin, std::size_t end,
                   std::vector<Token>& out) {
  for (std::size_t at = begin; at < end;) {
    const char c = code[at];
    const bool starts =
        at == begin || is_blank(code[at - 1]) || code[at - 1] == '=' || code[at - 1] == '\n';
    if (c == '"' || (c == '\'' && starts)) {
      const std::size_t behind = skip_quoted(code, at, end);
      add_string(code, at, behind, out);
      at = behind;
    } else if (const std::size_t behind = skip_variable(code, at, end); behind > at) {
      add(out, at, behind, TokenClass::Variable);
      at = behind;
    } else if (starts && (is_word(c) || c == '-')) {
      std::size_t word_end = skip_word(code, at, end, "\"'$");
      std::string_view word = code.substr(at, word_end - at);
      // The value of NAME=1 is looked at by itself.
      if (const std::size_t sign = word.find('='); sign != std::string_view::npos && c != '-') {
        word = word.substr(0, sign + 1);
        word_end = at + word.size();
      }
      if (is_number(word)) add(out, at, word_end, TokenClass::Number);
      if (is_switch(word)) add(out, at, word_end, TokenClass::Constant);
      at = std::max(word_end, at + 1);
    } else {
      ++at;
    }
  }
}

}  // namespace highlight
