#include "labs/services/apps/monitoring/promql.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace services::monitoring {
namespace {

constexpr std::int64_t kFresh = 5 * 60 * 1000;  // an older value is none any more

// "a.*|b" against the whole text: alternatives of literals, '.', ".*" and ".+"; enough for labels,
// and linear in the text for each alternative.
bool wildcard_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, back = 0;
  while (t < text.size()) {
    const bool many = p + 1 < pattern.size() && pattern[p] == '.' &&
                      (pattern[p + 1] == '*' || pattern[p + 1] == '+');
    if (many) {
      if (pattern[p + 1] == '+') ++t;
      star = p += 2;
      back = t;
    } else if (p < pattern.size() && (pattern[p] == '.' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (p + 1 < pattern.size() && pattern[p] == '\\' && pattern[p + 1] == text[t]) {
      p += 2;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star;
      t = ++back;
    } else {
      return false;
    }
  }
  while (p + 1 < pattern.size() && pattern[p] == '.' && pattern[p + 1] == '*') p += 2;
  return p == pattern.size();
}

bool any_alternative(std::string_view pattern, std::string_view text) {
  while (true) {
    const std::size_t bar = std::min(pattern.find('|'), pattern.size());
    if (wildcard_matches(pattern.substr(0, bar), text)) return true;
    if (bar == pattern.size()) return false;
    pattern.remove_prefix(bar + 1);
  }
}

base::Result<PromValue> refuse(std::string why) {
  return base::fail(base::ErrorKind::Content, {why, why});
}

Labels without_name(Labels labels) {
  labels.erase("__name__");
  return labels;
}

std::optional<double> combined(std::string_view sign, double a, double b) {
  if (sign == "+") return a + b;
  if (sign == "-") return a - b;
  if (sign == "*") return a * b;
  if (sign == "/") return a / b;
  if (sign == "%") return std::fmod(a, b);
  return std::nullopt;
}

bool holds(std::string_view sign, double a, double b) {
  if (sign == "==") return a == b;
  if (sign == "!=") return a != b;
  if (sign == "<") return a < b;
  if (sign == ">") return a > b;
  if (sign == "<=") return a <= b;
  return a >= b;
}

// One pair of values: nothing when a comparison drops it.
std::optional<double> applied(const Expression& expression, double a, double b) {
  if (const auto number = combined(expression.name, a, b)) return number;
  const bool is = holds(expression.name, a, b);
  if (expression.as_bool) return is ? 1 : 0;
  return is ? std::optional(a) : std::nullopt;
}

double over_range(std::string_view function, const std::vector<TimedValue>& values,
                  std::int64_t range) {
  double sum = 0, least = std::numeric_limits<double>::infinity(), most = -least, grown = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i].value;
    least = std::min(least, values[i].value);
    most = std::max(most, values[i].value);
    // A counter that fell began anew.
    if (i > 0) {
      const double step = values[i].value - values[i - 1].value;
      grown += step < 0 ? values[i].value : step;
    }
  }
  const auto seconds = static_cast<double>(range) / 1000;
  if (function == "avg_over_time") return sum / static_cast<double>(values.size());
  if (function == "sum_over_time") return sum;
  if (function == "count_over_time") return static_cast<double>(values.size());
  if (function == "min_over_time") return least;
  if (function == "max_over_time") return most;
  if (function == "increase") return grown;
  if (function == "delta") return values.back().value - values.front().value;
  return grown / seconds;  // rate, irate
}

class Evaluator {
 public:
  Evaluator(const std::vector<Series>& series, std::int64_t time) : series_(series), time_(time) {}

  base::Result<PromValue> value(const Expression& expression) const {
    switch (expression.kind) {
      case Expression::Kind::Number:
        return PromValue(expression.number);
      case Expression::Kind::Selector:
        if (expression.range != 0)
          return refuse(
              "invalid expression type \"range vector\" for range query, must be Scalar "
              "or instant Vector");
        return PromValue(instant(expression));
      case Expression::Kind::Negate:
        return negated(expression);
      case Expression::Kind::Call:
        return called(expression);
      case Expression::Kind::Aggregate:
        return aggregated(expression);
      case Expression::Kind::Binary:
        return binary(expression);
    }
    return refuse("unknown expression");
  }

 private:
  InstantVector instant(const Expression& selector) const {
    InstantVector out;
    for (const Series& one : series_) {
      if (!selects(selector, one.labels)) continue;
      const TimedValue* last = nullptr;
      for (const TimedValue& value : one.values)
        if (value.time <= time_ && value.time > time_ - kFresh) last = &value;
      if (last != nullptr) out.samples.push_back({one.labels, last->value});
    }
    return out;
  }

  base::Result<PromValue> negated(const Expression& expression) const {
    PromValue inner = TRY(value(*expression.arguments[0]));
    if (auto* number = std::get_if<double>(&inner)) return PromValue(-*number);
    for (Sample& sample : std::get<InstantVector>(inner).samples) {
      sample.labels.erase("__name__");
      sample.value = -sample.value;
    }
    return inner;
  }

  base::Result<PromValue> called(const Expression& expression) const {
    const std::string& name = expression.name;
    if (name == "time") return PromValue(static_cast<double>(time_) / 1000);
    const Expression& argument = *expression.arguments[0];
    const bool ranged = argument.kind == Expression::Kind::Selector && argument.range != 0;
    const bool wants_range = name == "rate" || name == "irate" || name == "increase" ||
                             name == "delta" || name.ends_with("_over_time");
    if (wants_range != ranged)
      return refuse(fmt::format("expected type {} in call to function \"{}\", got {}",
                                wants_range ? "range vector" : "instant vector", name,
                                ranged ? "range vector" : "instant vector"));
    if (ranged) return PromValue(over_selector(name, argument));
    PromValue inner = TRY(value(argument));
    if (name == "vector") {
      const auto* number = std::get_if<double>(&inner);
      return number != nullptr ? PromValue(InstantVector{{{{}, *number}}}) : inner;
    }
    auto* vector = std::get_if<InstantVector>(&inner);
    if (vector == nullptr)
      return refuse(
          fmt::format("expected type instant vector in call to function \"{}\", got scalar", name));
    if (name == "scalar")
      return PromValue(vector->samples.size() == 1 ? vector->samples[0].value
                                                   : std::numeric_limits<double>::quiet_NaN());
    if (name == "absent")
      return PromValue(vector->samples.empty() ? InstantVector{{{{}, 1.0}}} : InstantVector());
    for (Sample& sample : vector->samples) {
      sample.labels.erase("__name__");
      sample.value = name == "abs"     ? std::fabs(sample.value)
                     : name == "ceil"  ? std::ceil(sample.value)
                     : name == "floor" ? std::floor(sample.value)
                                       : std::round(sample.value);
    }
    return inner;
  }

  InstantVector over_selector(std::string_view function, const Expression& selector) const {
    InstantVector out;
    for (const Series& one : series_) {
      if (!selects(selector, one.labels)) continue;
      std::vector<TimedValue> values;
      for (const TimedValue& value : one.values)
        if (value.time <= time_ && value.time > time_ - selector.range) values.push_back(value);
      const bool needs_two = !function.ends_with("_over_time");
      if (values.size() < (needs_two ? 2U : 1U)) continue;
      if (function == "irate") values.erase(values.begin(), values.end() - 2);
      const std::int64_t range =
          function == "irate" ? values.back().time - values.front().time : selector.range;
      out.samples.push_back({without_name(one.labels),
                             over_range(function, values, std::max<std::int64_t>(range, 1))});
    }
    return out;
  }

  base::Result<PromValue> aggregated(const Expression& expression) const {
    const PromValue inner = TRY(value(*expression.arguments[0]));
    const auto* vector = std::get_if<InstantVector>(&inner);
    if (vector == nullptr)
      return refuse("expected type instant vector in aggregation expression, got scalar");
    struct Group {
      double sum = 0, least = std::numeric_limits<double>::infinity(), most = -least;
      std::int64_t count = 0;
    };
    std::map<Labels, Group> groups;
    for (const Sample& sample : vector->samples) {
      Labels key;
      for (const auto& [label, text] : sample.labels) {
        const bool named = std::find(expression.grouping.begin(), expression.grouping.end(),
                                     label) != expression.grouping.end();
        if (named != expression.without && label != "__name__") key[label] = text;
      }
      Group& group = groups[key];
      group.sum += sample.value;
      group.least = std::min(group.least, sample.value);
      group.most = std::max(group.most, sample.value);
      ++group.count;
    }
    InstantVector out;
    for (const auto& [labels, group] : groups) {
      const auto count = static_cast<double>(group.count);
      const double result = expression.name == "sum"   ? group.sum
                            : expression.name == "avg" ? group.sum / count
                            : expression.name == "min" ? group.least
                            : expression.name == "max" ? group.most
                                                       : count;
      out.samples.push_back({labels, result});
    }
    return PromValue(std::move(out));
  }

  base::Result<PromValue> binary(const Expression& expression) const {
    const PromValue left = TRY(value(*expression.arguments[0]));
    const PromValue right = TRY(value(*expression.arguments[1]));
    const auto* a = std::get_if<double>(&left);
    const auto* b = std::get_if<double>(&right);
    const bool compares = !combined(expression.name, 1, 1);
    if (a != nullptr && b != nullptr) {
      if (compares && !expression.as_bool)
        return refuse("comparisons between scalars must use BOOL modifier");
      return PromValue(applied(expression, *a, *b).value_or(0));
    }
    const bool keeps_name = compares && !expression.as_bool;
    InstantVector out;
    const auto add = [&](const Sample& from, double x, double y) {
      if (auto result = applied(expression, x, y))
        out.samples.push_back({keeps_name ? from.labels : without_name(from.labels),
                               keeps_name ? from.value : *result});
    };
    if (a != nullptr) {
      for (const Sample& sample : std::get<InstantVector>(right).samples)
        add(sample, *a, sample.value);
      return PromValue(std::move(out));
    }
    const InstantVector& vector = std::get<InstantVector>(left);
    if (b != nullptr) {
      for (const Sample& sample : vector.samples) add(sample, sample.value, *b);
      return PromValue(std::move(out));
    }
    std::map<Labels, double> others;
    for (const Sample& sample : std::get<InstantVector>(right).samples)
      others.emplace(without_name(sample.labels), sample.value);
    for (const Sample& sample : vector.samples)
      if (const auto found = others.find(without_name(sample.labels)); found != others.end())
        add(sample, sample.value, found->second);
    return PromValue(std::move(out));
  }

  const std::vector<Series>& series_;
  std::int64_t time_;
};

}  // namespace

bool selects(const Expression& selector, const Labels& labels) {
  return std::all_of(
      selector.matchers.begin(), selector.matchers.end(), [&](const Matcher& matcher) {
        const auto found = labels.find(matcher.label);
        const std::string_view value =
            found != labels.end() ? std::string_view(found->second) : std::string_view();
        switch (matcher.kind) {
          case MatchKind::Equal:
            return value == matcher.value;
          case MatchKind::NotEqual:
            return value != matcher.value;
          case MatchKind::Matches:
            return any_alternative(matcher.value, value);
          case MatchKind::MatchesNot:
            return !any_alternative(matcher.value, value);
        }
        return false;
      });
}

base::Result<PromValue> evaluate(const Expression& expression, const std::vector<Series>& series,
                                 std::int64_t time) {
  return Evaluator(series, time).value(expression);
}

std::int64_t lookback(const Expression& expression) {
  std::int64_t out = std::max(kFresh, expression.range);
  for (const auto& argument : expression.arguments) out = std::max(out, lookback(*argument));
  return out;
}

std::string written_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  return fmt::format("{}", value);
}

}  // namespace services::monitoring
