#include "generator/pipeline/offline.h"

#include <catch2/catch.hpp>

namespace pipeline {

namespace {

SiteFiles small_site() {
  SiteFiles files;
  for (const char* path : {"index.html", "404.html", "robots.txt", "sitemap.xml", "fr/index.html",
                           "fr/404.html", "fr/feed.xml", "fr/lessons/net/dns.html",
                           "assets/style.0123456789.css", "assets/search/root.0123456789.js"})
    files[path] = {base::hash(path), 100};
  return files;
}

}  // namespace

TEST_CASE("a small course is kept whole, without what only machines read") {
  const std::string worker = service_worker("small", "assets/worker.x.js", small_site());
  CHECK(worker.starts_with("self.atelierCourse={\"id\":\"small\",\"version\":\""));
  CHECK(worker.ends_with("};\nimportScripts(\"assets/worker.x.js\");\n"));
  CHECK(worker.find("\"whole\":true") != std::string::npos);
  for (const char* kept : {"\"index.html\":", "\"fr/index.html\":", "\"fr/lessons/net/dns.html\":",
                           "\"assets/search/root.0123456789.js\":"})
    CHECK(worker.find(kept) != std::string::npos);
  for (const char* left : {"404.html", "robots.txt", "sitemap.xml", "feed.xml"})
    CHECK(worker.find(left) == std::string::npos);
}

TEST_CASE("of a large course the frame is kept") {
  SiteFiles files = small_site();
  files["fr/lessons/net/dns.html"].size = kMostKept;
  const std::string worker = service_worker("large", "assets/worker.x.js", files);
  CHECK(worker.find("\"whole\":false") != std::string::npos);
  CHECK(worker.find("\"fr/index.html\":") != std::string::npos);
  CHECK(worker.find("\"assets/style.0123456789.css\":") != std::string::npos);
  CHECK(worker.find("dns.html") == std::string::npos);
  CHECK(worker.find("search/root") == std::string::npos);
}

TEST_CASE("any byte of any file makes another version") {
  SiteFiles files = small_site();
  const std::string before = service_worker("small", "assets/worker.x.js", files);
  files["robots.txt"].hash = base::hash("other");
  CHECK(service_worker("small", "assets/worker.x.js", files) != before);
}

}  // namespace pipeline
