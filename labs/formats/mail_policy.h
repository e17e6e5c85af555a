// What a domain says about its mail in DNS: SPF (RFC 7208), DKIM keys (RFC 6376) and DMARC (RFC
// 7489), read from TXT records and judged as far as the text alone allows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/text/node.h"

namespace formats {

enum class MailPolicy { Spf, Dkim, Dmarc };

// The facts of the one record among `texts` that is of that kind, as a table:
//   record   the text
//   valid    whether a receiver may use it
//   problem  a reason code: "spf.missing", "spf.several", "spf.syntax", "spf.lookups",
//   "dkim.missing",
//            "dkim.revoked", "dkim.syntax", "dmarc.missing", "dmarc.several", "dmarc.syntax";
//            absent when valid
//   SPF: all ("-", "~", "?", "+" or ""), lookups (the number its own terms cost), mechanisms (list)
//   DKIM: key (kind), bits (of an RSA key, about), DMARC: policy, subdomain-policy, percent,
//   reports (list)
text::Node read_mail_policy(MailPolicy kind, const std::vector<std::string>& texts);

}  // namespace formats
