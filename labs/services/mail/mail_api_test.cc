#include <catch2/catch.hpp>

#include "labs/formats/json.h"
#include "labs/services/mail/mail_service.h"
#include "labs/services/mail/mailbox.h"
#include "labs/services/mail/search.h"
#include "labs/services/test_world.h"

namespace {

using services::test::World;

struct Fixture {
  World world;
  std::unique_ptr<services::Service> service = services::make_mail();

  Fixture() {
    auto context = world.context();
    REQUIRE(service->prepare(context));
  }
  http::Response ask(std::string method, std::string target, std::string body = "",
                     std::string language = "") {
    http::Request request;
    request.method = std::move(method);
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.body = std::move(body);
    if (!language.empty()) request.headers["accept-language"] = language;
    auto context = world.context();
    return service->answer(services::test::port_named(*service, "web"), request, context);
  }
  std::string json(std::string target, std::string_view pointer) {
    const auto response = ask("GET", std::move(target));
    REQUIRE(response.status == 200);
    const auto document = formats::parse_json(response.body);
    REQUIRE(document);
    const text::Node* found = formats::find_pointer(*document, pointer);
    REQUIRE(found != nullptr);
    return formats::plain(*found);
  }
  std::string add(std::string from, std::string to, std::string raw) {
    auto context = world.context();
    return *services::mail::Mailbox(context).add({std::move(from), {std::move(to)}, ""}, raw);
  }
};

}  // namespace

TEST_CASE("the list of mails has Mailpit's fields, newest first") {
  Fixture f;
  f.add("a@x.example.org", "b@y.example.org",
        "From: Ann <a@x.example.org>\r\nTo: b@y.example.org\r\nSubject: first\r\n"
        "Message-Id: <1@x.example.org>\r\n\r\nhello\r\nworld");
  f.add("a@x.example.org", "hidden@y.example.org", "Subject: second\r\n\r\n");
  CHECK(f.json("/api/v1/messages", "/total") == "2");
  CHECK(f.json("/api/v1/messages", "/messages/0/Subject") == "second");
  CHECK(f.json("/api/v1/messages", "/messages/0/Bcc/0/Address") == "hidden@y.example.org");
  CHECK(f.json("/api/v1/messages", "/messages/1/From/Name") == "Ann");
  CHECK(f.json("/api/v1/messages", "/messages/1/MessageID") == "1@x.example.org");
  CHECK(f.json("/api/v1/messages", "/messages/1/Snippet") == "hello world");
  CHECK(f.json("/api/v1/messages?start=1&limit=1", "/messages/0/Subject") == "first");
  CHECK(f.json("/api/v1/messages?start=1&limit=1", "/count") == "1");
  CHECK(f.json("/api/v1/search?query=to%3Ab%40y.example.org", "/messages_count") == "1");
  CHECK(f.json("/api/v1/search?query=-is:read+subject:second", "/messages_count") == "1");
  CHECK(f.ask("GET", "/api/v1/search").body == "Error: no search query");
  CHECK(f.ask("GET", "/api/v1/search").status == 400);
}

TEST_CASE("reading a mail marks it read, and it can be deleted") {
  Fixture f;
  const std::string id = f.add("a@b", "c@d", "Subject: x\r\nX-A: 1\r\nX-A: 2\r\n\r\nbody");
  CHECK(f.json("/api/v1/messages", "/unread") == "1");
  CHECK(f.json("/api/v1/message/latest", "/Text") == "body");
  CHECK(f.json("/api/v1/message/" + id, "/ReturnPath") == "a@b");
  CHECK(f.json("/api/v1/messages", "/unread") == "0");
  CHECK(f.json("/api/v1/message/" + id + "/headers", "/X-A/1") == "2");
  CHECK(f.ask("GET", "/api/v1/message/" + id + "/raw").body ==
        "Subject: x\r\nX-A: 1\r\nX-A: 2\r\n\r\nbody");
  CHECK(f.ask("PUT", "/api/v1/messages", R"({"IDs":[")" + id + R"("],"Read":false})").body == "ok");
  CHECK(f.json("/api/v1/messages", "/unread") == "1");
  CHECK(f.ask("DELETE", "/api/v1/messages", R"({"IDs":[")" + id + R"("]})").body == "ok");
  CHECK(f.ask("GET", "/api/v1/message/" + id).status == 404);
  CHECK(f.ask("GET", "/api/v1/message/" + id).body == "404 page not found\n");
}

TEST_CASE("a program may send by the API, and refusals say why") {
  struct Case {
    std::string_view body;
    int status;
    std::string_view heard;  // of a refusal
  };
  const auto c = GENERATE(values<Case>({
      {R"({"From":{"Email":"a@x","Name":"A"},"To":[{"Email":"b@y"}],"Subject":"hi","HTML":"<b>"})",
       200, ""},
      {R"({"To":[{"Email":"b@y"}]})", 400, "Error: invalid From email address"},
      {R"({"From":{"Email":"a@x"}})", 400, "Error: no recipients specified"},
      {R"({"From":{"Email":"a@x"},"To":[{"Email":"nobody"}]})", 400,
       "Error: invalid email address: nobody"},
      {"{", 400, "Error: this is not JSON from byte 2 on"},
  }));
  CAPTURE(c.body);
  Fixture f;
  const auto response = f.ask("POST", "/api/v1/send", std::string(c.body));
  CHECK(response.status == c.status);
  if (c.status != 200) {
    CHECK(response.body == c.heard);
    return;
  }
  CHECK(f.json("/api/v1/message/latest", "/Subject") == "hi");
  CHECK(f.json("/api/v1/message/latest", "/HTML") == "<b>");
  CHECK(f.world.published.size() == 1);
}

TEST_CASE("a mail server that cannot store says so to who sends by the API") {
  Fixture f;
  f.world.faults.insert("mail-store-refused");
  CHECK(f.ask("POST", "/api/v1/send",
              R"({"From":{"Email":"a@x"},"To":[{"Email":"b@y"}],"Text":"hi"})")
            .status == 500);
}

TEST_CASE("the pages show links to follow, in the reader's language, and nothing of a mail runs") {
  Fixture f;
  const std::string id =
      f.add("a@b", "c@d",
            "Subject: <script>\r\nContent-Type: text/html\r\n\r\n"
            "<a href=\"http://127.0.0.1:8000/auth/v1/verify?token=t&amp;type=invite\">go</a>"
            "<script>alert(1)</script>");
  const auto list = f.ask("GET", "/");
  CHECK(list.body.find("<h1>Caught mails</h1>") != std::string::npos);
  CHECK(list.body.find("&lt;script&gt;") != std::string::npos);
  CHECK(f.ask("GET", "/", "", "fr-FR,fr;q=0.9").body.find("<h1>Courriels capturés</h1>") !=
        std::string::npos);
  const auto mail = f.ask("GET", "/view/" + id);
  CHECK(mail.body.find("href=\"http://127.0.0.1:8000/auth/v1/verify?token=t&amp;type=invite\"") !=
        std::string::npos);
  CHECK(mail.body.find("<script>") == std::string::npos);
  const auto inside = f.ask("GET", "/view/" + id + ".html");
  CHECK(inside.headers.at("Content-Security-Policy").starts_with("sandbox;"));
  CHECK(f.ask("GET", "/view/nothing").status == 404);
  CHECK(f.ask("GET", "/livez").status == 200);
  CHECK(f.ask("GET", "/nothing").status == 404);
}

TEST_CASE("terms of a search") {
  const auto terms = services::mail::parse_search(R"(word -from:Ann "two words" subject:"a b" !x)");
  REQUIRE(terms.size() == 5);
  CHECK(terms[0].text == "word");
  CHECK((terms[1].field == "from" && terms[1].text == "ann" && terms[1].negated));
  CHECK(terms[2].text == "two words");
  CHECK((terms[3].field == "subject" && terms[3].text == "a b"));
  CHECK(terms[4].negated);
}
