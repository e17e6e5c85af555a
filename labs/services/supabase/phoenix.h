// Messages of Phoenix channels, as Supabase Realtime's clients send them: text frames of serializer
// 2.0.0 ([join_ref, ref, topic, event, payload]) and 1.0.0 (an object), and the binary push of a
// broadcast (kind 3). Values; any thread.
//
//   kind 3, six lengths of a byte each but the last, which is the encoding:
//   3 | join_ref | ref | topic | event | metadata | 0 bytes, 1 JSON | the strings | the payload
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/text/node.h"

namespace services {

enum class Serializer { One, Two };

struct PhoenixMessage {
  text::Node join_ref;  // a string or null
  text::Node ref;
  std::string topic;
  std::string event;
  text::Node payload;
};

// Nothing for what is no message.
std::optional<PhoenixMessage> parse_phoenix(std::string_view text);
// Becomes a message "broadcast" with the payload {type, event, payload}.
std::optional<PhoenixMessage> parse_phoenix_binary(std::string_view bytes);
std::string write_phoenix(const PhoenixMessage& message, Serializer serializer);

}  // namespace services
