#include "labs/spec/load.h"

#include <catch2/catch.hpp>

using namespace spec;

namespace {

constexpr std::string_view kHead =
    "[lab]\nid = \"x\"\nversion = \"1\"\ntitle = { en = \"X\", fr = \"X\" }\nsummary = { en = "
    "\"X\", fr = \"X\" }\n";

constexpr std::string_view kCheck =
    "[[check]]\nid = \"a\"\ntitle = { en = \"A\", fr = \"A\" }\nhttp = { get = \"https://h/\" }\n"
    "expect = [\"status == 200\"]\n";

base::Result<std::string> no_library(std::string_view) {
  return base::fail(base::ErrorKind::System, {"no such file", "pas de fichier"});
}

// The report of the problems of a lab whose text is `source`, as lint prints it.
std::string problems_of(const std::string& source, const ReadFile& read = no_library) {
  std::vector<base::Error> problems;
  decode_lab(source, "x.toml", read, problems);
  std::string out;
  for (const base::Error& problem : problems)
    out += base::describe(problem, base::Locale::En, source);
  return out;
}

std::string lab(std::string_view rest) { return std::string(kHead) + std::string(rest); }

}  // namespace

TEST_CASE("a lab is read") {
  std::vector<base::Error> problems;
  const Lab read = decode_lab(lab(kCheck), "x.toml", no_library, problems);
  CHECK(problems.empty());
  REQUIRE(read.checks.size() == 1);
  CHECK(read.checks[0].probe == ProbeKind::Http);
  CHECK(read.checks[0].expect[0].text == "status == 200");
  CHECK(read.digest.size() == 64);
}

TEST_CASE("a caret stands inside the expectation that is wrong") {
  CHECK(problems_of(lab("[[check]]\nid = \"a\"\ntitle = { en = \"A\", fr = \"A\" }\n"
                        "http = { get = \"https://h/\" }\nexpect = [\"statuz == 200\"]\n")) ==
        "x.toml:10:12: error: 'statuz' is nothing that the probe 'http' sees [expectation]\n"
        "  expect = [\"statuz == 200\"]\n"
        "             ^^^^^^\n"
        "  hint: did you mean 'status'?\n");
}

TEST_CASE("everything that is wrong is told, each at its place") {
  struct Case {
    std::string source;
    std::string_view where, message;
  };
  const std::string check(kCheck);
  const auto with = [&](const std::string& more) { return lab(check + more); };
  const std::string second =
      "[[check]]\nid = \"b\"\ntitle = { en = \"B\", fr = \"B\" }\nexpect = [\"status == 200\"]\n";
  const auto c = GENERATE_COPY(values<Case>({
      {lab(""), "x.toml:1:1", "a lab has 1 to 2000 checks, this one has 0"},
      {with("needz = [\"b\"]\n"), "x.toml:11:1", "unknown key 'check[0].needz'"},
      {with("needs = [\"b\"]\n"), "x.toml:7:6", "'a' needs 'b', which is no check"},
      {with("needs = [\"a\"]\n"), "x.toml:7:6", "'a' waits for 'a', which waits for it"},
      {with("tcp = { target = \"h:1\" }\n"), "x.toml:11:7",
       "a check has one probe, and 'tcp' is the second"},
      {with(second), "x.toml:11:1", "the check 'b' has no probe"},
      {with(second + "http = { get = \"https://h/{{hots}}\" }\n"), "x.toml:12:6",
       "nothing is called '{{hots}}'"},
      {with(second + "http = { get = \"x\", post = \"y\" }\n"), "x.toml:15:8",
       "the request has two methods: 'get' and 'post'"},
      {with(second + "http = { get = \"x/{{it}}\" }\n") +
           "[[check]]\nid = \"c\"\ntitle = { en = \"C\", fr = \"C\" }\n"
           "http = { get = \"x\" }\nexpect = [\"status == 1\"]\ncapture = { it = \"body\" }\n",
       "x.toml:12:6", "'b' uses '{{it}}' of 'c', which it does not need"},
      {with("capture = { it = \"body\" }\n"), "x.toml:11:13", "'it' is never used"},
      {with("retry = { within = \"5\", only-on = [\"tcp.*\"] }\n"), "x.toml:11:20",
       "'within' is no duration: '5'"},
      {with("retry = { within = \"5s\", only-on = [\"kong.502\"] }\n"), "x.toml:7:6",
       "'a' never ends with the reason 'kong.502'"},
      {with("[[cause]]\nid = \"k\"\ntitle = { en = \"K\", fr = \"K\" }\nfix = { en = \"F\", fr = "
            "\"F\" }\n"
            "when = [\"b fails\"]\n"),
       "x.toml:15:9", "no check is called 'b'"},
      {with("[[cause]]\nid = \"k\"\ntitle = { en = \"K\", fr = \"K\" }\nfix = { en = \"F\", fr = "
            "\"F\" }\n"
            "when = [\"a passes\"]\n"),
       "x.toml:12:6", "'k' explains nothing: none of its conditions is a failure"},
      {with("[[cause]]\nid = \"k\"\ntitle = { en = \"K\", fr = \"K\" }\nfix = { en = \"F\", fr = "
            "\"F\" }\n"
            "when = [\"a fail\"]\n"),
       "x.toml:15:9", "'a fail' is no condition"},
      {with("[[use]]\nfile = \"../secret.toml\"\n"), "x.toml:12:8",
       "'../secret.toml' is no library file"},
      {with(check.substr(0)), "x.toml:12:6", "two checks are called 'a'"},
  }));
  CAPTURE(c.source);
  const std::string report = problems_of(c.source);
  const std::string first = report.substr(0, report.find('\n'));
  CHECK_THAT(first, Catch::StartsWith(std::string(c.where) + ": "));
  CHECK_THAT(first, Catch::Contains(": " + std::string(c.message) + " ["));
}

TEST_CASE("two causes that look the same must name each other") {
  const std::string cause =
      "title = { en = \"K\", fr = \"K\" }\nfix = { en = \"F\", fr = \"F\" }\nwhen = [\"a fails "
      "tcp.refused\"]\n";
  const std::string both = "[[cause]]\nid = \"k\"\n" + cause + "[[cause]]\nid = \"l\"\n" + cause;
  CHECK_THAT(problems_of(lab(std::string(kCheck) + both)),
             Catch::Contains("'l' and 'k' look the same"));
  CHECK(problems_of(lab(std::string(kCheck) + both +
                        "rivals = [\"k\"]\nsettle = { en = \"S\", fr = \"S\" }\n"))
            .empty());
}

TEST_CASE("a library file is taken in under its prefix") {
  const std::string library =
      "parameters = [\"host\"]\n[[check]]\nid = \"port\"\ntitle = { en = \"P\", fr = \"P\" }\n"
      "tcp = { target = \"{{host}}:1\" }\nexpect = [\"state == open\"]\n"
      "[[check]]\nid = \"after\"\ntitle = { en = \"Q\", fr = \"Q\" }\nneeds = [\"port\"]\n"
      "tcp = { target = \"{{host}}:2\" }\nexpect = [\"state == open\"]\n";
  const auto read = [&](std::string_view) -> base::Result<std::string> { return library; };
  std::vector<base::Error> problems;
  const Lab loaded = decode_lab(
      lab("[[use]]\nfile = \"lib/n.toml\"\nas = \"net\"\nwith = { host = \"example.org\" }\n"),
      "x.toml", read, problems);
  for (const auto& problem : problems) UNSCOPED_INFO(problem.message.en);
  CHECK(problems.empty());
  REQUIRE(loaded.checks.size() == 2);
  CHECK(loaded.checks[0].id == "net.port");
  CHECK(loaded.checks[1].needs == std::vector<std::string>{"net.port"});
  CHECK(text::string_at(loaded.checks[0].parameters, "target") == "example.org:1");
  CHECK_THAT(problems_of(lab("[[use]]\nfile = \"lib/n.toml\"\nwith = { hots = \"x\" }\n"), read),
             Catch::Contains("the library has no parameter 'hots'"));
}

TEST_CASE("the labs of the catalog are right, and their pages exist") {
  for (const char* name :
       {"vps-exposure", "dns-tls-proxy", "supabase-through-kong", "redis", "postgres", "mail"}) {
    std::vector<base::Error> problems;
    const auto loaded = load_lab(std::string(CATALOG) + "/" + name + ".toml", problems);
    REQUIRE(loaded);
    lint_pages(*loaded, CONTENT, problems);
    for (const base::Error& problem : problems)
      UNSCOPED_INFO(base::to_string(problem.where) << ": " << problem.message.en);
    CHECK(problems.empty());
    CHECK(loaded->id == name);
  }
}
