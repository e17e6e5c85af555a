// Reason codes: the closed vocabulary in which a check says why. "tcp.refused" means the same in
// every lab, report and language. The codes here are what the probes themselves see; answer rules
// of a lab file add those of the products ("kong.no-key").
#pragma once

#include <span>
#include <string_view>

#include "generator/base/message.h"

namespace formats {

// Whose problem it is.
enum class Side {
  Theirs,  // the system under test answered, or did not
  Ours,    // this machine or this lab file: the check could not run
};

struct Reason {
  std::string_view code;
  Side side;
  base::Message layer;  // who spoke: "TCP", "TLS", "DNS"
  base::Message says;   // what it means, a sentence without a final full stop
};

std::span<const Reason> reasons();
// Also "http.<status>" and "expect.<n>" have an entry: "http.*" and "expect.*".
const Reason* find_reason(std::string_view code);

// "tcp.*" covers "tcp.refused"; without a star, equality.
bool covers(std::string_view pattern, std::string_view code);

}  // namespace formats
