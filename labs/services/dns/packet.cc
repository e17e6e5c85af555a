#include "generator/base/ascii.h"
#include "labs/services/dns/packet.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace services::dns {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMostRoom = 4096;

std::uint16_t number_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                    static_cast<unsigned char>(bytes[at + 1]));
}

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8 & 0xff);
  out += static_cast<char>(value & 0xff);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}

// The labels at `at`, which moves behind them. A question's name is never compressed.
bool read_name(std::string_view bytes, std::size_t& at, Question& question) {
  const std::size_t begin = at;
  for (;;) {
    if (at >= bytes.size()) return false;
    const auto length = static_cast<unsigned char>(bytes[at++]);
    if (length == 0) break;
    if (length > 63 || at + length > bytes.size() || at + length - begin > 254) return false;
    if (!question.name.empty()) question.name += '.';
    for (const char c : bytes.substr(at, length)) question.name += base::lower(c);
    at += length;
  }
  question.written = bytes.substr(begin, at - begin);
  return true;
}

// What the sender takes, from an OPT record behind the question.
void read_options(std::string_view bytes, std::size_t at, Question& question) {
  if (number_at(bytes, 10) == 0 || at + 11 > bytes.size()) return;
  if (bytes[at] != 0 || number_at(bytes, at + 1) != kOpt) return;
  question.edns = true;
  question.room = std::clamp<std::size_t>(number_at(bytes, at + 3), 512, kMostRoom);
}

std::string write_record(const Record& record, const Question& question) {
  // The name that was asked for stands at byte 12; a pointer to it is two bytes.
  std::string out;
  if (record.name == question.name)
    put16(out, 0xC000 | kHeader);
  else
    out += write_name(record.name);
  put16(out, record.type);
  put16(out, 1);
  put32(out, record.life);
  put16(out, record.data.size());
  return out + record.data;
}

}  // namespace

std::optional<Question> parse_question(std::string_view bytes) {
  if (bytes.size() < kHeader || (static_cast<unsigned char>(bytes[2]) & 0x80) != 0)
    return std::nullopt;
  Question out;
  out.id = number_at(bytes, 0);
  out.opcode = static_cast<std::uint8_t>(static_cast<unsigned char>(bytes[2]) >> 3 & 0x0f);
  out.recursion_desired = (bytes[2] & 1) != 0;
  std::size_t at = kHeader;
  if (number_at(bytes, 4) != 1 || !read_name(bytes, at, out) || at + 4 > bytes.size()) {
    out.name.clear();
    out.written.clear();
    return out;
  }
  out.type = number_at(bytes, at);
  out.in_class = number_at(bytes, at + 2);
  read_options(bytes, at + 4, out);
  return out;
}

std::string write_answer(const Question& question, const Answer& answer, bool datagram) {
  std::string records;
  std::size_t answers = 0, authority = 0;
  const std::size_t room = (datagram ? question.room : 65'535) - kHeader - question.written.size() -
                           4 - (question.edns ? 11 : 0);
  bool cut = false;
  for (const auto* list : {&answer.answers, &answer.authority}) {
    for (const Record& record : *list) {
      const std::string bytes = write_record(record, question);
      if (cut || records.size() + bytes.size() > room) {
        cut = true;
        continue;
      }
      records += bytes;
      ++(list == &answer.answers ? answers : authority);
    }
  }
  std::string out;
  put16(out, question.id);
  // It is an answer, with authority.
  std::size_t flags = 0x8400u | static_cast<std::size_t>(question.opcode) << 11 |
                      static_cast<std::size_t>(answer.code);
  if (question.recursion_desired) flags |= 0x0100;
  if (cut) flags |= 0x0200;
  put16(out, flags);
  put16(out, question.written.empty() ? 0 : 1);
  put16(out, answers);
  put16(out, authority);
  put16(out, question.edns ? 1 : 0);
  if (!question.written.empty()) {
    out += question.written;
    put16(out, question.type);
    put16(out, question.in_class);
  }
  out += records;
  if (question.edns) {
    out += '\0';
    put16(out, kOpt);
    put16(out, 1232);
    put32(out, 0);
    put16(out, 0);
  }
  return out;
}

std::string write_name(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('.'), name.size());
    const std::string_view label = name.substr(0, std::min<std::size_t>(end, 63));
    out += static_cast<char>(label.size());
    out += label;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out + '\0';
}

std::string write_ipv4(std::string_view address) {
  std::string out;
  for (int part = 0; part < 4; ++part) {
    unsigned value = 256;
    const auto read = std::from_chars(address.data(), address.data() + address.size(), value);
    if (read.ec != std::errc() || value > 255) return {};
    out += static_cast<char>(value);
    address.remove_prefix(static_cast<std::size_t>(read.ptr - address.data()));
    if (part < 3 && !address.starts_with('.')) return {};
    if (part < 3) address.remove_prefix(1);
  }
  return address.empty() ? out : std::string();
}

std::string write_ipv6(std::string_view address) {
  std::array<std::string, 2> halves;  // before and behind "::"
  std::size_t half = 0;
  if (address.starts_with("::")) {
    half = 1;
    address.remove_prefix(2);
  }
  while (!address.empty()) {
    unsigned value = 0x10000;
    const auto read = std::from_chars(address.data(), address.data() + address.size(), value, 16);
    if (read.ec != std::errc() || value > 0xffff) return {};
    put16(halves[half], value);
    address.remove_prefix(static_cast<std::size_t>(read.ptr - address.data()));
    if (address.starts_with("::") && half == 0) {
      half = 1;
      address.remove_prefix(2);
    } else if (address.starts_with(':') && address.size() > 1) {
      address.remove_prefix(1);
    } else if (!address.empty()) {
      return {};
    }
  }
  const std::size_t size = halves[0].size() + halves[1].size();
  if (half == 0 ? size != 16 : size > 14) return {};
  return halves[0] + std::string(16 - size, '\0') + halves[1];
}

std::string write_mx(std::uint16_t preference, std::string_view host) {
  std::string out;
  put16(out, preference);
  return out + write_name(host);
}

std::string write_text(std::string_view text) {
  std::string out;
  do {
    const std::string_view piece = text.substr(0, 255);
    out += static_cast<char>(piece.size());
    out += piece;
    text.remove_prefix(piece.size());
  } while (!text.empty());
  return out;
}

}  // namespace services::dns
