// The commands of `atelier`, one file each. add_…() puts the command with its options and help into
// the program's parser and returns what runs it once the line is parsed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "generator/cli/session.h"

namespace CLI {
class App;
}

namespace cli {

using Run = std::function<Status()>;

struct Command {
  CLI::App* app = nullptr;  // owned by the parser
  Run run;
};

Command add_build(CLI::App& program, Session& session);
Command add_check(CLI::App& program, Session& session);
Command add_explain(CLI::App& program, Session& session);
Command add_search(CLI::App& program, Session& session);
Command add_serve(CLI::App& program, Session& session);
Command add_bundle(CLI::App& program, Session& session);
Command add_publish(CLI::App& program, Session& session);
Command add_translated(CLI::App& program, Session& session);
Command add_new(CLI::App& program, Session& session);
Command add_import(CLI::App& program, Session& session);
Command add_translations(CLI::App& program, Session& session);
Command add_export(CLI::App& program, Session& session);
Command add_manual(CLI::App& program, Session& session);
Command add_completion(CLI::App& program, Session& session);

// Parses the line and runs the command. `arguments` are without the program's name.
Status run_atelier(const std::vector<std::string>& arguments, Session session);

}  // namespace cli
