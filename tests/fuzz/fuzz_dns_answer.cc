// DNS answers: never a crash; what is read is bounded and sorted; what a mail record says is
// judged.
#include <algorithm>

#include "labs/formats/mail_policy.h"
#include "labs/probes/dns.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  for (const char* type : {"A", "AAAA", "CNAME", "MX", "NS", "TXT"}) {
    const auto read = probes::read_dns_answer(bytes, type);
    if (!read) {
      fuzz::law(read.error().rule.starts_with("dns."), "a refusal has its reason");
      continue;
    }
    fuzz::law(!read->texts.empty() && read->texts.size() <= 500,
              "an answer holds something, bounded");
    if (std::string_view(type) != "MX")
      fuzz::law(std::is_sorted(read->texts.begin(), read->texts.end()), "records are sorted");
  }
  for (const auto kind :
       {formats::MailPolicy::Spf, formats::MailPolicy::Dkim, formats::MailPolicy::Dmarc}) {
    const text::Node facts = formats::read_mail_policy(kind, {std::string(bytes)});
    const text::Node* valid = facts.find("valid");
    fuzz::law(valid != nullptr, "a record is judged");
    fuzz::law(std::get<bool>(valid->value) == (facts.find("problem") == nullptr),
              "a refusal has a reason");
  }
  return 0;
}
