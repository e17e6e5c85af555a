#include "labs/services/mail/message.h"

#include <catch2/catch.hpp>

namespace {
using namespace services::mail;
}  // namespace

TEST_CASE("a message of several parts is taken apart") {
  const Message m = parse_message(
      "From: =?utf-8?q?Ann_Caf=C3=A9?= <ann@lab.example.org>\r\n"
      "To: \"Bob, B.\" <bob@lab.example.org>, carl@lab.example.org\r\n"
      "Subject: =?utf-8?b?w6l0w6k=?= =?utf-8?q?_2026?=\r\n"
      "X-Long: one\r\n two\r\n"
      "Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\n"
      "preamble\r\n--out\r\n"
      "Content-Type: multipart/alternative; boundary=in\r\n\r\n"
      "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\ncaf=E9 =\r\nau lait\r\n"
      "--in\r\nContent-Type: text/html\r\n\r\n<a href=\"http://x/?a=1&amp;b=2\">x</a>\r\n--in--\r\n"
      "--out\r\nContent-Type: application/pdf; name=\"r.pdf\"\r\n"
      "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\naGk=\r\n"
      "--out--\r\nepilogue\r\n");
  CHECK(m.addresses("from") == std::vector<Address>{{"Ann Café", "ann@lab.example.org"}});
  CHECK(m.addresses("to") ==
        std::vector<Address>{{"Bob, B.", "bob@lab.example.org"}, {"", "carl@lab.example.org"}});
  CHECK(m.header("SUBJECT") == "été 2026");
  CHECK(m.header("x-long") == "one two");
  CHECK(m.text == "café au lait");
  CHECK(m.html == "<a href=\"http://x/?a=1&amp;b=2\">x</a>");
  CHECK(links(m) == std::vector<std::string>{"http://x/?a=1&b=2"});
  REQUIRE(m.attachments.size() == 1);
  CHECK(m.attachments[0].id == "2");
  CHECK(m.attachments[0].file_name == "r.pdf");
  CHECK(m.attachments[0].content == "hi");
}

TEST_CASE("encoded words") {
  struct Case {
    std::string_view written, read;
  };
  const auto c = GENERATE(values<Case>({
      {"plain", "plain"},
      {"=?UTF-8?Q?a=20b_c?=", "a b c"},
      {"=?iso-8859-1?q?caf=E9?= noir", "café noir"},
      {"=?windows-1252?q?=80?=", "€"},
      {"=?utf-8?b?w6k=?=\t =?utf-8?b?w6k=?=", "éé"},  // blanks between two are not shown
      {"=?utf-8?b?not base64?=", "=?utf-8?b?not base64?="},
      {"=?utf-8?x?y?=", "=?utf-8?x?y?="},
      {"=?utf-8?q?open", "=?utf-8?q?open"},
      {"\xff", "\xEF\xBF\xBD"},
  }));
  CAPTURE(c.written);
  CHECK(decode_words(c.written) == c.read);
}

TEST_CASE("addresses") {
  struct Case {
    std::string_view written;
    std::vector<Address> read;
  };
  const auto c = GENERATE(values<Case>({
      {"a@b", {{"", "a@b"}}},
      {"<a@b>", {{"", "a@b"}}},
      {"A B <a@b>,c@d", {{"A B", "a@b"}, {"", "c@d"}}},
      {R"("A \"x\", B" <a@b>)", {{"A \"x\", B", "a@b"}}},
      {"Team: a@b, c@d;", {{"", "a@b"}, {"", "c@d"}}},
      {" , ,", {}},
  }));
  CAPTURE(c.written);
  CHECK(parse_addresses(c.written) == c.read);
}

TEST_CASE("dates are written as mail and as the API want them") {
  CHECK(write_date(1'795'162'726) == "Fri, 20 Nov 2026 08:18:46 +0000");
  CHECK(write_date(0) == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(write_date(951'782'400) == "Tue, 29 Feb 2000 00:00:00 +0000");
  CHECK(write_iso_date(1'795'162'726'007) == "2026-11-20T08:18:46.007Z");
}

TEST_CASE("a draft that is written reads as what was meant") {
  Draft draft;
  draft.from = {"Ann \"A\"", "ann@lab.example.org"};
  draft.to = {{"Béa", "bea@lab.example.org"}};
  draft.subject = "Une réponse\r\nBcc: evil@x";
  draft.text = "salut\n";
  draft.html = "<p>salut</p>";
  draft.headers = {{"X-Tag", "a"}, {"Bad Name", "b"}};
  Part part;
  part.file_name = "é.txt";
  part.content = std::string("\0\r\n.\r\n", 6);
  draft.attachments = {part};
  const Message m = parse_message(write_message(draft, 0, "id@lab.example.org"));
  CHECK(m.addresses("from") == std::vector<Address>{{"Ann A", "ann@lab.example.org"}});
  CHECK(m.addresses("to") == draft.to);
  CHECK(m.header("subject") == "Une réponse  Bcc: evil@x");
  CHECK(m.header("bcc").empty());
  CHECK(m.header("x-tag") == "a");
  CHECK(m.text == draft.text);
  CHECK(m.html == draft.html);
  REQUIRE(m.attachments.size() == 1);
  CHECK(m.attachments[0].file_name == "é.txt");
  CHECK(m.attachments[0].content == part.content);
}

TEST_CASE("hostile messages cost bounded time and depth") {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
  CHECK_NOTHROW(parse_message(deep));
  std::string many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 50'000; ++i) many += "--b\r\nContent-Type: a/b; name=x\r\n\r\n\r\n";
  CHECK(parse_message(many).attachments.size() == 200);
  CHECK(parse_message(std::string(100'000, '=') + "?").text.size() == 100'001);
  std::string words = "Subject: ";
  for (int i = 0; i < 50'000; ++i) words += "=?";
  CHECK_FALSE(parse_message(words).header("subject").empty());
}
