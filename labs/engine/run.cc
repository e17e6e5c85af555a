#include "labs/engine/run.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "labs/engine/attempt.h"
#include "labs/engine/diagnose.h"
#include "labs/formats/encodings.h"
#include "labs/formats/reasons.h"

namespace engine {
namespace {

using probes::Clock;

class Run {
 public:
  Run(const spec::Lab& lab, RunOptions options)
      : lab_(lab),
        options_(std::move(options)),
        values_(options_.values),
        redactor_(options_.redactor),
        chosen_(selected(lab, options_.only, options_.skip)),
        begin_(Clock::now()),
        end_(begin_ + std::chrono::duration_cast<Clock::duration>(
                          std::chrono::duration<double>(lab.budget))) {
    for (const auto& [name, value] : options_.secrets) {
      values_[name] = value;
      redactor_.add(value);
    }
    const auto password = values_.find("run.password");
    if (password != values_.end()) redactor_.add(password->second);
    // A variable may carry a secret all the same: an address with a password.
    for (const auto& [name, value] : values_) add_password_of(value);
  }

  RunResult run() {
    prepare();
    const std::size_t most = static_cast<std::size_t>(lab_.parallel);
    std::vector<std::thread> workers;
    for (std::size_t i = 1; i < std::min(most, chosen_.size()); ++i)
      workers.emplace_back([this] { work(); });
    work();
    for (std::thread& worker : workers) worker.join();
    clean_up();
    return result();
  }

 private:
  enum class State { Waiting, Ready, Running, Done };
  struct Node {
    const spec::Check* check = nullptr;
    State state = State::Waiting;
    std::size_t open_needs = 0;
    std::vector<std::size_t> children;
    std::string host;
    CheckResult result;
  };

  void add_password_of(const std::string& url) {
    const std::string password = password_in(url);
    redactor_.add(password);
    redactor_.add(formats::decode_percent(password));
  }

  void prepare() {
    std::map<std::string, std::size_t> index;
    for (const spec::Check& check : lab_.checks) {
      if (!chosen_.contains(check.id)) continue;
      index[check.id] = nodes_.size();
      Node node;
      node.check = &check;
      nodes_.push_back(std::move(node));
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const std::string& need : nodes_[i].check->needs) {
        const auto parent = index.find(need);
        if (parent == index.end()) continue;
        nodes_[parent->second].children.push_back(i);
        ++nodes_[i].open_needs;
      }
      if (nodes_[i].open_needs == 0) nodes_[i].state = State::Ready;
    }
    left_ = nodes_.size();
    // Only after every need is counted, as a check that is not to run ends its children too.
    for (std::size_t i = 0; i < nodes_.size(); ++i) settle(i);
  }

  // Ends a check that will not be attempted, whatever its needs say: an optional value is missing.
  void settle(std::size_t i) {
    Node& node = nodes_[i];
    if (node.state == State::Done) return;
    for (const std::string& name : node.check->unless_given) {
      const auto value = values_.find(name);
      if (value == values_.end() || value->second.empty()) continue;
      CheckResult result = describe_check(*node.check);
      result.outcome = Outcome::NotApplicable;
      return finish(i, std::move(result));
    }
    for (const std::string& name : spec::names_in(*node.check)) {
      const spec::Variable* variable = lab_.find_variable(name);
      const spec::Secret* secret = lab_.find_secret(name);
      const auto value = values_.find(name);
      // An empty default is a value: "the system's certificates".
      const bool may_be_empty = variable != nullptr && variable->otherwise && !variable->optional;
      const bool given = value != values_.end() && (may_be_empty || !value->second.empty());
      if ((variable == nullptr && secret == nullptr) || given) continue;
      const bool optional = variable != nullptr ? variable->optional : secret->optional;
      CheckResult result = describe_check(*node.check);
      give_reason(result, "run.no-value");
      result.outcome = optional ? Outcome::NotApplicable : Outcome::CouldNotRun;
      const std::string from = secret != nullptr ? secret->environment : name;
      result.detail =
          base::message("nothing was given for '{}'", "rien n'a été donné pour « {} »", from);
      finish(i, std::move(result));
      return;
    }
  }

  bool stopped() const {
    return (options_.cancelled != nullptr && *options_.cancelled) || Clock::now() >= end_;
  }

  // The next check that may begin, or none: then something must end first.
  std::size_t pick() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      Node& node = nodes_[i];
      if (node.state != State::Ready) continue;
      if (node.host.empty())
        node.host = host_of(node.check->probe, fill(node.check->parameters, values_));
      if (node.host.empty() || running_on_[node.host] < lab_.per_host) return i;
    }
    return nodes_.size();
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (left_ > 0) {
      const std::size_t i = pick();
      if (i == nodes_.size()) {
        changed_.wait_for(lock, std::chrono::milliseconds(100));
        continue;
      }
      Node& node = nodes_[i];
      node.state = State::Running;
      if (stopped()) {
        CheckResult result = describe_check(*node.check);
        const bool cancelled = options_.cancelled != nullptr && *options_.cancelled;
        give_reason(result, cancelled ? "run.cancelled" : "run.budget");
        interrupted_ = interrupted_ || cancelled;
        finish(i, std::move(result));
        continue;
      }
      ++running_on_[node.host];
      if (options_.progress) options_.progress(*node.check, nullptr);
      const Values seen = values_;
      lock.unlock();
      Attempted attempted = attempt(lab_, *node.check, seen, options_, end_);
      lock.lock();
      --running_on_[node.host];
      for (const std::string& secret : attempted.secrets) redactor_.add(secret);
      for (auto& [name, value] : attempted.captured) values_[name] = std::move(value);
      if (attempted.result.reason == "run.cancelled") interrupted_ = true;
      attempted_.push_back(i);
      finish(i, std::move(attempted.result));
    }
  }

  // Under the lock. Children become ready, or blocked.
  void finish(std::size_t first, CheckResult found) {
    std::deque<std::pair<std::size_t, CheckResult>> open;
    open.emplace_back(first, std::move(found));
    while (!open.empty()) {
      auto [i, result] = std::move(open.front());
      open.pop_front();
      Node& node = nodes_[i];
      if (node.state == State::Done) continue;
      node.state = State::Done;
      --left_;
      node.result = masked(std::move(result));
      if (options_.progress) options_.progress(*node.check, &node.result);
      for (const std::size_t child : node.children) {
        Node& next = nodes_[child];
        if (next.state == State::Done) continue;
        if (node.result.outcome == Outcome::Passed) {
          if (--next.open_needs == 0) next.state = State::Ready;
          continue;
        }
        CheckResult blocked = describe_check(*next.check);
        // What was not applicable or could not run passes that on: nothing failed.
        blocked.outcome = node.result.outcome == Outcome::NotApplicable ? Outcome::NotApplicable
                                                                        : Outcome::Blocked;
        blocked.blocked_by =
            node.result.blocked_by.empty() || node.result.outcome != Outcome::Blocked
                ? std::vector<std::string>{node.check->id}
                : node.result.blocked_by;
        open.emplace_back(child, std::move(blocked));
      }
    }
    changed_.notify_all();
  }

  CheckResult masked(CheckResult result) const {
    if (redactor_.empty()) return result;
    result.words = redactor_.mask(result.words);
    result.detail = redactor_.mask(result.detail);
    result.says = redactor_.mask(result.says);
    result.hint = redactor_.mask(result.hint);
    result.reproduce = redactor_.mask(result.reproduce);
    for (Miss& miss : result.misses) {
      miss.line = redactor_.mask(miss.line);
      miss.subject = redactor_.mask(miss.subject);
      miss.expected = redactor_.mask(miss.expected);
      miss.seen = redactor_.mask(miss.seen);
    }
    return result;
  }

  // What was made is taken away again, also when the run was interrupted. Its failure is no
  // verdict.
  void clean_up() {
    RunOptions quiet = options_;
    quiet.cancelled = nullptr;
    for (auto i = attempted_.rbegin(); i != attempted_.rend(); ++i) {
      const spec::Check& check = *nodes_[*i].check;
      if (!check.cleanup) continue;
      std::vector<std::string> missing;
      const text::Node parameters = fill(*check.cleanup, values_, &missing);
      if (!missing.empty()) continue;  // nothing was made
      probes::Limits limits;
      limits.deadline = Clock::now() + std::chrono::seconds(5);
      (void)options_.observe(spec::ProbeKind::Http, parameters, limits, options_.now);
    }
  }

  RunResult result() {
    RunResult out;
    out.lab = lab_.id;
    out.version = lab_.version;
    out.digest = lab_.digest;
    out.title = lab_.title;
    out.page = lab_.page;
    out.started = options_.now;
    const auto nonce = values_.find("run.nonce");
    if (nonce != values_.end()) out.nonce = nonce->second;
    out.interrupted = interrupted_;
    // Once more, with the secrets that were captured after a check had ended.
    for (Node& node : nodes_) out.checks.push_back(masked(std::move(node.result)));
    out.diagnosis = diagnose(lab_, out.checks);
    out.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
    return out;
  }

  const spec::Lab& lab_;
  RunOptions options_;
  Values values_;
  Redactor redactor_;
  std::set<std::string> chosen_;
  Clock::time_point begin_;
  Clock::time_point end_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> attempted_;
  std::map<std::string, std::int64_t> running_on_;
  std::size_t left_ = 0;
  bool interrupted_ = false;
};

}  // namespace

std::set<std::string> selected(const spec::Lab& lab, const std::set<std::string>& only,
                               const std::set<std::string>& skip) {
  const auto named = [](const spec::Check& check, const std::set<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return check.id == name || check.id.starts_with(name + ".") ||
             std::find(check.tags.begin(), check.tags.end(), name) != check.tags.end();
    });
  };
  std::set<std::string> out;
  std::vector<const spec::Check*> open;
  for (const spec::Check& check : lab.checks)
    if ((only.empty() || named(check, only)) && !named(check, skip)) open.push_back(&check);
  while (!open.empty()) {
    const spec::Check* check = open.back();
    open.pop_back();
    if (!out.insert(check->id).second) continue;
    for (const std::string& need : check->needs)
      if (const spec::Check* parent = lab.find_check(need)) open.push_back(parent);
  }
  return out;
}

RunResult run(const spec::Lab& lab, RunOptions options) {
  return Run(lab, std::move(options)).run();
}

}  // namespace engine
