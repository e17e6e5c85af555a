// The whole Supabase stack for a test, entered through the gateway as clients do.
#pragma once

#include <map>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/settings.h"
#include "labs/services/supabase/auth.h"
#include "labs/services/supabase/kong.h"
#include "labs/services/supabase/realtime.h"
#include "labs/services/supabase/rest.h"
#include "labs/services/supabase/storage.h"
#include "labs/services/supabase/studio.h"
#include "labs/services/test_world.h"

namespace services::test {

struct TestStack {
  World world;
  Realtime realtime;
  std::map<std::string, std::unique_ptr<Service>, std::less<>> services;
  std::vector<std::pair<std::string, text::Node>> mails;  // address, document
  std::string token;                                      // of who is signed in; else the key

  TestStack() {
    Context context = world.context();
    world.settings = fresh_settings(context.random, context.now, [](auto, auto) { return 8000; });
    services.emplace("kong", make_kong(realtime));
    services.emplace("auth", make_auth());
    services.emplace("rest", make_rest());
    services.emplace("storage", make_storage());
    services.emplace("studio", make_studio());
    world.others = [this](std::string_view id, const http::Request& request) {
      return inner(id, request);
    };
    for (const auto& [id, service] : services) {
      Context prepared = world.context();
      REQUIRE(service->prepare(prepared));
    }
  }

  const std::string& anon() const { return world.settings.find("ANON_KEY")->second; }
  const std::string& service_key() const { return world.settings.find("SERVICE_ROLE_KEY")->second; }

  http::Response send(http::Request request) {
    const std::size_t mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
    REQUIRE(http::percent_decode(std::string(request.path), request.path));
    Context context = world.context();
    http::Response out = services.at("kong")->answer({8000}, request, context);
    for (const auto& [topic, json] : std::exchange(world.published, {})) {
      Context told = world.context();
      realtime.heard(topic, json, told);
    }
    return out;
  }

  // With the key (ANON_KEY unless another is given) and who is signed in.
  http::Response ask(const std::string& method, const std::string& target,
                     const std::string& body = {}, http::Headers headers = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    request.headers.try_emplace("apikey", anon());
    request.headers.try_emplace("Authorization",
                                "Bearer " + (token.empty() ? request.headers["apikey"] : token));
    request.body = body;
    return send(std::move(request));
  }
  http::Response ask_as_admin(const std::string& method, const std::string& target,
                              const std::string& body = {}) {
    return ask(method, target, body,
               {{"apikey", service_key()}, {"Authorization", "Bearer " + service_key()}});
  }

  // A confirmed user, signed in from now on; gives the id.
  std::string sign_in(const std::string& email) {
    ask_as_admin("POST", "/auth/v1/admin/users",
                 R"({"email":")" + email + R"(","password":"correct horse","email_confirm":true})");
    const text::Node session = document(
        ask("POST", "/auth/v1/token?grant_type=password",
            R"({"email":")" + email + R"(","password":"correct horse"})", {{"Authorization", ""}}));
    token = string_in(session, "access_token");
    REQUIRE_FALSE(token.empty());
    return std::string(string_in(*session.find("user"), "id"));
  }

  static text::Node document(const http::Response& response) {
    INFO(response.body);
    auto parsed = formats::parse_json(response.body);
    REQUIRE(parsed);
    return std::move(*parsed);
  }
  static std::string at(const http::Response& response, std::string_view pointer) {
    const text::Node root = document(response);
    const text::Node* found = formats::find_pointer(root, pointer);
    return found != nullptr ? formats::plain(*found) : "–";
  }

 private:
  http::Response inner(std::string_view id, const http::Request& request) {
    if (id == "mail") {
      auto mail = formats::parse_json(request.body);
      REQUIRE(mail);
      mails.emplace_back(formats::plain(*formats::find_pointer(*mail, "/To/0/Email")),
                         std::move(*mail));
      return http::text_response(200, "");
    }
    Context context = world.context();
    if (id == "realtime") return realtime.answer({}, request, context);
    const auto found = services.find(id);
    if (found == services.end() || !found->second->is_up(context)) return {502, {}, {}};
    return found->second->answer({}, request, context);
  }
};

}  // namespace services::test
