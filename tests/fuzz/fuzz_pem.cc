// PEM: what is read, written again, is read the same; what is refused has a line.
#include "labs/formats/pem.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto blocks = formats::parse_pem(fuzz::view(data, size), "fuzz.pem");
  if (!blocks) {
    fuzz::check_error(blocks.error(), "fuzz.pem");
    return 0;
  }
  std::string written;
  for (const formats::PemBlock& block : *blocks) written += formats::write_pem(block);
  const auto again = formats::parse_pem(written, "fuzz.pem");
  fuzz::law(again && again->size() == blocks->size(), "what is written can be read");
  for (std::size_t i = 0; i < blocks->size(); ++i)
    fuzz::law((*again)[i].label == (*blocks)[i].label && (*again)[i].bytes == (*blocks)[i].bytes,
              "and is the same");
  return 0;
}
