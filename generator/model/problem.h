// A problem of the course, made from the id of the rule it breaks: the severity is the rule's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace model {

using Problems = std::vector<base::Error>;

// `rule` must be one of rules.h.
base::Error problem(std::string_view rule, base::Span where, base::Message message,
                    base::Message hint = {});

// "'a', 'b', 'c'" and "« a », « b », « c »"; after `most` names an ellipsis.
base::Message quoted_list(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace model
