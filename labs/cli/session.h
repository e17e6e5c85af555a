// What every command of lab-check gets: the streams, the language, whether someone is looking.
// Tests make their own.
#pragma once

#include <atomic>
#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>

#include "generator/base/result.h"

namespace lab_check {

// Exit statuses, as the research on graders asks: a stack that fails is not a lab file that is
// wrong.
enum Status : int {
  kPassed = 0,
  kFailed = 1,       // some checks failed, or problems were found
  kUsage = 2,        // the command line or the lab file is wrong
  kCouldNotRun = 3,  // our side
};

struct Session {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  base::Locale locale = base::Locale::En;
  base::Colour colour = base::Colour::Never;
  bool live = false;     // `err` is a terminal: progress may rewrite its line
  bool can_ask = false;  // `in` is a terminal: missing values may be asked for
  std::filesystem::path program = {};
  const std::atomic<bool>* cancelled = nullptr;

  const std::string& say(const base::Message& message) const { return message.in(locale); }
};

Status report_failure(const Session& session, const base::Error& error);
// Problems of lab files, each with its line and a caret; the status is kUsage when one is an error.
Status report_problems(const Session& session, std::span<const base::Error> problems);

}  // namespace lab_check
