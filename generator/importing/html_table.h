// What a table of raw HTML is in Markdown, and the parts of raw HTML that are read the same outside
// of tables. Inside this folder only. Pure.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "generator/markdown/html_tokens.h"

namespace importing {

// What stands between <table> and </table>, as a table of plain cells; nothing when it is richer
// than that. Targets of links are written as they are.
std::optional<std::string> markdown_table(std::string_view html);

// Empty without it.
std::string attribute(const markdown::HtmlToken& token, std::string_view name);
bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names);
// An address as it may stand between '(' and ')'.
std::string target_of(std::string_view address);
// "![words](address)" of an <img>; empty when it has no address.
std::string image_of(const markdown::HtmlToken& token);
// On one line, without brackets.
std::string words_of(std::string text);

}  // namespace importing
