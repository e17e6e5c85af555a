#include "labs/services/mail/smtp_server.h"

#include <algorithm>
#include <charconv>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/services/mail/words.h"

namespace services::mail {
namespace {

constexpr std::size_t kLongestLine = 8u << 10;
constexpr std::size_t kMostRecipients = 100;
constexpr int kMostErrors = 20;

// "FROM:<a@b> SIZE=5" behind MAIL: the address and the parameters.
struct Path {
  std::string address;
  std::string parameters;
};

std::optional<Path> parse_path(std::string_view text, std::string_view word) {
  text = base::trimmed(text);
  if (text.size() < word.size() || !base::same_word(text.substr(0, word.size()), word))
    return std::nullopt;
  text = base::trimmed(text.substr(word.size()));
  if (!text.starts_with('<')) return std::nullopt;
  const std::size_t end = text.find('>');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view address = text.substr(1, end - 1);
  const bool empty_sender = address.empty() && word == "FROM:";
  if (!empty_sender &&
      (address.find('@') == std::string_view::npos || address.size() > 320 ||
       text::first_invalid(address) || address.find_first_of(" \t<\n\r") != std::string_view::npos))
    return std::nullopt;
  return Path{std::string(address), std::string(base::trimmed(text.substr(end + 1)))};
}

std::size_t size_parameter(std::string_view parameters) {
  const std::string lowered = base::lower(parameters);
  const std::size_t at = lowered.find("size=");
  std::size_t size = 0;
  if (at != std::string::npos)
    std::from_chars(lowered.data() + at + 5, lowered.data() + lowered.size(), size);
  return size;
}

std::string domain_of(std::string_view address) {
  return base::lower(address.substr(std::min(address.rfind('@') + 1, address.size())));
}

class Smtp : public http::StreamSession {
 public:
  Smtp(Manner manner, bool tls, std::function<Context()> context)
      : manner_(manner), tls_(tls), make_context_(std::move(context)) {}

  void opened(http::Outlet& peer) override {
    const Context context = make_context_();
    // A port that speaks TLS from the first byte says nothing to who speaks in clear.
    if (relay() && !tls_ && context.broken("mail-tls-mode-wrong")) return;
    if (context.broken("mail-greeting-refused")) {
      peer.send("554 5.7.1 " + host(context) + " does not take mail from your address\r\n");
      return end(peer);
    }
    peer.send(fmt::format("220 {} {}\r\n", host(context),
                          relay() ? "ESMTP ready" : "Mailpit ESMTP Service ready"));
  }

  void received(std::string_view bytes, http::Outlet& peer) override {
    if (over_) return;
    Context context = make_context_();
    if (relay() && !tls_ && context.broken("mail-tls-mode-wrong")) return;
    pending_ += bytes;
    std::string answers;
    while (!over_) {
      std::string_view line;
      if (!next_line(line)) break;
      const std::string copy(line);
      if (!in_data_) ++commands_;
      const std::string reply = in_data_ ? data_line(copy, context) : command(copy, context, peer);
      answers += reply;
      if (reply.starts_with('5') && ++errors_ >= kMostErrors) {
        answers += "421 4.7.0 too many errors\r\n";
        over_ = true;
      }
      if (start_tls_) {
        peer.send(std::exchange(answers, {}));
        begin_tls(peer);
        return;
      }
    }
    if (!over_ && pending_.size() > kLongestLine && !in_data_) {
      answers += "500 5.5.2 Line too long\r\n";
      over_ = true;
    }
    if (!answers.empty()) peer.send(std::move(answers));
    if (over_) peer.close();
  }

  // A message is one thing, however many lines it has.
  std::uint64_t begun() const override { return in_data_ || !pending_.empty() ? 1 + commands_ : 0; }

 private:
  bool relay() const { return manner_ == Manner::Relay; }

  std::string host(const Context& context) const {
    return std::string(relay() ? context.setting("SMTP_HOST", "smtp.lab.example.org") : "mailpit");
  }

  // A line of a message ends in CRLF alone: taking a bare LF for an end lets a stranger hide a
  // second message in one.
  bool next_line(std::string_view& line) {
    const std::string_view end = in_data_ ? "\r\n" : "\n";
    const std::size_t found = pending_.find(end, std::max(read_, scanned_));
    if (found == std::string::npos) {
      if (in_data_) keep_part_of_line();
      pending_.erase(0, read_);
      read_ = 0;
      scanned_ = pending_.empty() ? 0 : pending_.size() - 1;
      return false;
    }
    line = std::string_view(pending_).substr(read_, found - read_);
    if (!in_data_ && line.ends_with('\r')) line.remove_suffix(1);
    read_ = found + end.size();
    scanned_ = read_;
    return true;
  }

  // A message of one long line must not be searched from its start again and again, nor kept
  // beyond what is taken.
  void keep_part_of_line() {
    if (pending_.size() - read_ > kMostMessageBytes + 2) {
      too_large_ = true;
      cut_line_ = true;
      read_ = pending_.size() - 1;
    }
  }

  std::string command(std::string_view line, Context& context, http::Outlet& peer) {
    if (auth_step_ != AuthStep::None) return auth_line(line, context);
    if (line.size() > kLongestLine) return "500 5.5.2 Line too long\r\n";
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string verb = base::lower(line.substr(0, blank));
    const std::string_view rest = base::trimmed(line.substr(blank));
    if (verb == "ehlo" || verb == "helo") return hello(verb, rest, context);
    if (verb == "quit") {
      over_ = true;
      return fmt::format(
          "221 2.0.0 {} {}\r\n", host(context),
          relay() ? "closing connection" : "Mailpit ESMTP Service closing transmission channel");
    }
    if (verb == "noop") return "250 2.0.0 Ok\r\n";
    if (verb == "rset") {
      forget();
      return "250 2.0.0 Ok\r\n";
    }
    if (verb == "starttls") return starttls(rest, context, peer);
    if (verb == "auth") return auth(rest, context);
    if (verb == "mail") return mail(rest, context);
    if (verb == "rcpt") return rcpt(rest, context);
    if (verb == "data") return data(rest, context);
    if (verb == "vrfy" || verb == "expn" || verb == "help")
      return "502 5.5.1 Command not implemented\r\n";
    return "500 5.5.2 Syntax error, command unrecognized\r\n";
  }

  bool offers_starttls(const Context& context) const {
    return relay() && !tls_ && !context.broken("mail-no-starttls");
  }
  // A password in clear is what STARTTLS is there to prevent.
  bool offers_auth(const Context& context) const {
    return relay() && (tls_ || context.broken("mail-no-starttls"));
  }
  std::size_t limit(const Context& context) const {
    return context.broken("mail-too-large") ? 1000 : kMostMessageBytes;
  }

  std::string hello(const std::string& verb, std::string_view name, const Context& context) {
    if (name.empty())
      return "501 5.5.4 Syntax error in parameters or arguments (no hostname given)\r\n";
    forget();
    greeted_ = true;
    const std::string greeting =
        fmt::format("{} greets {}", host(context), text::shortened(name, 100));
    if (verb == "helo") return "250 " + greeting + "\r\n";
    std::string out = "250-" + greeting + "\r\n";
    out += fmt::format("250-SIZE {}\r\n", limit(context));
    if (relay()) out += "250-PIPELINING\r\n";
    if (offers_starttls(context)) out += "250-STARTTLS\r\n";
    if (offers_auth(context)) out += "250-AUTH PLAIN LOGIN\r\n";
    return out + "250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n";
  }

  std::string starttls(std::string_view rest, const Context& context, http::Outlet&) {
    if (!rest.empty()) return "501 5.5.2 Syntax error (no parameters allowed)\r\n";
    if (!offers_starttls(context)) return "502 5.5.1 Command not implemented\r\n";
    start_tls_ = true;
    return "220 2.0.0 Ready to start TLS\r\n";
  }

  void begin_tls(http::Outlet& peer) {
    // What was sent in clear behind STARTTLS is not from the one who will prove who they are.
    pending_.clear();
    read_ = scanned_ = 0;
    start_tls_ = false;
    tls_ = true;
    greeted_ = false;
    user_.clear();
    forget();
    peer.start_tls();
  }

  std::string auth(std::string_view rest, const Context& context) {
    if (!offers_auth(context))
      return relay() && !tls_ ? "530 5.7.0 Must issue a STARTTLS command first\r\n"
                              : "502 5.5.1 Command not implemented\r\n";
    if (!user_.empty()) return "503 5.5.1 Already authenticated\r\n";
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    const std::string mechanism = base::lower(rest.substr(0, blank));
    const std::string_view initial = base::trimmed(rest.substr(blank));
    if (mechanism == "plain") {
      auth_step_ = AuthStep::Plain;
      return initial.empty() ? "334 \r\n" : auth_line(initial, context);
    }
    if (mechanism == "login") {
      auth_step_ = AuthStep::User;
      return initial.empty() ? "334 VXNlcm5hbWU6\r\n" : auth_line(initial, context);
    }
    return "504 5.5.4 Unrecognized authentication type\r\n";
  }

  std::string auth_line(std::string_view line, const Context& context) {
    const AuthStep step = std::exchange(auth_step_, AuthStep::None);
    if (line == "*") return "501 5.7.0 Authentication cancelled\r\n";
    const auto decoded = formats::decode_base64(line == "=" ? "" : line);
    if (!decoded) return "501 5.5.2 Cannot decode the response\r\n";
    if (step == AuthStep::User) {
      given_user_ = *decoded;
      auth_step_ = AuthStep::Password;
      return "334 UGFzc3dvcmQ6\r\n";
    }
    if (step == AuthStep::Password) return log_in(given_user_, *decoded, context);
    const std::size_t first = decoded->find('\0');
    const std::size_t second = first == std::string::npos ? first : decoded->find('\0', first + 1);
    if (second == std::string::npos) return "501 5.5.2 Cannot decode the response\r\n";
    return log_in(decoded->substr(first + 1, second - first - 1), decoded->substr(second + 1),
                  context);
  }

  std::string log_in(const std::string& user, const std::string& password, const Context& context) {
    const std::string_view wanted_user = context.setting("SMTP_USER");
    const std::string_view wanted = context.setting("SMTP_PASS");
    const bool good = !user.empty() && !context.broken("mail-login-refused") &&
                      (wanted_user.empty() || formats::same_secret(user, wanted_user)) &&
                      (wanted.empty() || formats::same_secret(password, wanted));
    if (!good) return "535 5.7.8 Authentication credentials invalid\r\n";
    user_ = user;
    return "235 2.7.0 Authentication successful\r\n";
  }

  std::string mail(std::string_view rest, const Context& context) {
    if (!greeted_) return "503 5.5.1 Bad sequence of commands (HELO/EHLO required before MAIL)\r\n";
    if (has_sender_) return "503 5.5.1 Bad sequence of commands (a sender was given)\r\n";
    const auto path = parse_path(rest, "FROM:");
    if (!path)
      return "501 5.5.4 Syntax error in parameters or arguments (invalid FROM parameter)\r\n";
    if (size_parameter(path->parameters) > limit(context))
      return "552 5.3.4 Message exceeds the size that is taken\r\n";
    if (relay()) {
      if (user_.empty() && context.broken("mail-login-wanted"))
        return "530 5.7.0 Authentication required\r\n";
      if (context.broken("mail-quota-exhausted"))
        return "451 4.7.1 Authentication failed: Maximum credits exceeded\r\n";
      if (!user_.empty() && context.broken("mail-sender-unverified"))
        return "550 5.7.1 The from address does not match a verified Sender Identity\r\n";
    }
    envelope_.from = path->address;
    envelope_.user = user_;
    has_sender_ = true;
    return "250 2.1.0 Ok\r\n";
  }

  std::string rcpt(std::string_view rest, const Context& context) {
    if (!has_sender_) return "503 5.5.1 Bad sequence of commands (MAIL required before RCPT)\r\n";
    const auto path = parse_path(rest, "TO:");
    if (!path)
      return "501 5.5.4 Syntax error in parameters or arguments (invalid TO parameter)\r\n";
    if (envelope_.to.size() >= kMostRecipients) return "452 4.5.3 Too many recipients\r\n";
    if (relay()) {
      // Without a log-in, mail is taken for the domain's own people and relayed to nobody.
      const bool own =
          domain_of(path->address) == context.setting("MAIL_DOMAIN", "lab.example.org");
      if (user_.empty() && (!own || context.broken("mail-relay-refused")))
        return fmt::format("554 5.7.1 <{}>: Relay access denied\r\n", path->address);
      if (!user_.empty() && context.broken("mail-recipient-refused"))
        return fmt::format("550 5.1.1 <{}>: Recipient address rejected: User unknown\r\n",
                           path->address);
      if (context.broken("mail-greylisted"))
        return fmt::format("450 4.2.0 <{}>: Recipient address rejected: Greylisted\r\n",
                           path->address);
    }
    envelope_.to.push_back(path->address);
    return "250 2.1.5 Ok\r\n";
  }

  std::string data(std::string_view rest, const Context&) {
    if (!rest.empty()) return "501 5.5.4 Syntax error (no parameters allowed)\r\n";
    if (envelope_.to.empty())
      return "503 5.5.1 Bad sequence of commands (MAIL & RCPT required before DATA)\r\n";
    in_data_ = true;
    too_large_ = false;
    message_.clear();
    return "354 Start mail input; end with <CR><LF>.<CR><LF>\r\n";
  }

  std::string data_line(std::string_view line, Context& context) {
    // What is left of a line that was cut is no line, even when it is a dot.
    if (line != "." || std::exchange(cut_line_, false)) {
      if (line.starts_with('.')) line.remove_prefix(1);
      if (message_.size() + line.size() + 2 > limit(context)) too_large_ = true;
      if (too_large_)
        message_.clear();
      else
        message_.append(line).append("\r\n");
      cut_line_ = false;
      return {};
    }
    in_data_ = false;
    const Envelope envelope = std::exchange(envelope_, {});
    has_sender_ = false;
    if (too_large_) return "552 5.3.4 Message exceeds the size that is taken\r\n";
    if (relay() && context.broken("mail-content-refused"))
      return "554 5.7.1 Message rejected: it looks like spam\r\n";
    Mailbox mailbox(context);
    const auto id = mailbox.add(envelope, message_);
    message_.clear();
    message_.shrink_to_fit();
    if (!id) return "451 4.3.0 The message could not be stored\r\n";
    return "250 2.0.0 Ok: queued as " + *id + "\r\n";
  }

  void forget() {
    envelope_ = {};
    has_sender_ = false;
  }
  void end(http::Outlet& peer) {
    over_ = true;
    peer.close();
  }

  enum class AuthStep { None, Plain, User, Password };

  Manner manner_;
  bool tls_;
  std::function<Context()> make_context_;
  std::uint64_t commands_ = 0;
  std::string pending_;
  std::size_t read_ = 0;     // what was read of pending_
  std::size_t scanned_ = 0;  // up to here there is no line's end
  bool greeted_ = false;
  bool start_tls_ = false;
  bool over_ = false;
  int errors_ = 0;
  AuthStep auth_step_ = AuthStep::None;
  std::string given_user_;
  std::string user_;
  Envelope envelope_;
  bool has_sender_ = false;
  bool in_data_ = false;
  bool too_large_ = false;
  bool cut_line_ = false;
  std::string message_;
};

}  // namespace

std::unique_ptr<http::StreamSession> make_smtp_session(Manner manner, bool tls,
                                                       std::function<Context()> context) {
  return std::make_unique<Smtp>(manner, tls, std::move(context));
}

}  // namespace services::mail
