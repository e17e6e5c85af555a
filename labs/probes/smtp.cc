#include "labs/probes/smtp.h"

#include <ctime>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/formats/smtp_reply.h"
#include "labs/probes/tls.h"

namespace probes {
using base::message;
namespace {

using formats::SmtpReply;

// A reply that nobody waits for would be taken for the next one's: the rest of the bytes is kept.
class Dialogue {
 public:
  explicit Dialogue(Connection& peer) : peer_(peer) {}

  base::Result<SmtpReply> read() {
    SmtpReply reply;
    const auto enough = [&](const std::string& bytes) -> base::Result<bool> {
      auto read = TRY(formats::read_smtp_reply(bytes));
      if (!read.reply) return false;
      reply = std::move(*read.reply);
      used_ = read.used;
      return true;
    };
    auto done = read_until(peer_, bytes_, "tcp.reset", enough);
    if (!done) {
      if (done.error().rule == "tcp.silent") return refuse("smtp.timeout");
      return base::fail(done.error());
    }
    bytes_.erase(0, used_);
    return reply;
  }

  base::Result<SmtpReply> say(const std::string& line) {
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      return refuse("smtp.message");
    TRY(peer_.send(line + "\r\n"));
    return read();
  }

  base::Done send(std::string_view bytes) { return peer_.send(bytes); }

 private:
  Connection& peer_;
  std::string bytes_;
  std::size_t used_ = 0;
};

constexpr const char* kHello = "EHLO [127.0.0.1]";

base::Message quote(const SmtpReply& reply) {
  const std::string words = fmt::format("{} {}", reply.code, reply.text());
  return {words, words};
}

class Session {
 public:
  Session(const SmtpRequest& request, Observation& out) : request_(request), out_(out) {}

  base::Done greet(Dialogue& dialogue) {
    const SmtpReply greeting = TRY(dialogue.read());
    note(greeting);
    out_.fact("greeting", greeting.text());
    if (greeting.code != 220) return refuse("smtp.greeting", quote(greeting));
    return hello(dialogue);
  }

  base::Done hello(Dialogue& dialogue) {
    ehlo_ = TRY(dialogue.say(kHello));
    note(ehlo_);
    text::Node extensions;
    extensions.value = text::Table();
    for (std::size_t i = 1; i < ehlo_.lines.size(); ++i) {
      std::string name = ehlo_.lines[i].substr(0, ehlo_.lines[i].find_first_of(" ="));
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      formats::put(
          extensions, name,
          formats::node(std::string_view(formats::find_extension(ehlo_, name).value_or(""))));
    }
    out_.flag("starttls", out_.facts.find("protocol") != nullptr || offers_starttls());
    out_.fact("extension", std::move(extensions));
    return {};
  }

  bool offers_starttls() const { return formats::find_extension(ehlo_, "STARTTLS").has_value(); }

  base::Done starttls(Dialogue& dialogue) {
    if (!offers_starttls()) return refuse("tls.no-starttls");
    const SmtpReply ready = TRY(dialogue.say("STARTTLS"));
    note(ready);
    if (ready.code != 220) return refuse("tls.no-starttls", quote(ready));
    return {};
  }

  base::Done log_in(Dialogue& dialogue) {
    if (request_.user.empty()) return {};
    if (!formats::find_extension(ehlo_, "AUTH")) return refuse("smtp.auth-not-offered");
    const std::string both =
        std::string(1, '\0') + request_.user + std::string(1, '\0') + request_.password;
    const SmtpReply reply = TRY(dialogue.say("AUTH PLAIN " + formats::encode_base64(both)));
    note(reply);
    out_.flag("authenticated", reply.code == 235);
    if (reply.code != 235) return refuse("smtp.auth", quote(reply));
    return {};
  }

  base::Done deliver(Dialogue& dialogue, std::string_view date, std::string_view id) {
    if (request_.from.empty() || request_.to.empty()) return {};
    out_.flag("delivered", false);
    TRY(expect(dialogue, "MAIL FROM:<" + request_.from + ">", 250, "smtp.sender"));
    TRY(expect(dialogue, "RCPT TO:<" + request_.to + ">", 250, "smtp.recipient"));
    TRY(expect(dialogue, "DATA", 354, "smtp.message"));
    for (const std::string* part : {&request_.from, &request_.to, &request_.subject})
      if (part->find_first_of("\r\n") != std::string::npos) return refuse("smtp.message");
    TRY(dialogue.send(formats::write_smtp_data(
        fmt::format("From: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}>\r\n"
                    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
                    request_.from, request_.to, request_.subject, date, id, request_.body))));
    const SmtpReply taken = TRY(dialogue.read());
    note(taken);
    if (taken.code != 250) return refuse("smtp.message", quote(taken));
    out_.flag("delivered", true);
    return {};
  }

  base::Done start(std::unique_ptr<Connection>& peer) {
    const TlsOptions options{request_.name, request_.ca};
    TlsSession session = TRY(start_verified_tls(std::move(peer), options));
    peer = std::move(session.connection);
    out_.fact("protocol", session.protocol);
    return {};
  }

 private:
  base::Done expect(Dialogue& dialogue, const std::string& line, int code,
                    std::string_view reason) {
    const SmtpReply reply = TRY(dialogue.say(line));
    note(reply);
    if (reply.code / 10 != code / 10) return refuse(reason, quote(reply));
    return {};
  }

  void note(const SmtpReply& reply) {
    out_.fact("code", static_cast<std::int64_t>(reply.code));
    out_.words = fmt::format("{} {}", reply.code, reply.text());
  }

  const SmtpRequest& request_;
  Observation& out_;
  SmtpReply ehlo_;
};

base::Done talk(std::unique_ptr<Connection> peer, const SmtpRequest& request, std::string_view date,
                std::string_view id, Observation& out) {
  Session session(request, out);
  if (request.security == "tls") TRY(session.start(peer));
  {
    Dialogue dialogue(*peer);
    TRY(session.greet(dialogue));
    if (request.security == "starttls") TRY(session.starttls(dialogue));
  }
  if (request.security == "starttls") TRY(session.start(peer));
  Dialogue dialogue(*peer);
  if (request.security == "starttls") TRY(session.hello(dialogue));
  TRY(session.log_in(dialogue));
  TRY(session.deliver(dialogue, date, id));
  (void)dialogue.send("QUIT\r\n");  // the answer would tell nothing new
  return {};
}

}  // namespace

base::Done smtp_starttls(Connection& peer) {
  Observation ignored;
  const SmtpRequest nothing;
  Session session(nothing, ignored);
  Dialogue dialogue(peer);
  TRY(session.greet(dialogue));
  return session.starttls(dialogue);
}

void talk_smtp(std::unique_ptr<Connection> peer, const SmtpRequest& request, std::string_view date,
               std::string_view id, Observation& out) {
  const auto done = talk(std::move(peer), request, date, id, out);
  if (!done) take_failure(out, done.error());
}

Observation probe_smtp(const SmtpRequest& request, const Limits& limits) {
  Observation out;
  const auto target = parse_target(request.target);
  if (!target) {
    take_failure(out, target.error());
    return out;
  }
  auto open = connect_tcp(*target, "", limits);
  if (!open) {
    take_failure(out, open.error());
    return out;
  }
  SmtpRequest named = request;
  if (named.name.empty()) named.name = target->host;
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  ::gmtime_r(&now, &parts);
  char date[64] = "";
  std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &parts);
  talk_smtp(std::move(open->connection), named, date,
            formats::encode_hex(formats::random_bytes(12)) + "@lab-check.invalid", out);
  return out;
}

}  // namespace probes
