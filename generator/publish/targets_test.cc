#include "generator/publish/targets.h"

#include <catch2/catch.hpp>

#include "generator/text/toml.h"

using publish::TargetConfig;
using publish::TargetType;

namespace {

std::vector<TargetConfig> read(std::string_view toml, std::vector<base::Error>& problems) {
  const auto table = text::parse_toml(toml, "site.toml");
  REQUIRE(table);
  return publish::read_targets(*table, "site.toml", problems);
}

}  // namespace

TEST_CASE("each type of target is read") {
  std::vector<base::Error> problems;
  const auto targets = read(R"(
[publish.folder]
type = "directory"
path = "/srv/www"
keep = 3
compress = "beside"
[publish.pages]
type = "git"
url = "git@host.example:course.git"
[publish.live]
type = "sftp"
url = "sftp://me@host.example:2222/srv/www/"
[publish.store]
type = "s3"
bucket = "course"
region = "eu-west-3"
prefix = "/fr"
compress = "stored"
)",
                            problems);
  for (const base::Error& problem : problems) UNSCOPED_INFO(problem.message.en);
  REQUIRE(problems.empty());
  REQUIRE(targets.size() == 4);
  CHECK(targets[0].type == TargetType::Directory);
  CHECK(targets[0].keep == 3);
  CHECK(targets[0].compression == publish::Compression::Beside);
  CHECK(targets[1].branch == "gh-pages");
  CHECK(targets[2].url == "sftp://me@host.example:2222/srv/www/");
  CHECK(targets[3].endpoint == "https://s3.eu-west-3.amazonaws.com");
  CHECK(targets[3].prefix == "fr/");
  CHECK(targets[3].keeps_headers());
}

TEST_CASE("what is wrong with a target is told where it stands") {
  struct Case {
    std::string_view toml, where, message;
  };
  const auto c = GENERATE(values<Case>({
      {"[publish.x]\npath = \"a\"", "site.toml:1:1", "the key 'publish.x.type' is missing"},
      {"[publish.x]\ntype = \"ftp\"", "site.toml:2:8", "'ftp' is not a value of 'publish.x.type'"},
      {"[publish.x]\ntype = \"directory\"", "site.toml:1:1", "the key 'path' is missing or empty"},
      {"[publish.x]\ntype = \"directory\"\npath = \"a\"\nkeep = 0", "site.toml:4:8",
       "'keep' is 0; it lies between 1 and 1000"},
      {"[publish.x]\ntype = \"git\"\nurl = \"https://me:canary@host/x.git\"", "site.toml:3:7",
       "the address of the target 'x' carries a password"},
      {"[publish.x]\ntype = \"sftp\"\nurl = \"sftp://host\"", "site.toml:3:7",
       "'sftp://host' is not the address of a folder over SFTP"},
      {"[publish.x]\ntype = \"s3\"\nbucket = \"b\"\nendpoint = \"s3.example\"", "site.toml:4:12",
       "'s3.example' is not the address of an object store"},
      {"[publish.x]\ntype = \"git\"\nurl = \"a\"\ncompress = \"beside\"", "site.toml:4:12",
       "a target of type 'git' cannot hold files compressed as 'beside'"},
      {"[publish.\"../x\"]\ntype = \"git\"\nurl = \"a\"", "site.toml:1:10",
       "'../x' is not an id"},
      {"publish = 3", "site.toml:1:11", "'publish' is an integer, expected a table"},
  }));
  CAPTURE(c.toml);
  std::vector<base::Error> problems;
  read(c.toml, problems);
  REQUIRE_FALSE(problems.empty());
  CHECK(problems[0].message.en == c.message);
  CHECK(base::to_string(problems[0].where) == c.where);
  CHECK(base::describe(problems[0], base::Locale::En, c.toml).find("canary") == std::string::npos);
}

TEST_CASE("an address over SFTP is taken apart") {
  auto url = publish::parse_sftp_url("sftp://me@host:2222/srv/www/", {});
  REQUIRE(url);
  CHECK(url->user == "me");
  CHECK(url->host == "host");
  CHECK(url->port == 2222);
  CHECK(url->folder == "/srv/www");
  url = publish::parse_sftp_url("sftp://[::1]/~/www", {});
  REQUIRE(url);
  CHECK(url->host == "::1");
  CHECK(url->folder == "www");
  for (const std::string_view bad :
       {"", "ssh://host/x", "sftp://", "sftp://host", "sftp://host/", "sftp://host/~/",
        "sftp://host:0/x", "sftp://host:x/x", "sftp://@host/x", "sftp:///x",
        "sftp://-oProxyCommand=evil/x",  // would be an option of ssh
        "sftp://-l@host/x", "sftp://ho st/x"}) {
    CAPTURE(bad);
    CHECK_FALSE(publish::parse_sftp_url(bad, {}));
  }
}

TEST_CASE("a target is chosen by its name, or because it is the only one") {
  TargetConfig live, test;
  live.name = "live";
  test.name = "test";
  CHECK(publish::choose_target({live}, "").value().name == "live");
  CHECK(publish::choose_target({live, test}, "test").value().name == "test");
  const auto wrong = publish::choose_target({live, test}, "lvie");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message.en == "no target 'lvie' in site/site.toml");
  CHECK(wrong.error().hint.en == "did you mean 'live'?");
  const auto which = publish::choose_target({live, test}, "");
  REQUIRE_FALSE(which);
  CHECK(which.error().message.en == "there are several targets: say which");
  CHECK(which.error().hint.en == "it is one of: live, test");
  const auto none = publish::choose_target({}, "");
  REQUIRE_FALSE(none);
  CHECK(none.error().message.en == "site/site.toml names no target");
}
