// Expectations as text again, and durations.
#include <array>
#include <charconv>

#include "labs/formats/json.h"
#include "labs/spec/expectation.h"
#include "labs/spec/operator_words.h"

namespace spec {
namespace {

std::string in_quotes(std::string_view text) {
  if (text.find('\'') == std::string_view::npos) return "'" + std::string(text) + "'";
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string value_text(const text::Node& value) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return in_quotes(*text);
  if (const auto* list = std::get_if<text::Array>(&value.value)) {
    std::string out;
    for (const text::Node& element : *list) out += (out.empty() ? "" : ", ") + value_text(element);
    return "[" + out + "]";
  }
  return formats::to_json(value);
}

}  // namespace

std::optional<double> parse_duration(std::string_view written) {
  struct Unit {
    std::string_view name;
    double seconds;
  };
  static constexpr std::array<Unit, 5> kUnits = {
      {{"ms", 0.001}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}};
  for (const Unit& unit : kUnits) {
    if (!written.ends_with(unit.name)) continue;
    const std::string_view digits = written.substr(0, written.size() - unit.name.size());
    double number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || digits[0] == '-' || parsed.ec != std::errc() ||
        parsed.ptr != digits.data() + digits.size() || !(number <= 1e6))
      continue;
    return number * unit.seconds;
  }
  return std::nullopt;
}

std::string to_line(const Expectation& expectation) {
  std::string out;
  if (expectation.subject.measure == Measure::Count) out += "count ";
  if (expectation.subject.measure == Measure::Length) out += "length ";
  out += expectation.subject.name;
  if (!expectation.subject.argument.empty()) out += " " + in_quotes(expectation.subject.argument);
  if (expectation.negated) out += " not";
  for (const OperatorWord& word : kOperatorWords) {
    if (word.wanted != expectation.wanted) continue;
    out += " " + std::string(word.first);
    if (!word.second.empty()) out += " " + std::string(word.second);
  }
  if (expectation.wanted == Operator::Matches) {
    std::string pattern;
    for (const char c : std::get<std::string>(expectation.value.value)) {
      if (c == '/') pattern += '\\';
      pattern += c;
    }
    return out + " /" + pattern + "/";
  }
  if (expectation.wanted == Operator::WithinOfNow)
    return fmt::format("{} {:f}s of now", out, std::get<double>(expectation.value.value));
  if (expectation.wanted == Operator::Exists || expectation.wanted == Operator::BeforeNow ||
      expectation.wanted == Operator::AfterNow)
    return out;
  return out + " " + value_text(expectation.value);
}

}  // namespace spec
