// The commands of `lab-check`, one file each. add_…() puts the command with its options and help
// into the program's parser and returns what runs it once the line is parsed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "labs/cli/session.h"

namespace CLI {
class App;
}

namespace lab_check {

using Run = std::function<Status()>;

struct Command {
  CLI::App* app = nullptr;  // owned by the parser
  Run run;
};

Command add_list(CLI::App& program, Session& session, const std::string& catalog);
Command add_run(CLI::App& program, Session& session, const std::string& catalog);
Command add_lint(CLI::App& program, Session& session, const std::string& catalog);
Command add_explain(CLI::App& program, Session& session, const std::string& catalog);
Command add_verify(CLI::App& program, Session& session);
Command add_init(CLI::App& program, Session& session, const std::string& catalog);
Command add_selftest(CLI::App& program, Session& session, const std::string& catalog);
Command add_schema(CLI::App& program, Session& session);
Command add_serve(CLI::App& program, Session& session, const std::string& catalog);
Command add_completion(CLI::App& program, Session& session, const std::string& catalog);

// Parses the line and runs the command. `arguments` are without the program's name.
Status run_lab_check(const std::vector<std::string>& arguments, Session session);

}  // namespace lab_check
