// What a cache holds of a load and of a build. Laws: no bytes crash, with or without a seal; what
// is read is stored as bytes that are read as the same.
#include <cstddef>
#include <string>

#include "generator/base/bytes.h"
#include "generator/model/stored.h"
#include "generator/pipeline/build_state.h"
#include "tests/fuzz/law.h"

namespace {

using model::encode;
using pipeline::encode;

template <class Decode>
void check(std::string_view bytes, Decode decode) {
  const auto first = decode(bytes);
  if (!first) return;
  const std::string stored = encode(*first);
  const auto second = decode(stored);
  fuzz::law(second.has_value(), "what is stored can be read");
  fuzz::law(encode(*second).size() == stored.size(), "what is read is what was stored");
}

void check_all(std::string_view bytes) {
  check(bytes, model::decode_half);
  check(bytes, model::decode_stored_meta);
  check(bytes, model::decode_problems);
  check(bytes, pipeline::decode_head);
  check(bytes, pipeline::decode_state);
  check(bytes, pipeline::decode_sections);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  check_all(input);
  // Past the checksum, which no fuzzer finds.
  check_all(base::seal(std::string(input)));
  return 0;
}
