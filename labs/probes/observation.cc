#include "labs/probes/observation.h"

#include <algorithm>

#include "generator/text/utf8.h"
#include "labs/formats/json.h"

namespace probes {

std::chrono::milliseconds Limits::left(std::chrono::milliseconds most) const {
  const auto until = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  return std::clamp(until, std::chrono::milliseconds(0), most);
}

void Observation::fact(std::string_view name, text::Node value) {
  formats::put(facts, name, std::move(value));
}
void Observation::fact(std::string_view name, std::string_view value) {
  fact(name, formats::node(value));
}
void Observation::fact(std::string_view name, std::int64_t value) {
  fact(name, formats::node(value));
}
void Observation::fact(std::string_view name, double value) { fact(name, formats::node(value)); }
void Observation::flag(std::string_view name, bool value) { fact(name, formats::node_of(value)); }

base::Error because(std::string_view reason, base::Message detail) {
  base::Error error{base::ErrorKind::System, std::move(detail), {}, {}};
  error.rule = reason;
  return error;
}

tl::unexpected<base::Error> refuse(std::string_view reason, base::Message detail) {
  return base::fail(because(reason, std::move(detail)));
}

void take_failure(Observation& observation, const base::Error& error) {
  observation.reason = error.rule.empty() ? "probe.failed" : error.rule;
  observation.detail = error.message;
}

std::string words_of(std::string_view body, const text::Node* json) {
  constexpr std::size_t kShort = 600;
  constexpr std::size_t kLong = 2000;
  if (json != nullptr && body.size() > kShort) {
    for (const char* key : {"message", "msg", "error_description", "error", "detail"}) {
      const text::Node* found = json->find(key);
      if (found != nullptr) return std::string(text::cut_to(formats::plain(*found), kLong));
    }
  }
  const std::size_t title = body.find("<title>");
  if (json == nullptr && title != std::string_view::npos) {
    const std::size_t end = body.find("</title>", title);
    if (end != std::string_view::npos)
      return std::string(text::cut_to(body.substr(title + 7, end - title - 7), kShort));
  }
  return std::string(text::cut_to(body, kLong));
}

}  // namespace probes
