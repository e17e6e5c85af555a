// What the name server knows: the zone of the lab's domain, right, or wrong as a fault says.
#pragma once

#include <string>
#include <vector>

#include "labs/services/dns/packet.h"
#include "labs/services/service.h"

namespace services::dns {

// The records of the domain (setting LAB_DOMAIN, lab.example.org): the public hosts of the stack
// at the address of LAB_ADDRESS (127.0.0.1), the names in …_HOSTNAME settings, mail and its
// policies.
std::vector<Record> zone(const Context& context);

Answer answer(const Question& question, const Context& context);

}  // namespace services::dns
