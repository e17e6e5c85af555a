// SMTP replies: a reply has a code and lines and uses part of the bytes; a beginning is never
// refused once the whole was taken. What DATA sends ends where it should and nowhere before.
#include "labs/formats/smtp_reply.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  const auto read = formats::read_smtp_reply(bytes);
  if (read && read->reply) {
    fuzz::law(read->reply->code >= 200 && read->reply->code <= 599, "a code is one of SMTP's");
    fuzz::law(!read->reply->lines.empty() && read->used <= bytes.size(), "a reply has lines");
    const auto part = formats::read_smtp_reply(bytes.substr(0, read->used - 1));
    fuzz::law(part && !part->reply, "a beginning waits for its end");
  } else if (!read) {
    fuzz::law(read.error().rule == "smtp.not-smtp", "a refusal has its reason");
  }
  const std::string sent = formats::write_smtp_data(bytes);
  fuzz::law(sent.ends_with(".\r\n"), "the end is marked");
  const std::size_t end = ("\r\n" + sent).find("\r\n.\r\n");
  fuzz::law(end + 3 == sent.size(), "nothing in the message ends it");
  return 0;
}
