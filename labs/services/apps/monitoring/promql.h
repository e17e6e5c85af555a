// The part of PromQL that a course needs: selectors with matchers and ranges, arithmetic and
// comparison, sum/avg/min/max/count by labels, rate and its relatives, the …_over_time functions.
// What the language has beyond that is refused with a sentence. Values; any thread.
//
// A parse error reads as Prometheus writes it: "1:4: parse error: unexpected end of input inside
// braces"; line and column count from 1.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "labs/services/apps/monitoring/samples.h"

namespace services::monitoring {

enum class MatchKind { Equal, NotEqual, Matches, MatchesNot };
struct Matcher {
  std::string label;
  MatchKind kind = MatchKind::Equal;
  std::string value;
};

struct Expression {
  enum class Kind { Number, Selector, Call, Aggregate, Binary, Negate };
  Kind kind = Kind::Number;
  std::size_t at = 0;  // where it begins, in bytes
  double number = 0;
  std::vector<Matcher> matchers;
  std::int64_t range = 0;  // of a selector: milliseconds, 0 for none
  std::string name;        // of a function, an aggregation or an operator
  bool as_bool = false;    // comparison that gives 0 or 1
  bool without = false;    // of an aggregation: the labels are those that go
  std::vector<std::string> grouping;
  std::vector<std::unique_ptr<Expression>> arguments;
};

// Whether its value is one number, whatever the series.
bool is_scalar(const Expression& expression);

// Null, and `error` says why.
std::unique_ptr<Expression> parse_promql(std::string_view written, std::string& error);

// Whether a selector means the series with these labels.
bool selects(const Expression& selector, const Labels& labels);

struct InstantVector {
  std::vector<Sample> samples;
};
using PromValue = std::variant<double, InstantVector>;

// At a moment, from the series that lie around it. The message of an error is Prometheus's own.
base::Result<PromValue> evaluate(const Expression& expression, const std::vector<Series>& series,
                                 std::int64_t time);
// How far before a moment evaluate() looks: at least five minutes.
std::int64_t lookback(const Expression& expression);

// "1.5", "+Inf", "NaN": as the API writes a value.
std::string written_number(double value);

}  // namespace services::monitoring
