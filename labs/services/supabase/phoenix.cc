#include "labs/services/supabase/phoenix.h"

#include <array>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/common/answers.h"

namespace services {
namespace {

text::Node at(const text::Node& root, std::string_view pointer) {
  const text::Node* found = formats::find_pointer(root, pointer);
  return found != nullptr ? *found : text::Node();
}

std::optional<PhoenixMessage> checked(PhoenixMessage message, const text::Node& topic,
                                      const text::Node& event) {
  const auto* topic_text = std::get_if<std::string>(&topic.value);
  const auto* event_text = std::get_if<std::string>(&event.value);
  if (topic_text == nullptr || event_text == nullptr) return std::nullopt;
  message.topic = *topic_text;
  message.event = *event_text;
  if (!message.payload.is_table()) message.payload = object({});
  return message;
}

}  // namespace

std::optional<PhoenixMessage> parse_phoenix(std::string_view text) {
  const auto root = formats::parse_json(text);
  if (!root) return std::nullopt;
  if (root->is_array())
    return checked({at(*root, "/0"), at(*root, "/1"), {}, {}, at(*root, "/4")}, at(*root, "/2"),
                   at(*root, "/3"));
  return checked({at(*root, "/join_ref"), at(*root, "/ref"), {}, {}, at(*root, "/payload")},
                 at(*root, "/topic"), at(*root, "/event"));
}

std::optional<PhoenixMessage> parse_phoenix_binary(std::string_view bytes) {
  constexpr std::size_t kHead = 7;
  constexpr char kPush = 3;
  if (bytes.size() < kHead || bytes[0] != kPush) return std::nullopt;
  std::array<std::string_view, 5> parts;
  std::size_t from = kHead;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t size = static_cast<unsigned char>(bytes[i + 1]);
    if (bytes.size() - from < size) return std::nullopt;
    parts[i] = bytes.substr(from, size);
    from += size;
  }
  const auto or_null = [](std::string_view text) {
    return text.empty() ? Value(nullptr) : Value(text);
  };
  text::Node payload;
  if (bytes[6] == 1) {
    auto parsed = formats::parse_json(bytes.substr(from));
    if (!parsed) return std::nullopt;
    payload = std::move(*parsed);
  } else {
    payload = Value(formats::encode_base64(bytes.substr(from))).node;
  }
  return PhoenixMessage{
      or_null(parts[0]).node, or_null(parts[1]).node, std::string(parts[2]), "broadcast",
      object({{"type", "broadcast"}, {"event", parts[3]}, {"payload", std::move(payload)}})};
}

std::string write_phoenix(const PhoenixMessage& message, Serializer serializer) {
  if (serializer == Serializer::Two)
    return formats::to_json(
        list({message.join_ref, message.ref, message.topic, message.event, message.payload}));
  return formats::to_json(object({{"topic", message.topic},
                                  {"event", message.event},
                                  {"payload", message.payload},
                                  {"ref", message.ref},
                                  {"join_ref", message.join_ref}}));
}

}  // namespace services
