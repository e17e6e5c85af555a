#include "generator/http/static_files.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;

namespace {

struct Site : support::TemporaryFolder {
  Site() {
    write("index.html", "<p>home");
    write("404.html", "root 404");
    write("fr/404.html", "fr 404");
    write("fr/index.html", "<p>accueil");
    write("assets/style.0123456789.css", std::string(2000, 'a'));
    write("data.bin", "0123456789");
    write(".hidden", "secret");
  }
  void write(const std::string& name, const std::string& bytes) const {
    REQUIRE(base::write_file(path() / name, bytes));
  }

  http::Response get(const std::string& target, http::Headers headers = {},
                     const std::string& method = "GET") const {
    http::Request request;
    request.method = method;
    request.target = target;
    REQUIRE(http::percent_decode(target, request.path));
    request.headers = std::move(headers);
    return http::serve_file(path(), request);
  }
};

}  // namespace

TEST_CASE("a file comes with its type, a folder gives its index") {
  const Site site;
  CHECK(site.get("/").body == "<p>home");
  CHECK(site.get("/").headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(site.get("/fr/").body == "<p>accueil");
  const http::Response moved = site.get("/fr");
  CHECK(moved.status == 308);
  CHECK(moved.headers.at("Location") == "/fr/");
  CHECK(site.get("//evil.example/..").status == 404);
}

TEST_CASE("what is not there gives the nearest 404 page") {
  const Site site;
  CHECK(site.get("/fr/nothing.html").status == 404);
  CHECK(site.get("/fr/nothing.html").body == "fr 404");
  CHECK(site.get("/en/nothing.html").body == "root 404");
  CHECK(site.get("/index.html/").status == 404);
}

TEST_CASE("nothing outside the folder is read") {
  const Site site;
  const support::TemporaryFolder elsewhere;
  REQUIRE(base::write_file(elsewhere.path() / "secret.html", "outside"));
  fs::create_symlink(elsewhere.path() / "secret.html", site.path() / "link.html");
  fs::create_directory_symlink(elsewhere.path(), site.path() / "folder");
  for (const char* target : {"/../secret.html", "/fr/../../secret.html", "/%2e%2e/secret.html",
                             "/..%2fsecret.html", "/.hidden", "/link.html", "/folder/secret.html",
                             "/fr/%2e%2e/%2e%2e/etc/passwd", "/..\\secret.html"}) {
    CAPTURE(target);
    const http::Response response = site.get(target);
    CHECK(response.status == 404);
    CHECK(response.body.find("outside") == std::string::npos);
    CHECK(response.body.find("secret") == std::string::npos);
  }
}

TEST_CASE("an unchanged file is not sent again") {
  const Site site;
  const std::string etag = site.get("/").headers.at("ETag");
  CHECK(site.get("/", {{"If-None-Match", etag}}).status == 304);
  CHECK(site.get("/", {{"If-None-Match", "\"other\""}}).status == 200);
}

TEST_CASE("one range is served, a wrong one is refused, several are ignored") {
  const Site site;
  struct Case {
    const char* range;
    int status;
    const char* body;
  };
  const auto c = GENERATE(values<Case>({
      {"bytes=2-4", 206, "234"},
      {"bytes=7-", 206, "789"},
      {"bytes=-2", 206, "89"},
      {"bytes=8-100", 206, "89"},
      {"bytes=-100", 206, "0123456789"},
      {"bytes=10-", 416, ""},
      {"bytes=5-2", 200, "0123456789"},
      {"bytes=0-1,3-4", 200, "0123456789"},
      {"lines=1-2", 200, "0123456789"},
      {"bytes=99999999999999999999-", 200, "0123456789"},
  }));
  CAPTURE(c.range);
  const http::Response response = site.get("/data.bin", {{"Range", c.range}});
  CHECK(response.status == c.status);
  CHECK(response.body == c.body);
}

TEST_CASE("text is compressed for whoever wants it, and assets with a hash may be kept for ever") {
  const Site site;
  const std::string asset = "/assets/style.0123456789.css";
  CHECK(site.get(asset).body.size() == 2000);
  const http::Response small = site.get(asset, {{"Accept-Encoding", "br, gzip;q=0.8"}});
  CHECK(small.headers.at("Content-Encoding") == "gzip");
  CHECK(small.body.size() < 100);
  CHECK(small.headers.at("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(site.get(asset, {{"Accept-Encoding", "gzip;q=0"}}).body.size() == 2000);
  CHECK(site.get("/").headers.at("Cache-Control") == "no-cache");
}

TEST_CASE("only GET and HEAD are answered") {
  const Site site;
  const http::Response response = site.get("/", {}, "POST");
  CHECK(response.status == 405);
  CHECK(response.headers.at("Allow") == "GET, HEAD");
}

TEST_CASE("only a name that carries its content's hash may be kept for ever") {
  constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
  CHECK(http::cache_control_of("/assets/style.1a2b3c4d5e.css") == kForEver);
  CHECK(http::cache_control_of("assets/style.1a2b3c4d5e.css") == kForEver);  // of an object store
  for (const std::string_view path : {"/assets/style.css", "/style.1a2b3c4d5e.css",
                                      "/assets/style.1a2b3c4d5g.css", "fr/index.html"})
    CHECK(http::cache_control_of(path) == "no-cache");
}

TEST_CASE("text that gains is compressed") {
  const std::string page(5000, 'x');
  const auto small = http::compress("fr/index.html", page);
  REQUIRE(small);
  CHECK(small->size() < 200);
  CHECK(small->substr(0, 2) == "\x1f\x8b");
  CHECK_FALSE(http::compress("fr/index.html", "short"));
  CHECK_FALSE(http::compress("photo.png", page));
}
