#include "labs/engine/attempt.h"

#include <algorithm>
#include <thread>

#include "generator/text/schema.h"
#include "labs/engine/judge.h"
#include "labs/formats/json.h"
#include "labs/formats/reasons.h"

namespace engine {
namespace {

using probes::Clock;
using Seconds = std::chrono::duration<double>;

Clock::duration as_time(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(Seconds(seconds));
}

// The reason of an observation before it is judged: what the transport said, else what an answer
// rule makes of it, else what the answer amounts to.
struct Meaning {
  std::string reason;
  const spec::AnswerRule* rule = nullptr;
};

class Attempt {
 public:
  Attempt(const spec::Lab& lab, const spec::Check& check, const Values& values,
          const RunOptions& options, Clock::time_point end_of_run)
      : lab_(lab),
        check_(check),
        values_(values),
        options_(options),
        end_(end_of_run),
        parameters_(fill(check.parameters, values)) {}

  Attempted run() {
    const auto begin = Clock::now();
    out_.result = describe_check(check_);
    const auto give_up =
        check_.retry ? std::min(end_, begin + as_time(check_.retry->within)) : begin;
    while (!repeated() && Clock::now() < give_up && may_heal()) {
      if (!rest(check_.retry->every)) break;
    }
    out_.result.seconds = Seconds(Clock::now() - begin).count();
    if (out_.result.outcome != Outcome::Passed)
      out_.result.reproduce = command_of(check_.probe, parameters_);
    return std::move(out_);
  }

 private:
  bool cancelled() const { return options_.cancelled != nullptr && *options_.cancelled; }

  // False when there is no time left to wait.
  bool rest(double seconds) const {
    const auto until = Clock::now() + as_time(seconds);
    if (until >= end_) return false;
    while (Clock::now() < until && !cancelled())
      std::this_thread::sleep_for(
          std::min<Clock::duration>(until - Clock::now(), std::chrono::milliseconds(50)));
    return !cancelled();
  }

  bool may_heal() const {
    const auto& reasons = check_.retry->only_on;
    return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& pattern) {
      return formats::covers(pattern, out_.result.reason);
    });
  }

  // True when it passed as often as it has to.
  bool repeated() {
    if (!check_.repeat) return once();
    std::int64_t good = 0;
    CheckResult bad;
    for (std::int64_t i = 0; i < check_.repeat->times; ++i) {
      if (i > 0 && !rest(check_.repeat->every)) break;
      if (once())
        ++good;
      else
        bad = out_.result;
    }
    if (good == check_.repeat->times) return true;
    if (good > 0 && !bad.id.empty()) {
      out_.result = std::move(bad);
      out_.result.detail = base::message("it worked {} times of {}; the last failure: {}",
                                         "cela a fonctionné {} fois sur {} ; dernier échec : {}",
                                         good, check_.repeat->times, out_.result.reason);
      out_.result.outcome = Outcome::Failed;
      give_reason(out_.result, "repeat.unstable");
    }
    return false;
  }

  bool once() {
    const int attempts = out_.result.attempts + 1;
    out_.result = describe_check(check_);
    out_.result.attempts = attempts;
    out_.captured.clear();
    out_.secrets.clear();
    probes::Limits limits;
    limits.cancelled = options_.cancelled;
    limits.deadline =
        std::min(end_, Clock::now() + as_time(check_.timeout > 0 ? check_.timeout : lab_.timeout));
    const auto begin = Clock::now();
    probes::Observation seen = options_.observe(check_.probe, parameters_, limits, options_.now);
    if (seen.facts.find("duration") == nullptr)
      seen.fact("duration", Seconds(Clock::now() - begin).count());
    if (check_.probe == spec::ProbeKind::Env &&
        text::boolean_at(parameters_, "secret-values", true))
      note_secrets(seen);
    judge_all(seen);
    return out_.result.outcome == Outcome::Passed;
  }

  // A .env file is full of what must not be shown: values of keys that sound like it, and the
  // passwords of addresses.
  void note_secrets(const probes::Observation& seen) {
    const text::Node* keys = seen.facts.find("key");
    if (keys == nullptr || !keys->is_table()) return;
    for (const text::Member& member : std::get<text::Table>(keys->value)) {
      const std::string value = formats::plain(member.value);
      for (const char* part : {"SECRET", "PASS", "KEY", "TOKEN", "CREDENTIAL", "PRIVATE"})
        if (member.key.find(part) != std::string::npos) {
          out_.secrets.push_back(value);
          break;
        }
      if (std::string password = password_in(value); !password.empty())
        out_.secrets.push_back(std::move(password));
    }
  }

  Meaning meaning_of(const probes::Observation& seen) const {
    if (!seen.reason.empty()) return {seen.reason, nullptr};
    const spec::AnswerRule* rule = recognise(lab_, check_.probe, seen, values_, options_.now);
    if (rule != nullptr) return {rule->reason, rule};
    return {seen.answer, nullptr};
  }

  void judge_all(const probes::Observation& seen) {
    CheckResult& result = out_.result;
    const Meaning meaning = meaning_of(seen);
    std::string reason;
    for (std::size_t i = 0; i < check_.expect.size(); ++i) {
      const spec::Expectation& wanted = check_.expect[i];
      const Finding finding = judge(wanted, seen, meaning.reason, values_, options_.now);
      if (finding.holds) continue;
      result.misses.push_back({wanted.text, wanted.subject.text, finding.expected, finding.seen});
      if (!reason.empty()) continue;
      const auto why = seen.why.find(wanted.subject.name);
      if (!seen.reason.empty() || meaning.rule != nullptr)
        reason = meaning.reason;
      else if (why != seen.why.end())
        reason = why->second;
      else if (wanted.subject.name == "reason" && !meaning.reason.empty())
        reason = meaning.reason;
      else
        reason = fmt::format("expect.{}", i + 1);
    }
    if (reason.empty() && !result.misses.empty()) reason = "expect.1";
    result.detail = seen.detail;
    result.words = seen.words;
    if (result.misses.empty()) return capture_all(seen, meaning.reason);
    result.outcome = Outcome::Failed;
    give_reason(result, reason);
    if (meaning.rule != nullptr && reason == meaning.rule->reason) {
      result.layer = {meaning.rule->layer, meaning.rule->layer};
      result.says = meaning.rule->says;
    }
    for (const spec::Hint& hint : check_.hints) {
      if (!hint.on.empty() && !formats::covers(hint.on, reason)) continue;
      result.hint = hint.text;
      break;
    }
  }

  void capture_all(const probes::Observation& seen, std::string_view reason) {
    CheckResult& result = out_.result;
    for (const spec::Capture& capture : check_.captures) {
      const auto value = look_up(capture.from, seen, reason, values_);
      if (!value || std::holds_alternative<std::monostate>(value->value)) {
        result.outcome = Outcome::Failed;
        result.misses.push_back({capture.from.text, capture.from.text, "exists", ""});
        give_reason(result, "capture.missing");
        return;
      }
      out_.captured[capture.name] = formats::plain(*value);
      if (capture.secret) out_.secrets.push_back(formats::plain(*value));
    }
    result.outcome = Outcome::Passed;
    result.words.clear();
  }

  const spec::Lab& lab_;
  const spec::Check& check_;
  const Values& values_;
  const RunOptions& options_;
  Clock::time_point end_;
  text::Node parameters_;
  Attempted out_;
};

}  // namespace

CheckResult describe_check(const spec::Check& check) {
  CheckResult out;
  out.id = check.id;
  out.title = check.title;
  out.page = check.page;
  out.level = check.level;
  out.weight = check.weight;
  out.probe = spec::info_of(check.probe).name;
  return out;
}

void give_reason(CheckResult& result, std::string_view code) {
  result.reason = code;
  const formats::Reason* reason = formats::find_reason(code);
  if (reason == nullptr) return;
  result.layer = reason->layer;
  result.says = reason->says;
  if (reason->side == formats::Side::Ours) result.outcome = Outcome::CouldNotRun;
}

Attempted attempt(const spec::Lab& lab, const spec::Check& check, const Values& values,
                  const RunOptions& options, Clock::time_point end_of_run) {
  return Attempt(lab, check, values, options, end_of_run).run();
}

}  // namespace engine
