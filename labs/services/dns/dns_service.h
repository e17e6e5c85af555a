// The name server of the lab's domain, by UDP and TCP, on port 1053 (the real one is 53, which
// only an administrator may open). It knows that domain and refuses every other name.
// `dig @127.0.0.1 -p 1053 lab.example.org TXT`
//
// Faults:
//   dns-domain-missing, dns-host-missing     NXDOMAIN for everything, for the hosts
//   dns-servfail, dns-refused, dns-silent    SERVFAIL, REFUSED, no answer at all
//   dns-wrong-address                        A records lead to another machine
//   dns-ipv6-wrong                           AAAA records lead nowhere
//   supabase-cloud-network-unreachable       there are only AAAA records, which lead nowhere
//   mail-mx-missing, mail-mx-wrong
//   mail-spf-missing, mail-spf-twice, mail-spf-broken, mail-spf-open, mail-spf-too-many-lookups
//   mail-dkim-missing, mail-dkim-broken, mail-dkim-revoked
//   mail-dmarc-missing, mail-dmarc-broken, mail-dmarc-twice, mail-dmarc-only-watches
//   mail-deliverability-dns-missing          no SPF, no DKIM, no DMARC
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_dns();

}  // namespace services
