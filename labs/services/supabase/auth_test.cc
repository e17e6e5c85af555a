#include "labs/formats/jwt.h"
#include "labs/services/supabase/test_stack.h"

using services::test::TestStack;

namespace {

const char kAna[] = R"({"email":"Ana@lab.test","password":"correct horse"})";

// The address that the last mail's text ends in, without the gateway's own.
std::string link_of(const TestStack& stack) {
  REQUIRE_FALSE(stack.mails.empty());
  const std::string text = formats::plain(*stack.mails.back().second.find("Text"));
  const std::string link = text.substr(text.find("http://"));
  return link.substr(std::string("http://127.0.0.1:8000").size(),
                     link.find('\n') - std::string("http://127.0.0.1:8000").size());
}

http::Response open(TestStack& stack, const std::string& target) {
  http::Request request;
  request.target = target;
  return stack.send(request);
}

}  // namespace

TEST_CASE("an account begins with a mail whose link signs in, once") {
  TestStack stack;
  const http::Response made = stack.ask("POST", "/auth/v1/signup", kAna);
  CHECK(made.status == 200);
  CHECK(TestStack::at(made, "/email") == "ana@lab.test");
  CHECK(TestStack::at(made, "/secret") == "–");
  CHECK(TestStack::at(made, "/access_token") == "–");
  const std::string password = "/auth/v1/token?grant_type=password";
  CHECK(TestStack::at(stack.ask("POST", password, kAna), "/error_code") == "email_not_confirmed");

  CHECK(stack.mails.back().first == "ana@lab.test");
  const std::string link = link_of(stack);
  const http::Response opened = open(stack, link);
  CHECK(opened.status == 303);
  const std::string& where = opened.headers.at("Location");
  CHECK(where.starts_with("http://127.0.0.1:64663#access_token="));
  CHECK(where.ends_with("&token_type=bearer&type=signup"));
  CHECK(open(stack, link).headers.at("Location").find("error_code=otp_expired") !=
        std::string::npos);
  CHECK(stack.ask("POST", password, kAna).status == 200);
}

TEST_CASE("a session's token is signed with the secret and names the user") {
  TestStack stack;
  const std::string id = stack.sign_in("ana@lab.test");
  const auto token = formats::parse_jwt(stack.token);
  REQUIRE(token);
  CHECK(formats::find_signer(*token, stack.world.settings.find("JWT_SECRET")->second) ==
        formats::Signer::Literal);
  CHECK(services::string_in(token->payload, "sub") == id);
  CHECK(services::string_in(token->payload, "role") == "authenticated");
  CHECK(TestStack::at(stack.ask("GET", "/auth/v1/user"), "/id") == id);
}

TEST_CASE("what Auth refuses, in the form that the client asks for") {
  TestStack stack;
  stack.sign_in("ana@lab.test");
  stack.token.clear();
  struct Case {
    const char* method;
    const char* target;
    const char* body;
    int status;
    const char* code;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"POST", "/auth/v1/token?grant_type=password", R"({"email":"ana@lab.test","password":"x"})",
       400, "invalid_credentials", "Invalid login credentials"},
      {"POST", "/auth/v1/token?grant_type=refresh_token", R"({"refresh_token":"x"})", 400,
       "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"},
      {"POST", "/auth/v1/signup", R"({"email":"b@lab.test","password":"short"})", 422,
       "weak_password", "Password should be at least 6 characters."},
      {"POST", "/auth/v1/signup", R"({"email":"nowhere","password":"long enough"})", 400,
       "validation_failed", "Unable to validate email address: invalid format"},
      {"POST", "/auth/v1/signup", "not JSON", 400, "bad_json",
       "Could not parse request body as JSON"},
      {"POST", "/auth/v1/signup", "{}", 422, "anonymous_provider_disabled",
       "Anonymous sign-ins are disabled"},
      {"GET", "/auth/v1/user", "", 403, "bad_jwt", "invalid claim: missing sub claim"},
      {"GET", "/auth/v1/admin/users", "", 403, "not_admin", "User not allowed"},
  }));
  CAPTURE(c.target, c.body);
  const http::Response old = stack.ask(c.method, c.target, c.body);
  CHECK(old.status == c.status);
  CHECK(TestStack::at(old, "/code") == std::to_string(c.status));
  CHECK(TestStack::at(old, "/error_code") == c.code);
  CHECK(TestStack::at(old, "/msg") == c.message);
  const http::Response fresh =
      stack.ask(c.method, c.target, c.body, {{"X-Supabase-Api-Version", "2024-01-01"}});
  CHECK(fresh.headers.at("X-Supabase-Api-Version") == "2024-01-01");
  CHECK(TestStack::at(fresh, "/code") == c.code);
  CHECK(TestStack::at(fresh, "/message") == c.message);
}

TEST_CASE("a token of another stack is refused by its signature") {
  TestStack stack;
  const std::string forged =
      services::make_api_key("service_role", "another secret", 1'790'000'000);
  const http::Response response =
      stack.ask("GET", "/auth/v1/admin/users", {}, {{"Authorization", "Bearer " + forged}});
  CHECK(response.status == 403);
  CHECK(
      TestStack::at(response, "/msg") ==
      "invalid JWT: unable to parse or verify signature, token signature is invalid: signature is "
      "invalid");
}

TEST_CASE("a refresh token rotates; used again, it ends the session") {
  TestStack stack;
  stack.sign_in("ana@lab.test");
  const std::string target = "/auth/v1/token?grant_type=";
  const std::string first =
      TestStack::at(stack.ask("POST", target + "password", kAna), "/refresh_token");
  const http::Response second =
      stack.ask("POST", target + "refresh_token", R"({"refresh_token":")" + first + "\"}");
  CHECK(second.status == 200);
  const std::string rotated = TestStack::at(second, "/refresh_token");
  CHECK(rotated != first);
  const http::Response again =
      stack.ask("POST", target + "refresh_token", R"({"refresh_token":")" + first + "\"}");
  CHECK(TestStack::at(again, "/error_code") == "refresh_token_already_used");
  CHECK(stack.ask("POST", target + "refresh_token", R"({"refresh_token":")" + rotated + "\"}")
            .status == 400);
}

TEST_CASE("signing out ends the sessions it says") {
  TestStack stack;
  stack.sign_in("ana@lab.test");
  CHECK(stack.ask("POST", "/auth/v1/logout?scope=local").status == 204);
  CHECK(TestStack::at(stack.ask("GET", "/auth/v1/user"), "/error_code") == "session_not_found");
}

TEST_CASE("an administrator makes, invites, lists and removes users") {
  TestStack stack;
  const http::Response invited = stack.ask_as_admin(
      "POST", "/auth/v1/invite?redirect_to=http://elsewhere.test", R"({"email":"b@lab.test"})");
  CHECK(invited.status == 200);
  CHECK(TestStack::at(invited, "/invited_at") == "2026-09-21T14:13:20.000Z");
  CHECK(link_of(stack).ends_with("&redirect_to=http://127.0.0.1:64663"));  // not allowed elsewhere
  const http::Response made = stack.ask_as_admin(
      "POST", "/auth/v1/admin/users", R"({"email":"c@lab.test","password":"long enough"})");
  const std::string id = TestStack::at(made, "/id");
  const http::Response all = stack.ask_as_admin("GET", "/auth/v1/admin/users?page=&per_page=");
  CHECK(all.headers.at("X-Total-Count") == "2");
  CHECK(TestStack::at(all, "/users/0/email") == "c@lab.test");
  const http::Response twice = stack.ask_as_admin("POST", "/auth/v1/admin/users",
                                                  R"({"email":"c@lab.test","password":"x"})");
  CHECK(TestStack::at(twice, "/error_code") == "email_exists");
  CHECK(stack.ask_as_admin("DELETE", "/auth/v1/admin/users/" + id).status == 200);
  CHECK(stack.ask_as_admin("GET", "/auth/v1/admin/users/" + id).status == 404);
  const http::Response link = stack.ask_as_admin("POST", "/auth/v1/admin/generate_link",
                                                 R"({"type":"magiclink","email":"b@lab.test"})");
  CHECK(TestStack::at(link, "/action_link")
            .starts_with("http://127.0.0.1:8000/auth/v1/verify?token="));
}

TEST_CASE(
    "a recovery is answered alike for known and unknown addresses, and needs the mail server") {
  TestStack stack;
  stack.sign_in("ana@lab.test");
  CHECK(stack.ask("POST", "/auth/v1/recover", R"({"email":"ana@lab.test"})").body == "{}");
  CHECK(stack.ask("POST", "/auth/v1/recover", R"({"email":"nobody@lab.test"})").body == "{}");
  CHECK(stack.mails.size() == 1);
  stack.world.settings["SMTP_PORT"] = "2500";
  const http::Response failed =
      stack.ask("POST", "/auth/v1/recover", R"({"email":"ana@lab.test"})");
  CHECK(failed.status == 500);
  CHECK(TestStack::at(failed, "/msg") == "Error sending recovery email");
}
