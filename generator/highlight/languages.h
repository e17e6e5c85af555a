// The languages: their names, what reads them, and how far their grammars are to be trusted. A new
// language is a line in languages.cc. Inside this folder only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"

namespace highlight {

// Appends the tokens of a small format, in order and not overlapping.
using Scan = void(std::string_view code, std::vector<Token>& out);

// Text put around a fragment that does not parse alone: the members of an object, the methods of a
// class.
struct Context {
  std::string_view before;
  std::string_view after;
};

enum class Errors { Ignored, Reported };
enum class Operators { Plain, Shown };

struct Language {
  std::string_view name;
  std::string_view grammar = {};  // in grammars(); empty when there is none
  Scan* scan = nullptr;           // when there is no grammar
  Errors errors = Errors::Ignored;
  Operators operators =
      Operators::Plain;  // whether operators are a class or, being everywhere, none
  std::span<const Context> contexts = {};
  std::string_view excused = {};  // RE2: code in which the grammar finds errors that are none
  std::size_t shortest_placeholder = 1;  // where <T> is a type, 2
  // What a placeholder is read as, repeated: an identifier or, in data, a number.
  char placeholder = 'x';
};

// Null when no language has that name or alias. ASCII case does not count.
const Language* find_language(std::string_view written);
std::span<const Language> languages();

// highlight() with the language in hand; a grammar that is not there gives no spans.
Tokens highlight_as(const Language& language, std::string_view code);

}  // namespace highlight
