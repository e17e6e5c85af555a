// What the command lines of lab-check and lab-services share: the language before the help texts
// are made, and the parser's complaints in both languages.
#pragma once

#include <string>
#include <vector>

#include "generator/base/error.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace lab_check {

// --lang must be known before the help texts are made.
base::Locale find_locale(const std::vector<std::string>& arguments, base::Locale otherwise);
void translate_help(CLI::App& program);
base::Error wrong_usage(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& complaint);

}  // namespace lab_check
