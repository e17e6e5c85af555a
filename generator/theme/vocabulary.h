// What the program asks of a theme: the templates that render/ calls by name and the strings it
// looks up itself. Loading a theme checks that all of them are there; a string that neither this
// list nor a template names is reported as unused.
#pragma once

#include <span>
#include <string_view>

namespace theme {

// One per kind of page.
std::span<const std::string_view> page_templates();
// Looked up by Theme::string().
std::span<const std::string_view> program_strings();
// Looked up by Theme::plural(): each stands for the pair "<key>.one", "<key>.other".
std::span<const std::string_view> program_plurals();
// Beginnings of the keys that scripts look up and fill: Theme::strings_under().
std::span<const std::string_view> script_strings();

}  // namespace theme
