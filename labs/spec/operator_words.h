// The operators of the grammar as they are written, for the parser and the writer alone.
#pragma once

#include <array>
#include <string_view>

#include "labs/spec/expectation.h"

namespace spec {

struct OperatorWord {
  Operator wanted;
  std::string_view first;
  std::string_view second;  // "starts with"
};

// Those of two signs stand before those of one.
inline constexpr std::array<OperatorWord, 15> kOperatorWords = {{
    {Operator::Equal, "==", ""},
    {Operator::NotEqual, "!=", ""},
    {Operator::LessOrEqual, "<=", ""},
    {Operator::GreaterOrEqual, ">=", ""},
    {Operator::Less, "<", ""},
    {Operator::Greater, ">", ""},
    {Operator::In, "in", ""},
    {Operator::Contains, "contains", ""},
    {Operator::StartsWith, "starts", "with"},
    {Operator::EndsWith, "ends", "with"},
    {Operator::Matches, "matches", ""},
    {Operator::Exists, "exists", ""},
    {Operator::WithinOfNow, "within", ""},
    {Operator::BeforeNow, "before", "now"},
    {Operator::AfterNow, "after", "now"},
}};

}  // namespace spec
