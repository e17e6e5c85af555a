// Questions to DNS (RFC 1035) and what a domain says about its mail. The reading of an answer is
// pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labs/probes/observation.h"

namespace probes {

struct DnsRequest {
  std::string name;
  std::string type = "A";  // A AAAA CNAME MX TXT NS SPF DKIM DMARC
  std::string server;      // empty: the system's
};

struct DnsRecords {
  std::vector<std::string> texts;  // sorted, MX by preference
  std::int64_t preference = 0;     // the lowest, of MX
};

// The records of a message for `type` (A, AAAA, CNAME, MX, TXT, NS). Reasons "dns.no-record",
// "dns.malformed". Never reads behind the bytes.
base::Result<DnsRecords> read_dns_answer(std::string_view bytes, std::string_view type);

Observation probe_dns(const DnsRequest& request, const Limits& limits);

}  // namespace probes
