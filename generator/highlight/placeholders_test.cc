#include "generator/highlight/placeholders.h"

#include <catch2/catch.hpp>

namespace highlight {
namespace {

TEST_CASE("placeholders are names in capitals between angle brackets") {
  struct Case {
    std::string_view code;
    std::size_t shortest;
    std::string_view masked;
  };
  const auto c = GENERATE(values<Case>({
      {"ssh <VPS_IP>", 1, "ssh xxxxxxxx"},
      {"<A><B2>", 1, "xxxxxxx"},
      {"vector<T>", 2, "vector<T>"},
      {"vector<TT>", 2, "vectorxxxx"},
      {"<a> <1A> <_A> <A B> <A-B> < A>", 1, "<a> <1A> <_A> <A B> <A-B> < A>"},
      {"<DIV>x</DIV> <DIVA>", 1, "<DIV>x</DIV> xxxxxx"},  // an element, by its closing tag
      {"<A", 1, "<A"},
      {"<<A>>", 1, "<xxx>"},
  }));
  CAPTURE(c.code);
  CHECK(mask(c.code, find_placeholders(c.code, c.shortest), 'x') == c.masked);
}

TEST_CASE("a token that covers a part of a placeholder gives it up") {
  const std::vector<Placeholder> placeholders = {{2, 6}, {8, 10}};
  std::vector<Token> spans = {{0, 3, TokenClass::String},   // its end
                              {4, 5, TokenClass::Number},   // its middle
                              {5, 8, TokenClass::Keyword},  // its last byte, and what follows
                              {8, 12, TokenClass::Tag}};    // all of it
  mend(spans, placeholders);
  CHECK(spans == std::vector<Token>{{0, 2, TokenClass::String},
                                    {6, 8, TokenClass::Keyword},
                                    {8, 12, TokenClass::Tag}});
}

TEST_CASE("an elision is dots that are neither text nor spread") {
  struct Case {
    std::string_view language, code;
    bool elision;
  };
  const auto c = GENERATE(values<Case>({
      {"json", "[1, ...]", true},
      {"json", "[1, …]", true},
      {"json", "[\"...\"]", false},
      {"javascript", "f(...rest, ...[1], ...{})", false},
      {"javascript", "f(...)", true},
      {"python", "x = 1  # ...", false},
      {"bash", "ls ..", false},
  }));
  CAPTURE(c.code);
  CHECK(has_elision(c.code, highlight(c.language, c.code).spans) == c.elision);
}

}  // namespace
}  // namespace highlight
