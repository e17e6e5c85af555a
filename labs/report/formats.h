// A run for programs, and as one page for a browser. Each is whole and valid whatever the strings
// hold.
#pragma once

#include <string>

#include "labs/engine/result.h"

namespace report {

struct JsonOptions {
  std::string challenge;  // what the instructor gave, or empty
  std::string tool = "lab-check";
};

// The shape is labs/report/report.schema.json; the site reads it too. Texts are in both languages.
std::string to_json(const engine::RunResult& result, const JsonOptions& options = {});
// JUnit's XML, as Jenkins and GitLab read it: failed is a failure, could-not-run an error, blocked
// and not-applicable are skipped.
std::string to_junit(const engine::RunResult& result, base::Locale locale);
// TAP 13 (testanything.org).
std::string to_tap(const engine::RunResult& result, base::Locale locale);
// One file without script and without a request to anybody.
std::string to_html(const engine::RunResult& result, base::Locale locale,
                    std::string_view site = {});

}  // namespace report
