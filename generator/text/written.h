// Strings as a file holds them: the quotes and escapes of TOML and of YAML, for programs that write
// such files. What is written is read back as the same text.
#pragma once

#include <string>
#include <string_view>

namespace text {

// A basic string of TOML 1.0, quotes included. The text is UTF-8.
std::string toml_string(std::string_view plain);

// A scalar of YAML 1.2: plain where that is certain to be read as this text, else in double quotes.
std::string yaml_string(std::string_view plain);

}  // namespace text
