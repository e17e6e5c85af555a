// Questions to whoever sits at the terminal, for commands that need an answer which no option gave.
#pragma once

#include <optional>
#include <string>

#include "generator/cli/session.h"

namespace cli {

// The line that was typed, without the blanks around it; `otherwise` when it is empty. Nothing when
// nobody is there to answer, the input has ended, or an answer is needed and did not come.
std::optional<std::string> ask(const Session& session, const base::Message& question,
                               const std::string& otherwise = {});

}  // namespace cli
