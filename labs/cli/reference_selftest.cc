#include "labs/cli/reference_selftest.h"

#include <algorithm>
#include <ctime>
#include <mutex>
#include <ostream>

#include "generator/base/parallel.h"
#include "labs/cli/reference.h"
#include "labs/engine/run.h"
#include "labs/formats/crypto.h"
#include "labs/spec/load.h"

namespace lab_check {
using base::message;
namespace {

// One run: which lab, with which faults.
struct Trial {
  const spec::Lab* lab = nullptr;
  std::vector<services::Fault> faults = {};
  bool good = true;         // everything that must be named is, and nothing else
  bool false_one = false;   // something was named that is not there
  bool with_rival = false;  // it is one of two that look the same
  std::string told = {};
  std::size_t passed = 0;  // checks
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out.empty() ? "–" : out;
}

bool is_about(const engine::CauseResult& cause, const services::Fault& fault) {
  return cause.id == fault.cause ||
         std::find(cause.rivals.begin(), cause.rivals.end(), fault.cause) != cause.rivals.end();
}

void judge(const engine::RunResult& result, Trial& trial) {
  trial.passed = result.count().passed;
  std::vector<std::string> named;
  for (const engine::CauseResult& cause : result.diagnosis.causes) named.push_back(cause.id);
  if (trial.faults.empty()) {
    std::vector<std::string> bad;
    for (const engine::CheckResult& check : result.checks)
      if (check.outcome == engine::Outcome::Failed || check.outcome == engine::Outcome::CouldNotRun)
        bad.push_back(check.id + " " + check.reason);
    trial.good = bad.empty() && named.empty();
    trial.told = joined(bad);
    return;
  }
  const auto known = [&](const engine::CauseResult& cause) {
    return std::any_of(trial.faults.begin(), trial.faults.end(),
                       [&](const services::Fault& fault) { return is_about(cause, fault); });
  };
  const auto& causes = result.diagnosis.causes;
  trial.false_one = !std::all_of(causes.begin(), causes.end(), known);
  trial.good = !causes.empty() && !trial.false_one;
  trial.with_rival = std::any_of(causes.begin(), causes.end(), [](const engine::CauseResult& one) {
    return !one.rivals.empty();
  });
  std::vector<std::string> failed;
  for (const engine::CheckResult& check : result.checks)
    if (check.outcome == engine::Outcome::Failed) failed.push_back(check.id + " " + check.reason);
  trial.told = joined(named) + " (" + joined(failed) + ")";
}

void run(const ReferenceData& data, Trial& trial) {
  const auto reference = Reference::start(*trial.lab, data, trial.faults);
  if (!reference) {
    trial.good = false;
    trial.told = reference.error().message.en;
    return;
  }
  engine::RunOptions options;
  options.values = (*reference)->values().values;
  options.secrets = (*reference)->values().secrets;
  options.now = static_cast<std::int64_t>(std::time(nullptr));
  engine::add_run_values(options.values, formats::random_bytes(16), options.now);
  judge(engine::run(*trial.lab, std::move(options)), trial);
}

std::string title_of(const Trial& trial) {
  std::string out;
  for (const services::Fault& fault : trial.faults) out += (out.empty() ? "" : " + ") + fault.id;
  return out;
}

// Whether both have an entry of the same name.
bool share_a_key(const auto& a, const auto& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& one) { return b.contains(one.first); });
}

// Two faults that change the same thing are one fault of another kind.
bool meddle(const services::Fault& a, const services::Fault& b) {
  return share_a_key(a.set, b.set) || share_a_key(a.set, b.hidden) ||
         share_a_key(a.hidden, b.set) || share_a_key(a.hidden, b.hidden) ||
         share_a_key(a.file, b.set) || share_a_key(a.file, b.file) || share_a_key(a.give, b.give) ||
         share_a_key(a.files, b.files) || share_a_key(a.files, b.edits) ||
         share_a_key(a.edits, b.files) || share_a_key(a.edits, b.edits);
}

std::vector<services::Fault> faults_of(const ReferenceData& data, const spec::Lab& lab,
                                       const SelftestOptions& options) {
  std::vector<services::Fault> out;
  for (const services::Fault& fault : data.faults)
    if (fault.lab == lab.id &&
        (options.faults.empty() ||
         std::find(options.faults.begin(), options.faults.end(), fault.id) != options.faults.end()))
      out.push_back(fault);
  return out;
}

// Each fault with the one that stands a third of the list further: another part of the stack.
void add_pairs(const spec::Lab& lab, const std::vector<services::Fault>& faults,
               std::vector<Trial>& trials) {
  const std::size_t step = std::max<std::size_t>(1, faults.size() / 3);
  for (std::size_t i = 0; i + step < faults.size(); ++i)
    if (!meddle(faults[i], faults[i + step]))
      trials.push_back({&lab, {faults[i], faults[i + step]}});
}

}  // namespace

base::Result<Status> selftest_reference(const std::vector<std::filesystem::path>& files,
                                        const SelftestOptions& options, const std::string& catalog,
                                        const Session& session) {
  const ReferenceData data = TRY(load_reference_data(catalog, session));
  for (const std::string& id : options.faults) TRY(services::find_fault(data.faults, id));
  std::vector<spec::Lab> labs;
  for (const auto& file : files) {
    std::vector<base::Error> problems;
    spec::Lab lab = TRY(spec::load_lab(file, problems));
    if (data.find(lab.id) != nullptr) labs.push_back(std::move(lab));
  }
  std::vector<Trial> trials;
  for (const spec::Lab& lab : labs) {
    if (options.faults.empty()) trials.push_back({&lab, {}});
    if (options.healthy_only) continue;
    const auto faults = faults_of(data, lab, options);
    for (const services::Fault& fault : faults) trials.push_back({&lab, {fault}});
    add_pairs(lab, faults, trials);
  }
  base::parallel_for(trials.size(), 4, [&](std::size_t i) { run(data, trials[i]); });

  std::size_t faults = 0, diagnosed = 0, false_ones = 0;
  bool healthy = true;
  for (const Trial& trial : trials) {
    if (trial.faults.size() == 1) {
      ++faults;
      diagnosed += trial.good ? 1 : 0;
    }
    false_ones += trial.false_one ? 1 : 0;
    if (trial.faults.empty()) healthy = healthy && trial.good;
    const bool wrong = trial.faults.size() == 2 ? trial.false_one : !trial.good;
    if (!wrong) continue;
    session.out
        << (trial.faults.empty()
                ? session.say(message("{}: healthy, and yet: {}", "{} : sain, et pourtant : {}",
                                      trial.lab->id, trial.told))
                : session.say(message("{}: '{}' is taken for: {}", "{} : « {} » est pris pour : {}",
                                      trial.lab->id, title_of(trial), trial.told)))
        << '\n';
  }
  for (const Trial& trial : trials)
    if (options.healthy_only && trial.good)
      session.out << session.say(message("{}: {} checks pass", "{} : {} vérifications réussies",
                                         trial.lab->id, trial.passed))
                  << '\n';
  if (options.healthy_only) return healthy ? kPassed : kFailed;
  std::vector<std::string> together;
  for (const Trial& trial : trials)
    if (trial.faults.size() == 1 && trial.good && trial.with_rival)
      together.push_back(title_of(trial));
  if (!together.empty())
    session.out << session.say(message("named beside a rival: {}",
                                       "nommées à côté d'une rivale : {}", joined(together)))
                << '\n';
  session.out << session.say(message("faults {}, diagnosed {}, false {}",
                                     "pannes {}, diagnostiquées {}, fausses {}", faults, diagnosed,
                                     false_ones))
              << '\n';
  return healthy && diagnosed == faults && false_ones == 0 ? kPassed : kFailed;
}

}  // namespace lab_check
