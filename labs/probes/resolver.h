// Questions to DNS through c-ares, under a deadline. For this folder alone.
#pragma once

#include <string>
#include <vector>

#include "labs/probes/wire.h"

namespace probes {

struct DnsReply {
  int status = 0;     // c-ares's
  std::string bytes;  // the whole message; empty when none came
};

// `server`: "address" or "address:port"; empty: the system's.
base::Result<DnsReply> ask_dns(const std::string& name, int type, const std::string& server,
                               const Limits& limits);
// The reason that a status of c-ares stands for: "dns.nxdomain".
const char* dns_reason(int status);

}  // namespace probes
