// The packets of SFTP version 3 (draft-ietf-secsh-filexfer-02) as bytes and values, as far as
// publishing needs them, and the two extensions of OpenSSH that it asks for. Pure: bytes in, values
// out. What comes from the server is not trusted: a length is never more than there are bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace publish::sftp {

enum class Packet : std::uint8_t {
  Init = 1,
  Version = 2,
  Open = 3,
  Close = 4,
  Read = 5,
  Write = 6,
  Remove = 13,
  MakeFolder = 14,
  RemoveFolder = 15,
  Rename = 18,
  Status = 101,
  Handle = 102,
  Data = 103,
  Extended = 200,
};

enum Status : std::uint32_t {
  kOk = 0,
  kEof = 1,
  kNoSuchFile = 2,
  kPermissionDenied = 3,
  kFailure = 4,
};

enum OpenFlags : std::uint32_t {
  kRead = 0x01,
  kWrite = 0x02,
  kCreate = 0x08,
  kTruncate = 0x10,
  kExclusive = 0x20,
};

inline constexpr std::string_view kPosixRename = "posix-rename@openssh.com";
inline constexpr std::uint32_t kLargestPacket = 1u << 20;

// Makes one packet: its type and number first, then its fields in order.
class Writer {
 public:
  Writer(Packet type, std::uint32_t number);
  Writer& number(std::uint32_t value);
  Writer& number64(std::uint64_t value);
  Writer& text(std::string_view value);
  // The whole packet, its length in front.
  std::string take();

 private:
  std::string bytes_;
};

struct Answer {
  Packet type = Packet::Status;
  std::uint32_t number = 0;   // of the request; of Version: the version
  std::uint32_t status = 0;   // of Status
  std::string text;           // of Status: its message; of Handle and Data: the bytes
  bool posix_rename = false;  // of Version: the server has that extension
};

// Takes one packet off the front of `bytes`. Nothing, and `bad` false: there is more to come.
std::optional<Answer> take_answer(std::string& bytes, bool& bad);

}  // namespace publish::sftp
