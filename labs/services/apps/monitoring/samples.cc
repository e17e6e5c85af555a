#include "labs/services/apps/monitoring/samples.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"

namespace services::monitoring {
namespace {

constexpr std::size_t kMostSamples = 10'000;
constexpr std::int64_t kRetention = 60 * 60 * 1000;  // an hour
constexpr std::int64_t kMostRows = 60'000;

bool name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == ':';
}

void skip_blanks(std::string_view& line) {
  while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
}

std::string_view take_name(std::string_view& line) {
  std::size_t end = 0;
  while (end < line.size() && name_character(line[end])) ++end;
  const std::string_view name = line.substr(0, end);
  line.remove_prefix(end);
  return name;
}

// "value" with \" \\ and \n; false when it does not end.
bool take_string(std::string_view& line, std::string& out) {
  if (!line.starts_with('"')) return false;
  line.remove_prefix(1);
  while (!line.empty() && line[0] != '"') {
    char c = line[0];
    line.remove_prefix(1);
    if (c == '\\' && !line.empty()) {
      c = line[0] == 'n' ? '\n' : line[0];
      line.remove_prefix(1);
    }
    out += c;
  }
  if (line.empty()) return false;
  line.remove_prefix(1);
  return true;
}

bool take_labels(std::string_view& line, Labels& labels) {
  if (!line.starts_with('{')) return true;
  line.remove_prefix(1);
  while (true) {
    skip_blanks(line);
    if (line.starts_with('}')) {
      line.remove_prefix(1);
      return true;
    }
    const std::string name(take_name(line));
    skip_blanks(line);
    if (name.empty() || !line.starts_with('=')) return false;
    line.remove_prefix(1);
    skip_blanks(line);
    if (!take_string(line, labels[name])) return false;
    skip_blanks(line);
    if (line.starts_with(',')) line.remove_prefix(1);
  }
}

bool parse_number(std::string_view written, double& out) {
  if (written == "NaN") {
    out = std::numeric_limits<double>::quiet_NaN();
    return true;
  }
  if (written == "+Inf" || written == "-Inf") {
    out = written[0] == '-' ? -std::numeric_limits<double>::infinity()
                            : std::numeric_limits<double>::infinity();
    return true;
  }
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), out);
  return parsed.ec == std::errc() && parsed.ptr == written.data() + written.size();
}

std::string written_labels(const Labels& labels) {
  text::Node out = object({});
  for (const auto& [name, value] : labels) set(out, name, value);
  return formats::to_json(out);
}

Labels read_labels(std::string_view json) {
  Labels out;
  if (const auto parsed = formats::parse_json(json))
    if (const auto* table = std::get_if<text::Table>(&parsed->value))
      for (const text::Member& member : *table) out[member.key] = formats::plain(member.value);
  return out;
}

}  // namespace

std::vector<Sample> parse_exposition(std::string_view text) {
  std::vector<Sample> out;
  while (!text.empty() && out.size() < kMostSamples) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    skip_blanks(line);
    if (line.empty() || line[0] == '#') continue;
    Sample sample;
    const std::string_view name = take_name(line);
    if (name.empty() || !take_labels(line, sample.labels)) continue;
    skip_blanks(line);
    const std::string_view number = line.substr(0, line.find_first_of(" \t"));
    if (!parse_number(number, sample.value)) continue;
    sample.labels["__name__"] = name;
    out.push_back(std::move(sample));
  }
  return out;
}

base::Done prepare_samples(Context& context) {
  return context.store.execute(
      "CREATE TABLE IF NOT EXISTS prometheus_samples(time INTEGER NOT NULL, labels TEXT NOT NULL, "
      "value REAL);"
      "CREATE INDEX IF NOT EXISTS prometheus_samples_time ON prometheus_samples(time);");
}

base::Done store_samples(Context& context, std::int64_t time, const std::vector<Sample>& samples) {
  TRY(context.store.execute("SAVEPOINT prometheus"));
  auto insert = TRY(context.store.prepare("INSERT INTO prometheus_samples VALUES(?, ?, ?)"));
  for (const Sample& sample : samples) {
    if (std::isnan(sample.value)) continue;
    const std::string labels = written_labels(sample.labels);
    TRY(insert.bind(1, time).bind(2, std::string_view(labels)).bind(3, sample.value).run());
  }
  auto old = TRY(context.store.prepare(
      "DELETE FROM prometheus_samples WHERE time < ? OR rowid <= (SELECT max(rowid) FROM "
      "prometheus_samples) - ?"));
  TRY(old.bind(1, time - kRetention).bind(2, kMostRows).run());
  return context.store.execute("RELEASE prometheus");
}

base::Result<std::vector<Series>> series_between(Context& context, std::int64_t from,
                                                 std::int64_t until) {
  auto statement = TRY(context.store.prepare(
      "SELECT labels, time, value FROM prometheus_samples WHERE time > ? AND time <= ? ORDER BY "
      "labels, time, rowid"));
  statement.bind(1, from).bind(2, until);
  std::vector<Series> out;
  std::string last;
  while (TRY(statement.step())) {
    if (out.empty() || statement.text(0) != last) {
      last = statement.text(0);
      out.push_back({read_labels(last), {}});
    }
    out.back().values.push_back({statement.integer(1), statement.real(2)});
  }
  return out;
}

base::Result<std::int64_t> last_scrape(Context& context) {
  auto statement =
      TRY(context.store.prepare("SELECT coalesce(max(time), 0) FROM prometheus_samples"));
  TRY(statement.step());
  return statement.integer(0);
}

}  // namespace services::monitoring
