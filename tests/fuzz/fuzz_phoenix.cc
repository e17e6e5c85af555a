// Phoenix: a message that was read, written in either form, reads the same; a binary push is a
// broadcast with all three members.
#include "labs/formats/json.h"
#include "labs/services/supabase/phoenix.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using services::Serializer;
  const std::string_view bytes = fuzz::view(data, size);
  if (const auto message = services::parse_phoenix(bytes)) {
    fuzz::law(message->payload.is_table(), "a payload is an object");
    for (const Serializer form : {Serializer::One, Serializer::Two}) {
      const std::string written = services::write_phoenix(*message, form);
      const auto again = services::parse_phoenix(written);
      fuzz::law(again && services::write_phoenix(*again, form) == written,
                "what is written is read the same");
    }
  }
  if (const auto push = services::parse_phoenix_binary(bytes)) {
    fuzz::law(push->event == "broadcast" && push->payload.find("payload") != nullptr,
              "a push is a broadcast");
    fuzz::law(push->topic.size() <= 255, "a topic's length is one byte");
  }
  return 0;
}
