// Mojibake: text that is encoded twice can be repaired to something that needs no more repair, and
// is UTF-8.
#include <string>

#include "generator/text/mojibake.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

enum class CodePage { Windows1252, Windows1254 };

// The character that a code page has for a byte; an undefined byte is the control character of its
// number.
char32_t character_of(unsigned char byte, CodePage page) {
  constexpr char32_t kUpper[32] = {U'€', 0x81, U'‚', U'ƒ', U'„', U'…', U'†', U'‡', U'ˆ', U'‰', U'Š',
                                   U'‹', U'Œ', 0x8D, U'Ž', 0x8F, 0x90, U'‘', U'’', U'“', U'”', U'•',
                                   U'–', U'—', U'˜', U'™', U'š', U'›', U'œ', 0x9D, U'ž', U'Ÿ'};
  if (page == CodePage::Windows1254) {
    switch (byte) {
      case 0x8E:
      case 0x9E:
        return byte;
      case 0xD0:
        return U'Ğ';
      case 0xDD:
        return U'İ';
      case 0xDE:
        return U'Ş';
      case 0xF0:
        return U'ğ';
      case 0xFD:
        return U'ı';
      case 0xFE:
        return U'ş';
      default:
        break;
    }
  }
  return byte >= 0x80 && byte < 0xA0 ? kUpper[byte - 0x80] : byte;
}

std::string encoded_again(std::string_view utf8, CodePage page) {
  std::string out;
  for (const char byte : utf8)
    text::append_character(out, character_of(static_cast<unsigned char>(byte), page));
  return out;
}

bool has_upper_control(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = text::next_character(utf8, at);
    if (c >= 0x80 && c < 0xA0) return true;
  }
  return false;
}

void check_repair(std::string_view damaged) {
  std::size_t last = 0;
  for (const text::Mojibake& found : text::find_mojibake(damaged)) {
    law(found.begin >= last && found.begin < found.end && found.end <= damaged.size(),
        "runs are in order");
    law(!found.repaired.empty() && !text::first_invalid(found.repaired), "a repair is UTF-8");
    law(found.repaired.size() < found.end - found.begin, "a repair is shorter");
    last = found.end;
  }
  const std::string repaired = text::repair_mojibake(damaged);
  law(text::first_invalid(damaged) || !text::first_invalid(repaired), "UTF-8 stays UTF-8");
  law(text::repair_mojibake(repaired) == repaired, "repaired text needs no repair");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  check_repair(input);
  if (text::first_invalid(input) || has_upper_control(input)) return 0;
  for (const CodePage page : {CodePage::Windows1252, CodePage::Windows1254}) {
    const std::string twice = encoded_again(input, page);
    check_repair(twice);
    check_repair(encoded_again(twice, page));
  }
  return 0;
}
