#include "generator/text/url.h"

#include <catch2/catch.hpp>
#include <ostream>

namespace text {

std::ostream& operator<<(std::ostream& out, TargetKind kind) {
  constexpr std::string_view kNames[] = {"Anchor", "Relative", "Web", "Mail", "Unsafe"};
  return out << kNames[static_cast<int>(kind)];
}

namespace {

constexpr auto kAnchor = TargetKind::Anchor;
constexpr auto kRelative = TargetKind::Relative;
constexpr auto kWeb = TargetKind::Web;
constexpr auto kMail = TargetKind::Mail;
constexpr auto kUnsafe = TargetKind::Unsafe;

TEST_CASE("link targets are understood") {
  struct Case {
    std::string_view written;
    TargetKind kind;
    std::string_view path, query, fragment;
  };
  const auto c = GENERATE(values<Case>({
      {"#part", kAnchor, "", "", "part"},
      {"#", kAnchor, "", "", ""},
      {"#caf%C3%A9", kAnchor, "", "", "café"},
      {"#a?b#c", kAnchor, "", "", "a?b#c"},
      {"#100%", kAnchor, "", "", "100%"},  // a '%' that escapes nothing
      {"", kRelative, "", "", ""},
      {"dns.md", kRelative, "dns.md", "", ""},
      {"../b/lesson.fr.md#part", kRelative, "../b/lesson.fr.md", "", "part"},
      {"/assets/a.svg", kRelative, "/assets/a.svg", "", ""},
      {"a%20b.md", kRelative, "a b.md", "", ""},
      {"a b.md", kRelative, "a b.md", "", ""},
      {" dns.md ", kRelative, "dns.md", "", ""},
      {"dns.md?x=1&y=%20#p", kRelative, "dns.md", "x=1&y=%20", "p"},
      {"?x=1", kRelative, "", "x=1", ""},
      {"a/b:c.md", kRelative, "a/b:c.md", "", ""},  // a ':' behind a '/' makes no scheme
      {"a%3Ab.md", kRelative, "a:b.md", "", ""},    // nor does an escaped one
      {"%23x.md", kRelative, "#x.md", "", ""},
      {"a&b.md", kRelative, "a&b.md", "", ""},
      {"AT&amp;T.md", kRelative, "AT&amp;T.md", "", ""},
      {"déjà.md", kRelative, "déjà.md", "", ""},
      {"50%.md", kRelative, "50%.md", "", ""},
      {"a%2", kRelative, "a%2", "", ""},
      {"..\\b.md", kRelative, "..\\b.md", "", ""},  // a backslash is a letter of the name
      {"https://example.org/a?b#c", kWeb, "https://example.org/a?b#c", "", ""},
      {"HTTP://example.org", kWeb, "HTTP://example.org", "", ""},
      {" https://example.org", kWeb, "https://example.org", "", ""},
      {"//example.org/x", kWeb, "//example.org/x", "", ""},
      {"https://example.org/?a=1&amp;b=2", kWeb, "https://example.org/?a=1&amp;b=2", "", ""},
      {"mailto:a@example.org", kMail, "mailto:a@example.org", "", ""},
      {"tel:+33123456789", kMail, "tel:+33123456789", "", ""},
  }));
  CAPTURE(c.written);
  const Target target = parse_target(c.written);
  CHECK(target.kind == c.kind);
  CHECK(target.path == c.path);
  CHECK(target.query == c.query);
  CHECK(target.fragment == c.fragment);
}

TEST_CASE("what could run, or is not understood, is unsafe, whatever hides it") {
  const auto written = GENERATE(
      as<std::string_view>(), "javascript:alert(1)", "JavaScript:alert(1)", "  javascript:alert(1)",
      "java\nscript:alert(1)",  // browsers drop tabs and line ends
      "java\tscript:alert(1)", "java\r\nscript:alert(1)",
      "\x01javascript:alert(1)",  // and control characters at the start
      "\njavascript:alert(1)", "javascript\t:alert(1)",
      std::string_view("java\0script:alert(1)", 20),
      "&#106;avascript:alert(1)",  // as raw HTML writes it
      "&#x6A;avascript:alert(1)", "&#x6Aavascript:alert(1)", "&#0000106avascript:alert(1)",
      "javascript&colon;alert(1)", "javascript&#58;alert(1)", "java&Tab;script&colon;alert(1)",
      "java&NewLine;script&#58alert(1)",
      "&amp;#106;avascript&amp;colon;alert(1)",  // escaped twice
      "javascript%3Aalert(1)", "%6Aavascript%3Aalert(1)", "%6aavascript:alert(1)",
      "java%0Ascript%3Aalert(1)", "%20javascript%3Aalert(1)",
      "java\xE2\x80\x8Bscript:alert(1)",  // a space of no width
      "vbscript:x", "data:text/html,<script>", "DATA:text/html;base64,xxxx", "data%3Atext/html,x",
      "file:///etc/passwd", "blob:x", "ftp://example.org/x", "unknown:x", "C:\\Users\\x",
      "C:/Users/x", ":x",
      "https:example.org",  // each browser has its own idea of these
      "https:/example.org", "https:///example.org", "http:\\\\example.org", "https://",
      "https://?x", "//", "///example.org",
      "/\\example.org",  // browsers take it for //example.org
      "\\\\example.org", "\\/example.org", "&#47;/example.org", "/%2Fexample.org",
      "%2F%2Fexample.org", "/%5Cexample.org", "a%00.md", "a%0d%0aSet-Cookie: x", "a\x7f.md",
      "%ff.md",  // no UTF-8
      "a\xff.md", "https://example.org/\nx");
  CAPTURE(written);
  const Target target = parse_target(written);
  CHECK(target.kind == kUnsafe);
}

TEST_CASE("relative addresses are followed and never leave the root") {
  struct Case {
    std::string_view from, relative, resolved;
  };
  const auto c = GENERATE(values<Case>({
      {"lessons/net/a/lesson.fr.md", "../b/lesson.fr.md", "lessons/net/b/lesson.fr.md"},
      {"a/b.md", "c.md", "a/c.md"},
      {"a/b.md", "./c.md", "a/c.md"},
      {"b.md", "c.md", "c.md"},
      {"a/b.md", "/c/d.md", "c/d.md"},  // from the root
      {"a/b.md", "", "a/b.md"},         // the empty address is the file itself
      {"a/b.md", ".", "a"},
      {"a/b.md", "..", ""},  // the root is no file
      {"a/b.md", "../..", ""},
      {"a/b.md", "../../etc/passwd", ""},
      {"a/b.md", "/../x", ""},
      {"a/b.md", "x/../../../a/y.md", ""},  // outside in between is outside
      {"a/b.md", "c//d.md", "a/c/d.md"},
      {"a/b.md", "c/", "a/c"},
      {"a/b.md", "...", "a/..."},                // three dots are a name
      {"a/b.md", "..\\c.md", "a/..\\c.md"},      // a backslash separates nothing
      {"a/b.md", "..%2f..%2f", "a/..%2f..%2f"},  // nothing is decoded here
      {"", "x.md", "x.md"},
      {"../x.md", "y.md", ""},  // a start outside leads nowhere
      {"/a//b.md", "c.md", "a/c.md"},
  }));
  CAPTURE(c.from, c.relative);
  CHECK(resolve(c.from, c.relative) == c.resolved);
}

TEST_CASE("the address from one page to another is the shortest") {
  struct Case {
    std::string_view from, to, address;
  };
  const auto c = GENERATE(values<Case>({
      {"fr/a/b.html", "fr/c.html", "../c.html"},
      {"fr/a/b.html", "fr/a/c.html", "c.html"},
      {"fr/a/b.html", "fr/a/b.html", "b.html"},
      {"index.html", "fr/index.html", "fr/index.html"},
      {"fr/index.html", "index.html", "../index.html"},
      {"fr/a/b.html", "en/a/b.html", "../../en/a/b.html"},
      {"a/b.html", "a", "../a"},  // a file of the same name as the folder
      {"a", "a/b.html", "a/b.html"},
      {"a/x.html", "a/é à.html", "%C3%A9%20%C3%A0.html"},
      {"a/x.html", "a/b:c.html", "b%3Ac.html"},  // not taken for a scheme
      {"a/x.html", "a/50%?#.html", "50%25%3F%23.html"},
      {"a/x.html", "", "../"},
      {"x.html", "", "./"},
  }));
  CAPTURE(c.from, c.to);
  CHECK(relative_address(c.from, c.to) == c.address);
  if (!c.to.empty()) CHECK(resolve(c.from, parse_target(c.address).path) == c.to);
}

TEST_CASE("paths are percent-encoded, but for what may stand in them") {
  CHECK(encode_path("a-b_c.d~e/f!$()*+,;=@") == "a-b_c.d~e/f!$()*+,;=@");
  CHECK(encode_path("a b\"<>'&\\\x01\xff") == "a%20b%22%3C%3E%27%26%5C%01%FF");
}

TEST_CASE("long hostile addresses take no time") {
  const std::string many(200'000, '&');
  CHECK(parse_target(many).kind == kRelative);
  std::string dots;
  for (int i = 0; i < 100'000; ++i) dots += "a/../";
  CHECK(resolve("x.md", dots + "y.md") == "y.md");
}

}  // namespace
}  // namespace text
