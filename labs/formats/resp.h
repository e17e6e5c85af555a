// RESP, the protocol of Redis (redis.io/docs/reference/protocol-spec): replies of version 2 in, of
// versions 2 and 3 out; commands out, and in as a server takes them, piece by piece.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace formats {

enum class RespKind {
  Simple,
  Error,
  Integer,
  Bulk,
  Null,
  List,
  // Version 3; in version 2 each is written as what stands for it there. read_resp() gives none.
  NullList,
  Map,  // keys and values in turn
  Set,
  Push,
  Real,
  Boolean,
  Verbatim,
};
enum class RespVersion { Two, Three };

struct RespReply {
  RespKind kind = RespKind::Null;
  std::string text;          // Simple, Error, Bulk, Verbatim; Real as it is written
  std::int64_t integer = 0;  // Integer, Boolean
  std::vector<RespReply> list;
};

struct RespRead {
  bool complete = false;  // false: the bytes so far are a beginning; come again with more
  std::size_t used = 0;
  RespReply reply;
};

// The first reply in `bytes`. At most 8 levels, 10,000 elements and 1 MiB; what cannot become a
// reply is an error with the rule "redis.not-redis".
base::Result<RespRead> read_resp(std::string_view bytes);

// A command as an array of bulk strings.
std::string write_resp_command(std::span<const std::string> words);
// A reply, as a server sends it.
std::string write_resp(const RespReply& reply, RespVersion version = RespVersion::Two);

// The commands of a stream that may be cut anywhere: arrays of bulk strings, or lines of words
// ("inline", with quotes as in a shell). It keeps only what is not yet a command.
class RespCommandReader {
 public:
  enum class Next { Partial, Whole, Broken };
  struct Limits {
    std::int64_t words = 1 << 20;
    std::int64_t bulk = 8 << 20;
    std::size_t command = 16u << 20;
  };

  void feed(std::string_view bytes) { bytes_ += bytes; }
  // Whole: `words` holds the next command. Broken: the stream cannot go on; problem() says why.
  Next next(std::vector<std::string>& words, const Limits& limits);
  const std::string& problem() const { return problem_; }
  // Half a command has come.
  bool is_within() const { return at_ < bytes_.size() || wanted_ > 0; }

 private:
  Next broken(std::string why);
  Next inline_words(std::string_view line, std::vector<std::string>& words);

  std::string bytes_;
  std::size_t at_ = 0;        // what was read of bytes_
  std::int64_t wanted_ = 0;   // words of the array that are still to come
  std::int64_t length_ = -1;  // of the word that comes next, when its size was read
  std::size_t size_ = 0;      // of the words so far
  std::vector<std::string> words_;
  std::string problem_;
};

}  // namespace formats
