// atelier explain: why a rule exists and how to satisfy it.
#include <CLI/CLI.hpp>
#include <ostream>

#include "generator/base/nearest.h"
#include "generator/cli/commands.h"
#include "generator/model/rules.h"

namespace cli {
using base::message;
namespace {

void print_example(const Session& session, const base::Message& label, std::string_view example) {
  if (example.empty()) return;
  session.out << '\n' << session.say(label) << "\n\n";
  while (!example.empty()) {
    const std::size_t end = example.find('\n');
    session.out << "    " << example.substr(0, end) << '\n';
    example.remove_prefix(end == std::string_view::npos ? example.size() : end + 1);
  }
}

Status list_rules(const Session& session) {
  for (const model::Rule& rule : model::rules()) {
    const base::Message severity = rule.severity == base::Severity::Error
                                       ? message("error", "erreur")
                                       : message("warning", "attention");
    session.out << fmt::format("{:24} {:10} {}\n", rule.id, session.say(severity),
                               session.say(rule.summary));
  }
  return kDone;
}

Status explain(const std::string& id, const Session& session) {
  if (id.empty()) return list_rules(session);
  const model::Rule* rule = model::find_rule(id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const model::Rule& known : model::rules()) ids.emplace_back(known.id);
    base::Message hint = base::did_you_mean(id, ids);
    if (hint.empty())
      hint = message("atelier explain, alone, lists all rules",
                     "atelier explain, seul, donne la liste des règles");
    return report_failure(
        session,
        {base::ErrorKind::Usage, message("no rule '{}'", "aucune règle « {} »", id), {}, hint});
  }
  session.out << fmt::format("{}: {}\n\n{}\n\n{}\n", rule->id, session.say(rule->summary),
                             session.say(rule->why), session.say(rule->how));
  print_example(session, message("Instead of", "Au lieu de"), rule->wrong);
  print_example(session, message("write", "écrire"), rule->right);
  return kDone;
}

}  // namespace

Command add_explain(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "explain", session.say(message("say why a rule exists and how to satisfy it",
                                     "dire pourquoi une règle existe et comment la suivre")));
  const auto id = std::make_shared<std::string>();
  command->add_option(
      "rule", *id,
      session.say(message(
          "the id in brackets at the end of a problem; without it, the list of rules",
          "l'identifiant entre crochets à la fin d'un problème ; sans lui, la liste des règles")));
  command->footer(
      session.say(message("Examples:\n  atelier explain\n  atelier explain pair-code",
                          "Exemples :\n  atelier explain\n  atelier explain pair-code")));
  return {command, [id, &session] { return explain(*id, session); }};
}

}  // namespace cli
