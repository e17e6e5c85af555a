#include "labs/probes/redis.h"

#include "labs/formats/encodings.h"
#include "labs/formats/resp.h"
#include "labs/probes/tls.h"

namespace probes {
using base::message;
namespace {

using formats::RespKind;
using formats::RespReply;

const char* error_reason(std::string_view words) {
  if (words.starts_with("NOAUTH")) return "redis.noauth";
  if (words.starts_with("WRONGPASS") || words.starts_with("ERR invalid password"))
    return "redis.wrongpass";
  if (words.starts_with("DENIED")) return "redis.protected";
  if (words.find("without any password configured") != std::string_view::npos)
    return "redis.no-password-set";
  return "redis.error";
}

class Talk {
 public:
  Talk(Connection& peer, Observation& out) : peer_(peer), out_(out) {}

  // An error reply is an error with its reason.
  base::Result<RespReply> ask(const std::vector<std::string>& words) {
    TRY(peer_.send(formats::write_resp_command(words)));
    RespReply reply;
    std::size_t used = 0;
    auto done = read_until(peer_, bytes_, "redis.closed",
                           [&](const std::string& bytes) -> base::Result<bool> {
                             auto read = TRY(formats::read_resp(bytes));
                             reply = std::move(read.reply);
                             used = read.used;
                             return read.complete;
                           });
    if (!done) {
      const std::string& rule = done.error().rule;
      if (rule == "tcp.silent") return refuse("redis.timeout");
      if (rule == "tcp.reset") return refuse("redis.closed");
      return base::fail(done.error());
    }
    bytes_.erase(0, used);
    if (reply.kind == RespKind::Error) {
      out_.words = reply.text;
      return refuse(error_reason(reply.text));
    }
    return reply;
  }

  base::Done log_in(const RedisUrl& url) {
    if (url.password.empty()) return {};
    std::vector<std::string> words = {"AUTH"};
    if (!url.user.empty()) words.push_back(url.user);
    words.push_back(url.password);
    TRY(ask(words));
    return {};
  }

  base::Done ping() {
    const RespReply pong = TRY(ask({"PING"}));
    out_.fact("reply", pong.text);
    if (pong.text != "PONG") return refuse("redis.not-redis");
    return {};
  }

  // Some hosted servers do not allow INFO: then nothing is known, and nothing is wrong.
  void look_around() {
    for (const char* section : {"server", "replication"}) {
      const auto info = ask({"INFO", section});
      if (!info) continue;
      note(info->text, "redis_version:", "version");
      note(info->text, "role:", "role");
    }
    out_.words.clear();
  }

  base::Done round_trip(const std::string& key) {
    const std::string value = "lab-check " + key;
    out_.flag("round-trip", false);
    TRY(ask({"SET", key, value, "EX", "60"}));
    const RespReply back = TRY(ask({"GET", key}));
    TRY(ask({"DEL", key}));
    if (back.text != value) return refuse("redis.round-trip");
    out_.flag("round-trip", true);
    return {};
  }

 private:
  void note(const std::string& text, std::string_view label, std::string_view fact) {
    const std::size_t at = text.find(label);
    if (at == std::string::npos) return;
    const std::size_t begin = at + label.size();
    out_.fact(fact,
              std::string_view(text).substr(begin, text.find_first_of("\r\n", begin) - begin));
  }

  Connection& peer_;
  Observation& out_;
  std::string bytes_;
};

base::Done talk(Connection& peer, const RedisUrl& url, const RedisRequest& request,
                Observation& out) {
  Talk talk(peer, out);
  TRY(talk.log_in(url));
  TRY(talk.ping());
  if (!url.database.empty()) TRY(talk.ask({"SELECT", url.database}));
  talk.look_around();
  if (!request.round_trip.empty()) TRY(talk.round_trip(request.round_trip));
  return {};
}

base::Done run(const RedisRequest& request, const Limits& limits, Observation& out) {
  const RedisUrl url = TRY(parse_redis_url(request.url));
  auto open = TRY(connect_tcp(url.target, "", limits));
  std::unique_ptr<Connection> peer = std::move(open.connection);
  if (url.tls) {
    const TlsOptions options{request.name.empty() ? url.target.host : request.name, request.ca};
    TlsSession session = TRY(start_verified_tls(std::move(peer), options));
    peer = std::move(session.connection);
    out.fact("protocol", session.protocol);
  }
  return talk(*peer, url, request, out);
}

}  // namespace

base::Result<RedisUrl> parse_redis_url(std::string_view written) {
  const auto wrong = [] { return refuse("redis.url"); };
  RedisUrl out;
  if (written.starts_with("rediss://"))
    out.tls = true;
  else if (!written.starts_with("redis://"))
    return wrong();
  written.remove_prefix(out.tls ? 9 : 8);
  written = written.substr(0, written.find('?'));
  const std::size_t slash = written.find('/');
  if (slash != std::string_view::npos) {
    out.database = written.substr(slash + 1);
    if (out.database.find_first_not_of("0123456789") != std::string::npos) return wrong();
    written = written.substr(0, slash);
  }
  const std::size_t at = written.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view login = written.substr(0, at);
    const std::size_t colon = login.find(':');
    if (colon == std::string_view::npos) {
      out.password = formats::decode_percent(login);
    } else {
      out.user = formats::decode_percent(login.substr(0, colon));
      out.password = formats::decode_percent(login.substr(colon + 1));
    }
    written.remove_prefix(at + 1);
  }
  std::string target(written);
  const std::size_t bracket = target.rfind(']');
  if (target.find(':', bracket == std::string::npos ? 0 : bracket) == std::string::npos)
    target += ":6379";
  auto parsed = parse_target(target);
  if (!parsed) return wrong();
  out.target = std::move(*parsed);
  return out;
}

void talk_redis(Connection& peer, const RedisUrl& url, const RedisRequest& request,
                Observation& out) {
  const auto done = talk(peer, url, request, out);
  if (!done) take_failure(out, done.error());
}

Observation probe_redis(const RedisRequest& request, const Limits& limits) {
  Observation out;
  const auto done = run(request, limits, out);
  if (!done) take_failure(out, done.error());
  return out;
}

}  // namespace probes
