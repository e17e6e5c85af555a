#include "generator/publish/sftp_wire.h"

namespace publish::sftp {
namespace {

std::uint32_t number_at(std::string_view bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[i]);
  return out;
}

// Fields of a packet in order; after one that is cut there are no more.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint32_t number() {
    if (rest_.size() < 4) return fail();
    const std::uint32_t out = number_at(rest_);
    rest_.remove_prefix(4);
    return out;
  }
  std::string_view text() {
    const std::uint32_t length = number();
    if (length > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view out = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return out;
  }
  bool good() const { return good_; }
  bool done() const { return rest_.empty(); }

 private:
  std::uint32_t fail() {
    good_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool good_ = true;
};

std::optional<Answer> parse(std::string_view packet) {
  Answer out;
  out.type = static_cast<Packet>(static_cast<unsigned char>(packet.front()));
  Reader reader(packet.substr(1));
  out.number = reader.number();
  switch (out.type) {
    case Packet::Version:
      while (reader.good() && !reader.done()) {
        const std::string_view name = reader.text();
        reader.text();
        if (name == kPosixRename) out.posix_rename = true;
      }
      break;
    case Packet::Status:
      out.status = reader.number();
      // Version 3 has a message and its language; older servers end here.
      if (reader.good() && !reader.done()) out.text = reader.text();
      break;
    case Packet::Handle:
    case Packet::Data:
      out.text = reader.text();
      break;
    default:
      return {};
  }
  if (!reader.good()) return {};
  return out;
}

}  // namespace

Writer::Writer(Packet type, std::uint32_t first) {
  bytes_ += static_cast<char>(type);
  number(first);
}

Writer& Writer::number(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes_ += static_cast<char>(value >> shift & 0xFF);
  return *this;
}

Writer& Writer::number64(std::uint64_t value) {
  number(static_cast<std::uint32_t>(value >> 32));
  return number(static_cast<std::uint32_t>(value));
}

Writer& Writer::text(std::string_view value) {
  number(static_cast<std::uint32_t>(value.size()));
  bytes_ += value;
  return *this;
}

std::string Writer::take() {
  std::string out;
  const auto length = static_cast<std::uint32_t>(bytes_.size());
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(length >> shift & 0xFF);
  out += bytes_;
  return out;
}

std::optional<Answer> take_answer(std::string& bytes, bool& bad) {
  bad = false;
  if (bytes.size() < 4) return {};
  const std::uint32_t length = number_at(bytes);
  if (length == 0 || length > kLargestPacket) {
    bad = true;
    return {};
  }
  if (bytes.size() - 4 < length) return {};
  auto out = parse(std::string_view(bytes).substr(4, length));
  bytes.erase(0, 4 + static_cast<std::size_t>(length));
  bad = !out.has_value();
  return out;
}

}  // namespace publish::sftp
