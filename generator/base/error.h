// What went wrong, where, and what to try: the one error type of the project, for failures that end
// an operation (Result) as for problems in content, which are collected and reported together.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/message.h"

namespace base {

// Lines and columns start at 1, columns count bytes; 0 is unknown.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const Position&) const = default;
};

// [begin, end) in a file; end may be unknown. `file` is as the user gave it, relative, with '/'.
struct Span {
  std::string file;
  Position begin = {};
  Position end = {};
  auto operator<=>(const Span&) const = default;
};

enum class Severity { Error, Warning };

enum class ErrorKind {
  Content,  // the course is wrong
  Usage,    // the command line is wrong
  System,   // the disk, the network, a library
};

struct Error {
  ErrorKind kind = ErrorKind::Content;
  Message message;  // no capital, no final full stop: "link to unknown page 'dsn'"
  Span where = {};
  Message hint = {};      // what to try next
  std::string rule = {};  // the id that `atelier explain` knows; empty for failures of the program
  Severity severity = Severity::Error;
  bool sensitive = false;  // the place holds a secret: its line is never shown
};

// By file, line, column, then severity, rule and message: the order of a report, whatever thread
// found what.
bool before(const Error& a, const Error& b);

// "content/net/dns.md:12:7", leaving out the parts that are unknown.
std::string to_string(const Span& span);

enum class Colour { Never, Always };

// The full report of one error: location, severity, message and [rule]; then, when `source` (the
// text of the whole file) is given, the line with a caret under the span; then the hint. Control
// characters of the source are shown as '·', a long line is cut around the caret. Ends in a
// newline.
std::string describe(const Error& error, Locale locale, std::string_view source = {},
                     Colour colour = Colour::Never);

}  // namespace base
