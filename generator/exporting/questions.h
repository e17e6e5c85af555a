// The self-checks of a page, in the words that the formats have for them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/document.h"

namespace exporting {

std::vector<const markdown::Quiz*> quizzes_of(const markdown::Document& document);

// "single", as it is written behind the quiz's id.
std::string_view kind_name(markdown::QuizKind kind);
// "a", "b" … "z", "c27": how choices are named in a record.
std::string letter_of(std::size_t index);
// ["a","b"] as JSON.
std::string json_list(const std::vector<std::string>& texts);
std::string json_string(std::string_view text);

}  // namespace exporting
