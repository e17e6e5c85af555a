// Highlighting: code -> spans of tokens, and where the code is no code of its language. Languages
// that have a grammar (tree-sitter, from npm) are parsed, small formats are scanned line by line,
// and what is neither is plain text.
//
// The work on a block is bounded by what it costs, not by the clock, so that the same block gives
// the same spans on every machine: beyond kMaximumBytes, or when a text costs more than code of its
// size ever does, a block is plain. Placeholders such as <VPS_IP> are read as one word of the
// language. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace highlight {

// Half of what the library survives: it counts the children of a node in 16 bits.
constexpr std::size_t kMaximumBytes = 32'000;
constexpr std::size_t kMaximumErrors = 3;  // of one block

enum class TokenClass : std::uint8_t {
  Comment,
  Keyword,
  String,
  Number,
  Constant,
  Function,
  Type,
  Variable,
  Property,
  Operator,
  Punctuation,
  Tag,
  Attribute,
  Builtin,
  Inserted,
  Deleted,
  Heading,
};

// Bytes [begin, end) of the code.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  TokenClass kind = TokenClass::Comment;
  auto operator<=>(const Token&) const = default;
};

struct SyntaxError {
  std::size_t offset = 0;
  base::Position at;      // in the code: its first line is 1
  base::Message message;  // "unexpected '}'"
  base::Message hint;     // may be empty
};

struct Tokens {
  std::vector<Token>
      spans;  // in order, not overlapping, never half a character; what has no class is left out
  std::vector<SyntaxError>
      errors;  // in order; only for languages whose grammar refuses nothing that is right
  bool given_up = false;  // too large, or too much work: plain
};

// `language` as a fence names it: "sh", "PowerShell". An unknown one, or one without its grammar,
// gives no spans. Text that is not well-formed UTF-8, or holds a NUL, gives none either.
Tokens highlight(std::string_view language, std::string_view code);

// Every name and alias that a fence may use, plain text ("output", "text") included; sorted.
const std::vector<std::string>& language_names();
bool is_language(std::string_view written);
// "yml" -> "yaml"; empty when no language has that name or alias.
std::string_view language_called(std::string_view written);

// A warning of rule "code-syntax", placed in the Markdown file: `text_at` is where the first byte
// of the code stands.
base::Error syntax_problem(const SyntaxError& error, std::string_view language,
                           std::string_view file, base::Position text_at);

// The languages that are plain in this program because their grammars were not there when it was
// built; sorted.
std::vector<std::string> languages_without_grammar();
// The one warning that a build gives of it.
base::Error missing_grammars(const std::vector<std::string>& languages);

}  // namespace highlight
