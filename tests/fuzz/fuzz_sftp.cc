// Answers of an SFTP server: taken off one by one they use up bytes, and arriving byte by byte they
// are the same answers.
#include "generator/publish/sftp_wire.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using publish::sftp::take_answer;
  std::string bytes(fuzz::view(data, size));
  std::string slow;
  const std::string all = bytes;
  std::size_t given = 0;
  for (;;) {
    const std::size_t before = bytes.size();
    bool bad = false;
    const auto answer = take_answer(bytes, bad);
    fuzz::law(!answer || bytes.size() < before, "an answer uses bytes");
    fuzz::law(!answer || answer->text.size() <= before, "a text is no longer than what came");
    bool slow_bad = false;
    auto late = take_answer(slow, slow_bad);
    while (!late && !slow_bad && given < all.size()) {
      slow += all[given++];
      late = take_answer(slow, slow_bad);
    }
    fuzz::law(answer.has_value() == late.has_value(), "however it arrives");
    if (!answer) return 0;
    fuzz::law(answer->type == late->type && answer->number == late->number &&
                  answer->status == late->status && answer->text == late->text,
              "however it arrives, it is the same");
  }
}
