#include "labs/services/mail/search.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"
#include "labs/services/mail/words.h"

namespace services::mail {
namespace {

constexpr std::array<std::string_view, 11> kFields = {"from",    "to",         "cc",       "bcc",
                                                      "subject", "message-id", "is",       "has",
                                                      "tag",     "reply-to",   "addressed"};

bool contains(std::string_view text, std::string_view part) {
  return text::lower_case(text).find(part) != std::string::npos;
}

bool names(const std::vector<Address>& addresses, std::string_view part) {
  return std::any_of(addresses.begin(), addresses.end(), [&](const Address& one) {
    return contains(one.name, part) || contains(one.address, part);
  });
}

bool in_envelope(const Stored& mail, std::string_view part) {
  return std::any_of(mail.envelope.to.begin(), mail.envelope.to.end(),
                     [&](const std::string& to) { return contains(to, part); });
}

bool fits_one(const Stored& mail, const Term& term) {
  const Message& m = mail.message;
  const std::string_view text = term.text;
  if (term.field == "from") return names(m.addresses("from"), text);
  if (term.field == "to") return names(m.addresses("to"), text) || in_envelope(mail, text);
  if (term.field == "cc") return names(m.addresses("cc"), text);
  if (term.field == "bcc") return names(m.addresses("bcc"), text);
  if (term.field == "reply-to") return names(m.addresses("reply-to"), text);
  if (term.field == "subject") return contains(m.header("subject"), text);
  if (term.field == "message-id") return contains(m.header("message-id"), text);
  if (term.field == "is") return text == "read" ? mail.read : text == "unread" && !mail.read;
  if (term.field == "has") return text.starts_with("attachment") && !m.attachments.empty();
  if (term.field == "tag")
    return std::any_of(mail.tags.begin(), mail.tags.end(),
                       [&](const std::string& tag) { return text::lower_case(tag) == text; });
  const bool address = names(m.addresses("from"), text) || names(m.addresses("to"), text) ||
                       names(m.addresses("cc"), text) || in_envelope(mail, text);
  if (term.field == "addressed") return address;
  return address || contains(m.header("subject"), text) || contains(m.text, text) ||
         contains(m.html, text);
}

}  // namespace

std::vector<Term> parse_search(std::string_view query) {
  constexpr std::size_t kMost = 50;
  std::vector<Term> out;
  std::size_t at = 0;
  while (at < query.size() && out.size() < kMost) {
    if (query[at] == ' ') {
      ++at;
      continue;
    }
    Term term;
    if ((query[at] == '-' || query[at] == '!') && at + 1 < query.size()) {
      term.negated = true;
      ++at;
    }
    for (const std::string_view field : kFields) {
      const std::string_view rest = query.substr(at);
      if (rest.size() > field.size() && rest[field.size()] == ':' &&
          base::same_word(rest.substr(0, field.size()), field)) {
        term.field = field;
        at += field.size() + 1;
        break;
      }
    }
    const bool quoted = at < query.size() && query[at] == '"';
    if (quoted) ++at;
    const std::size_t end = std::min(query.find(quoted ? '"' : ' ', at), query.size());
    term.text = text::lower_case(query.substr(at, end - at));
    at = end + (quoted ? 1 : 0);
    if (!term.text.empty()) out.push_back(std::move(term));
  }
  return out;
}

bool fits(const Stored& mail, const std::vector<Term>& terms) {
  return std::all_of(terms.begin(), terms.end(),
                     [&](const Term& term) { return fits_one(mail, term) != term.negated; });
}

}  // namespace services::mail
