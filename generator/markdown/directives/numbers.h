// Numbers as people type them into an answer: "443", "-3.5", "3,5", "12 000".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace markdown {

// The number in the form that programs read: a '.' before decimals and no spaces. Nothing when it
// is no number, or when its comma can mean thousands as well as decimals ("1,000").
std::optional<std::string> normal_number(std::string_view written);

// The value of a number in that form.
double number_value(std::string_view normal);

}  // namespace markdown
