#include "generator/publish/manifest.h"

#include <catch2/catch.hpp>

#include "generator/publish/site_path.h"

using publish::Manifest;
using State = publish::ManifestEntry::State;

namespace {

const Manifest kManifest = {
    {"fr/a b.html", {State::Known, {0x0123456789abcdef, 0xfedcba9876543210}, 5120}},
    {"fr/index.html", {State::Replaced, {}, 0}},
    {"worker.js", {State::Maybe, {}, 0}},
};
constexpr std::string_view kText =
    "atelier-manifest 1\n"
    "= 0123456789abcdeffedcba9876543210 5120 fr/a b.html\n"
    "~ fr/index.html\n"
    "? worker.js\n";

}  // namespace

TEST_CASE("a manifest is text that becomes the same manifest again") {
  CHECK(publish::write_manifest(kManifest) == kText);
  const auto read = publish::parse_manifest(kText, "live");
  REQUIRE(read);
  CHECK(*read == kManifest);
  const auto nothing = publish::parse_manifest(publish::write_manifest({}), "live");
  REQUIRE(nothing);
  CHECK(nothing->empty());
}

TEST_CASE("a manifest that is not one is refused with its line") {
  const auto c = GENERATE(values<std::pair<std::string, int>>({
      {"", 1},                                       // a file that was cut to nothing
      {"atelier-manifest 2\n", 1},                   // of a later version
      {"atelier-manifest 1", 1},                     // cut
      {"atelier-manifest 1\n~ a\n~ a\n", 3},         // twice
      {"atelier-manifest 1\n~ b\n~ a\n", 3},         // out of order
      {"atelier-manifest 1\n~ ../etc/passwd\n", 2},  // leaves the place
      {"atelier-manifest 1\n~ /etc/passwd\n", 2},
      {"atelier-manifest 1\n? a//b\n", 2},
      {"atelier-manifest 1\n? a\rb\n", 2},
      {"atelier-manifest 1\n! a\n", 2},
      {"atelier-manifest 1\n=\n", 2},
      {"atelier-manifest 1\n= 0123 1 a\n", 2},
      {"atelier-manifest 1\n= 0123456789abcdeffedcba987654321x 1 a\n", 2},
      {"atelier-manifest 1\n= 0123456789abcdeffedcba9876543210 x a\n", 2},
      {"atelier-manifest 1\n= 0123456789abcdeffedcba9876543210 1\n", 2},
  }));
  CAPTURE(c.first);
  const auto read = publish::parse_manifest(c.first, "live");
  REQUIRE_FALSE(read);
  CHECK(read.error().message.en ==
        fmt::format("the record of what was published to 'live' cannot be understood, line {}",
                    c.second));
  CHECK(read.error().hint.en ==
        "delete .atelier/manifest there: then every file is sent again, and none is deleted");
}

TEST_CASE("a path names a place below the site and nothing else") {
  for (const std::string_view good : {"a", "a/b.html", "a b/é.html", "..a", "a.."})
    CHECK(publish::is_plain_path(good));
  for (const std::string_view bad : {"", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\nb"})
    CHECK_FALSE(publish::is_plain_path(bad));
  CHECK(publish::folder_of("a/b/c") == "a/b");
  CHECK(publish::folder_of("c").empty());
}
