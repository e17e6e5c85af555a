// Signed reports: the exact bytes of a report, and a detached signature beside it made with the
// student's Ed25519 key. It proves that the holder of the key made these bytes and that nobody
// changed them since. It does not prove that the checks were honest: the key is on the student's
// machine.
//
//   FILE.sig:  lab-check-signature 1
//              key <Base64 of the open key>
//              signature <Base64>
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "labs/formats/crypto.h"

namespace report {

// The key in the file; makes it, readable by its owner alone, when there is none.
base::Result<formats::SigningKey> load_or_make_key(const std::filesystem::path& file);

std::string signature_text(const formats::SigningKey& key, std::string_view report);

struct Verified {
  std::string key;  // the signer's, Base64
};
// `expected_key`: Base64, or empty for "whoever signed". The error says what does not match.
base::Result<Verified> verify_report(std::string_view report, std::string_view signature,
                                     std::string_view expected_key);

}  // namespace report
