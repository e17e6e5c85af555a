#include "labs/services/mail/smtp_server.h"

#include <catch2/catch.hpp>

#include "labs/formats/encodings.h"
#include "labs/services/mail/mail_service.h"
#include "labs/services/mail/mailbox.h"
#include "labs/services/test_world.h"

namespace {

using services::test::Connection;
using services::test::World;

struct Fixture {
  World world;
  std::unique_ptr<services::Service> catcher = services::make_mail();
  std::unique_ptr<services::Service> relay = services::make_smtp();

  Fixture() {
    auto context = world.context();
    REQUIRE(catcher->prepare(context));
  }
  Connection to_catcher() {
    return Connection(*catcher, services::test::port_named(*catcher, "smtp"), world);
  }
  Connection to_relay(std::string_view port = "submission") {
    return Connection(*relay, services::test::port_named(*relay, port), world);
  }
  std::vector<services::mail::Stored> mails() {
    auto context = world.context();
    return *services::mail::Mailbox(context).list();
  }
};

std::string shown(std::string bytes) {
  for (std::size_t at = 0; (at = bytes.find("\r\n", at)) != std::string::npos;)
    bytes.replace(at, 2, "|");
  return bytes;
}

// Ids are random: what stands behind "queued as" is left out.
std::string without_ids(std::string text) {
  constexpr std::string_view kMark = "queued as ";
  for (std::size_t at = 0; (at = text.find(kMark, at)) != std::string::npos; at += kMark.size())
    text.erase(at + kMark.size(), 22);
  return text;
}

const std::string kPlain = formats::encode_base64(std::string("\0ann\0secret", 11));

}  // namespace

TEST_CASE("the catcher takes a mail as Mailpit does") {
  Fixture f;
  auto connection = f.to_catcher();
  CHECK(connection.peer.take() == "220 mailpit Mailpit ESMTP Service ready\r\n");
  CHECK(shown(connection.say("EHLO me\r\n")) ==
        "250-mailpit greets me|250-SIZE 10485760|250-8BITMIME|250-SMTPUTF8|"
        "250 ENHANCEDSTATUSCODES|");
  CHECK(shown(connection.say(
            "MAIL FROM:<a@lab.example.org> SIZE=20\r\nRCPT TO:<b@lab.example.org>\r\n"
            "DATA\r\n")) ==
        "250 2.1.0 Ok|250 2.1.5 Ok|354 Start mail input; end with <CR><LF>.<CR><LF>|");
  CHECK(without_ids(connection.say("Subject: x\r\n\r\n..dot\r\n.\r\n")) ==
        "250 2.0.0 Ok: queued as \r\n");
  CHECK(connection.say("QUIT\r\n") ==
        "221 2.0.0 mailpit Mailpit ESMTP Service closing transmission channel\r\n");
  CHECK(connection.peer.closed);
  REQUIRE(f.mails().size() == 1);
  CHECK(f.mails()[0].raw == "Subject: x\r\n\r\n.dot\r\n");
  CHECK(f.mails()[0].envelope.from == "a@lab.example.org");
  CHECK(f.mails()[0].envelope.to == std::vector<std::string>{"b@lab.example.org"});
  REQUIRE(f.world.published.size() == 1);
  CHECK(f.world.published[0].first == "mail.arrived");
}

TEST_CASE("a conversation that is cut anywhere ends the same") {
  const std::string said =
      "EHLO me\r\nMAIL FROM:<a@lab.example.org>\r\nRCPT TO:<b@lab.example.org>\r\nDATA\r\n"
      "Subject: x\r\n\r\nhello\r\n.\r\nNOOP\r\n";
  for (std::size_t cut = 0; cut <= said.size(); ++cut) {
    Fixture f;
    auto connection = f.to_catcher();
    std::string heard = connection.peer.take();
    heard += connection.say(said.substr(0, cut));
    heard += connection.say(said.substr(cut));
    CHECK(without_ids(heard).ends_with("250 2.0.0 Ok: queued as \r\n250 2.0.0 Ok\r\n"));
    REQUIRE(f.mails().size() == 1);
    CHECK(f.mails()[0].raw == "Subject: x\r\n\r\nhello\r\n");
  }
}

TEST_CASE("commands at the wrong time or of the wrong form are refused") {
  struct Case {
    std::string_view said, heard;
  };
  const auto c = GENERATE(values<Case>({
      {"MAIL FROM:<a@b>\r\n",
       "503 5.5.1 Bad sequence of commands (HELO/EHLO required before MAIL)|"},
      {"EHLO\r\n", "501 5.5.4 Syntax error in parameters or arguments (no hostname given)|"},
      {"HELO me\r\nRCPT TO:<a@b>\r\n",
       "250 mailpit greets me|503 5.5.1 Bad sequence of commands (MAIL required before RCPT)|"},
      {"HELO me\r\nDATA\r\n",
       "250 mailpit greets me|"
       "503 5.5.1 Bad sequence of commands (MAIL & RCPT required before DATA)|"},
      {"HELO me\r\nMAIL FROM:nobody\r\n",
       "250 mailpit greets me|"
       "501 5.5.4 Syntax error in parameters or arguments (invalid FROM parameter)|"},
      {"HELO me\r\nMAIL FROM:<>\r\n", "250 mailpit greets me|250 2.1.0 Ok|"},  // a bounce
      {"HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b c@d>\r\n",
       "250 mailpit greets me|250 2.1.0 Ok|"
       "501 5.5.4 Syntax error in parameters or arguments (invalid TO parameter)|"},
      {"HELO me\r\nMAIL FROM:<a@b> SIZE=99999999\r\n",
       "250 mailpit greets me|552 5.3.4 Message exceeds the size that is taken|"},
      {"AUTH PLAIN\r\n", "502 5.5.1 Command not implemented|"},
      {"STARTTLS\r\n", "502 5.5.1 Command not implemented|"},
      {"VRFY x\r\n", "502 5.5.1 Command not implemented|"},
      {"HELP\r\nWHAT\r\n",
       "502 5.5.1 Command not implemented|500 5.5.2 Syntax error, command unrecognized|"},
  }));
  CAPTURE(c.said);
  Fixture f;
  auto connection = f.to_catcher();
  connection.peer.take();
  CHECK(shown(connection.say(c.said)) == c.heard);
}

TEST_CASE("the sending service wants TLS, then a log-in") {
  Fixture f;
  f.world.settings = {{"SMTP_USER", "ann"}, {"SMTP_PASS", "secret"}};
  auto connection = f.to_relay();
  CHECK(connection.peer.take() == "220 smtp.lab.example.org ESMTP ready\r\n");
  CHECK(shown(connection.say("EHLO me\r\n")) ==
        "250-smtp.lab.example.org greets me|250-SIZE 10485760|250-PIPELINING|250-STARTTLS|"
        "250-8BITMIME|250-SMTPUTF8|250 ENHANCEDSTATUSCODES|");
  CHECK(connection.say("AUTH PLAIN " + kPlain + "\r\n") ==
        "530 5.7.0 Must issue a STARTTLS command first\r\n");
  // What was slipped in behind STARTTLS in clear is thrown away.
  CHECK(connection.say("STARTTLS\r\nMAIL FROM:<evil@x>\r\n") == "220 2.0.0 Ready to start TLS\r\n");
  CHECK(connection.peer.tls);
  CHECK(shown(connection.say("EHLO me\r\n")) ==
        "250-smtp.lab.example.org greets me|250-SIZE 10485760|250-PIPELINING|"
        "250-AUTH PLAIN LOGIN|250-8BITMIME|250-SMTPUTF8|250 ENHANCEDSTATUSCODES|");
  CHECK(connection.say("AUTH LOGIN\r\n") == "334 VXNlcm5hbWU6\r\n");
  CHECK(connection.say("YW5u\r\n") == "334 UGFzc3dvcmQ6\r\n");
  CHECK(connection.say("d3Jvbmc=\r\n") == "535 5.7.8 Authentication credentials invalid\r\n");
  CHECK(connection.say("AUTH PLAIN " + kPlain + "\r\n") ==
        "235 2.7.0 Authentication successful\r\n");
  CHECK(without_ids(
            connection.say("MAIL FROM:<a@x.example.org>\r\nRCPT TO:<b@y.example.org>\r\nDATA\r\n"
                           "Hi\r\n.\r\n"))
            .ends_with("250 2.0.0 Ok: queued as \r\n"));
  CHECK(f.mails().at(0).envelope.user == "ann");
}

TEST_CASE("without a log-in the sending service takes mail for its own people only") {
  Fixture f;
  auto connection = f.to_relay("smtps");
  connection.peer.take();
  connection.say("EHLO me\r\nMAIL FROM:<a@x.example.org>\r\n");
  CHECK(connection.say("RCPT TO:<b@y.example.org>\r\n") ==
        "554 5.7.1 <b@y.example.org>: Relay access denied\r\n");
  CHECK(connection.say("RCPT TO:<you@lab.example.org>\r\n") == "250 2.1.5 Ok\r\n");
}

TEST_CASE("each fault of mail is heard where it belongs") {
  struct Case {
    std::string_view fault, port, said, heard;  // the last reply
  };
  const auto c = GENERATE(values<Case>({
      {"mail-greeting-refused", "submission", "",
       "554 5.7.1 smtp.lab.example.org does not take mail from your address|"},
      {"mail-tls-mode-wrong", "submission", "EHLO me\r\n", ""},
      {"mail-no-starttls", "submission", "STARTTLS\r\n", "502 5.5.1 Command not implemented|"},
      {"mail-login-refused", "smtps", "EHLO me\r\nAUTH PLAIN AGFubgBzZWNyZXQ=\r\n",
       "535 5.7.8 Authentication credentials invalid|"},
      {"mail-login-wanted", "smtps", "EHLO me\r\nMAIL FROM:<a@b>\r\n",
       "530 5.7.0 Authentication required|"},
      {"mail-sender-unverified", "smtps",
       "EHLO me\r\nAUTH PLAIN AGFubgBzZWNyZXQ=\r\nMAIL FROM:<a@b>\r\n",
       "550 5.7.1 The from address does not match a verified Sender Identity|"},
      {"mail-relay-refused", "smtps",
       "EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<you@lab.example.org>\r\n",
       "554 5.7.1 <you@lab.example.org>: Relay access denied|"},
      {"mail-recipient-refused", "smtps",
       "EHLO me\r\nAUTH PLAIN AGFubgBzZWNyZXQ=\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n",
       "550 5.1.1 <c@d>: Recipient address rejected: User unknown|"},
      {"mail-greylisted", "smtps",
       "EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<you@lab.example.org>\r\n",
       "450 4.2.0 <you@lab.example.org>: Recipient address rejected: Greylisted|"},
      {"mail-quota-exhausted", "smtps", "EHLO me\r\nMAIL FROM:<a@b>\r\n",
       "451 4.7.1 Authentication failed: Maximum credits exceeded|"},
      {"mail-too-large", "smtps", "EHLO me\r\nMAIL FROM:<a@b> SIZE=1001\r\n",
       "552 5.3.4 Message exceeds the size that is taken|"},
      {"mail-content-refused", "smtps",
       "EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<you@lab.example.org>\r\nDATA\r\nx\r\n.\r\n",
       "554 5.7.1 Message rejected: it looks like spam|"},
  }));
  CAPTURE(c.fault);
  Fixture f;
  f.world.faults.insert(std::string(c.fault));
  auto connection = f.to_relay(c.port);
  std::string heard = connection.peer.take();
  heard += connection.say(c.said);
  heard = shown(heard);
  const std::size_t before = heard.rfind('|', heard.size() < 2 ? 0 : heard.size() - 2);
  CHECK(heard.substr(before == std::string::npos ? 0 : before + 1) == c.heard);
}

TEST_CASE("a bare line feed hides no second message") {
  Fixture f;
  auto connection = f.to_catcher();
  connection.peer.take();
  connection.say("EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
  CHECK(connection.say("one\n.\nMAIL FROM:<evil@x>\r\n").empty());
  CHECK(without_ids(connection.say(".\r\n")) == "250 2.0.0 Ok: queued as \r\n");
  CHECK(f.mails().size() == 1);
}

TEST_CASE("what is too long, too large or too wrong ends, and memory stays bounded") {
  Fixture f;
  auto connection = f.to_catcher();
  connection.peer.take();
  CHECK(connection.say(std::string(9000, 'x')) == "500 5.5.2 Line too long\r\n");
  CHECK(connection.peer.closed);

  auto wrong = f.to_catcher();
  wrong.peer.take();
  std::string nonsense;
  for (int i = 0; i < 30; ++i) nonsense += "WHAT\r\n";
  CHECK(wrong.say(nonsense).ends_with("421 4.7.0 too many errors\r\n"));
  CHECK(wrong.peer.closed);

  auto large = f.to_catcher();
  large.peer.take();
  large.say("EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
  const std::string block(1u << 20, 'x');  // one line without end
  for (int i = 0; i < 25; ++i) large.say(block);
  CHECK(large.say("\r\n.\r\n") == "552 5.3.4 Message exceeds the size that is taken\r\n");
  CHECK(f.mails().empty());
}

TEST_CASE("only the newest messages are kept") {
  Fixture f;
  auto context = f.world.context();
  services::mail::Mailbox mailbox(context);
  for (int i = 0; i < 505; ++i)
    REQUIRE(mailbox.add({"a@b", {"c@d"}, ""}, "Subject: " + std::to_string(i) + "\r\n\r\n"));
  const auto mails = f.mails();
  REQUIRE(mails.size() == 500);
  CHECK(mails.front().message.header("subject") == "504");
  CHECK(mails.back().message.header("subject") == "5");
}
