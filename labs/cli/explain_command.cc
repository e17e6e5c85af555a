// lab-check explain: a check, a cause or a reason in full.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/nearest.h"
#include "labs/cli/catalog.h"
#include "labs/cli/commands.h"
#include "labs/formats/json.h"
#include "labs/formats/reasons.h"
#include "labs/report/text.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

void explain_check(const spec::Lab& lab, const spec::Check& check, const Session& session) {
  std::ostream& out = session.out;
  out << fmt::format("{} / {}\n{}\n\n", lab.id, check.id, session.say(check.title));
  out << fmt::format("  {} {}\n", spec::info_of(check.probe).name,
                     formats::to_json(check.parameters));
  for (const spec::Expectation& wanted : check.expect) out << "  " << wanted.text << '\n';
  for (const std::string& need : check.needs)
    out << session.say(message("  needs {}", "  a besoin de {}", need)) << '\n';
  out << '\n' << session.say(spec::info_of(check.probe).meaning) << ".\n";
  for (const spec::Hint& hint : check.hints)
    out << "→ " << (hint.on.empty() ? "" : "[" + hint.on + "] ") << session.say(hint.text) << '\n';
  for (const spec::Cause& cause : lab.causes)
    for (const spec::Condition& condition : cause.when)
      if (condition.check == check.id && !condition.passes) {
        out << fmt::format("→ {} ({})\n", session.say(cause.title), cause.id);
        break;
      }
  if (!check.page.empty()) out << report::page_address(check.page, session.locale) << '\n';
}

void explain_cause(const spec::Cause& cause, const Session& session) {
  session.out << fmt::format("{}: {}\n\n{}\n", cause.id, session.say(cause.title),
                             session.say(cause.fix));
  for (const spec::Condition& condition : cause.when) {
    std::string reasons;
    for (const std::string& reason : condition.reasons) reasons += " " + reason;
    session.out << fmt::format("  {} {}{}\n", condition.check,
                               condition.passes ? "passes" : "fails", reasons);
  }
  if (!cause.settle.empty()) session.out << session.say(cause.settle) << '\n';
  if (!cause.page.empty()) session.out << report::page_address(cause.page, session.locale) << '\n';
}

void explain_reason(const formats::Reason& reason, std::string_view code, const Session& session) {
  session.out << fmt::format("{} ({}): {}\n", code, session.say(reason.layer),
                             session.say(reason.says));
}

base::Result<Status> explain(const std::string& name, bool reasons, const std::string& catalog,
                             const Session& session) {
  if (reasons) {
    for (const formats::Reason& reason : formats::reasons())
      session.out << fmt::format("{:32} {}\n", reason.code, session.say(reason.says));
    return kPassed;
  }
  if (const formats::Reason* reason = formats::find_reason(name)) {
    explain_reason(*reason, name, session);
    return kPassed;
  }
  std::vector<std::string> known;
  for (const formats::Reason& reason : formats::reasons()) known.emplace_back(reason.code);
  bool found = false;
  const std::size_t slash = name.find('/');
  const std::string wanted = slash == std::string::npos ? name : name.substr(slash + 1);
  for (const fs::path& file : TRY(lab_files(TRY(find_catalog(catalog, session))))) {
    std::vector<base::Error> problems;
    const auto lab = spec::load_lab(file, problems);
    if (!lab || (slash != std::string::npos && lab->id != name.substr(0, slash))) continue;
    for (const spec::Check& check : lab->checks) known.push_back(check.id);
    for (const spec::Cause& cause : lab->causes) known.push_back(cause.id);
    for (const spec::AnswerRule& rule : lab->answers) known.push_back(rule.reason);
    if (const spec::Check* check = lab->find_check(wanted)) {
      if (found) session.out << '\n';
      explain_check(*lab, *check, session);
      found = true;
    } else if (const spec::Cause* cause = lab->find_cause(wanted)) {
      explain_cause(*cause, session);
      found = true;
    } else {
      for (const spec::AnswerRule& rule : lab->answers)
        if (rule.reason == wanted && !found) {
          session.out << fmt::format("{} ({}): {}\n", rule.reason, rule.layer,
                                     session.say(rule.says));
          found = true;
        }
    }
  }
  if (found) return kPassed;
  return base::fail(base::ErrorKind::Usage,
                    message("no check, cause or reason '{}'",
                            "ni vérification, ni cause, ni raison « {} »", name),
                    {}, base::did_you_mean(name, known));
}

}  // namespace

Command add_explain(CLI::App& program, Session& session, const std::string& catalog) {
  CLI::App* command = program.add_subcommand(
      "explain", session.say(message("a check, a cause or a reason in full",
                                     "une vérification, une cause ou une raison en détail")));
  const auto name = std::make_shared<std::string>();
  const auto reasons = std::make_shared<bool>(false);
  command->add_option(
      "name", *name,
      session.say(
          message("CHECK, LAB/CHECK, CAUSE or a reason such as tcp.refused",
                  "VÉRIFICATION, LABO/VÉRIFICATION, CAUSE ou une raison comme tcp.refused")));
  command->add_flag("--reasons", *reasons,
                    session.say(message("the list of reasons that probes give",
                                        "la liste des raisons que donnent les sondes")));
  return {command, [name, reasons, &catalog, &session] {
            const auto done = explain(*name, *reasons, catalog, session);
            return done ? *done : report_failure(session, done.error());
          }};
}

}  // namespace lab_check
