#include "labs/services/redis/rest.h"

#include "generator/base/ascii.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"

namespace services::redis {
namespace {

using formats::RespKind;

constexpr std::size_t kMostCommands = 10'000;

enum class Strings { Plain, Base64 };

http::Response json(int status, const text::Node& body) {
  return http::text_response(status, formats::to_json(body), "application/json");
}

text::Node error_body(std::string_view words) {
  text::Node body;
  formats::put(body, "error", formats::node(words));
  return body;
}

text::Node value_of(const Reply& reply, Strings strings) {
  const auto string = [&](std::string_view text) {
    return formats::node(strings == Strings::Base64 ? std::string_view(formats::encode_base64(text))
                                                    : text);
  };
  switch (reply.kind) {
    case RespKind::Simple:  // "OK" stays as it is, whatever the encoding
      return reply.text == "OK" ? formats::node(std::string_view("OK")) : string(reply.text);
    case RespKind::Error:
      return formats::node(std::string_view(reply.text));
    case RespKind::Integer:
    case RespKind::Boolean:
      return formats::node(reply.integer);
    case RespKind::Bulk:
    case RespKind::Real:
    case RespKind::Verbatim:
      return string(reply.text);
    case RespKind::Null:
    case RespKind::NullList:
      return {};
    case RespKind::List:
    case RespKind::Map:
    case RespKind::Set:
    case RespKind::Push:
      break;
  }
  text::Array list;
  for (const Reply& item : reply.list) list.push_back(value_of(item, strings));
  return formats::node(std::move(list));
}

// {"result": …} or {"error": …}.
text::Node body_of(const Reply& reply, Strings strings) {
  if (reply.kind == RespKind::Error) return error_body(reply.text);
  text::Node body;
  formats::put(body, "result", value_of(reply, strings));
  return body;
}

// The words of a command; empty when it is none.
Words words_of(const text::Node& node) {
  Words words;
  const auto* array = std::get_if<text::Array>(&node.value);
  if (array == nullptr) return {};
  for (const text::Node& item : *array) {
    if (item.is_array() || item.is_table()) return {};
    words.push_back(formats::plain(item));
  }
  return words;
}

// "/set/key/value?EX=10" with a body that is the last word.
Words words_of_path(const http::Request& request) {
  Words words;
  const auto add = [&](std::string_view text, char separator) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(separator), text.size());
      if (end > 0) words.push_back(formats::decode_percent(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  };
  const std::string_view target = request.target;
  add(target.substr(0, target.find('?')), '/');
  if (!request.body.empty()) words.push_back(request.body);
  std::string_view query = request.query;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (!query.starts_with("_token=")) add(query.substr(0, end), '=');
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return words;
}

std::optional<http::Response> refusal(const http::Request& request, const Context& context) {
  std::string wanted(context.setting("UPSTASH_REDIS_REST_TOKEN"));
  if (wanted.empty()) wanted = Users::default_password(context);
  if (wanted.empty()) return std::nullopt;
  std::string given;
  const std::string_view header = request.header("authorization");
  if (header.size() > 7 && base::same_word(header.substr(0, 7), "bearer "))
    given = header.substr(7);
  else if (const std::size_t at = request.query.find("_token="); at != std::string::npos)
    given = formats::decode_percent(
        std::string_view(request.query).substr(at + 7, request.query.find('&', at) - at - 7));
  if (given.empty()) return json(401, error_body("Unauthorized"));
  if (context.broken("upstash-token-wrong") || !formats::same_secret(given, wanted))
    return json(401, error_body("WRONGPASS invalid or missing auth token"));
  return std::nullopt;
}

class Rest {
 public:
  Rest(Engine& engine, Context& context, Strings strings)
      : engine_(engine), context_(context), strings_(strings) {
    client_.user = "default";
  }
  ~Rest() { engine_.forget_watches(client_); }

  Reply run(const Words& words) {
    if (words.empty()) return error("ERR empty command");
    const auto reply = engine_.execute(client_, words, context_);
    return reply ? *reply : null();
  }

  http::Response one(const Words& words) {
    if (words.empty()) return json(400, error_body("ERR failed to parse command"));
    // State that only a connection can have.
    for (const char* stateful : {"multi", "exec", "discard", "watch"})
      if (base::same_word(words[0], stateful))
        return json(400, error_body(fmt::format("ERR Command is not available: '{}'. See "
                                                "https://upstash.com/docs/redis/features/restapi",
                                                base::lower(words[0]))));
    const Reply reply = run(words);
    return json(reply.kind == RespKind::Error ? 400 : 200, body_of(reply, strings_));
  }

  http::Response several(const text::Node& body, bool together) {
    const auto* array = std::get_if<text::Array>(&body.value);
    if (array == nullptr || array->size() > kMostCommands)
      return json(400, error_body("ERR failed to parse pipeline request"));
    text::Array out;
    if (!together) {
      for (const text::Node& item : *array) out.push_back(body_of(run(words_of(item)), strings_));
      return json(200, formats::node(std::move(out)));
    }
    run({"MULTI"});
    for (const text::Node& item : *array) {
      const Reply queued = run(words_of(item));
      if (queued.kind == RespKind::Error) {
        run({"DISCARD"});
        return json(400, error_body(queued.text));
      }
    }
    const Reply done = run({"EXEC"});
    if (done.kind == RespKind::Error) return json(400, error_body(done.text));
    for (const Reply& reply : done.list) out.push_back(body_of(reply, strings_));
    return json(200, formats::node(std::move(out)));
  }

 private:
  Engine& engine_;
  Context& context_;
  Strings strings_;
  Client client_;
};

}  // namespace

http::Response answer_rest(Engine& engine, const http::Request& request, Context& context) {
  if (auto refused = refusal(request, context)) return *refused;
  const bool encoded = base::same_word(request.header("upstash-encoding"), "base64");
  Rest rest(engine, context, encoded ? Strings::Base64 : Strings::Plain);
  http::Response response;
  if (request.path == "/" || request.path == "/pipeline" || request.path == "/multi-exec") {
    if (request.method != "POST")
      return json(405, error_body("ERR only POST is allowed for this path"));
    const auto body = formats::parse_json(request.body);
    if (!body) return json(400, error_body("ERR failed to parse command"));
    response = request.path == "/" ? rest.one(words_of(*body))
                                   : rest.several(*body, request.path == "/multi-exec");
  } else {
    response = rest.one(words_of_path(request));
  }
  const auto done = engine.keyspace.settle(context.store);
  engine.serve_waiting(context);
  if (!done) return json(500, error_body("ERR the dataset could not be written"));
  return response;
}

}  // namespace services::redis
