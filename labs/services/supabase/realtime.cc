#include "labs/services/supabase/realtime.h"

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/data.h"
#include "labs/services/supabase/phoenix.h"
#include "labs/services/supabase/realtime_channel.h"

namespace services {
namespace {

constexpr std::size_t kMostChannels = 100;  // of one connection

text::Node metas(const RealtimeChannel& channel) {
  return object({{"metas", list({channel.presence})}});
}

}  // namespace

class RealtimeSession : public http::StreamSession {
 public:
  RealtimeSession(Realtime& hub, Serializer serializer, std::string key,
                  std::function<Context()> context)
      : hub_(hub), serializer_(serializer), key_(std::move(key)), context_(std::move(context)) {}
  ~RealtimeSession() override { hub_.sessions_.erase(this); }
  RealtimeSession(const RealtimeSession&) = delete;
  RealtimeSession& operator=(const RealtimeSession&) = delete;

  void opened(http::Outlet& peer) override {
    peer_ = &peer;
    hub_.sessions_.insert(this);
  }
  void received(std::string_view text, http::Outlet&) override { take(parse_phoenix(text)); }
  void received_binary(std::string_view bytes, http::Outlet&) override {
    take(parse_phoenix_binary(bytes));
  }
  void closed() override {
    hub_.sessions_.erase(this);
    for (auto& [topic, channel] : channels_) leave(topic, channel);
    channels_.clear();
    peer_ = nullptr;
  }

  void tell(const std::string& topic, std::string_view event, text::Node payload) {
    if (peer_ == nullptr) return;
    peer_->send(
        write_phoenix({{}, {}, topic, std::string(event), std::move(payload)}, serializer_));
  }

  void tell_change(const text::Node& change, Context& context) {
    for (auto& [topic, channel] : channels_) {
      text::Node ids = list({});
      for (const Wanted& wanted : channel.changes)
        if (wants(wanted, change)) append(ids, wanted.id);
      if (std::get<text::Array>(ids.value).empty()) continue;
      if (!data::may_see(context, channel.identity, change)) continue;
      tell(topic, "postgres_changes", object({{"ids", std::move(ids)}, {"data", change}}));
    }
  }

 private:
  void take(const std::optional<PhoenixMessage>& message) {
    if (!message) {
      peer_->close();
      return;
    }
    if (message->topic == "phoenix") return reply(*message, "ok", object({}));
    if (message->event == "phx_join") return join(*message);
    const auto found = channels_.find(message->topic);
    if (found == channels_.end())
      return reply(*message, "error", object({{"reason", "unmatched topic"}}));
    RealtimeChannel& channel = found->second;
    if (message->event == "phx_leave") {
      reply(*message, "ok", object({}));
      leave(message->topic, channel);
      channels_.erase(found);
    } else if (message->event == "broadcast") {
      broadcast(*message, channel);
    } else if (message->event == "presence") {
      present(*message, channel);
    } else if (message->event == "access_token") {
      renew(*message, channel);
    }
  }

  void reply(const PhoenixMessage& to, std::string_view status, text::Node response) {
    peer_->send(write_phoenix({to.join_ref, to.ref, to.topic, "phx_reply",
                               object({{"status", status}, {"response", std::move(response)}})},
                              serializer_));
  }

  void join(const PhoenixMessage& message) {
    Context context = context_();
    const auto refuse = [&](std::string_view reason) {
      reply(message, "error", object({{"reason", reason}}));
    };
    if (!message.topic.starts_with("realtime:")) return refuse("unmatched topic");
    if (channels_.size() >= kMostChannels && !channels_.contains(message.topic))
      return refuse("ChannelRateLimitReached: Too many channels");
    const std::string_view token = string_in(message.payload, "access_token", key_);
    Identity identity = identify_token(token, context.setting("JWT_SECRET"), context.now);
    if (identity.state == TokenState::Expired)
      return refuse("InvalidJWTToken: Token has expired 0 seconds ago");
    if (!identity.good()) return refuse("JwtSignatureError: Failed to validate JWT signature");
    const text::Node* config = message.payload.find("config");
    if (config != nullptr && flag_in(*config, "private") && identity.user.empty() &&
        !identity.is_service())
      return refuse("Unauthorized: You do not have permissions to read from this Channel topic: " +
                    message.topic.substr(9));
    RealtimeChannel channel =
        describe_channel(message.payload, message.join_ref, new_uuid(context));
    channel.identity = std::move(identity);
    reply(message, "ok", bindings_of(channel));
    const bool hears_changes = !channel.changes.empty();
    channels_.insert_or_assign(message.topic, std::move(channel));
    tell(message.topic, "presence_state", everybody(message.topic));
    if (hears_changes)
      tell(message.topic, "system",
           object({{"extension", "postgres_changes"},
                   {"status", "ok"},
                   {"message", "Subscribed to PostgreSQL"},
                   {"channel", message.topic.substr(9)}}));
  }

  text::Node everybody(const std::string& topic) const {
    text::Node out = object({});
    for (const RealtimeSession* session : hub_.sessions_) {
      const auto found = session->channels_.find(topic);
      if (found != session->channels_.end() && found->second.presence.is_table())
        set(out, found->second.presence_key, metas(found->second));
    }
    return out;
  }

  void broadcast(const PhoenixMessage& message, const RealtimeChannel& channel) {
    for (RealtimeSession* session : hub_.sessions_)
      if (session->channels_.contains(message.topic) && (session != this || channel.hears_itself))
        session->tell(message.topic, "broadcast", message.payload);
    if (channel.acknowledged) reply(message, "ok", object({}));
  }

  void say_difference(const std::string& topic, text::Node joins, text::Node leaves) {
    const text::Node difference =
        object({{"joins", std::move(joins)}, {"leaves", std::move(leaves)}});
    for (RealtimeSession* session : hub_.sessions_)
      if (session->channels_.contains(topic)) session->tell(topic, "presence_diff", difference);
  }

  void present(const PhoenixMessage& message, RealtimeChannel& channel) {
    if (string_in(message.payload, "event") == "untrack") {
      leave(message.topic, channel);
      return reply(message, "ok", object({}));
    }
    text::Node left = object({});
    if (channel.presence.is_table()) set(left, channel.presence_key, metas(channel));
    Context context = context_();
    channel.presence = object({{"phx_ref", formats::plain(Value(new_word(context, 16)).node)}});
    if (const text::Node* about = message.payload.find("payload")) merge(channel.presence, *about);
    reply(message, "ok", object({}));
    text::Node joined = object({});
    set(joined, channel.presence_key, metas(channel));
    say_difference(message.topic, std::move(joined), std::move(left));
  }

  void leave(const std::string& topic, RealtimeChannel& channel) {
    if (!channel.presence.is_table()) return;
    text::Node left = object({});
    set(left, channel.presence_key, metas(channel));
    channel.presence = {};
    say_difference(topic, object({}), std::move(left));
  }

  void renew(const PhoenixMessage& message, RealtimeChannel& channel) {
    const Context context = context_();
    Identity identity = identify_token(string_in(message.payload, "access_token"),
                                       context.setting("JWT_SECRET"), context.now);
    if (identity.good()) {
      channel.identity = std::move(identity);
      return;
    }
    tell(message.topic, "system",
         object({{"extension", "system"},
                 {"status", "error"},
                 {"message", "Token is invalid"},
                 {"channel", message.topic.substr(9)}}));
  }

  Realtime& hub_;
  const Serializer serializer_;
  const std::string key_;
  const std::function<Context()> context_;
  http::Outlet* peer_ = nullptr;
  std::map<std::string, RealtimeChannel> channels_;  // by topic
};

Description Realtime::describe() const {
  return {"realtime", {"Realtime", "Realtime"}, {}, {"compose", "vps"}, {}};
}

bool Realtime::is_up(Context& context) { return !context.broken("supabase-realtime-down"); }

http::Response Realtime::answer(const Port&, const http::Request& request, Context& context) {
  if (request.path.starts_with("/api/tenants/") && request.path.ends_with("/health")) {
    const Identity identity = identify(request, context.setting("JWT_SECRET"), context.now);
    if (!identity.good()) return http::text_response(403, "");
    return json_response(
        200,
        {{"data", object({{"healthy", true},
                          {"db_connected", true},
                          {"connected_cluster", static_cast<std::int64_t>(sessions_.size())}})}});
  }
  // A WebSocket whose key was not good, or a path that is none.
  if (request.path.ends_with("/websocket")) return http::text_response(403, "");
  return http::text_response(404, "Not Found");
}

void Realtime::heard(std::string_view topic, const std::string& json, Context& context) {
  if (topic != "data.change") return;
  const auto change = formats::parse_json(json);
  if (!change) return;
  for (RealtimeSession* session : sessions_) session->tell_change(*change, context);
}

std::unique_ptr<http::StreamSession> Realtime::join(const http::Request& request,
                                                    std::function<Context()> context) {
  if (!request.path.ends_with("/websocket")) return nullptr;
  Context now = context();
  const Fields fields = parse_form(request.query);
  const std::string key(field(fields, "apikey"));
  if (!is_up(now) || now.broken("supabase-realtime-refuses") ||
      !identify_token(key, now.setting("JWT_SECRET"), now.now).good())
    return nullptr;
  const auto serializer = field(fields, "vsn").starts_with('2') ? Serializer::Two : Serializer::One;
  return std::make_unique<RealtimeSession>(*this, serializer, key, std::move(context));
}

}  // namespace services
