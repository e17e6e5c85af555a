// Expectations: what a check wants to see, one readable line each. expectations.md holds the
// grammar with its table. Captures use its first half, the subject. Parsing is pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"
#include "labs/spec/pattern.h"
#include "labs/spec/probe_kinds.h"

namespace spec {

enum class Measure { Itself, Count, Length };

// "json /items", "count records", "header content-type".
struct Subject {
  Measure measure = Measure::Itself;
  std::string name;
  std::string argument;  // header names in lower case; may hold {{templates}}
  std::string text;      // as written
};

enum class Operator {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  In,
  Contains,
  StartsWith,
  EndsWith,
  Matches,
  Exists,
  WithinOfNow,  // seconds
  BeforeNow,
  AfterNow,
};

struct Expectation {
  std::string text;  // as written
  base::Span where;  // of the string in the lab file
  bool negated = false;
  Subject subject;
  Operator wanted = Operator::Exists;
  text::Node value;                // strings may hold {{templates}}; a list for In
  std::optional<Pattern> pattern;  // Matches
};

// Where something is wrong inside the line: an offset in bytes and a length.
struct Trouble {
  std::size_t offset = 0;
  std::size_t length = 1;
  base::Message message;
  base::Message hint;
};

// `where` of the result is left empty. On failure `trouble` says what and where.
std::optional<Expectation> parse_expectation(std::string_view line, const ProbeInfo& probe,
                                             Trouble& trouble);
std::optional<Subject> parse_subject(std::string_view line, const ProbeInfo& probe,
                                     Trouble& trouble);

// "5s", "200ms", "2m" in seconds.
std::optional<double> parse_duration(std::string_view written);

// The line again, from its parts; parsing it gives the same expectation.
std::string to_line(const Expectation& expectation);

}  // namespace spec
