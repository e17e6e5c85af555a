// WebSocket frames: a whole frame uses part of the bytes, its beginning waits.
#include "labs/probes/websocket.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  const auto frame = probes::read_frame(bytes);
  if (!frame) {
    fuzz::law(frame.error().rule == "ws.protocol", "a refusal has its reason");
  } else if (*frame) {
    fuzz::law((*frame)->used <= bytes.size() && (*frame)->payload.size() < (*frame)->used,
              "a frame uses its bytes");
    const auto part = probes::read_frame(bytes.substr(0, (*frame)->used - 1));
    fuzz::law(part && !*part, "a beginning waits for its end");
  }
  return 0;
}
