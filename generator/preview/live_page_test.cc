#include "generator/preview/live_page.h"

#include <catch2/catch.hpp>

namespace {

http::Request request(std::map<std::string, std::string> headers) {
  http::Request out;
  for (auto& [name, value] : headers) out.headers[name] = value;
  return out;
}

}  // namespace

TEST_CASE("a page gets the script, in its head, and an ETag of what it is then") {
  const auto page = http::text_response(200, "<head><title>x</title></head><body>y</body>",
                                        "text/html; charset=utf-8");
  const auto served = preview::with_script(page, request({}), 7, "42");
  CHECK(served.body ==
        "<head><title>x</title><script src=\"/-/live.js\" defer data-version=\"7\" "
        "data-start=\"42\"></script></head><body>y</body>");
  const std::string etag = served.headers.at("ETag");
  const auto again = preview::with_script(page, request({{"If-None-Match", etag}}), 7, "42");
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  // The script would not know what it was served as.
  CHECK(preview::with_script(page, request({{"If-None-Match", etag}}), 8, "42").status == 200);
}

TEST_CASE("what is no page stays as it is") {
  const auto style = http::text_response(200, "</head>", "text/css; charset=utf-8");
  CHECK(preview::with_script(style, request({}), 7, "42").body == "</head>");
}

TEST_CASE("a page asks by its address") {
  struct Case {
    std::string query, path;
    std::uint64_t version;
  };
  const auto c = GENERATE(values<Case>({
      {"path=%2Ffr%2Fx.html&version=7&start=42", "fr/x.html", 7},
      {"path=%2F&version=1&start=42", "index.html", 1},
      {"path=%2Ffr%2F&version=1&start=42", "fr/index.html", 1},
      {"path=%2Ffr%2Fcaf%25C3%25A9.html", "fr/café.html", 0},  // escaped twice
      {"path=%zz&version=x", "", 0},
      {"", "", 0},
      {"&&=&path", "", 0},
  }));
  CAPTURE(c.query);
  const auto question = preview::question_of(c.query);
  CHECK(question.path == c.path);
  CHECK(question.version == c.version);
}

TEST_CASE("only pages of this server may listen") {
  CHECK(preview::is_same_origin(
      request({{"Host", "127.0.0.1:4321"}, {"Origin", "http://127.0.0.1:4321"}})));
  CHECK_FALSE(preview::is_same_origin(
      request({{"Host", "127.0.0.1:4321"}, {"Origin", "http://evil.example"}})));
  CHECK_FALSE(preview::is_same_origin(request({{"Host", "127.0.0.1:4321"}})));
}
