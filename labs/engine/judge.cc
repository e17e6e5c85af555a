#include "labs/engine/judge.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>

#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/formats/reasons.h"

namespace engine {
namespace {

using spec::Operator;

constexpr std::size_t kLongestShown = 2000;

std::optional<double> parse_number(std::string_view text) {
  double out = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
    return std::nullopt;
  return out;
}

std::optional<double> number_of(const text::Node& node) {
  if (const auto* integer = std::get_if<std::int64_t>(&node.value))
    return static_cast<double>(*integer);
  if (const auto* number = std::get_if<double>(&node.value)) return *number;
  // Databases and templates give numbers as text.
  if (const auto* text = std::get_if<std::string>(&node.value)) return parse_number(*text);
  return std::nullopt;
}

std::optional<bool> truth_of(const text::Node& node) {
  if (const auto* boolean = std::get_if<bool>(&node.value)) return *boolean;
  const auto* text = std::get_if<std::string>(&node.value);
  if (text == nullptr) return std::nullopt;
  if (*text == "true" || *text == "t") return true;
  if (*text == "false" || *text == "f") return false;
  return std::nullopt;
}

bool is_text(const text::Node& node) { return std::holds_alternative<std::string>(node.value); }
bool is_null(const text::Node& node) { return std::holds_alternative<std::monostate>(node.value); }

bool same(const text::Node& seen, const text::Node& wanted) {
  if (is_text(seen) && is_text(wanted))
    return std::get<std::string>(seen.value) == std::get<std::string>(wanted.value);
  if (is_null(seen) || is_null(wanted)) return is_null(seen) && is_null(wanted);
  if (std::holds_alternative<bool>(seen.value) || std::holds_alternative<bool>(wanted.value)) {
    const auto a = truth_of(seen);
    const auto b = truth_of(wanted);
    return a && b && *a == *b;
  }
  const auto a = number_of(seen);
  const auto b = number_of(wanted);
  return a && b && *a == *b;
}

bool has(const text::Node& seen, const text::Node& wanted) {
  if (const auto* array = std::get_if<text::Array>(&seen.value))
    return std::any_of(array->begin(), array->end(),
                       [&](const text::Node& element) { return same(element, wanted); });
  const std::string part = formats::plain(wanted);
  if (seen.is_table()) return seen.find(part) != nullptr;
  return formats::plain(seen).find(part) != std::string::npos;
}

// Some element of a list, or the text itself.
template <class Test>
bool any_text(const text::Node& seen, Test test) {
  if (const auto* array = std::get_if<text::Array>(&seen.value))
    return std::any_of(array->begin(), array->end(),
                       [&](const text::Node& element) { return test(formats::plain(element)); });
  return test(formats::plain(seen));
}

// Seconds since 1970 of a number, or of a date as RFC 3339 writes it.
std::optional<double> moment_of(const text::Node& node) {
  if (const auto number = number_of(node)) return number;
  const auto* text = std::get_if<std::string>(&node.value);
  if (text == nullptr || text->size() < 19 || text->size() > 40) return std::nullopt;
  std::tm parts = {};
  const auto field = [&](std::size_t at, std::size_t size, int& out) {
    const auto parsed = std::from_chars(text->data() + at, text->data() + at + size, out);
    return parsed.ec == std::errc() && parsed.ptr == text->data() + at + size;
  };
  if (!field(0, 4, parts.tm_year) || !field(5, 2, parts.tm_mon) || !field(8, 2, parts.tm_mday) ||
      !field(11, 2, parts.tm_hour) || !field(14, 2, parts.tm_min) || !field(17, 2, parts.tm_sec))
    return std::nullopt;
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  double out = static_cast<double>(::timegm(&parts));
  const std::size_t zone = text->find_first_of("+-", 19);
  int hours = 0;
  int minutes = 0;
  if (zone != std::string::npos && text->size() >= zone + 6 && field(zone + 1, 2, hours) &&
      field(zone + 4, 2, minutes))
    out -= ((*text)[zone] == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
  return out;
}

bool compare(Operator wanted, const text::Node& seen, const spec::Expectation& expectation,
             const text::Node& value, double now) {
  const auto ordered = [&](auto test) {
    const auto a = number_of(seen);
    const auto b = number_of(value);
    return a && b && test(*a, *b);
  };
  const std::string text = formats::plain(value);
  switch (wanted) {
    case Operator::Equal:
      return same(seen, value);
    case Operator::NotEqual:
      return !same(seen, value);
    case Operator::Less:
      return ordered([](double a, double b) { return a < b; });
    case Operator::LessOrEqual:
      return ordered([](double a, double b) { return a <= b; });
    case Operator::Greater:
      return ordered([](double a, double b) { return a > b; });
    case Operator::GreaterOrEqual:
      return ordered([](double a, double b) { return a >= b; });
    case Operator::In: {
      const auto* list = std::get_if<text::Array>(&value.value);
      return list != nullptr && std::any_of(list->begin(), list->end(),
                                            [&](const text::Node& one) { return same(seen, one); });
    }
    case Operator::Contains:
      return has(seen, value);
    case Operator::StartsWith:
      return any_text(seen, [&](const std::string& one) { return one.starts_with(text); });
    case Operator::EndsWith:
      return any_text(seen, [&](const std::string& one) { return one.ends_with(text); });
    case Operator::Matches:
      return any_text(seen,
                      [&](const std::string& one) { return expectation.pattern->matches(one); });
    case Operator::Exists:
      return !is_null(seen);
    case Operator::WithinOfNow:
    case Operator::BeforeNow:
    case Operator::AfterNow:
      break;
  }
  const auto moment = moment_of(seen);
  if (!moment) return false;
  if (wanted == Operator::BeforeNow) return *moment < now;
  if (wanted == Operator::AfterNow) return *moment > now;
  return std::fabs(*moment - now) <= number_of(value).value_or(0);
}

std::string shown(const text::Node& node) {
  std::string text = formats::to_json(node);
  const std::string_view kept = text::cut_to(text, kLongestShown);
  if (kept.size() == text.size()) return text;
  return fmt::format("{} (+{})", kept, text.size() - kept.size());
}

// "status == 401" -> "== 401", with the templates' values in place.
std::string wanted_text(const spec::Expectation& expectation, const text::Node& value) {
  spec::Expectation filled = expectation;
  filled.value = value;
  filled.subject = {};
  std::string line = spec::to_line(filled);
  while (line.starts_with(' ')) line.erase(0, 1);
  return line;
}

text::Node measured(spec::Measure measure, const text::Node& node) {
  if (measure == spec::Measure::Itself) return node;
  if (measure == spec::Measure::Count) {
    if (const auto* array = std::get_if<text::Array>(&node.value))
      return formats::node(static_cast<std::int64_t>(array->size()));
    if (const auto* table = std::get_if<text::Table>(&node.value))
      return formats::node(static_cast<std::int64_t>(table->size()));
    return formats::node(std::int64_t{1});
  }
  const std::string text = formats::plain(node);
  std::int64_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) text::next_character(text, at);
  return formats::node(characters);
}

}  // namespace

std::optional<text::Node> look_up(const spec::Subject& subject,
                                  const probes::Observation& observation, std::string_view reason,
                                  const Values& values) {
  if (subject.name == "reason") return formats::node(reason);
  const text::Node* found = observation.facts.find(subject.name);
  if (found == nullptr) return std::nullopt;
  const std::string argument = fill(subject.argument, values);
  if (!argument.empty())
    found =
        argument.front() == '/' ? formats::find_pointer(*found, argument) : found->find(argument);
  if (found == nullptr) return std::nullopt;
  return measured(subject.measure, *found);
}

Finding judge(const spec::Expectation& expectation, const probes::Observation& observation,
              std::string_view reason, const Values& values, std::int64_t now) {
  Finding out;
  const text::Node value = fill(expectation.value, values);
  out.expected = wanted_text(expectation, value);
  const auto seen = look_up(expectation.subject, observation, reason, values);
  if (!seen) {
    // "not contains" holds of a header that is not there, but not of an answer that never came.
    out.holds = expectation.negated && observation.reason.empty();
    return out;
  }
  out.seen = shown(*seen);
  const auto* code = std::get_if<std::string>(&value.value);
  if (expectation.subject.name == "reason" && expectation.wanted == Operator::Equal &&
      code != nullptr)
    out.holds = formats::covers(*code, reason);
  else
    out.holds = compare(expectation.wanted, *seen, expectation, value, static_cast<double>(now));
  if (expectation.negated) out.holds = !out.holds;
  return out;
}

const spec::AnswerRule* recognise(const spec::Lab& lab, spec::ProbeKind probe,
                                  const probes::Observation& observation, const Values& values,
                                  std::int64_t now) {
  for (const spec::AnswerRule& rule : lab.answers) {
    const bool kin = rule.probe == probe;
    if (kin && std::all_of(rule.when.begin(), rule.when.end(), [&](const spec::Expectation& one) {
          return judge(one, observation, observation.reason, values, now).holds;
        }))
      return &rule;
  }
  return nullptr;
}

}  // namespace engine
