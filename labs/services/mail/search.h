// Mailpit's search language: words that must occur, "from:x", "to:x", "subject:x", "is:unread",
// "has:attachment", "tag:x"; "…" keeps words together, '-' or '!' in front turns a term around.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labs/services/mail/mailbox.h"

namespace services::mail {

struct Term {
  std::string field;  // "" is everywhere
  std::string text;   // lower case
  bool negated = false;
};

// At most 50 terms.
std::vector<Term> parse_search(std::string_view query);
bool fits(const Stored& mail, const std::vector<Term>& terms);

}  // namespace services::mail
