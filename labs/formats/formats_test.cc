#include <catch2/catch.hpp>

#include "labs/formats/crypto.h"
#include "labs/formats/dotenv.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/formats/jwt.h"
#include "labs/formats/mail_policy.h"
#include "labs/formats/pem.h"
#include "labs/formats/reasons.h"
#include "labs/formats/resp.h"
#include "labs/formats/smtp_reply.h"

using namespace formats;

TEST_CASE("JSON comes out as it went in") {
  const auto c = GENERATE(values<std::string>({
      "null",
      "[]",
      "{}",
      R"({"a":[1,-2,0.5,true,false,null,"x"]})",
      R"("quote \" backslash \\ line \n tab \t é")",
      "9007199254740993",  // not exact as a double
      "[[[[[]]]]]",
  }));
  CAPTURE(c);
  const auto parsed = parse_json(c);
  REQUIRE(parsed);
  CHECK(to_json(*parsed) == c);
}

TEST_CASE("what is no JSON is refused with the byte") {
  CHECK(parse_json("{\"a\":}").error().message.en == "this is not JSON from byte 6 on");
  CHECK(parse_json("").error().message.fr == "ce n'est pas du JSON à partir de l'octet 1");
  CHECK(parse_json("[1] x").error().message.en == "this is not JSON from byte 5 on");
  // Deep enough to exhaust a stack that recursed.
  CHECK(parse_json(std::string(100'000, '[')).error().message.en ==
        "the JSON nests more than 64 deep");
}

TEST_CASE("JSON Pointers find what RFC 6901 says") {
  // The examples of section 5.
  const auto root = parse_json(R"({"foo":["bar","baz"],"":0,"a/b":1,"m~n":8," ":7})");
  REQUIRE(root);
  struct Case {
    std::string_view pointer, found;
  };
  const auto c = GENERATE(values<Case>({
      {"/foo/0", "\"bar\""},
      {"/foo/1", "\"baz\""},
      {"/", "0"},
      {"/a~1b", "1"},
      {"/m~0n", "8"},
      {"/ ", "7"},
      {"/foo/2", ""},   // behind the end
      {"/foo/00", ""},  // no leading zeros
      {"/foo/-1", ""},
      {"foo", ""},  // does not start with '/'
      {"/foo/0/x", ""},
  }));
  CAPTURE(c.pointer);
  const text::Node* found = find_pointer(*root, c.pointer);
  CHECK((found != nullptr ? to_json(*found) : "") == c.found);
}

TEST_CASE("Base64 is the one of RFC 4648") {
  struct Case {
    std::string_view bytes, encoded;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foobar", "Zm9vYmFy"},
  }));
  CHECK(encode_base64(c.bytes) == c.encoded);
  CHECK(decode_base64(c.encoded) == std::string(c.bytes));
  CHECK(decode_base64(encode_base64url(c.bytes)) == std::string(c.bytes));
}

TEST_CASE("Base64 that cannot end there is refused") {
  const auto text = GENERATE(values<std::string>({"Z", "Zg=", "Zg===", "Z g=", "Zm9v=", "é"}));
  CAPTURE(text);
  CHECK_FALSE(decode_base64(text));
}

TEST_CASE("digests and authentication codes are those of the standards") {
  CHECK(encode_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2; RFC 2202, test case 2.
  CHECK(encode_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(encode_hex(hmac_sha1("Jefe", "what do ya want for nothing?")) ==
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST_CASE("a signature holds for its bytes and its key alone") {
  const SigningKey key = make_signing_key();
  const std::string signature = sign(key, "report");
  CHECK(verify(key.open, "report", signature));
  CHECK_FALSE(verify(key.open, "Report", signature));
  CHECK_FALSE(verify(make_signing_key().open, "report", signature));
  CHECK_FALSE(verify("short", "report", signature));
  REQUIRE(signing_key_of(key.secret));
  CHECK(signing_key_of(key.secret)->open == key.open);
  CHECK_FALSE(signing_key_of("short"));
}

TEST_CASE("a token says who signed it") {
  // The payload of a lab's own token; the secret is text that also happens to be Base64.
  const std::string secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
  const auto payload = *parse_json(R"({"role":"anon"})");
  const auto literal = parse_jwt(make_jwt(payload, secret));
  const auto decoded = parse_jwt(make_jwt(payload, *decode_base64(secret)));
  REQUIRE(literal);
  REQUIRE(decoded);
  CHECK(find_signer(*literal, secret) == Signer::Literal);
  CHECK(find_signer(*decoded, secret) == Signer::Decoded);
  CHECK(find_signer(*literal, "another secret") == Signer::Neither);
  CHECK(to_json(literal->payload) == R"({"role":"anon"})");
}

TEST_CASE("what is no token is refused with a reason") {
  struct Case {
    std::string_view token, reason;
  };
  const auto c = GENERATE(values<Case>({
      {"", "jwt.parts"},
      {"a.b", "jwt.parts"},
      {"eyJhbGciOiJIUzI1NiJ9.e30.", "jwt.parts"},  // cut behind the last dot
      {"a.b.c.d", "jwt.parts"},
      {"%.e30.AAAA", "jwt.base64"},
      {"eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.AAAA", "jwt.json"},
      {"W10.e30.AAAA", "jwt.json"},  // the header is a list
  }));
  CAPTURE(c.token);
  const auto parsed = parse_jwt(c.token);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().rule == c.reason);
}

TEST_CASE("replies of Redis are read, and beginnings wait for more") {
  struct Case {
    std::string_view bytes;
    bool complete;
    std::size_t used;
  };
  const auto c = GENERATE(values<Case>({
      {"+PONG\r\n", true, 7},
      {"+PONG\r\n:1\r\n", true, 7},  // only the first
      {"-ERR no\r\n", true, 9},
      {"$5\r\nhello\r\n", true, 11},
      {"$-1\r\n", true, 5},
      {"*2\r\n:1\r\n$1\r\nx\r\n", true, 15},
      {"", false, 0},
      {"+PON", false, 0},
      {"$5\r\nhel", false, 0},
      {"*2\r\n:1\r\n", false, 0},
  }));
  CAPTURE(c.bytes);
  const auto read = read_resp(c.bytes);
  REQUIRE(read);
  CHECK(read->complete == c.complete);
  CHECK(read->used == c.used);
}

TEST_CASE("what is no Redis is refused") {
  const auto bytes = GENERATE(values<std::string>({
      "HTTP/1.1 400 Bad Request\r\n",
      "220 mail ESMTP\r\n",
      "+PONG\n",           // no CR
      "$99999999999\r\n",  // a size nobody sends
      "$2\r\nabc\r\n",
      "*9999999\r\n",
      ":1x\r\n",
  }));
  CAPTURE(bytes);
  const auto read = read_resp(bytes);
  REQUIRE_FALSE(read);
  CHECK(read.error().rule == "redis.not-redis");
}

TEST_CASE("nested replies stop at eight levels") {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += "*1\r\n";
  CHECK_FALSE(read_resp(bytes));
}

TEST_CASE("replies of mail servers are read line by line") {
  const auto read =
      read_smtp_reply("250-mail greets\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n220 x");
  REQUIRE(read);
  REQUIRE(read->reply);
  CHECK(read->reply->code == 250);
  CHECK(read->used == 53);
  CHECK(find_extension(*read->reply, "auth") == "PLAIN LOGIN");
  CHECK(find_extension(*read->reply, "STARTTLS") == "");
  CHECK_FALSE(find_extension(*read->reply, "mail"));    // the first line greets
  CHECK_FALSE(read_smtp_reply("250-mail\r\n")->reply);  // more is to come
  CHECK(read_smtp_reply("SSH-2.0-x\r\n").error().rule == "smtp.not-smtp");
  CHECK(read_smtp_reply("SS").error().rule == "smtp.not-smtp");  // at once, not at the deadline
  CHECK(read_smtp_reply("250-a\r\n251 b\r\n").error().rule == "smtp.not-smtp");
  CHECK(write_smtp_data("a\n.b\n") == "a\r\n..b\r\n.\r\n");
}

TEST_CASE("a .env file is read as docker compose reads it") {
  const auto file = parse_dotenv(
      "# comment\nA=1\nexport B = two # comment\nC=\"quo ted # "
      "not\"\nD='x'\nE=\nnonsense\nA=3\nF=end \r\nG=a#b\n");
  CHECK(file.find("A")->value == "3");
  CHECK(file.find("B")->value == "two");
  CHECK(file.find("C")->value == "quo ted # not");
  CHECK(file.find("D")->value == "x");
  CHECK(file.find("E")->value.empty());
  CHECK(file.find("G")->value == "a#b");
  CHECK(file.find("F")->blank_ends);
  CHECK_FALSE(file.find("A")->blank_ends);
  CHECK(file.duplicates == std::vector<std::string>{"A"});
  CHECK(file.unreadable == std::vector<std::uint32_t>{7});
  CHECK(looks_like_placeholder("your-super-secret-jwt-token"));
  CHECK(looks_like_placeholder("<VPS_IP>"));
  CHECK_FALSE(looks_like_placeholder("Zm9vYmFy"));
}

TEST_CASE("a domain's mail records are judged") {
  struct Case {
    MailPolicy kind;
    std::vector<std::string> texts;
    std::string problem;  // empty: valid
  };
  const auto c = GENERATE(values<Case>({
      {MailPolicy::Spf, {"v=spf1 include:a.example -all"}, ""},
      {MailPolicy::Spf, {"google-site-verification=x"}, "spf.missing"},
      {MailPolicy::Spf, {"v=spf1 -all", "v=spf1 mx -all"}, "spf.several"},
      {MailPolicy::Spf, {"v=spf1 includ:a.example -all"}, "spf.syntax"},
      {MailPolicy::Spf, {"v=spf1 include: -all"}, "spf.syntax"},
      {MailPolicy::Spf, {"v=spf1 mx mx mx mx mx mx mx mx mx mx a -all"}, "spf.lookups"},  // eleven
      {MailPolicy::Spf, {"v=spf10 -all"}, "spf.missing"},  // another version is another record
      {MailPolicy::Dkim, {"v=DKIM1; k=rsa; p=AAAA"}, ""},
      {MailPolicy::Dkim, {"v=DKIM1; k=rsa; p="}, "dkim.revoked"},
      {MailPolicy::Dkim, {"v=DKIM1; k=rsa; p=!!!"}, "dkim.syntax"},
      {MailPolicy::Dkim, {}, "dkim.missing"},
      {MailPolicy::Dmarc, {"v=DMARC1; p=reject; rua=mailto:a@b.example"}, ""},
      {MailPolicy::Dmarc, {"v=DMARC1; p=rejekt"}, "dmarc.syntax"},
      {MailPolicy::Dmarc, {"v=DMARC1; rua=mailto:a@b.example"}, "dmarc.syntax"},
      {MailPolicy::Dmarc, {"v=DMARC1; p=none; pct=200"}, "dmarc.syntax"},
      {MailPolicy::Dmarc, {}, "dmarc.missing"},
  }));
  CAPTURE(c.texts);
  const text::Node facts = read_mail_policy(c.kind, c.texts);
  const text::Node* problem = facts.find("problem");
  CHECK((problem != nullptr ? plain(*problem) : "") == c.problem);
}

TEST_CASE("PEM blocks are found between other text") {
  const std::string pem = write_pem({"CERTIFICATE", "bytes"});
  const auto blocks = parse_pem("text\n" + pem + "more\n" + pem, "x.pem");
  REQUIRE(blocks);
  REQUIRE(blocks->size() == 2);
  CHECK(blocks->front().bytes == "bytes");
  const auto open = parse_pem("\n-----BEGIN KEY-----\nAAAA\n", "x.pem");
  REQUIRE_FALSE(open);
  CHECK(base::to_string(open.error().where) == "x.pem:2:1");
}

TEST_CASE("every reason says what it means in both languages, once") {
  std::vector<std::string_view> seen;
  for (const Reason& reason : reasons()) {
    CAPTURE(reason.code);
    CHECK(reason.code.find('.') != std::string_view::npos);
    CHECK_FALSE(reason.says.en.empty());
    CHECK_FALSE(reason.says.fr.empty());
    CHECK(std::find(seen.begin(), seen.end(), reason.code) == seen.end());
    seen.push_back(reason.code);
  }
  CHECK(find_reason("http.404")->code == "http.*");
  CHECK(find_reason("http.x") == nullptr);
  CHECK(covers("tcp.*", "tcp.refused"));
  CHECK_FALSE(covers("tcp.refused", "tcp.reset"));
}
