#include "generator/base/error.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "generator/base/result.h"

namespace base {
namespace {

Error dead_link() {
  return {ErrorKind::Content,
          message("link to unknown page '{}'", "lien vers une page inconnue : « {} »", "dsn"),
          {"net/dns.md", {2, 9}, {2, 12}},
          message("did you mean '{}'?", "vouliez-vous dire « {} » ?", "dns"),
          "link"};
}

// The report of a span of one line of text, without the first line.
std::string excerpt(std::string_view line, std::uint32_t begin, std::uint32_t end) {
  const Error error{ErrorKind::Content, {"x", "x"}, {"a.md", {1, begin}, {1, end}}};
  const std::string report = describe(error, Locale::En, line);
  return report.substr(report.find('\n') + 1);
}

Result<int> half(int number) {
  if (number % 2 != 0)
    return fail(ErrorKind::Usage, message("'{}' is odd", "« {} » est impair", number));
  return number / 2;
}
Result<int> quarter(int number) { return TRY(half(TRY(half(number)))); }

TEST_CASE("a report shows the place, the line with carets, and the hint, in both languages") {
  const std::string_view source = "# DNS\nsee [x](dsn)\r\nmore\n";

  CHECK(describe(dead_link(), Locale::En, source) ==
        "net/dns.md:2:9: error: link to unknown page 'dsn' [link]\n"
        "  see [x](dsn)\n"
        "          ^^^\n"
        "  hint: did you mean 'dns'?\n");
  CHECK(describe(dead_link(), Locale::Fr, source) ==
        "net/dns.md:2:9: erreur: lien vers une page inconnue : « dsn » [link]\n"
        "  see [x](dsn)\n"
        "          ^^^\n"
        "  conseil: vouliez-vous dire « dns » ?\n");
}

TEST_CASE("a report leaves out what is unknown") {
  Error error{ErrorKind::System, {"no room left", "plus de place"}};
  CHECK(describe(error, Locale::En) == "error: no room left\n");

  error.where.file = "a.md";
  CHECK(describe(error, Locale::En, "text") == "a.md: error: no room left\n");

  error.where.begin = {3, 0};
  CHECK(describe(error, Locale::En, "1\n2\n3\n") == "a.md:3: error: no room left\n");

  error.where.begin = {9, 4};  // the file is shorter by now
  CHECK(describe(error, Locale::En, "1\n2\n3\n") == "a.md:9:4: error: no room left\n");
}

TEST_CASE("a warning says so, and colours are only there when they are asked for") {
  Error error = dead_link();
  error.severity = Severity::Warning;
  error.hint = {};

  CHECK(describe(error, Locale::En) ==
        "net/dns.md:2:9: warning: link to unknown page 'dsn' [link]\n");
  CHECK(describe(error, Locale::Fr) ==
        "net/dns.md:2:9: attention: lien vers une page inconnue : « dsn » [link]\n");
  CHECK(describe(error, Locale::En, {}, Colour::Always) ==
        "\033[1mnet/dns.md:2:9:\033[0m \033[1;33mwarning:\033[0m link to unknown page 'dsn' "
        "\033[2m[link]\033[0m\n");
}

TEST_CASE("carets stand below what they mean") {
  struct Case {
    std::string_view line;
    std::uint32_t begin, end;
    std::string_view shown;
  };
  const auto c = GENERATE(values<Case>({
      {"abc", 2, 3, "  abc\n   ^\n"},
      {"abc", 2, 0, "  abc\n   ^\n"},               // without an end it is one character
      {"abc", 4, 5, "  abc\n     ^\n"},             // just behind the end
      {"abc", 40, 50, "  abc\n     ^\n"},           // far behind it
      {"abc", 1, 99, "  abc\n  ^^^\n"},             // an end behind the end
      {"éà!x", 5, 6, "  éà!x\n    ^\n"},            // columns count bytes, carets count characters
      {"aéb", 3, 4, "  aéb\n   ^\n"},               // the middle of a character is the character
      {"\tx", 2, 3, "   x\n   ^\n"},                // a tab is one space
      {"a\x1b[2Jb", 6, 7, "  a·[2Jb\n       ^\n"},  // an escape sequence of a stranger
      {"a\xc2\x9b"
       "2Jb",
       4, 5, "  a·2Jb\n    ^\n"},  // the same in one character
      {"a\xe2\x80\xae"
       "b",
       5, 6, "  a·b\n    ^\n"},               // writing from right to left
      {"a\xff\xc3", 2, 4, "  a··\n   ^^\n"},  // no UTF-8
  }));
  CAPTURE(c.line, c.begin);
  CHECK(excerpt(c.line, c.begin, c.end) == c.shown);
}

TEST_CASE("a span over several lines is marked to the end of its first line") {
  const Error error{ErrorKind::Content, {"x", "x"}, {"a.md", {1, 3}, {2, 2}}};
  CHECK(describe(error, Locale::En, "ab cd\nef\n") == "a.md:1:3: error: x\n  ab cd\n    ^^^\n");
}

TEST_CASE("a long line is cut around the caret") {
  std::string line(1000, 'a');
  line[499] = 'X';
  const std::string shown = excerpt(line, 500, 501);
  CHECK(shown == "  …" + std::string(60, 'a') + "X" + std::string(59, 'a') + "…\n" +
                     std::string(63, ' ') + "^\n");

  // Bytes that continue no character may not be swallowed as one endless character.
  CHECK(excerpt(std::string(100'000, '\x80'), 1, 2).size() < 500);
}

TEST_CASE("a message and a hint cannot write to the terminal more than text") {
  const Error error{ErrorKind::Content,
                    message("unknown '{}'", "« {} » inconnu", "\x1b]0;x\x07"),
                    {"a\nb.md", {1, 1}, {}},
                    message("two\nlines{}", "deux\nlignes{}", "\x7f")};
  CHECK(describe(error, Locale::En) ==
        "a·b.md:1:1: error: unknown '·]0;x·'\n"
        "  hint: two\n"
        "        lines·\n");
}

TEST_CASE("reports come in the order of the files, whatever found them first") {
  const auto at = [](std::string file, Position where, std::string text) {
    return Error{ErrorKind::Content, {text, text}, {std::move(file), where, {}}};
  };
  std::vector<Error> errors = {at("b.md", {1, 1}, "x"), at("a.md", {10, 1}, "x"),
                               at("a.md", {9, 7}, "z"), at("a.md", {9, 7}, "y"),
                               at("a.md", {9, 2}, "x")};
  std::sort(errors.begin(), errors.end(), before);

  std::vector<std::string> order;
  for (const Error& error : errors) order.push_back(to_string(error.where) + error.message.en);
  CHECK(order ==
        std::vector<std::string>{"a.md:9:2x", "a.md:9:7y", "a.md:9:7z", "a.md:10:1x", "b.md:1:1x"});
}

TEST_CASE("places are written as editors understand them") {
  CHECK(to_string(Span{"a/b.md", {12, 7}, {}}) == "a/b.md:12:7");
  CHECK(to_string(Span{"a/b.md", {12, 0}, {}}) == "a/b.md:12");
  CHECK(to_string(Span{"a/b.md", {}, {}}) == "a/b.md");
  CHECK(to_string(Span{"", {12, 7}, {}}) == "12:7");
  CHECK(to_string(Span{}).empty());
}

TEST_CASE("TRY hands on the value, or returns the error, also inside another TRY") {
  CHECK(quarter(12) == 3);
  REQUIRE_FALSE(quarter(10));
  CHECK(quarter(10).error().message.en == "'5' is odd");
  CHECK(quarter(10).error().message.fr == "« 5 » est impair");
  CHECK(quarter(10).error().kind == ErrorKind::Usage);
}

}  // namespace
}  // namespace base
