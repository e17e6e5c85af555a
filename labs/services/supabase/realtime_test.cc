#include "labs/services/supabase/phoenix.h"
#include "labs/services/supabase/test_stack.h"

using services::test::Peer;
using services::test::TestStack;

namespace {

// Keeps the messages apart.
struct Inbox : Peer {
  void send(std::string bytes) override { messages.push_back(std::move(bytes)); }
  std::vector<std::string> take_all() { return std::exchange(messages, {}); }
  std::vector<std::string> messages;
};

struct Client {
  Client(TestStack& stack, const std::string& version = "2.0.0", std::string key = {}) {
    http::Request request;
    request.target = "/realtime/v1/websocket";
    request.path = request.target;
    if (key.empty()) key = stack.anon();
    request.query = "apikey=" + key + "&vsn=" + version;
    session = stack.services.at("kong")->upgrade({8000}, request,
                                                 [&stack] { return stack.world.context(); });
    if (session != nullptr) session->opened(inbox);
  }
  std::vector<std::string> say(const std::string& message) {
    session->received(message, inbox);
    return inbox.take_all();
  }

  Inbox inbox;
  std::unique_ptr<http::StreamSession> session;
};

const char kJoin[] =
    R"(["1","1","realtime:room","phx_join",{"config":{"broadcast":{"self":false,"ack":true},)"
    R"("presence":{"key":"k1"},"postgres_changes":[)"
    R"({"event":"INSERT","schema":"public","table":"todos","filter":"title=eq.seen"}]}}])";

}  // namespace

TEST_CASE("a WebSocket without a key of this stack is not opened") {
  TestStack stack;
  CHECK(Client(stack).session != nullptr);
  CHECK(Client(stack, "2.0.0", "wrong").session == nullptr);
}

TEST_CASE("a join is answered with its own wishes, each with an id") {
  TestStack stack;
  Client client(stack);
  const auto answers = client.say(kJoin);
  REQUIRE(answers.size() == 3);
  CHECK(
      answers[0] ==
      R"(["1","1","realtime:room","phx_reply",{"status":"ok","response":{"postgres_changes":[)"
      R"({"id":1,"event":"INSERT","schema":"public","table":"todos","filter":"title=eq.seen"}]}}])");
  CHECK(answers[1] == R"([null,null,"realtime:room","presence_state",{}])");
  CHECK(client.say(R"([null,"2","phoenix","heartbeat",{}])") ==
        std::vector<std::string>{
            R"([null,"2","phoenix","phx_reply",{"status":"ok","response":{}}])"});
}

TEST_CASE("the older serializer speaks in objects") {
  TestStack stack;
  Client client(stack, "1.0.0");
  CHECK(client.say(R"({"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"})").front() ==
        R"({"topic":"phoenix","event":"phx_reply","payload":{"status":"ok","response":{}},)"
        R"("ref":"7","join_ref":null})");
}

TEST_CASE("a broadcast reaches the others, as text or in the binary form") {
  TestStack stack;
  Client one(stack);
  Client two(stack);
  one.say(kJoin);
  two.say(kJoin);
  one.inbox.take_all();
  const auto answers = one.say(
      R"(["1","3","realtime:room","broadcast",{"type":"broadcast","event":"e","payload":{"n":1}}])");
  CHECK(answers.size() == 1);  // the acknowledgement alone
  const std::string expected =
      R"([null,null,"realtime:room","broadcast",{"type":"broadcast","event":"e","payload":{"n":1}}])";
  CHECK(two.inbox.take_all() == std::vector<std::string>{expected});
  std::string binary = {3, 1, 1, 13, 1, 0, 1};
  binary += "13realtime:roome";
  binary += R"({"n":1})";
  one.session->received_binary(binary, one.inbox);
  CHECK(two.inbox.take_all() == std::vector<std::string>{expected});
}

TEST_CASE("who is present is told to all, and leaves with its connection") {
  TestStack stack;
  Client one(stack);
  Client two(stack);
  one.say(kJoin);
  two.say(kJoin);
  one.say(
      R"(["1","4","realtime:room","presence",{"type":"presence","event":"track","payload":{"n":"a"}}])");
  const auto joined = two.inbox.take_all();
  REQUIRE(joined.size() == 1);
  CHECK(joined[0].find(R"("presence_diff",{"joins":{"k1":{"metas":[{"phx_ref":)") !=
        std::string::npos);
  CHECK(joined[0].find(R"("n":"a"}]}},"leaves":{}}])") != std::string::npos);
  one.session->closed();
  CHECK(two.inbox.take_all().front().find(R"({"joins":{},"leaves":{"k1":)") != std::string::npos);
}

TEST_CASE("a change of a table is told to who asked for it and may see it") {
  TestStack stack;
  Client client(stack);
  client.say(kJoin);
  stack.sign_in("ana@lab.test");
  stack.ask("POST", "/rest/v1/todos", R"({"title":"other"})");
  CHECK(client.inbox.take_all().empty());
  stack.ask("POST", "/rest/v1/todos", R"({"title":"seen"})");
  const auto told = client.inbox.take_all();
  REQUIRE(told.size() == 1);
  CHECK(
      told[0].find(R"("postgres_changes",{"ids":[1],"data":{"schema":"public","table":"todos",)") !=
      std::string::npos);
  CHECK(told[0].find(R"("type":"INSERT","columns":[{"name":"id","type":"bigint"})") !=
        std::string::npos);
  CHECK(told[0].find(R"("title":"seen","done":false)") != std::string::npos);
}

TEST_CASE("a change of a row that the reader may not see is not told") {
  TestStack stack;
  Client anonymous(stack);
  anonymous.say(
      R"(["1","1","realtime:n","phx_join",{"config":{"postgres_changes":[{"event":"*","schema":"public","table":"notes"}]}}])");
  stack.sign_in("ana@lab.test");
  Client owner(stack);
  owner.say(
      R"(["1","1","realtime:n","phx_join",{"config":{"postgres_changes":[{"event":"*","schema":"public","table":"notes"}]},"access_token":")" +
      stack.token + "\"}]");
  stack.ask("POST", "/rest/v1/notes", R"({"body":"mine"})");
  CHECK(anonymous.inbox.take_all().empty());
  CHECK(owner.inbox.take_all().size() == 1);
}

TEST_CASE("what is no message ends the connection; cut binary pushes are no message") {
  TestStack stack;
  Client client(stack);
  client.say("nonsense");
  CHECK(client.inbox.closed);
  std::string binary = {3, 1, 1, 13, 1, 0, 1};
  binary += "13realtime:roome{}";
  for (std::size_t cut = 0; cut < binary.size() - 2; ++cut)
    CHECK_FALSE(services::parse_phoenix_binary(binary.substr(0, cut)).has_value());
  CHECK(services::parse_phoenix_binary(binary).has_value());
}

TEST_CASE("the tenant's health wants a key of this stack as bearer") {
  TestStack stack;
  const std::string target = "/realtime/v1/api/tenants/realtime-dev/health";
  CHECK(stack.ask("HEAD", target).status == 200);
  CHECK(stack.ask("HEAD", target, {}, {{"Authorization", "Bearer " + stack.anon().substr(0, 60)}})
            .status == 403);
}
