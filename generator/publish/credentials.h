// Credentials come from the environment, and leave it for nobody: every message that repeats what
// another program or machine said goes through masked().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/message.h"

namespace publish {

// Empty when it is not set.
std::string from_environment(const char* name);

// The values of every variable that publishing may use and that is a secret, when set.
std::vector<std::string> secrets_in_environment();

// The same text with each of those values as "***".
std::string masked(std::string text);
base::Message masked(base::Message message);

}  // namespace publish
