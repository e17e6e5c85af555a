// From text to the terms that search knows: the same code for what is indexed and for what is
// asked, so that a query always meets the text it was copied from.
//
// A run is what stands between spaces, brackets, quotes and commas: letters and digits of any
// script and the signs that hold names together (_ - . : / \ @ = + # $ % ~ *). It gives, in lower
// case and NFC, with accents kept:
//   l’historique                    historique                        (elisions go, in French)
//   pare-feu                        parefeu + pare, feu               (compounds: joined, and
//   parts) createClient                    createclient + create, client
//   --force  .env  std::vector      the whole + force, env, std, vector
//   0.0.0.0:443                     the whole + 0.0.0.0, 443
//   C++  63015  ECONNREFUSED        c++  63015  econnrefused
// Nothing is stemmed here: terms are exact, and families.h says which words belong together.
//
// The browser's script does the same to a query (themes/default/scripts/search-engine.js); a change
// here is a change there, and tests/search compares them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace search {

// Longer terms are left out: they are data, not words. In characters.
inline constexpr std::size_t kLongestTerm = 64;

enum class TokenKind : std::uint8_t {
  Word,        // letters alone; has a family, may be mistyped
  Number,      // digits alone
  Identifier,  // anything with signs or with both; found as it is written, never corrected
};

struct Token {
  std::string_view term;    // valid until the next call
  std::uint32_t id = 0;     // the same for the same term, from 0, until forget()
  std::uint32_t begin = 0;  // the run's place in the text, in bytes
  std::uint32_t end = 0;
  TokenKind kind = TokenKind::Word;
  bool part = false;    // of a compound or an identifier whose whole came before
  bool common = false;  // "le", "the": not indexed, and ignored in a query that has other words
};

// Remembers the runs it has met, so one object serves many texts of one language; not for two
// threads at once.
class Tokenizer {
 public:
  // `language` is a BCP 47 tag; one that has no rules here is cut up all the same.
  explicit Tokenizer(std::string_view language);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  // All tokens in the order of the text; those of one run share begin and end, wholes before parts.
  std::span<const Token> tokens(std::string_view text);

  // Gives the memory back when more than `limit` distinct runs are remembered; ids start again.
  // True when it did.
  bool forget(std::size_t limit = 1u << 16);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace search
