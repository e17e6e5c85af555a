// The values that templates stand for: variables, secrets, captures, and what this run made up.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/spec/lab.h"

namespace engine {

using Values = std::map<std::string, std::string, std::less<>>;

// "{{name}}" replaced by its value; an unknown one stays and is told in `missing` when that is
// given.
std::string fill(std::string_view text, const Values& values,
                 std::vector<std::string>* missing = nullptr);
text::Node fill(const text::Node& node, const Values& values,
                std::vector<std::string>* missing = nullptr);

// Whether a value is what its variable's type says; the error has a hint with an example.
base::Done check_value(const spec::Variable& variable, const std::string& value);

// The defaults of the variables that were not given, filled from the others; the names of those
// that have neither.
std::vector<std::string> add_defaults(const spec::Lab& lab, Values& values);

// The password in "scheme://user:password@host", as it is written; empty when there is none.
std::string password_in(std::string_view url);

// run.nonce, run.password and run.time, from 16 random bytes and the clock.
void add_run_values(Values& values, std::string_view random, std::int64_t now);

}  // namespace engine
