// The commands of `lab-services`, in the manner of commands.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "labs/cli/commands.h"
#include "labs/services/stack.h"

namespace lab_services {

using lab_check::Command;
using lab_check::Session;
using lab_check::Status;

Command add_up(CLI::App& program, Session& session);
Command add_list(CLI::App& program, Session& session);
Command add_faults(CLI::App& program, Session& session);
Command add_status(CLI::App& program, Session& session);
Command add_env(CLI::App& program, Session& session);
Command add_restart(CLI::App& program, Session& session);
Command add_heal(CLI::App& program, Session& session);
Command add_reveal(CLI::App& program, Session& session);
Command add_reset(CLI::App& program, Session& session);

// Parses the line and runs the command. `arguments` are without the program's name.
Status run_lab_services(const std::vector<std::string>& arguments, Session session);

// labs/services/faults.toml beside the catalog of labs.
base::Result<std::vector<services::Fault>> read_faults(const Session& session);
// The clock and the chance of this machine.
std::int64_t milliseconds_now();
// "http://127.0.0.1:8000/", "redis://127.0.0.1:6379"
std::string address_of(const services::OpenPort& port, const std::string& host);

}  // namespace lab_services
