// What the command lines of lab-check and lab-services share: the frame of their help, and the
// parser's complaints in both languages.
#pragma once

#include <string>
#include <vector>

#include "generator/base/error.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace lab_check {

void translate_help(CLI::App& program);
base::Error wrong_usage(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& complaint);

}  // namespace lab_check
