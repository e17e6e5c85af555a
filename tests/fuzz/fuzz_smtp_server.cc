// The server's side of SMTP: whatever a peer says, it hears replies alone, each a line with a code.
#include "labs/formats/smtp_reply.h"
#include "labs/services/mail/mail_service.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/service_world.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  for (const bool relay : {false, true}) {
    fuzz::World world;
    const auto service = relay ? services::make_smtp() : services::make_mail();
    auto context = world.context();
    fuzz::law(service->prepare(context).has_value(), "an empty store is prepared");
    const std::string heard = world.talk(*service, service->describe().ports[0], bytes);
    std::string_view rest = heard;
    while (!rest.empty()) {
      if (rest.starts_with("334 ")) {  // a question of AUTH, which no client of ours asks for
        rest.remove_prefix(rest.find('\n') + 1);
        continue;
      }
      const auto read = formats::read_smtp_reply(rest);
      fuzz::law(read && read->reply, "answers are whole replies");
      rest.remove_prefix(read->used);
    }
  }
  return 0;
}
