#include "labs/spec/expectation.h"

#include <catch2/catch.hpp>

#include "generator/base/files.h"

using namespace spec;

TEST_CASE("expectations are read, and written they are read the same") {
  const auto line = GENERATE(values<std::string>({
      "status == 200",
      "status in [200, 204]",
      "status not in [500]",
      "header Content-Type contains \"json\"",
      "header \"x y\" exists",
      "json /token_type == 'bearer'",
      "json /a~1b/0 exists",
      "json == null",
      "count json /items >= 3",
      "length body < 100",
      "body matches /^[0-9a-f\\/]+$/",
      "body not contains 'don\\'t'",
      "duration < 500ms",
      "json /iat within 30s of now",
      "json /exp after now",
      "json /nbf before now",
      "url ends with '/login'",
      "header location starts with \"https://\"",
      "reason == kong.no-key",
      "json /id == '{{user_id}}'",
      "status=={{wanted}}",
      "cookie session exists",
  }));
  CAPTURE(line);
  Trouble trouble;
  const ProbeInfo& http = info_of(ProbeKind::Http);
  const auto first = parse_expectation(line, http, trouble);
  if (line.find("don\\'t") != std::string::npos) {
    // Between apostrophes a backslash is a backslash.
    CHECK_FALSE(first);
    return;
  }
  CAPTURE(trouble.message.en);
  REQUIRE(first);
  const std::string written = to_line(*first);
  CAPTURE(written);
  const auto again = parse_expectation(written, http, trouble);
  REQUIRE(again);
  CHECK(to_line(*again) == written);
}

TEST_CASE("a wrong expectation is refused at its place, with advice") {
  struct Case {
    std::string_view line;
    std::size_t offset;
    std::string_view message, hint;
  };
  const auto c = GENERATE(values<Case>({
      {"statuz == 200", 0, "'statuz' is nothing that the probe 'http' sees",
       "did you mean 'status'?"},
      {"status = 200", 7, "'=' compares nothing", "did you mean '=='?"},
      {"status containz 2", 7, "'containz' compares nothing", "did you mean 'contains'?"},
      {"status ==", 9, "a value is missing here", "texts stand in quotes: 'json'"},
      {"status == 200 or 201", 14, "nothing is expected behind the value: 'or 201'",
       "one line holds one expectation"},
      {"status == 'x", 10, "the text has no closing quote", ""},
      {"status in 200", 10, "a list is wanted here", "write 'in [200, 204]'"},
      {"status in [200", 14, "the list has no ']'", ""},
      {"status in []", 10, "a list holds 1 to 100 values", ""},
      {"json token == 1", 5, "a JSON Pointer starts with '/'", "write 'json /token'"},
      {"header", 6, "'header' of what?", "write 'header NAME'"},
      {"body matches x", 13, "a regular expression stands between two '/'",
       "write 'matches /^[0-9a-f]+$/'"},
      {"body matches /(/", 13, "the regular expression cannot be used: missing ): (", ""},
      {"body contains ''", 14, "every text contains the empty one: this asserts nothing", ""},
      {"status < 'many'", 9, "only numbers and durations are smaller or larger",
       "write 14, 0.5, 200ms or 2s"},
      {"json /iat within 30s", 20, "'of now' is missing", "write 'within 30s of now'"},
      {"url starts 'x'", 11, "'starts' wants 'with' behind it", ""},
      {"", 0, "an expectation begins with what is looked at",
       "it can be asked for: reason, duration, status, header, body, json, cookie, version, "
       "redirects, url, "
       "address, phase, truncated"},
  }));
  CAPTURE(c.line);
  Trouble trouble;
  REQUIRE_FALSE(parse_expectation(c.line, info_of(ProbeKind::Http), trouble));
  CHECK(trouble.message.en == c.message);
  CHECK(trouble.offset == c.offset);
  CHECK(trouble.hint.en == c.hint);
  CHECK_FALSE(trouble.message.fr.empty());
}

TEST_CASE("each probe has its own subjects") {
  Trouble trouble;
  CHECK(parse_expectation("state == open", info_of(ProbeKind::Tcp), trouble));
  CHECK_FALSE(parse_expectation("state == open", info_of(ProbeKind::Http), trouble));
  CHECK(parse_expectation("claim sub exists", info_of(ProbeKind::Jwt), trouble));
  CHECK(parse_subject("json /id", info_of(ProbeKind::Http), trouble));
  CHECK_FALSE(parse_subject("json /id == 1", info_of(ProbeKind::Http), trouble));
}

TEST_CASE("durations are numbers with a unit") {
  CHECK(parse_duration("200ms") == 0.2);
  CHECK(parse_duration("5s") == 5.0);
  CHECK(parse_duration("2m") == 120.0);
  for (const char* wrong : {"", "5", "s", "-1s", "1e99s", "5 s", "nans", "infs"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_duration(wrong));
  }
}

TEST_CASE("the document names every subject of every probe") {
  const auto text = base::read_file(EXPECTATIONS_MD);
  REQUIRE(text);
  for (const ProbeInfo& probe : probe_kinds()) {
    const std::size_t begin = text->find("\n### `" + std::string(probe.name) + "`");
    REQUIRE(begin != std::string::npos);
    const std::string section = text->substr(begin, text->find("\n### ", begin + 1) - begin);
    for (const SubjectKind& subject : probe.subjects) {
      CAPTURE(probe.name, subject.name);
      const std::string row = "| `" + std::string(subject.name) +
                              (subject.argument == Argument::Name      ? " NAME"
                               : subject.argument == Argument::Pointer ? " /POINTER"
                                                                       : "") +
                              "` | " + subject.meaning.en + " |";
      CHECK(section.find(row) != std::string::npos);
    }
  }
}
