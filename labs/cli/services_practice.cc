// Practising a breakdown: what `lab-services up` plans for it, and the commands heal and reveal.
#include "labs/cli/services_practice.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "labs/cli/catalog.h"
#include "labs/cli/reference.h"
#include "labs/cli/services_commands.h"
#include "labs/formats/crypto.h"
#include "labs/services/repair.h"

namespace lab_services {
using base::message;
namespace fs = std::filesystem;
namespace {

base::Result<spec::Lab> load_lab(const std::string& id, const Session& session) {
  std::vector<base::Error> problems;
  return spec::load_lab(TRY(lab_check::find_lab(id, {}, session)), problems);
}

std::uint64_t any_seed() {
  std::uint64_t out = 0;
  for (const char byte : formats::random_bytes(8))
    out = out << 8 | static_cast<unsigned char>(byte);
  return out;
}

// A fault whose wrong value is a secret that the student holds can be told, and not be practised:
// no file here holds what is in somebody's head.
bool can_be_hidden(const services::Fault& fault, const spec::Lab& lab) {
  return std::none_of(fault.give.begin(), fault.give.end(),
                      [&](const auto& one) { return lab.find_secret(one.first) != nullptr; });
}

base::Result<services::Fault> random_fault(const PracticeWish& wish, const spec::Lab& lab,
                                           std::vector<services::Fault> faults) {
  if (wish.data.empty())
    return base::fail(base::ErrorKind::Usage,
                      message("a breakdown to find needs a folder where it is repaired",
                              "une panne à trouver demande un dossier où la réparer"),
                      {}, message("--data practice", "--data pratique"));
  std::erase_if(faults, [&](const services::Fault& one) { return !can_be_hidden(one, lab); });
  const services::Fault* chosen =
      services::choose_fault(faults, lab.id, wish.seed ? *wish.seed : any_seed());
  if (chosen == nullptr)
    return base::fail(
        base::ErrorKind::Usage,
        message("the lab '{}' has no breakdowns", "le labo « {} » n'a pas de pannes", lab.id), {},
        message("lab-services faults names those there are",
                "lab-services faults nomme celles qui existent"));
  return *chosen;
}

struct Told {
  services::Fault fault;
  std::optional<spec::Cause> cause;
};

base::Result<Told> told(const std::string& id, const Session& session) {
  const auto faults = TRY(read_faults(session));
  Told out{*TRY(services::find_fault(faults, id)), {}};
  const spec::Lab lab = TRY(load_lab(out.fault.lab, session));
  for (const spec::Cause& cause : lab.causes)
    if (cause.id == out.fault.cause) out.cause = cause;
  return out;
}

base::Result<Status> reveal(const std::string& data, const Session& session) {
  for (const std::string& id : TRY(services::read_mark(data)).faults) {
    const Told one = TRY(told(id, session));
    session.out << one.fault.id << '\n' << "  " << session.say(one.fault.title) << '\n';
    if (one.cause) session.out << "  " << session.say(one.cause->fix) << '\n';
    session.out << "  " << session.say(services::repair_text(one.fault, data)) << '\n';
    if (one.cause && !one.cause->page.empty()) session.out << "  " << one.cause->page << '\n';
  }
  return lab_check::kPassed;
}

base::Result<Status> heal(const std::string& id, const std::string& data, const Session& session) {
  const services::Mark mark = TRY(services::read_mark(data));
  const Told named = TRY(told(id, session));
  // Who finds the cause has found the fault, whichever of its ways it is.
  for (const std::string& broken : mark.faults) {
    const Told one = TRY(told(broken, session));
    if (broken != id && one.fault.cause != id && one.fault.cause != named.fault.cause) continue;
    TRY(services::heal_stack(data, broken));
    session.out << session.say(message("repaired: {}", "réparé : {}", session.say(one.fault.title)))
                << '\n';
    return lab_check::kPassed;
  }
  session.out << session.say(message("that is not what is broken in '{}': nothing was changed",
                                     "ce n'est pas ce qui est cassé dans « {} » : rien n'a changé",
                                     data))
              << '\n';
  return lab_check::kFailed;
}

CLI::Option* add_data(CLI::App* command, std::string& data, const Session& session) {
  return command
      ->add_option("--data", data,
                   session.say(message("the folder given to up", "le dossier donné à up")))
      ->required();
}

Status status_of(const base::Result<Status>& done, const Session& session) {
  return done ? *done : lab_check::report_failure(session, done.error());
}

}  // namespace

base::Done plan_practice(const PracticeWish& wish, const Session& session,
                         services::StackOptions& options) {
  const bool random = !wish.random_lab.empty();
  if (wish.lab.empty() && wish.faults.empty() && !random) return {};
  const auto data = TRY(lab_check::load_reference_data({}, session));
  for (const std::string& id : wish.faults)
    options.faults.push_back(*TRY(services::find_fault(data.faults, id)));
  std::string id = random ? wish.random_lab : wish.lab;
  if (random) TRY(data.at(id));
  if (random)
    options.faults.push_back(TRY(random_fault(wish, TRY(load_lab(id, session)), data.faults)));
  std::set<std::string> labs;
  if (!id.empty()) labs.insert(id);
  for (const services::Fault& fault : options.faults) labs.insert(fault.lab);
  // With faults of several labs, each gets its services, and the first its values.
  for (const std::string& one : labs) {
    const services::ReferenceOfLab& about = *TRY(data.at(one));
    services::StackOptions needed = lab_check::options_of(TRY(load_lab(one, session)), about);
    if (!wish.chosen_services) {
      options.only.insert(needed.only.begin(), needed.only.end());
      if (options.only.empty()) options.profile = needed.profile;
    }
    if (one != (id.empty() ? *labs.begin() : id) || wish.data.empty()) continue;
    options.lab = needed.lab;
    options.values = std::move(needed.values);
    options.secret_values = std::move(needed.secret_values);
    options.settings = std::move(needed.settings);
    options.files = std::move(needed.files);
  }
  if (!options.only.empty() && !wish.chosen_services) options.profile.clear();
  options.repaired = [&session](const services::Fault& fault) {
    session.err << session.say(message("repaired: {} ({})", "réparé : {} ({})",
                                       session.say(fault.title), fault.id))
                << std::endl;
  };
  return {};
}

base::Done keep_mark(const PracticeWish& wish, const services::StackOptions& options) {
  if (wish.data.empty()) return {};
  std::error_code failed;
  fs::remove(fs::path(wish.data) / ".practice", failed);
  if (options.faults.empty()) return {};
  services::Mark mark;
  mark.hidden = !wish.random_lab.empty();
  for (const services::Fault& fault : options.faults) mark.faults.push_back(fault.id);
  return services::write_mark(wish.data, mark);
}

std::string next_step(const services::StackOptions& options, const std::string& data,
                      const Session& session) {
  if (options.lab.empty() || data.empty()) return {};
  return session.say(message("lab-check run {0} --practice {1} looks at it; {1}/.env and "
                             "{1}/compose.yml are followed",
                             "lab-check run {0} --practice {1} l'examine ; {1}/.env et "
                             "{1}/compose.yml sont suivis",
                             options.lab, data)) +
         "\n";
}

Command add_heal(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "heal", session.say(message(
                  "say what is broken: what no file of the folder repairs is repaired",
                  "dire ce qui est cassé : ce qu'aucun fichier du dossier ne répare est réparé")));
  const auto id = std::make_shared<std::string>();
  const auto data = std::make_shared<std::string>();
  command
      ->add_option("fault", *id,
                   session.say(message("the breakdown, as lab-services faults names it",
                                       "la panne, telle que lab-services faults la nomme")))
      ->required();
  add_data(command, *data, session);
  return {command, [id, data, &session] { return status_of(heal(*id, *data, session), session); }};
}

Command add_reveal(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "reveal", session.say(message("say which breakdown a folder hides, and how it is repaired",
                                    "dire quelle panne un dossier cache, et comment la réparer")));
  const auto data = std::make_shared<std::string>();
  add_data(command, *data, session);
  return {command, [data, &session] { return status_of(reveal(*data, session), session); }};
}

}  // namespace lab_services
