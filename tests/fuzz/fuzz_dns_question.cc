// Questions to the name server: an answer carries the question's number, fits into what the asker
// takes, and repeats what was asked.
#include "labs/services/dns/dns_service.h"
#include "labs/services/dns/packet.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/service_world.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  fuzz::World world;
  const auto service = services::make_dns();
  auto context = world.context();
  const auto question = services::dns::parse_question(bytes);
  const std::string answer =
      service->answer_datagram(service->describe().ports[0], bytes, context);
  fuzz::law(answer.empty() == !question, "every question is answered, and nothing else");
  if (answer.empty()) return 0;
  fuzz::law(answer.size() >= 12 && answer.size() <= question->room, "the answer fits");
  fuzz::law(answer.substr(0, 2) == bytes.substr(0, 2), "it has the question's number");
  fuzz::law((answer[2] & 0x80) != 0, "it is an answer");
  fuzz::law(answer.substr(12).starts_with(question->written), "it repeats what was asked");
  return 0;
}
