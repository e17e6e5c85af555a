#include "generator/publish/s3_store.h"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include "generator/publish/credentials.h"

namespace {

// A variable of the environment for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

}  // namespace

TEST_CASE("what an object store says is taken out of its XML") {
  constexpr std::string_view kXml =
      "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>a &lt;b&gt; &amp;amp; "
      "c</Message></Error>";
  CHECK(publish::xml_text(kXml, "Code") == "AccessDenied");
  CHECK(publish::xml_text(kXml, "Message") == "a <b> &amp; c");
  CHECK(publish::xml_text(kXml, "Key").empty());
  CHECK(publish::xml_text("<Code>cut", "Code").empty());
}

TEST_CASE("without keys there is no client") {
  ::unsetenv("AWS_ACCESS_KEY_ID");
  const auto client = publish::S3Client::create("http://127.0.0.1:1", "us-east-1");
  REQUIRE_FALSE(client);
  CHECK(client.error().message.en == "the keys of the object store are missing");
  CHECK(client.error().hint.en ==
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
}

TEST_CASE("a secret of the environment never stands in a message") {
  const Variable token("ATELIER_GIT_TOKEN", "canary-token");
  const Variable key("AWS_SECRET_ACCESS_KEY", "canary-key");
  const Variable empty("AWS_SESSION_TOKEN", "");  // would mask everything
  CHECK(publish::masked(std::string("a canary-token, and canary-keycanary-key")) ==
        "a ***, and ******");
  CHECK(publish::secrets_in_environment() ==
        std::vector<std::string>{"canary-token", "canary-key"});
}

TEST_CASE("a store that is not there is told, its address and no key") {
  const Variable id("AWS_ACCESS_KEY_ID", "canary-id");
  const Variable key("AWS_SECRET_ACCESS_KEY", "canary-key");
  auto store = publish::S3Store::open({"http://127.0.0.1:1", "us-east-1", "bucket", ""});
  REQUIRE(store);
  const auto read = (*store)->read("x");
  REQUIRE_FALSE(read);
  CHECK(read.error().message.en.starts_with("cannot reach http://127.0.0.1:1: "));
  CHECK(read.error().message.en.find("canary") == std::string::npos);
}
