// RESP: a reply that is whole uses part of the bytes, and written again it reads the same.
#include "labs/formats/resp.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  const auto read = formats::read_resp(bytes);
  if (!read) {
    fuzz::law(read.error().rule == "redis.not-redis", "a refusal has its reason");
    return 0;
  }
  fuzz::law(read->used <= bytes.size() && read->complete == (read->used > 0),
            "a whole reply uses bytes");
  if (!read->complete) return 0;
  const std::string written = formats::write_resp(read->reply);
  const auto again = formats::read_resp(written);
  fuzz::law(again && again->complete && again->used == written.size(),
            "what is written can be read");
  fuzz::law(formats::write_resp(again->reply) == written, "what is read twice is the same");
  return 0;
}
