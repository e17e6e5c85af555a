// DNS messages (RFC 1035; EDNS: RFC 6891) as a name server needs them: one question in, an answer
// out. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace services::dns {

enum Type : std::uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kSoa = 6,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
  kOpt = 41,
  kAny = 255,
};

enum class Code : std::uint8_t {
  Good = 0,
  Format = 1,
  Failure = 2,
  NoName = 3,
  NotDone = 4,
  Refused = 5
};

struct Question {
  std::uint16_t id = 0;
  std::uint8_t opcode = 0;
  bool recursion_desired = false;
  std::string name;     // lower case, without the final dot; "" is the root
  std::string written;  // as it was asked, as labels: answers repeat its letters
  std::uint16_t type = 0;
  std::uint16_t in_class = 1;
  std::size_t room = 512;  // bytes that the sender takes by UDP
  bool edns = false;
};

struct Record {
  std::string name;
  std::uint16_t type = 0;
  std::string data;  // as it stands in a message, without compressed names
  std::uint32_t life = 300;
};

// Nothing: not even a refusal can be sent (too short, or an answer itself).
// A question without a usable name has `written` empty and type 0: it is refused as Format.
std::optional<Question> parse_question(std::string_view bytes);

struct Answer {
  Code code = Code::Good;
  std::vector<Record> answers;
  std::vector<Record> authority;
};
// Cut to the asker's room when `datagram`, with the bit that says so.
std::string write_answer(const Question& question, const Answer& answer, bool datagram);

// "a.example.org" as labels.
std::string write_name(std::string_view name);
std::string write_ipv4(std::string_view address);  // "127.0.0.1"; "" when it is none
std::string write_ipv6(std::string_view address);  // with at most one "::"
std::string write_mx(std::uint16_t preference, std::string_view host);
std::string write_text(std::string_view text);  // in pieces of 255 bytes

}  // namespace services::dns
