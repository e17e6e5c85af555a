#include "labs/services/proxy/proxy.h"

#include "labs/services/test_world.h"

using services::test::World;

namespace {

http::Response ask(World& world, const std::string& port, const std::string& host,
                   const std::string& path = "/") {
  const auto proxy = services::make_proxy();
  http::Request request;
  request.target = request.path = path;
  request.headers["Host"] = host;
  services::Context context = world.context();
  return proxy->answer(services::test::port_named(*proxy, port), request, context);
}

}  // namespace

TEST_CASE("a virtual host leads to its service, a name that is none to nothing") {
  World world;
  world.settings["N8N_HOSTNAME"] = "n8n.lab.example.org";
  world.others = [](std::string_view service, const http::Request& request) {
    return http::text_response(
        200, std::string(service) + " for " + std::string(request.header("X-Forwarded-Host")));
  };
  CHECK(ask(world, "https", "n8n.lab.example.org").body == "n8n for n8n.lab.example.org");
  CHECK(ask(world, "searxng", "127.0.0.1:8006").body == "searxng for 127.0.0.1:8006");
  CHECK(ask(world, "https", "evil.example.test").status == 404);
  CHECK(ask(world, "https", "localhost:8443").status == 200);
  world.faults = {"proxy-any-name"};
  CHECK(ask(world, "https", "evil.example.test").status == 200);
}

TEST_CASE("plain HTTP leads to HTTPS, unless it is broken so") {
  World world;
  const http::Response moved = ask(world, "http", "localhost:8080", "/login");
  CHECK(moved.status == 308);
  CHECK(moved.headers.at("Location") == "https://localhost/login");
  world.faults = {"http-not-redirected"};
  CHECK(ask(world, "http", "localhost:8080").status == 200);
  CHECK(ask(world, "http", "evil.example.test").status == 404);
}

TEST_CASE("a fall-back port is open as long as its name is not set") {
  World world;
  const auto proxy = services::make_proxy();
  const auto port = services::test::port_named(*proxy, "n8n");
  services::Context context = world.context();
  CHECK(proxy->is_open(port, context));
  world.settings["N8N_HOSTNAME"] = "n8n.lab.example.org";
  CHECK_FALSE(proxy->is_open(port, context));
}

TEST_CASE("inner routes answer, unless the rewrite rule is missing; what is down is 502") {
  World world;
  CHECK(ask(world, "https", "localhost", "/login").status == 200);
  world.faults = {"dash-rewrite-rule-missing"};
  CHECK(ask(world, "https", "localhost", "/login").status == 404);
  world.faults = {"proxy-upstream-down"};
  CHECK(ask(world, "https", "localhost").status == 502);
}
