// Spans as a line of text, for the tests of this folder: "function:echo variable:$HOME".
#pragma once

#include <string>
#include <string_view>

#include "generator/highlight/highlight.h"

namespace highlight {

inline std::string_view name_of(TokenClass kind) {
  constexpr std::string_view kNames[] = {
      "comment",   "keyword",  "string",   "number",   "constant",    "function",
      "type",      "variable", "property", "operator", "punctuation", "tag",
      "attribute", "builtin",  "inserted", "deleted",  "heading"};
  return kNames[static_cast<std::size_t>(kind)];
}

// Punctuation is left out: it gets no colour, and it would drown the rest.
inline std::string spans_of(std::string_view language, std::string_view code) {
  std::string out;
  for (const Token& token : highlight(language, code).spans) {
    if (token.kind == TokenClass::Punctuation) continue;
    if (!out.empty()) out += ' ';
    out += name_of(token.kind);
    out += ':';
    out += code.substr(token.begin, token.end - token.begin);
  }
  return out;
}

}  // namespace highlight
