// Queries of the monitoring: an expression is read or refused with a place in it; what was read has
// a value or a reason at any moment; and the text of an exporter gives at most a sample a line.
#include <algorithm>

#include "labs/services/apps/monitoring/promql.h"
#include "tests/fuzz/law.h"

using namespace services::monitoring;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::view(data, size);
  const auto samples = parse_exposition(text);
  fuzz::law(
      samples.size() <= 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')),
      "a line is one sample at most");
  std::vector<Series> series;
  for (const Sample& sample : samples) {
    fuzz::law(sample.labels.contains("__name__"), "a sample has a name");
    series.push_back({sample.labels, {{1000, sample.value}, {2000, sample.value}}});
  }
  series.push_back({{{"__name__", "up"}, {"job", "a"}}, {{1000, 1}, {2000, 0}}});
  std::string why;
  const auto expression = parse_promql(text, why);
  fuzz::law((expression == nullptr) == why.starts_with("1:"), "a refusal has a place");
  if (expression == nullptr) return 0;
  fuzz::law(lookback(*expression) >= 300'000, "a query looks back five minutes");
  const auto value = evaluate(*expression, series, 2000);
  fuzz::law(value || !value.error().message.en.empty(), "no value has a reason");
  return 0;
}
