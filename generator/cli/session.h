// Session: what every command gets from main: the streams, the language, whether someone is
// looking. Tests make their own.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string_view>

#include "generator/base/error.h"
#include "generator/base/result.h"

namespace cli {

// Exit statuses of every command.
enum Status : int {
  kDone = 0,
  kFoundProblems = 1,
  kUsage = 2,
  kCouldNotRun = 3,
};

struct Session {
  std::ostream& out;
  std::ostream& err;
  base::Locale locale = base::Locale::En;
  base::Colour colour = base::Colour::Never;      // for what goes to `err` and to reports
  base::Colour out_colour = base::Colour::Never;  // for what goes to `out`
  bool live = false;              // `err` is a terminal: progress may rewrite its line
  std::filesystem::path program;  // the running executable
  std::istream* in = nullptr;     // who answers questions; null: nobody is there

  const std::string& say(const base::Message& message) const { return message.in(locale); }
};

// Prints an error that ended a command and gives the status that goes with it.
Status report_failure(const Session& session, const base::Error& error);

}  // namespace cli
