// What a scrape brings: named figures with labels, read from the text format that exporters speak
// (Prometheus exposition format 0.0.4), and kept for a while. Values; the calls of one thread.
//
//   CREATE TABLE prometheus_samples(time INTEGER, labels TEXT, value REAL)
//       time: milliseconds; labels: a JSON object with sorted keys, the name as "__name__"
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "labs/services/service.h"

namespace services::monitoring {

using Labels = std::map<std::string, std::string, std::less<>>;  // "__name__" among them

struct Sample {
  Labels labels;
  double value = 0;
};

// Lines that are none are left out; at most 10,000 samples are read.
std::vector<Sample> parse_exposition(std::string_view text);

struct TimedValue {
  std::int64_t time = 0;  // milliseconds
  double value = 0;
};
struct Series {
  Labels labels;
  std::vector<TimedValue> values;  // oldest first
};

base::Done prepare_samples(Context& context);
base::Done store_samples(Context& context, std::int64_t time, const std::vector<Sample>& samples);
// Every series that has a value after `from` and not after `until`.
base::Result<std::vector<Series>> series_between(Context& context, std::int64_t from,
                                                 std::int64_t until);
// When the last samples came; 0 when none did.
base::Result<std::int64_t> last_scrape(Context& context);

}  // namespace services::monitoring
