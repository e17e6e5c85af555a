#include "generator/publish/plan.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"
#include "tests/support/temporary_folder.h"

using publish::Manifest;
using publish::Outgoing;
using State = publish::ManifestEntry::State;

namespace {

publish::OutgoingFile version(std::string_view bytes) {
  publish::OutgoingFile out;
  out.version = base::hash(bytes);
  out.size = bytes.size();
  return out;
}
publish::ManifestEntry known(std::string_view bytes) {
  return {State::Known, base::hash(bytes), bytes.size()};
}

}  // namespace

TEST_CASE("files go before the pages that point to them, and leave after them") {
  const Outgoing wanted = {
      {"assets/new.css", version("1")}, {"assets/root.js", version("2")},
      {"fr/index.html", version("2")},  {"fr/new.html", version("1")},
      {"fr/same.html", version("1")},   {"sitemap.xml", version("2")},
      {"worker.js", version("2")},
  };
  const Manifest there = {
      {"assets/old.css", known("1")}, {"assets/root.js", known("1")}, {"fr/index.html", known("1")},
      {"fr/old.html", known("1")},    {"fr/same.html", known("1")},   {"sitemap.xml", known("1")},
      {"worker.js", known("1")},
  };
  const publish::Plan plan = publish::make_plan(wanted, there);
  using Steps = std::vector<std::vector<std::string>>;
  CHECK(plan.sent == Steps{{"assets/new.css"},
                           {"fr/new.html"},
                           {"assets/root.js"},
                           {"fr/index.html"},
                           {"sitemap.xml", "worker.js"}});
  CHECK(plan.removed == Steps{{"fr/old.html"}, {"assets/old.css"}});

  const publish::Preview preview = publish::preview_of(wanted, there);
  CHECK(preview.added == std::vector<std::string>{"assets/new.css", "fr/new.html"});
  CHECK(preview.changed ==
        std::vector<std::string>{"assets/root.js", "fr/index.html", "sitemap.xml", "worker.js"});
  CHECK(preview.removed == std::vector<std::string>{"assets/old.css", "fr/old.html"});
  CHECK(preview.unchanged == 1);
  CHECK(preview.bytes == 6);
}

TEST_CASE("what a cut publication left uncertain is done again, whatever it holds") {
  const Outgoing wanted = {{"a.css", version("1")}, {"b.html", version("1")}};
  const Manifest there = {{"a.css", {State::Maybe, {}, 0}},
                          {"b.html", {State::Replaced, {}, 0}},
                          {"c.html", {State::Maybe, {}, 0}}};
  const publish::Plan plan = publish::make_plan(wanted, there);
  using Steps = std::vector<std::vector<std::string>>;
  CHECK(plan.sent == Steps{{"a.css"}, {"b.html"}});
  CHECK(plan.removed == Steps{{"c.html"}});
  CHECK(plan.doubtful == std::vector<std::string>{"a.css", "b.html", "c.html"});
}

TEST_CASE("nothing is planned when nothing changed") {
  const Outgoing wanted = {{"a.css", version("1")}};
  CHECK(publish::make_plan(wanted, {{"a.css", known("1")}}).empty());
  CHECK(publish::preview_of(wanted, {{"a.css", known("1")}}).empty());
}

TEST_CASE("a site is read with what a place keeps of each file") {
  const support::TemporaryFolder temporary;
  const std::string page(2000, 'x');
  REQUIRE(base::write_file(temporary.path() / "fr/index.html", page));
  REQUIRE(base::write_file(temporary.path() / "a.png", "png"));
  REQUIRE(base::write_file(temporary.path() / ".atelier-site", "hidden"));
  publish::OutgoingOptions options;
  options.web.type_of = [](std::string_view path) {
    return std::string_view(path.ends_with(".html") ? "text/html" : "image/png");
  };
  options.web.cache_control_of = [](std::string_view) { return std::string_view("no-cache"); };
  options.web.compress = [](std::string_view path, const std::string& bytes) {
    return path.ends_with(".html") ? std::optional("small:" + bytes.substr(0, 3)) : std::nullopt;
  };

  auto files = publish::read_outgoing(temporary.path(), options);
  REQUIRE(files);
  REQUIRE(files->size() == 2);
  CHECK(files->at("fr/index.html").version == base::hash(page));
  CHECK(files->at("fr/index.html").headers.empty());
  const base::Hash bare = files->at("a.png").version;

  SECTION("compressed beside") {
    options.compression = publish::Compression::Beside;
    files = publish::read_outgoing(temporary.path(), options);
    REQUIRE(files);
    REQUIRE(files->size() == 3);
    const auto& packed = files->at("fr/index.html.gz");
    CHECK(packed.from == "fr/index.html");
    CHECK(packed.size == 9);
    CHECK(publish::bytes_of(temporary.path(), packed, options.web).value() == "small:xxx");
    CHECK(publish::bytes_of(temporary.path(), files->at("fr/index.html"), options.web).value() ==
          page);
  }
  SECTION("compressed in its place, with headers") {
    options.compression = publish::Compression::Stored;
    options.headers = true;
    files = publish::read_outgoing(temporary.path(), options);
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    using Headers = std::vector<std::pair<std::string, std::string>>;
    CHECK(files->at("fr/index.html").headers == Headers{{"Content-Type", "text/html"},
                                                        {"Cache-Control", "no-cache"},
                                                        {"Content-Encoding", "gzip"}});
    CHECK(files->at("a.png").headers ==
          Headers{{"Content-Type", "image/png"}, {"Cache-Control", "no-cache"}});
    CHECK(files->at("a.png").version != bare);  // a header that changes is sent too
  }
  SECTION("a file that changes before it is sent") {
    REQUIRE(base::write_file(temporary.path() / "a.png", "other"));
    const auto bytes = publish::bytes_of(temporary.path(), files->at("a.png"), options.web);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().message.en == "'a.png' has changed while the site was being published");
  }
  SECTION("a link") {
    std::filesystem::create_symlink("/etc/passwd", temporary.path() / "x.html");
    files = publish::read_outgoing(temporary.path(), options);
    REQUIRE_FALSE(files);
    CHECK(files.error().message.en ==
          "'x.html' in the site is a link, or its name cannot be published");
  }
}
