// PEM (RFC 7468): the labelled Base64 blocks of certificates and keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace formats {

struct PemBlock {
  std::string label;  // "CERTIFICATE", "PRIVATE KEY"
  std::string bytes;  // decoded
};

// The blocks in order; text around them is skipped. A block that is not closed, closed by another
// label, or no Base64 is an error with its line. At most 1,000 blocks.
base::Result<std::vector<PemBlock>> parse_pem(std::string_view text, std::string_view file);
std::string write_pem(const PemBlock& block);

}  // namespace formats
