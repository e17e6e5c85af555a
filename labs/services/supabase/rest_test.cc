#include "labs/services/supabase/test_stack.h"

using services::test::TestStack;

TEST_CASE("rows are read with columns, filters, order and a part of them") {
  TestStack stack;
  struct Case {
    const char* query;
    const char* body;
  };
  const auto c = GENERATE(values<Case>({
      {"select=id,title&id=eq.1", R"([{"id":1,"title":"Rent a server"}])"},
      {"select=name:title&order=id.desc&limit=1", R"([{"name":"Start the stack"}])"},
      {"select=id&order=id&offset=1&limit=1", R"([{"id":2}])"},
      {"select=id,done&done=is.true", R"([{"id":1,"done":true}])"},
      {"select=id&id=in.(1,3)", "[{\"id\":1},\n {\"id\":3}]"},
      {"select=id&title=like.Rent*", R"([{"id":1}])"},
      {"select=id&title=like.rent*", "[]"},  // minds the case
      {"select=id&title=ilike.rent*", R"([{"id":1}])"},
      {"select=id&title=fts.domain", R"([{"id":2}])"},
      {"select=id&id=gt.1&id=lt.3", R"([{"id":2}])"},
      {"select=id&id=not.in.(1,2)", R"([{"id":3}])"},
      {"select=id&or=(id.eq.1,title.eq.%22Start%20the%20stack%22)", R"([{"id":1}])"},
      {"select=id&or=(id.eq.1,and(id.gt.1,id.lt.3))", "[{\"id\":1},\n {\"id\":2}]"},
      {"select=id&not.or=(id.eq.1,id.eq.2)", R"([{"id":3}])"},
      {"select=id::text&id=eq.1", R"([{"id":"1"}])"},
      {"select=id,user_id&id=eq.1", R"([{"id":1,"user_id":null}])"},
      {"select=id,comments(body)&id=eq.1",
       R"([{"id":1,"comments":[{"body":"Two cores are enough"},{"body":"Debian 12"}]}])"},
      {"select=id,comments!inner(id)&order=id", R"([{"id":1,"comments":[{"id":1},{"id":2}]}])"},
  }));
  CAPTURE(c.query);
  const http::Response response = stack.ask("GET", std::string("/rest/v1/todos?") + c.query);
  CHECK(response.status == 200);
  CHECK(response.body == c.body);
}

TEST_CASE("a row knows the one it belongs to") {
  TestStack stack;
  CHECK(stack.ask("GET", "/rest/v1/comments?select=id,todos(title)&id=eq.1").body ==
        R"([{"id":1,"todos":{"title":"Rent a server"}}])");
}

TEST_CASE("what the data API refuses has PostgREST's status and code") {
  TestStack stack;
  struct Case {
    const char* method;
    const char* target;
    const char* body;
    http::Headers headers;
    int status;
    const char* code;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"GET",
       "none",
       "",
       {},
       404,
       "PGRST205",
       "Could not find the table 'public.none' in the schema cache"},
      {"GET", "todos?none=eq.1", "", {}, 400, "42703", "column todos.none does not exist"},
      {"GET", "todos?select=none", "", {}, 400, "42703", "column todos.none does not exist"},
      {"GET", "todos?id=1", "", {}, 400, "PGRST100", "\"failed to parse filter (1)\""},
      {"GET", "todos?id=eq.x", "", {}, 400, "22P02", "invalid input syntax for type bigint: \"x\""},
      {"GET",
       "todos?or=(id.eq.1",
       "",
       {},
       400,
       "PGRST100",
       "\"failed to parse logic tree ((id.eq.1)\""},
      {"GET",
       "todos?select=users(id)",
       "",
       {},
       400,
       "PGRST200",
       "Could not find a relationship between 'todos' and 'users' in the schema cache"},
      {"GET",
       "todos",
       "",
       {{"Accept", "application/vnd.pgrst.object+json"}},
       406,
       "PGRST116",
       "JSON object requested, multiple (or no) rows returned"},
      {"GET",
       "todos?offset=9",
       "",
       {{"Prefer", "count=exact"}},
       416,
       "PGRST103",
       "Requested range not satisfiable"},
      {"POST", "todos", "{", {}, 400, "PGRST102", "Empty or invalid json"},
      {"POST",
       "todos",
       R"({"none":1})",
       {},
       400,
       "PGRST204",
       "Could not find the 'none' column of 'todos' in the schema cache"},
      {"POST",
       "todos",
       R"({"title":"x"})",
       {},
       401,
       "42501",
       "new row violates row-level security policy for table \"todos\""},
      {"POST",
       "rpc/none",
       "{}",
       {},
       404,
       "PGRST202",
       "Could not find the function public.none in the schema cache"},
      {"GET",
       "todos",
       "",
       {{"Authorization", "Bearer a.b"}},
       401,
       "PGRST301",
       "Expected 3 parts in JWT; got 1"},
  }));
  CAPTURE(c.target);
  const http::Response response =
      stack.ask(c.method, std::string("/rest/v1/") + c.target, c.body, c.headers);
  CHECK(response.status == c.status);
  CHECK(TestStack::at(response, "/code") == c.code);
  CHECK(TestStack::at(response, "/message") == c.message);
}

TEST_CASE("a count stands behind the slash of Content-Range") {
  TestStack stack;
  const http::Response part =
      stack.ask("GET", "/rest/v1/todos?select=id&limit=2", {}, {{"Prefer", "count=exact"}});
  CHECK(part.status == 206);
  CHECK(part.headers.at("Content-Range") == "0-1/3");
  CHECK(stack.ask("GET", "/rest/v1/todos").headers.at("Content-Range") == "0-2/*");
}

TEST_CASE("rows are inserted, merged, changed and removed") {
  TestStack stack;
  const std::string ana = stack.sign_in("ana@lab.test");
  const http::Headers back = {{"Prefer", "return=representation"}};
  const http::Response quiet = stack.ask("POST", "/rest/v1/todos", R"({"title":"quiet"})");
  CHECK(quiet.status == 201);
  CHECK(quiet.body.empty());
  const http::Response made =
      stack.ask("POST", "/rest/v1/todos?select=id,title,done,user_id,created_at",
                R"([{"title":"it's"}])", back);
  CHECK(made.body == R"([{"id":5,"title":"it's","done":false,"user_id":")" + ana +
                         R"(","created_at":"2026-09-21T14:13:20+00:00"}])");
  CHECK(stack.ask("POST", "/rest/v1/todos", R"({"id":5,"title":"again"})").status == 409);
  const http::Response merged = stack.ask(
      "POST", "/rest/v1/todos?on_conflict=id&select=id,title", R"({"id":5,"title":"new"})",
      {{"Prefer", "resolution=merge-duplicates, return=representation"}});
  CHECK(merged.body == R"([{"id":5,"title":"new"}])");
  CHECK(stack.ask("PATCH", "/rest/v1/todos?id=eq.5", R"({"done":true})").status == 204);
  CHECK(stack.ask("GET", "/rest/v1/todos?select=done&id=eq.5").body == R"([{"done":true}])");
  const http::Response gone = stack.ask("DELETE", "/rest/v1/todos?id=eq.5&select=id", {}, back);
  CHECK(gone.body == R"([{"id":5}])");
  CHECK(stack.ask("GET", "/rest/v1/todos?id=eq.5").body == "[]");
  CHECK(TestStack::at(stack.ask("POST", "/rest/v1/todos", R"({"done":true})"), "/code") == "23502");
}

TEST_CASE("who is signed in sees and writes own rows only, unless the policies are gone") {
  TestStack stack;
  CHECK(stack.ask("GET", "/rest/v1/notes").body == "[]");
  const std::string ana = stack.sign_in("ana@lab.test");
  CHECK(stack.ask("POST", "/rest/v1/notes", R"({"body":"mine"})").status == 201);
  CHECK(stack.ask("GET", "/rest/v1/notes?select=body").body == R"([{"body":"mine"}])");
  const http::Response forged =
      stack.ask("POST", "/rest/v1/notes",
                R"({"body":"hers","user_id":"00000000-0000-4000-a000-000000000001"})");
  CHECK(forged.status == 403);
  CHECK(TestStack::at(forged, "/code") == "42501");
  stack.sign_in("bob@lab.test");
  CHECK(stack.ask("GET", "/rest/v1/notes").body == "[]");
  CHECK(stack.ask("DELETE", "/rest/v1/notes?body=eq.mine").status == 204);
  CHECK(TestStack::at(stack.ask_as_admin("GET", "/rest/v1/notes?select=body&order=body"),
                      "/1/body") == "mine");
  stack.token.clear();
  stack.world.faults.insert("supabase-rls-missing");
  CHECK(stack.ask("GET", "/rest/v1/notes?select=body&order=body").body ==
        "[{\"body\":\"Nobody else may read this\"},\n {\"body\":\"mine\"}]");
}

TEST_CASE("functions are called, and the whole is described") {
  TestStack stack;
  CHECK(stack.ask("POST", "/rest/v1/rpc/add", R"({"a":2,"b":3})").body == "5");
  CHECK(stack.ask("GET", "/rest/v1/rpc/hello?name=Ana").body == "\"Hello, Ana\"");
  const http::Response root = stack.ask("GET", "/rest/v1/");
  CHECK(TestStack::at(root, "/definitions/todos/properties/done/type") == "boolean");
}

TEST_CASE("deep conditions are refused, many are answered in time") {
  TestStack stack;
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "and(";
  CHECK(stack.ask("GET", "/rest/v1/todos?and=(" + deep).status == 400);
  std::string many = "id.eq.1";
  for (int i = 0; i < 5000; ++i) many += ",id.eq.1";
  CHECK(stack.ask("GET", "/rest/v1/todos?or=(" + many + ")").status == 400);
  CHECK(stack.ask("GET", "/rest/v1/todos?title=eq.'%3BDROP%20TABLE%20todos").body == "[]");
  CHECK(stack.ask("GET", "/rest/v1/todos?select=id&id=eq.1").body == R"([{"id":1}])");
}
