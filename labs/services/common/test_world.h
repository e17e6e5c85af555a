// A world for one service under test: a store in memory, a clock that stands still, random bytes
// that count, and other services that answer as the test says.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "labs/formats/json.h"
#include "labs/services/service.h"

namespace services {

class TestWorld {
 public:
  explicit TestWorld(std::unique_ptr<Service> service)
      : store_(*database::Database::open({}, database::Mode::Memory)),
        service_(std::move(service)) {
    settings["BCRYPT_ROUNDS"] = "4";
    port_ = service_->describe().ports.front();
  }

  Settings settings;
  std::set<std::string, std::less<>> faults;
  std::int64_t now = 1'795'162'500;  // 2026-11-20T08:15:00Z
  std::function<http::Response(std::string_view, const http::Request&)> others =
      [](std::string_view, const http::Request&) {
        return http::Response{502, {}, {}};
      };

  Context context() {
    Context out{now, settings, faults, store_, {}, {}, {}};
    out.random = [this](std::size_t count) {
      std::string bytes(count, '\0');
      for (char& c : bytes) c = static_cast<char>(++random_);
      return bytes;
    };
    out.call = [this](std::string_view service, const http::Request& request) {
      return others(service, request);
    };
    out.publish = [](std::string_view, const std::string&) {};
    return out;
  }

  // The tables and first rows; called by the first request.
  void prepare() {
    Context it = context();
    REQUIRE(service_->prepare(it));
    prepared_ = true;
  }

  Service& service() { return *service_; }
  void use_port(std::string_view name) {
    for (const Port& port : service_->describe().ports)
      if (port.name == name) port_ = port;
  }

  http::Response send(const http::Request& request) {
    if (!prepared_) prepare();
    Context it = context();
    http::Response response = service_->answer(port_, request, it);
    for (const std::string& piece : response.pieces) response.body += piece;
    return response;
  }

  // "GET /path?query"; headers as the test set them in `headers`.
  http::Response ask(std::string_view line, std::string body = {}) {
    http::Request request;
    const std::size_t space = line.find(' ');
    request.method = line.substr(0, space);
    request.target = line.substr(space + 1);
    const std::size_t question = std::min(request.target.find('?'), request.target.size());
    http::percent_decode(request.target.substr(0, question), request.path);
    if (question < request.target.size()) request.query = request.target.substr(question + 1);
    request.headers = headers;
    request.body = std::move(body);
    return send(request);
  }

  // The answer's document, or a part of it as people write it; "" when there is none.
  static std::string part(const http::Response& response, std::string_view pointer) {
    const auto body = formats::parse_json(response.body);
    const text::Node* found = body ? formats::find_pointer(*body, pointer) : nullptr;
    return found != nullptr ? formats::plain(*found) : std::string();
  }

  http::Headers headers;

 private:
  database::Database store_;
  std::unique_ptr<Service> service_;
  Port port_;
  bool prepared_ = false;
  unsigned random_ = 0;
};

}  // namespace services
