// Where a run's values come from: --var, the environment, a values file, an answer; secrets from
// the environment, a .env file, a prompt without echo.
#pragma once

#include <string>
#include <vector>

#include "labs/cli/session.h"
#include "labs/engine/values.h"

namespace lab_check {

struct Sources {
  std::vector<std::string> vars;  // "name=value"
  std::string values_file;        // TOML: name = "value"
  std::string env_file;
};

struct Gathered {
  engine::Values values;
  engine::Values secrets;
};

// What `lab-services up --data FOLDER` wrote for this lab: the values, and the .env. A source that
// is named already stays. A folder without that lab is an error.
base::Done add_practice(const std::filesystem::path& folder, const std::string& lab,
                        Sources& sources);

// Every wrong or missing variable is told, in one error each, before anything runs. A missing
// secret is asked for on a terminal; without one the checks that need it could not run.
base::Result<Gathered> gather(const spec::Lab& lab, const Sources& sources, const Session& session,
                              std::vector<base::Error>& problems);

// A line from the user, without echo when `secret`.
std::string ask(const Session& session, const std::string& prompt, bool secret);

}  // namespace lab_check
