#include "generator/highlight/syntax_errors.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <optional>

#include "generator/base/handle.h"
#include "generator/highlight/parse.h"
#include "generator/text/utf8.h"

namespace highlight {
namespace {

using base::message;

constexpr std::string_view kSpace = " \t\r\n\f\v";

base::Position position_of(std::string_view code, std::size_t offset) {
  const std::string_view before = code.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<std::uint32_t>(lines + 1),
          static_cast<std::uint32_t>(offset - line_start + 1)};
}

// Behind the last character that is not white space.
std::size_t end_of_text(std::string_view code) { return code.find_last_not_of(kSpace) + 1; }

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The word or the sign that stands there, as a person would quote it.
std::string_view word_at(std::string_view code, std::size_t offset) {
  std::size_t end = offset;
  if (code[offset] == '<') {  // a placeholder, whole
    std::size_t close = offset + 1;
    while (close < code.size() && is_word(code[close])) ++close;
    if (close < code.size() && code[close] == '>' && close > offset + 2)
      return code.substr(offset, close + 1 - offset);
  }
  while (end < code.size() && is_word(code[end])) ++end;
  if (end == offset) text::next_character(code, end);
  return code.substr(offset, end - offset);
}

struct Brackets {
  struct Bracket {
    char sign;
    std::size_t offset;
  };
  std::vector<Bracket> never_closed;  // in order
};

// Brackets in strings and comments do not count. A bracket that is closed by the wrong one counts
// as never closed.
Brackets match_brackets(std::string_view code, const std::vector<Token>& spans) {
  Brackets out;
  std::vector<Brackets::Bracket> open;
  auto token = spans.begin();
  for (std::size_t at = 0; at < code.size(); ++at) {
    while (token != spans.end() && token->end <= at) ++token;
    if (token != spans.end() && token->begin <= at &&
        (token->kind == TokenClass::String || token->kind == TokenClass::Comment))
      continue;
    const char c = code[at];
    if (c == '(' || c == '[' || c == '{') open.push_back({c, at});
    if (c != ')' && c != ']' && c != '}') continue;
    const char partner = c == ')' ? '(' : c == ']' ? '[' : '{';
    const auto found = std::find_if(open.rbegin(), open.rend(),
                                    [&](const Brackets::Bracket& b) { return b.sign == partner; });
    if (found == open.rend()) continue;
    const auto first = found.base();
    out.never_closed.insert(out.never_closed.end(), first, open.end());
    open.erase(first - 1, open.end());
  }
  out.never_closed.insert(out.never_closed.end(), open.begin(), open.end());
  std::sort(out.never_closed.begin(), out.never_closed.end(),
            [](const auto& a, const auto& b) { return a.offset < b.offset; });
  return out;
}

base::Message hint_at(std::string_view code, const std::vector<Token>& spans, std::size_t offset) {
  const Brackets brackets = match_brackets(code, spans);
  const auto behind =
      std::partition_point(brackets.never_closed.begin(), brackets.never_closed.end(),
                           [&](const auto& b) { return b.offset < offset; });
  if (behind == brackets.never_closed.begin()) return {};
  const auto& opened = *(behind - 1);
  const base::Position at = position_of(code, opened.offset);
  return message("the '{}' in line {}, column {} of the code is never closed",
                 "« {} », ligne {}, colonne {} du code, n’est jamais fermé", opened.sign, at.line,
                 at.column);
}

bool is_error(TSNode node) {
  return ts_node_is_missing(node) || ts_node_symbol(node) == static_cast<TSSymbol>(-1);
}

// The nodes that hold what could not be parsed, outermost only, in order; at most `limit`.
std::vector<TSNode> error_nodes(const TSTree& tree, std::size_t limit) {
  std::vector<TSNode> out;
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(&tree));
  for (bool more = true; more && out.size() < limit;) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    if (is_error(node))
      out.push_back(node);
    else if (ts_node_has_error(node) && ts_tree_cursor_goto_first_child(&cursor))
      continue;
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (!ts_tree_cursor_goto_parent(&cursor)) {
        more = false;
        break;
      }
    }
  }
  ts_tree_cursor_delete(&cursor);
  return out;
}

// What the parser put in for itself, when that is something to type: "fi", "}".
std::optional<std::string> missing_text(TSNode node) {
  if (!ts_node_is_missing(node) || ts_node_is_named(node)) return std::nullopt;
  const std::string type = ts_node_type(node);
  if (type.empty() || type.find_first_of(kSpace) != std::string::npos) return std::nullopt;
  return type;
}

base::Message unexpected(std::string_view code, std::size_t offset) {
  const std::string word = text::shortened(word_at(code, offset), 40);
  return message("unexpected '{}'", "« {} » inattendu", word);
}

SyntaxError error_at(std::string_view code, std::size_t offset, base::Message what) {
  return {offset, position_of(code, offset), std::move(what), {}};
}

// Tokens of layout have no text: the end of a line, of a block.
bool is_layout(const Obstacle& obstacle, std::string_view parsed) {
  const std::string_view symbol = obstacle.symbol;
  if (symbol.starts_with('_') || symbol == "\n" || symbol == "\\n" ||
      symbol == "automatic_semicolon")
    return true;
  return parsed.substr(obstacle.offset, obstacle.end - obstacle.offset).find_first_not_of(kSpace) ==
         std::string_view::npos;
}

SyntaxError describe(const Obstacle& obstacle, TSNode first, std::string_view parsed,
                     std::string_view code) {
  const std::size_t text_end = end_of_text(parsed);
  const std::size_t next = std::min(parsed.find_first_not_of(kSpace, obstacle.offset), text_end);
  const bool at_end = next >= text_end;
  if (const auto missing = missing_text(first)) {
    // It belongs behind what was understood, not before what comes next.
    const std::size_t behind =
        std::min(parsed.substr(0, obstacle.offset).find_last_not_of(kSpace) + 1, text_end);
    return error_at(code, behind, message("missing '{}'", "« {} » manquant", *missing));
  }
  if (at_end)
    return error_at(code, text_end,
                    message("unexpected end of the code", "fin de code inattendue"));
  const std::size_t newline = parsed.find('\n', obstacle.offset);
  if (is_layout(obstacle, parsed) && newline < next)
    return error_at(code, obstacle.offset,
                    message("unexpected end of the line", "fin de ligne inattendue"));
  return error_at(code, next, unexpected(code, next));
}

}  // namespace

std::vector<SyntaxError> find_syntax_errors(const TSLanguage* language, const TSTree& tree,
                                            std::string_view parsed, std::string_view code,
                                            const std::vector<Token>& spans) {
  std::vector<SyntaxError> out;
  const std::vector<TSNode> nodes = error_nodes(tree, 16);
  if (nodes.empty()) return out;
  Budget budget(4 * Budget::for_bytes(parsed.size()));
  const auto obstacle = first_obstacle(language, parsed, budget);
  const std::size_t start = std::min<std::size_t>(ts_node_start_byte(nodes[0]), parsed.size());
  out.push_back(obstacle ? describe(*obstacle, nodes[0], parsed, code)
                : start < end_of_text(parsed)
                    ? error_at(code, start, unexpected(code, start))
                    : error_at(code, end_of_text(parsed),
                               message("unexpected end of the code", "fin de code inattendue")));
  out[0].hint = hint_at(parsed, spans, out[0].offset + 1);

  // Behind the first error the parser guesses. Another one is believed when it begins on a later
  // line, outside what the first one spoiled.
  std::size_t spoiled = std::max<std::size_t>(out[0].offset, ts_node_end_byte(nodes[0]));
  for (std::size_t i = 1; i < nodes.size() && out.size() < kMaximumErrors; ++i) {
    const std::size_t offset = ts_node_start_byte(nodes[i]);
    if (offset < spoiled || position_of(code, offset).line <= out.back().at.line) continue;
    const auto missing = missing_text(nodes[i]);
    if (missing)
      out.push_back(error_at(code, offset, message("missing '{}'", "« {} » manquant", *missing)));
    else if (offset < end_of_text(parsed) && kSpace.find(parsed[offset]) == std::string_view::npos)
      out.push_back(error_at(code, offset, unexpected(code, offset)));
    spoiled = ts_node_end_byte(nodes[i]);
  }
  return out;
}

}  // namespace highlight
