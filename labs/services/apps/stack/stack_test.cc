#include <catch2/catch.hpp>

#include "generator/search/index_writer.h"
#include "labs/services/apps/stack/flowise.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/apps/stack/llm.h"
#include "labs/services/apps/stack/n8n.h"
#include "labs/services/apps/stack/ollama.h"
#include "labs/services/apps/stack/openwebui.h"
#include "labs/services/apps/stack/qdrant.h"
#include "labs/services/apps/stack/searxng.h"
#include "labs/services/common/test_world.h"
#include "tests/support/temporary_folder.h"

namespace services {
namespace {

// No course: the built-in passages answer, whatever the folder the test runs in.
TestWorld world_of(std::unique_ptr<Service> service) {
  TestWorld world(std::move(service));
  world.settings["COURSE_SEARCH_DB"] = "/nowhere/search.db";
  return world;
}

std::string last_line(const std::string& body) {
  const std::size_t end = body.find_last_not_of('\n') + 1;
  return body.substr(body.rfind('\n', end - 1) + 1, end - body.rfind('\n', end - 1) - 1);
}

}  // namespace

TEST_CASE("answers are extracts of the course, in the language of the question") {
  support::TemporaryFolder folder;
  auto writer = search::IndexWriter::create(folder.path() / "search.db");
  REQUIRE(writer);
  search::Section section;
  section.language = "en";
  section.address = "en/lessons/net/ports.html";
  section.anchor = "closed";
  section.title = "Ports";
  section.heading = "A closed port";
  section.kind = "lesson";
  section.body = "A refused connection means that nothing listens on that port.";
  REQUIRE(writer->add(section));
  REQUIRE(writer->finish());
  TestWorld world = world_of(make_ollama());
  world.settings["COURSE_SEARCH_DB"] = (folder.path() / "search.db").string();
  const Context context = world.context();
  const auto found = find_passages(context, "refused connection", 3);
  REQUIRE(found.size() == 1);
  CHECK(found[0].title == "Ports: A closed port");
  CHECK(found[0].url == "http://127.0.0.1:4321/en/lessons/net/ports.html#closed");
  CHECK(answer_with_passages(context, "what is a zebra?").starts_with("The course has nothing"));
}

TEST_CASE("without a course the built-in passages answer, and say what they are") {
  TestWorld world = world_of(make_ollama());
  const Context context = world.context();
  CHECK(answer_with_passages(context, "What is a reverse proxy?").find("Caddy") !=
        std::string::npos);
  const std::string french = answer_with_passages(context, "Qu'est-ce que le DNS ?");
  CHECK(french.find("Le DNS traduit") != std::string::npos);
  CHECK(french.find("aucun modèle de langage") != std::string::npos);
}

TEST_CASE("an embedding depends on the words alone and has length one") {
  const auto a = embed("reverse proxy with Caddy", 768);
  const auto b = embed("Caddy: a proxy, reverse, with", 768);
  const auto c = embed("row level security", 768);
  const auto dot = [](const std::vector<float>& x, const std::vector<float>& y) {
    float sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum;
  };
  CHECK(dot(a, a) == Approx(1));
  CHECK(dot(a, b) > 0.7F);
  CHECK(dot(a, c) < 0.5F);
  CHECK(dot(embed("", 8), embed("", 8)) == Approx(1));
}

TEST_CASE("words of a stream make the text again") {
  const std::string text = "one two\n\nthree  four";
  for (const std::size_t most : {1U, 2U, 3U, 100U}) {
    std::string whole;
    for (const std::string& word : words_of(text, most)) whole += word;
    CHECK(whole == text);
    CHECK(words_of(text, most).size() <= most);
  }
  CHECK(words_of("").empty());
}

TEST_CASE("Ollama lists, pulls and asks models") {
  TestWorld world = world_of(make_ollama());
  CHECK(world.ask("GET /").body == "Ollama is running");
  CHECK(TestWorld::part(world.ask("GET /api/tags"), "/models/0/name") == "phi3:mini");
  CHECK(world.ask("GET /nope").body == "404 page not found");
  const http::Response once = world.ask(
      "POST /api/generate", R"({"model":"phi3:mini","prompt":"What is DNS?","stream":false})");
  CHECK(TestWorld::part(once, "/response").find("DNS turns a name") != std::string::npos);
  CHECK(TestWorld::part(once, "/done_reason") == "stop");
  const http::Response stream =
      world.ask("POST /api/chat",
                R"({"model":"phi3:mini","messages":[{"role":"user","content":"What is DNS?"}]})");
  CHECK(stream.headers.at("Content-Type") == "application/x-ndjson");
  CHECK(stream.pieces.size() > 5);
  const auto end = formats::parse_json(last_line(stream.body));
  REQUIRE(end);
  CHECK(formats::plain(*formats::find_pointer(*end, "/done")) == "true");
  const http::Response pulled = world.ask("POST /api/pull", R"({"name":"tinyllama"})");
  CHECK(last_line(pulled.body) == R"({"status":"success"})");
  CHECK(world.ask("POST /api/show", R"({"model":"tinyllama"})").status == 200);
  CHECK(world.ask("DELETE /api/delete", R"({"model":"tinyllama"})").body.empty());
  CHECK(world.ask("DELETE /api/delete", R"({"model":"tinyllama"})").status == 404);
  CHECK(last_line(world.ask("POST /api/pull", R"({"model":"no-such-model"})").body) ==
        R"({"error":"pull model manifest: file does not exist"})");
}

TEST_CASE("Ollama refuses as its server does") {
  struct Case {
    const char* line;
    const char* body;
    int status;
    const char* error;
  };
  const auto c = GENERATE(values<Case>({
      {"POST /api/generate", "", 400, "missing request body"},
      {"POST /api/generate", "{", 400, "invalid character in the request's JSON"},
      {"POST /api/generate", R"({"model":"gone"})", 404, "model 'gone:latest' not found"},
      {"POST /api/embed", R"({"model":"nomic-embed-text","input":7})", 400, "invalid input type"},
      {"POST /api/chat", R"({"messages":[]})", 400, "model is required"},
  }));
  CAPTURE(c.line, c.body);
  TestWorld world = world_of(make_ollama());
  const http::Response answer = world.ask(c.line, c.body);
  CHECK(answer.status == c.status);
  CHECK(TestWorld::part(answer, "/error") == c.error);
}

TEST_CASE("a model that is too large for the machine says so") {
  TestWorld world = world_of(make_ollama());
  world.faults = {"ollama-memory-too-small"};
  const std::string prompt = R"("prompt":"hi","stream":false})";
  const http::Response large = world.ask("POST /api/generate", R"({"model":"phi3:mini",)" + prompt);
  CHECK(large.status == 500);
  CHECK(TestWorld::part(large, "/error") ==
        "model requires more system memory (2.6 GiB) than is available (0.3 GiB)");
}

TEST_CASE("the OpenAI-compatible routes have OpenAI's shapes") {
  TestWorld world = world_of(make_ollama());
  const std::string chat =
      R"({"model":"phi3:mini","messages":[{"role":"user","content":[{"type":"text","text":"What is DNS?"}]}])";
  const http::Response once = world.ask("POST /v1/chat/completions", chat + "}");
  CHECK(TestWorld::part(once, "/object") == "chat.completion");
  CHECK(TestWorld::part(once, "/choices/0/message/content").find("DNS turns") != std::string::npos);
  const http::Response stream = world.ask("POST /v1/chat/completions", chat + R"(,"stream":true})");
  CHECK(stream.pieces.back() == "data: [DONE]\n\n");
  CHECK(
      world.ask("POST /v1/chat/completions", R"({"model":"phi3:mini"})").body ==
      R"({"error":{"message":"[] is too short - 'messages'","type":"invalid_request_error","param":null,"code":null}})");
  const std::string embedding = R"({"model":"all-minilm","input":["a","b"])";
  world.ask("POST /api/pull", R"({"model":"all-minilm"})");
  const http::Response plain = world.ask("POST /v1/embeddings", embedding + "}");
  CHECK(TestWorld::part(plain, "/data/1/index") == "1");
  CHECK(TestWorld::part(plain, "/data/1/embedding/383") != "");
  const http::Response packed =
      world.ask("POST /v1/embeddings", embedding + R"(,"encoding_format":"base64"})");
  CHECK(TestWorld::part(packed, "/data/0/embedding").size() == 2048);  // 384 floats
}

TEST_CASE("the hosted models want a key and end with a quota") {
  TestWorld world = world_of(make_llm());
  world.settings["OPENROUTER_API_KEY"] = "sk-or-1";
  CHECK(world.ask("GET /v1/models").status == 401);
  world.headers["Authorization"] = "Bearer sk-or-1";
  CHECK(world.ask("GET /api/v1/models").status == 200);
  world.faults = {"llm-quota-exhausted"};
  CHECK(world.ask("POST /api/v1/chat/completions", "{}").status == 429);
  world.faults = {"openai-key-invalid"};
  CHECK(TestWorld::part(world.ask("GET /v1/models"), "/error/code") == "invalid_api_key");
}

TEST_CASE("SearXNG answers people and programs, when programs may ask") {
  TestWorld world = world_of(make_searxng());
  CHECK(world.ask("GET /healthz").body == "OK");
  const http::Response json = world.ask("GET /search?q=reverse+proxy&format=json");
  CHECK(TestWorld::part(json, "/query") == "reverse proxy");
  CHECK(TestWorld::part(json, "/results/0/title") == "Reverse proxy");
  CHECK(TestWorld::part(json, "/results/0/parsed_url/1") == "127.0.0.1:4321");
  CHECK(world.ask("POST /search", "q=reverse+proxy&format=json").body == json.body);
  CHECK(world.ask("GET /search?format=json").body == R"({"error":"No query"})");
  CHECK(world.ask("GET /search?q=%3Cscript%3E").body.find("<script>") == std::string::npos);
  CHECK(world.ask("GET /search?q=dns&format=csv").status == 403);
  world.settings["SEARXNG_FORMATS"] = "html, json, csv";
  CHECK(world.ask("GET /search?q=dns&format=csv").body.starts_with("title,url,content"));
  world.settings["SEARXNG_FORMATS"] = "html";
  CHECK(world.ask("GET /search?q=dns&format=json").status == 403);
  CHECK(world.ask("GET /search?q=dns").status == 200);
}

TEST_CASE("Flowise predicts, whole and as events") {
  TestWorld world = world_of(make_flowise());
  world.settings["FLOWISE_API_KEY"] = "flow-key";
  CHECK(world.ask("GET /api/v1/ping").body == "pong");
  CHECK(world.ask("GET /api/v1/chatflows").body == R"({"error":"Unauthorized Access"})");
  const std::string path = "POST /api/v1/prediction/" + std::string(kFirstChatflow);
  const http::Response whole = world.ask(path, R"({"question":"What is DNS?"})");
  CHECK(TestWorld::part(whole, "/text").find("DNS turns") != std::string::npos);
  CHECK(TestWorld::part(whole, "/sessionId") == TestWorld::part(whole, "/chatId"));
  const http::Response stream = world.ask(path, R"({"question":"What is DNS?","streaming":true})");
  CHECK(stream.pieces.front().starts_with("message:\ndata:{\"event\":\"start\""));
  CHECK(stream.pieces.back() == "message:\ndata:{\"event\":\"end\",\"data\":\"[DONE]\"}\n\n");
  CHECK(world.ask("POST /api/v1/prediction/nope", "{}").body ==
        R"({"statusCode":400,"success":false,"message":"Invalid Chatflow ID","stack":{}})");
  CHECK(world.ask("POST /api/v1/prediction/00000000-0000-4000-8000-000000000000", "{}").status ==
        404);
  world.headers["Authorization"] = "Bearer flow-key";
  const http::Response made = world.ask("POST /api/v1/chatflows", R"({"name":"Mine"})");
  CHECK(world.ask("DELETE /api/v1/chatflows/" + TestWorld::part(made, "/id")).status == 200);
  world.faults = {"flowise-model-unreachable"};
  CHECK(world.ask(path, R"({"question":"x"})").status == 500);
}

TEST_CASE("Open WebUI has accounts of its own and passes questions on") {
  TestWorld world = world_of(make_openwebui());
  world.settings["WEBUI_ADMIN_PASSWORD"] = "a long password";
  world.others = [](std::string_view service, const http::Request& request) {
    CHECK(service == "ollama");
    return http::text_response(
        200, request.path == "/v1/models" ? R"({"data":[{"id":"phi3:mini"}]})" : R"({"ok":true})");
  };
  CHECK(world.ask("GET /health").body == R"({"status":true})");
  CHECK(world.ask("GET /").body.find("<title>Open WebUI</title>") != std::string::npos);
  CHECK(world.ask("GET /api/models").status == 401);
  CHECK(
      world.ask("POST /api/v1/auths/signin", R"({"email":"admin@lab.example.org","password":"no"})")
          .status == 400);
  const http::Response signed_in =
      world.ask("POST /api/v1/auths/signin",
                R"({"email":"admin@lab.example.org","password":"a long password"})");
  REQUIRE(signed_in.status == 200);
  CHECK(TestWorld::part(signed_in, "/role") == "admin");
  world.headers["Authorization"] = "Bearer " + TestWorld::part(signed_in, "/token");
  CHECK(TestWorld::part(world.ask("GET /api/models"), "/data/0/name") == "phi3:mini");
  CHECK(world.ask("POST /api/chat/completions", "{}").body == R"({"ok":true})");
  CHECK(world.ask("POST /api/v1/auths/signup", R"({"email":"b@example.org"})").status == 403);
  world.faults = {"openwebui-first-run"};
  CHECK(TestWorld::part(world.ask("GET /api/config"), "/onboarding") == "true");
}

TEST_CASE("n8n's API wants its key") {
  TestWorld world = world_of(make_n8n());
  world.settings["N8N_API_KEY"] = "n8n-key";
  CHECK(world.ask("GET /healthz").body == R"({"status":"ok"})");
  CHECK(world.ask("GET /api/v1/users").body == R"({"message":"Unauthorized"})");
  world.headers["X-N8N-API-KEY"] = "n8n-key";
  CHECK(TestWorld::part(world.ask("GET /api/v1/users"), "/data/0/isPending") == "false");
  CHECK(world.ask("GET /api/v1/workflows/nope").body == R"({"message":"Not Found"})");
  CHECK(world.ask("POST /api/v1/workflows", "{}").body ==
        R"({"message":"request/body must have required property 'name'"})");
  world.faults = {"n8n-api-key-missing"};
  CHECK(world.ask("GET /api/v1/users").status == 401);
  world.faults = {"n8n-readiness-not-ready"};
  CHECK(world.ask("GET /healthz/readiness").status == 503);
}

TEST_CASE("an invitation of n8n leads to an account") {
  TestWorld world = world_of(make_n8n());
  world.settings["N8N_API_KEY"] = "n8n-key";
  world.settings["N8N_EDITOR_BASE_URL"] = "https://n8n.lab.example.org/";
  world.headers["X-N8N-API-KEY"] = "n8n-key";
  const http::Response invited =
      world.ask("POST /api/v1/users", R"([{"email":"new@example.org","role":"global:member"}])");
  CHECK(invited.status == 201);
  CHECK(TestWorld::part(invited, "/0/error").empty());
  const std::string link = TestWorld::part(invited, "/0/user/inviteAcceptUrl");
  CHECK(link.starts_with("https://n8n.lab.example.org/signup?inviterId=owner&inviteeId="));
  const std::string page = link.substr(link.find("/signup"));
  CHECK(world.ask("GET " + page).body.find("new@example.org") != std::string::npos);
  const std::string id = TestWorld::part(invited, "/0/user/id");
  CHECK(world
            .ask("POST /rest/invitations/" + id + "/accept",
                 R"({"inviterId":"owner","firstName":"A","lastName":"B","password":"short"})")
            .status == 400);
  CHECK(world
            .ask("POST /rest/invitations/" + id + "/accept",
                 "firstName=A&lastName=B&password=long+enough")
            .status == 200);
  CHECK(TestWorld::part(world.ask("GET /api/v1/users/new@example.org?includeRole=true"),
                        "/isPending") == "false");
  CHECK(world
            .ask("POST /rest/login",
                 R"({"emailOrLdapLoginId":"new@example.org","password":"long enough"})")
            .status == 200);
  CHECK(TestWorld::part(world.ask("POST /api/v1/users", R"([{"email":"new@example.org"}])"),
                        "/0/error") == "A user with this email already exists");
  world.settings["N8N_EDITOR_BASE_URL"] = "http://localhost:5678";
  CHECK(TestWorld::part(world.ask("POST /api/v1/users", R"([{"email":"other@example.org"}])"),
                        "/0/user/inviteAcceptUrl")
            .starts_with("http://localhost:5678/signup"));
}

TEST_CASE("a webhook of n8n runs its flow") {
  TestWorld world = world_of(make_n8n());
  world.settings["N8N_API_KEY"] = "n8n-key";
  CHECK(world.ask("POST /webhook/echo", R"({"a":1})").body == R"({"echo":{"a":1}})");
  CHECK(TestWorld::part(world.ask("GET /webhook/echo"), "/message") ==
        "This webhook is not registered for GET requests. Did you mean to make a POST request?");
  CHECK(TestWorld::part(world.ask("GET /webhook/nope"), "/message") ==
        "The requested webhook \"GET nope\" is not registered.");
  world.headers["X-N8N-API-KEY"] = "n8n-key";
  const http::Response made = world.ask("POST /api/v1/workflows", R"({"name":"lab hook","nodes":[
    {"name":"Webhook","type":"n8n-nodes-base.webhook","parameters":{"path":"lab-hook","httpMethod":"POST","responseMode":"lastNode"}},
    {"name":"Set","type":"n8n-nodes-base.set","parameters":{"assignments":{"assignments":[{"name":"greeting","value":"=hello {{ $json.body.name }}{{ $json.none }}"}]}}}],
    "connections":{"Webhook":{"main":[[{"node":"Set","type":"main","index":0}]]}},"settings":{}})");
  REQUIRE(made.status == 200);
  const std::string id = TestWorld::part(made, "/id");
  CHECK(world.ask("POST /webhook/lab-hook", R"({"name":"Ann"})").status == 404);  // not active
  CHECK(world.ask("POST /api/v1/workflows/" + id + "/activate").status == 200);
  CHECK(world.ask("POST /webhook/lab-hook", R"({"name":"Ann"})").body ==
        R"({"greeting":"hello Ann"})");
  CHECK(TestWorld::part(world.ask("GET /api/v1/executions?limit=1"), "/data/0/id") == "2");
  world.faults = {"n8n-workflow-inactive"};
  CHECK(world.ask("POST /webhook/lab-hook", "{}").status == 404);
}

TEST_CASE("a flow of n8n asks another service, and says why it could not") {
  struct Case {
    const char* fault;
    int status;
    const char* part;
  };
  const auto c = GENERATE(values<Case>({
      {"", 200, R"({"response":"yes"})"},
      {"ufw-docker-bridge-blocked", 500, "ETIMEDOUT"},
      {"docker-host-alias-missing", 500, "ENOTFOUND"},
      {"stack-localhost-in-container", 500, "ECONNREFUSED"},
      {"stack-webhook-inactive", 404, "is not registered"},
  }));
  CAPTURE(c.fault);
  TestWorld world = world_of(make_n8n());
  world.others = [](std::string_view service, const http::Request& request) {
    CHECK(service == "ollama");
    CHECK(request.path == "/api/generate");
    CHECK(request.body == R"({"prompt":"hi","model":"phi3:mini","stream":false})");
    return http::text_response(200, R"({"response":"yes"})");
  };
  world.faults = {c.fault};
  const http::Response answer = world.ask("POST /webhook/relay", R"({"prompt":"hi"})");
  CHECK(answer.status == c.status);
  CHECK(answer.body.find(c.part) != std::string::npos);
}

TEST_CASE("a flow that runs in a circle ends") {
  TestWorld world = world_of(make_n8n());
  world.settings["N8N_API_KEY"] = "n8n-key";
  world.headers["X-N8N-API-KEY"] = "n8n-key";
  const http::Response made = world.ask("POST /api/v1/workflows", R"({"name":"circle","nodes":[
    {"name":"W","type":"n8n-nodes-base.webhook","parameters":{"path":"c","httpMethod":"GET","responseMode":"lastNode"}},
    {"name":"A","type":"n8n-nodes-base.set","parameters":{}}],
    "connections":{"W":{"main":[[{"node":"A"}]]},"A":{"main":[[{"node":"A"}]]}},"settings":{}})");
  world.ask("POST /api/v1/workflows/" + TestWorld::part(made, "/id") + "/activate");
  CHECK(world.ask("GET /webhook/c").status == 200);
}

TEST_CASE("Qdrant finds the nearest points") {
  TestWorld world = world_of(make_qdrant());
  CHECK(world.ask("GET /healthz").body == "healthz check passed");
  CHECK(TestWorld::part(world.ask("GET /"), "/title") == "qdrant - vector search engine");
  const std::string created = R"({"vectors":{"size":2,"distance":"Cosine"}})";
  CHECK(TestWorld::part(world.ask("PUT /collections/c", created), "/result") == "true");
  CHECK(TestWorld::part(world.ask("PUT /collections/c", created), "/status/error") ==
        "Wrong input: Collection `c` already exists!");
  const http::Response put = world.ask("PUT /collections/c/points?wait=true", R"({"points":[
    {"id":1,"vector":[2,0],"payload":{"kind":"a","n":1}},
    {"id":2,"vector":[0,3],"payload":{"kind":"b","n":2,"tags":["x","y"]}},
    {"id":"5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10","vector":[1,1],"payload":{"kind":"b","n":3}}]})");
  CHECK(TestWorld::part(put, "/result/status") == "completed");
  const http::Response found = world.ask("POST /collections/c/points/query",
                                         R"({"query":[1,0.1],"limit":2,"with_payload":true})");
  CHECK(TestWorld::part(found, "/result/points/0/id") == "1");
  CHECK(TestWorld::part(found, "/result/points/1/id") == "5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10");
  CHECK(TestWorld::part(found, "/result/points/0/payload/kind") == "a");
  const http::Response older =
      world.ask("POST /collections/c/points/search", R"({"vector":[0,1],"limit":1})");
  CHECK(TestWorld::part(older, "/result/0/id") == "2");
  CHECK(TestWorld::part(older, "/result/0/payload").empty());
  CHECK(TestWorld::part(world.ask("GET /collections/c/points/1"), "/result/vector") == "[1,0]");
  CHECK(TestWorld::part(world.ask("POST /collections/c/points/query", R"({"query":2,"limit":1})"),
                        "/result/points/0/id") == "5c1f8a52-3f0e-4d5b-9a57-0d6a3f1c2b10");
  CHECK(TestWorld::part(world.ask("GET /collections/c"), "/result/points_count") == "3");
  CHECK(TestWorld::part(world.ask("DELETE /collections/gone"), "/result") == "false");
  CHECK(TestWorld::part(world.ask("GET /collections/gone"), "/status/error") ==
        "Not found: Collection `gone` doesn't exist!");
}

TEST_CASE("Qdrant's filters choose points by their payload") {
  struct Case {
    const char* filter;
    const char* ids;
  };
  const auto c = GENERATE(values<Case>({
      {"{}", "1 2 3"},
      {R"({"must":[{"key":"kind","match":{"value":"b"}}]})", "2 3"},
      {R"({"must_not":[{"key":"kind","match":{"value":"b"}}]})", "1"},
      {R"({"should":[{"key":"n","range":{"gte":3}},{"has_id":[1]}]})", "1 3"},
      {R"({"must":[{"key":"tags","match":{"any":["y"]}}]})", "2"},
      {R"({"must":[{"key":"in.side","match":{"value":7}}]})", "3"},
      {R"({"must":[{"is_empty":{"key":"tags"}}]})", "1 3"},
      {R"({"must":[{"must_not":[{"key":"n","range":{"lt":2}}]}]})", "2 3"},
      {R"({"must":{"key":"n","range":{"gt":1,"lt":3}}})", "2"},
      {R"({"must":[{"key":"tags","values_count":{"gte":2}}]})", "2"},
  }));
  CAPTURE(c.filter);
  TestWorld world = world_of(make_qdrant());
  world.ask("PUT /collections/c", R"({"vectors":{"size":1,"distance":"Dot"}})");
  world.ask("PUT /collections/c/points",
            R"({"batch":{"ids":[1,2,3],"vectors":[[1],[2],[3]],"payloads":[
    {"kind":"a","n":1},{"kind":"b","n":2,"tags":["x","y"]},{"kind":"b","n":3,"in":{"side":7}}]}})");
  const http::Response answer =
      world.ask("POST /collections/c/points/scroll", std::string(R"({"filter":)") + c.filter + "}");
  std::string ids;
  for (int i = 0; i < 3; ++i) {
    const std::string id = TestWorld::part(answer, "/result/points/" + std::to_string(i) + "/id");
    ids += (ids.empty() || id.empty() ? "" : " ") + id;
  }
  CHECK(ids == c.ids);
}

TEST_CASE("Qdrant refuses what does not fit, in its words") {
  struct Case {
    const char* line;
    const char* body;
    int status;
    const char* error;
  };
  const auto c = GENERATE(values<Case>({
      {"PUT /collections/c/points", R"({"points":[{"id":1,"vector":[1]}]})", 400,
       "Wrong input: Vector dimension error: expected dim: 2, got 1"},
      {"POST /collections/c/points/search", R"({"vector":[1,2,3]})", 400,
       "Wrong input: Vector dimension error: expected dim: 2, got 3"},
      {"POST /collections/c/points/search", R"({"vector":[1,2],"limit":0})", 422,
       "Validation error in JSON body: [limit: value 0 invalid, must be 1 or larger]"},
      {"POST /collections/none/points/search", R"({"vector":[1,2]})", 404,
       "Not found: Collection `none` doesn't exist!"},
      {"GET /collections/c/points/7", "", 404, "Not found: Point with id 7 does not exists!"},
      {"PUT /collections/d", R"({"vectors":{"size":0,"distance":"Cosine"}})", 422,
       "Validation error in JSON body: [vectors.size: value 0 invalid, must be from 1 to 4096]"},
  }));
  CAPTURE(c.line, c.body);
  TestWorld world = world_of(make_qdrant());
  world.ask("PUT /collections/c", R"({"vectors":{"size":2,"distance":"Euclid"}})");
  const http::Response answer = world.ask(c.line, c.body);
  CHECK(answer.status == c.status);
  CHECK(TestWorld::part(answer, "/status/error") == c.error);
}

TEST_CASE("Qdrant with a key says so in plain text, and stays healthy") {
  TestWorld world = world_of(make_qdrant());
  world.settings["QDRANT_API_KEY"] = "secret";
  CHECK(world.ask("GET /collections").body ==
        "Must provide an API key or an Authorization bearer token");
  world.headers["api-key"] = "wrong";
  CHECK(world.ask("GET /collections").body == "Invalid API key or JWT");
  CHECK(world.ask("GET /readyz").status == 200);
  world.headers = {{"Authorization", "Bearer secret"}};
  CHECK(world.ask("GET /collections").status == 200);
}

}  // namespace services
