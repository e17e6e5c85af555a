// SQL as PostgreSQL writes it, cut into tokens: names, strings of every kind, numbers, parameters,
// operators. Comments and blanks are kept as one blank in front of the next token. Values; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace services::postgres {

enum class Kind { Word, Quoted, String, Number, Parameter, Sign };

struct Token {
  Kind kind = Kind::Sign;
  std::string text;    // Word in lower case; Quoted and String without their quotes; "$1"
  std::size_t at = 0;  // byte in the query
  bool blank = false;  // something stood in front that separates
};

// A statement without its ';'. Empty ones are left out.
using Statement = std::vector<Token>;

// At most 100 statements, 50,000 tokens. What is not closed runs to the end, and `broken` says so.
struct Script {
  std::vector<Statement> statements;
  bool broken = false;
};
Script parse_script(std::string_view sql);

// The tokens as SQL that SQLite reads.
std::string write(const Statement& tokens);

bool is(const Token& token, std::string_view word);  // a bare word, or a sign

}  // namespace services::postgres
