#include "generator/highlight/scanners/scanners.h"

#include <catch2/catch.hpp>

#include "generator/highlight/test_spans.h"

namespace highlight {
namespace {

TEST_CASE("small formats have the classes that a reader expects") {
  struct Case {
    std::string_view language, code, spans;
  };
  const auto c = GENERATE(values<Case>({
      {"dotenv", "# c\nexport A=1\nB_2 = \"x ${A}\" # d\nC='$A'\nD=a#b\n",
       "comment:# c keyword:export property:A number:1 property:B_2 string:\"x  variable:${A} "
       "string:\" comment:# d property:C string:'$A' property:D"},
      {"dotenv", "KEY=\"-----BEGIN\nabc=\n\"\nNEXT=true\n",  // a value over several lines
       "property:KEY string:\"-----BEGIN\nabc=\n\" property:NEXT constant:true"},
      {"dotenv", "KEY=\"never closed\nNEXT=2\n",
       "property:KEY string:\"never closed property:NEXT number:2"},
      {"dotenv", "=x\nno name\n", ""},
      {"ini", "; c\n[a b]\nk e y = 10 ; d\nx: on\n# e\nplain\n",
       "comment:; c heading:[a b] property:k e y number:10 comment:; d property:x constant:on "
       "comment:# e"},
      {"dockerfile",
       "# c\nFROM node:20 AS build\nCOPY --from=build --chown=a /x /y\nENV A=1 B=\"$C\"\nrun ls "
       "\\\n"
       "  FROM\n",
       "comment:# c keyword:FROM keyword:AS keyword:COPY attribute:--from attribute:--chown "
       "keyword:ENV number:1 string:\" variable:$C string:\" keyword:run"},
      {"nginx",
       "# c\nserver {\n  listen 443 ssl;\n  location ~* \\.php$ {\n    return 301 "
       "\"https://$host\";\n"
       "  }\n  gzip on;\n}\n",
       "comment:# c keyword:server keyword:listen number:443 keyword:location operator:~* "
       "keyword:return number:301 string:\"https:// variable:$host string:\" keyword:gzip "
       "constant:on"},
      {"caddyfile",
       "{\n  email a@b.c\n}\nexample.com {\n  @api path /api/*\n  reverse_proxy @api "
       "{$BACKEND}:8080 # c\n  tls {\n    dns x\n  }\n  respond \"hi\" 200\n}\n",
       "keyword:email heading:example.com attribute:@api keyword:reverse_proxy attribute:@api "
       "variable:{$BACKEND} comment:# c keyword:tls keyword:dns keyword:respond string:\"hi\" "
       "number:200"},
      {"http",
       "POST /a?b=1 HTTP/1.1\nHost: x\nContent-Type: application/json\n\n{\"a\": 1}\n### c\n"
       "HTTP/1.1 404 Not Found\nA: b\n\nplain\n",
       "keyword:POST string:/a?b=1 keyword:HTTP/1.1 property:Host property:Content-Type "
       "property:\"a\" number:1 comment:### c keyword:HTTP/1.1 number:404 property:A"},
      {"diff", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n same\n-old\n+new\n",
       "heading:diff --git a/x b/x heading:--- a/x heading:+++ b/x heading:@@ -1 +1 @@ "
       "deleted:-old inserted:+new"},
      {"console", "$ ls -l\ntotal 0\nPS C:\\> Get-Item x\n>>> print(1)\n",
       "operator:$ function:ls constant:-l operator:PS C:\\> function:Get-Item operator:>>> "
       "builtin:print number:1"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(spans_of(c.language, c.code) == c.spans);
}

TEST_CASE("a small format that stops in the middle is no trouble") {
  const auto language =
      GENERATE("dotenv", "ini", "dockerfile", "nginx", "caddyfile", "http", "diff", "console");
  constexpr std::string_view kCode =
      "A=\"x ${B\n[c\n{\n}\n}\n@\nFROM a AS\nCOPY --\\\nGET\nHTTP/1.1\n\n[1, \"\n$ \nPS > \n{$a "
      "\"`'\\";
  for (std::size_t size = 0; size <= kCode.size(); ++size) {
    std::size_t at = 0;
    for (const Token& token : highlight(language, kCode.substr(0, size)).spans) {
      REQUIRE(token.begin >= at);
      REQUIRE(token.end > token.begin);
      at = token.end;
    }
    REQUIRE(at <= size);
  }
}

}  // namespace
}  // namespace highlight
