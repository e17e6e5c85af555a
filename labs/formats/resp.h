// RESP2, the protocol of Redis (redis.io/docs/reference/protocol-spec): commands out, replies in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace formats {

enum class RespKind { Simple, Error, Integer, Bulk, Null, List };

struct RespReply {
  RespKind kind = RespKind::Null;
  std::string text;  // Simple, Error, Bulk
  std::int64_t integer = 0;
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
std::string write_resp(const RespReply& reply);

}  // namespace formats
