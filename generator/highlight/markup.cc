#include "generator/highlight/markup.h"

#include <algorithm>

namespace highlight {
namespace {

// 0: no markup.
char class_letter(TokenClass kind) {
  switch (kind) {
    case TokenClass::Comment:
      return 'c';
    case TokenClass::Keyword:
    case TokenClass::Heading:
      return 'k';
    case TokenClass::String:
      return 's';
    case TokenClass::Number:
    case TokenClass::Constant:
      return 'n';
    case TokenClass::Function:
    case TokenClass::Builtin:
      return 'f';
    case TokenClass::Type:
      return 'y';
    case TokenClass::Variable:
      return 'v';
    case TokenClass::Property:
      return 'p';
    case TokenClass::Operator:
      return 'o';
    case TokenClass::Tag:
      return 't';
    case TokenClass::Attribute:
      return 'a';
    case TokenClass::Inserted:
      return 'i';
    case TokenClass::Deleted:
      return 'd';
    case TokenClass::Punctuation:
      return 0;
  }
  return 0;
}

}  // namespace

text::Html code_markup(std::string_view code, const Tokens& tokens, std::size_t begin,
                       std::size_t end) {
  end = std::min(end, code.size());
  std::string out;
  if (begin >= end) return text::Html::trusted(std::move(out));
  out.reserve((end - begin) * 2);
  auto token = std::partition_point(tokens.spans.begin(), tokens.spans.end(),
                                    [&](const Token& t) { return t.end <= begin; });
  std::size_t at = begin;
  while (token != tokens.spans.end() && token->begin < end) {
    const char letter = class_letter(token->kind);
    const std::size_t from = std::max<std::size_t>(token->begin, at);
    std::size_t until = std::min<std::size_t>(token->end, end);
    ++token;
    if (letter == 0) continue;
    // Neighbours of one colour share an element, the spaces between them too.
    while (token != tokens.spans.end() && token->begin < end &&
           class_letter(token->kind) == letter &&
           code.substr(until, token->begin - until).find_first_not_of(" \t") ==
               std::string_view::npos) {
      until = std::min<std::size_t>(token->end, end);
      ++token;
    }
    text::escape_to(out, code.substr(at, from - at));
    out += "<span class=\"t-";
    out += letter;
    out += "\">";
    text::escape_to(out, code.substr(from, until - from));
    out += "</span>";
    at = until;
  }
  text::escape_to(out, code.substr(at, end - at));
  return text::Html::trusted(std::move(out));
}

}  // namespace highlight
