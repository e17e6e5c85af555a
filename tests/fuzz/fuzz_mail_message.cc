// Mail messages: whatever came, what is shown of it is UTF-8 and bounded; a draft that is made of
// it reads as it was meant.
#include "generator/text/utf8.h"
#include "labs/services/mail/message.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  const auto message = services::mail::parse_message(bytes);
  const auto is_text = [](std::string_view text) { return !text::first_invalid(text); };
  fuzz::law(is_text(message.text) && is_text(message.html), "texts are UTF-8");
  for (const auto& [name, value] : message.headers)
    fuzz::law(is_text(name) && is_text(value), "headers are UTF-8");
  fuzz::law(message.attachments.size() <= 200, "there are not too many parts");
  for (const auto& part : message.attachments)
    fuzz::law(is_text(part.file_name) && is_text(part.content_type), "parts are named in UTF-8");
  for (const auto& one : message.addresses("to"))
    fuzz::law(is_text(one.name) && is_text(one.address), "addresses are UTF-8");
  fuzz::law(services::mail::snippet(message).size() <= 300, "a snippet is short");
  for (const std::string& link : services::mail::links(message))
    fuzz::law(link.starts_with("http"), "a link leads to a web page");

  services::mail::Draft draft;
  draft.from.address = "a@lab.example.org";
  draft.text = message.text;
  draft.html = message.html.empty() ? "x" : message.html;
  const auto again = services::mail::parse_message(
      services::mail::write_message(draft, 0, "id@lab.example.org"));
  fuzz::law(again.text == draft.text || draft.text.empty(), "a draft's text reads as it was meant");
  fuzz::law(again.html == draft.html, "a draft's page reads as it was meant");
  return 0;
}
