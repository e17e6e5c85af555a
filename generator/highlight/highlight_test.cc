#include "generator/highlight/highlight.h"

#include <catch2/catch.hpp>

#include "generator/highlight/test_spans.h"

namespace highlight {
namespace {

TEST_CASE("code has the classes that a reader expects") {
  struct Case {
    std::string_view language, code, spans;
  };
  const auto c = GENERATE(values<Case>({
      {"bash", "sudo ufw allow 22/tcp && echo \"hi $USER\"  # note",
       "function:sudo operator:&& function:echo string:\"hi  variable:$USER string:\" comment:# "
       "note"},
      {"bash", "for f in *.txt; do cat \"$f\" | wc -l > n; done",
       "keyword:for variable:f keyword:in keyword:do function:cat string:\" variable:$f string:\" "
       "operator:| function:wc constant:-l operator:> keyword:done"},
      {"bash", "export PATH=$PATH:/x; if [ -f a ]; then exit 1; fi",
       "keyword:export variable:PATH variable:$PATH keyword:if operator:-f keyword:then "
       "keyword:exit number:1 keyword:fi"},
      {"bash", "cat <<EOF\nx ${HOME}\nEOF\n",
       "function:cat operator:<< string:EOF string:x  variable:${HOME} string:\nEOF"},
      {"bash", "curl -sS --max-time 5 'http://x/?a=1'",
       "function:curl constant:-sS constant:--max-time number:5 string:'http://x/?a=1'"},
      {"powershell", "$env:KEY = \"a $name\"; ls C:\\x | Where-Object { $_.Length -gt 3 } # n",
       "variable:$env:KEY string:\"a  variable:$name string:\" function:ls operator:| "
       "function:Where-Object variable:$_ property:Length operator:-gt number:3 comment:# n"},
      {"powershell", "if ($true) { return [int]3 }",
       "keyword:if constant:$true keyword:return type:int number:3"},
      {"python", "from os import path\nclass A(Base):\n    def f(self, x: int = 3) -> str:\n",
       "keyword:from keyword:import keyword:class type:A type:Base keyword:def function:f type:int "
       "number:3 type:str"},
      {"python", "print(f\"a {x!r}\", None) if not a.b and a.g(X_Y) else 1  # c",
       "builtin:print string:f\"a  string:\" constant:None keyword:if keyword:not keyword:and "
       "function:g constant:X_Y keyword:else number:1 comment:# c"},
      {"json", "{\"a\": [1, true, \"b\\n\"], /* c */ \"d\": null}",
       "property:\"a\" number:1 constant:true string:\"b\\n\" comment:/* c */ property:\"d\" "
       "constant:null"},
      {"yaml", "# c\na:\n  - b: \"c\"\n    d: true\n    1: 2.5\n",
       "comment:# c property:a property:b string:\"c\" property:d constant:true property:1 "
       "number:2.5"},
      {"toml", "# c\na = \"b\"\n[t.u]\nn = 1\nd = 2026-11-20\nq.\"r s\" = { x = true }\n",
       "comment:# c property:a string:\"b\" heading:t heading:u property:n number:1 property:d "
       "number:2026-11-20 property:q property:\"r s\" property:x constant:true"},
      {"sql", "SELECT u.id, count(*) FROM users u WHERE n > 3 AND s = 'x' LIMIT 5; -- c",
       "keyword:SELECT type:u function:count keyword:FROM type:users keyword:WHERE number:3 "
       "keyword:AND string:'x' keyword:LIMIT number:5 comment:-- c"},
      {"sql", "CREATE TABLE t (id uuid PRIMARY KEY, ok boolean DEFAULT true);",
       "keyword:CREATE keyword:TABLE type:t property:id type:uuid keyword:PRIMARY keyword:KEY "
       "property:ok type:boolean keyword:DEFAULT constant:true"},
      {"javascript", "const x = await fetch(`${b}/x`, { method: \"POST\", n: 1 }); // c",
       "keyword:const keyword:await function:fetch string:` string:/x` property:method "
       "string:\"POST\" property:n number:1 comment:// c"},
      {"javascript", "class A extends B { go() { return this.x ?? null } }",
       "keyword:class type:A keyword:extends type:B function:go keyword:return builtin:this "
       "constant:null"},
      {"javascript", "<p className=\"a\">{b}</p>", "tag:p attribute:className string:\"a\" tag:p"},
      {"typescript",
       "interface U { id: number; n?: string } export const f = (x: U[]): void => {};",
       "keyword:interface type:U property:id type:number property:n type:string keyword:export "
       "keyword:const function:f type:U type:void"},
      {"html", "<!doctype html><p class=\"a\">x<!-- c -->",
       "keyword:<!doctype html tag:p attribute:class string:\"a\" comment:<!-- c -->"},
      // What is in another language is highlighted as that.
      {"html", "<style>a{color:red}</style><script>let a = 1</script>",
       "tag:style tag:a property:color tag:style tag:script keyword:let number:1 tag:script"},
      {"css", ":root { --a: #fff } @media (min-width: 9px) { .b > p:hover { color: var(--a) } }",
       "attribute:root variable:--a number:#fff keyword:@media property:min-width number:9px "
       "type:b tag:p attribute:hover property:color function:var variable:--a"},
      {"c", "#include <a.h>\nint main(void) { return f(p->b, 'x', 3, \"s\", NULL); } // c",
       "keyword:#include string:<a.h> type:int function:main type:void keyword:return function:f "
       "string:'x' number:3 string:\"s\" constant:NULL comment:// c"},
      {"cpp", "template <class T> auto f(const std::vector<T>& v) -> bool { return v.size() > 1; }",
       "keyword:template keyword:class type:T keyword:auto function:f keyword:const type:vector "
       "type:T type:bool keyword:return function:size number:1"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(spans_of(c.language, c.code) == c.spans);
}

TEST_CASE("a fragment is read in the context it belongs to") {
  struct Case {
    std::string_view language, code, spans;
  };
  const auto c = GENERATE(values<Case>({
      {"json", "\"a\": 1,\n\"b\": \"c\"", "property:\"a\" number:1 property:\"b\" string:\"c\""},
      {"json", "{\"a\": 1},\n{\"a\": 2}", "property:\"a\" number:1 property:\"a\" number:2"},
      {"javascript", "headers: { a: 1 },\ntimeout: 5",
       "property:headers property:a number:1 property:timeout number:5"},
      {"typescript", "id: number;\nname?: string;",
       "property:id type:number property:name type:string"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(spans_of(c.language, c.code) == c.spans);
  CHECK(highlight(c.language, c.code).errors.empty());
}

TEST_CASE("a placeholder is one word of the language, never split") {
  struct Case {
    std::string_view language, code, spans;
  };
  const auto c = GENERATE(values<Case>({
      {"bash", "ssh root@<VPS_IP>", "function:ssh"},
      {"bash", "curl \"http://<HOST>/\"", "function:curl string:\"http://<HOST>/\""},
      {"bash", "<COMMAND> -v", "function:<COMMAND> constant:-v"},
      {"json", "{\"port\": <PORT>}", "property:\"port\" number:<PORT>"},
      {"python", "key = \"<API_KEY>\"", "string:\"<API_KEY>\""},
      {"sql", "SELECT * FROM t LIMIT <N>",
       "keyword:SELECT keyword:FROM type:t keyword:LIMIT string:<N>"},
      {"dotenv", "SITE_URL=https://<DOMAIN>", "property:SITE_URL"},
      {"nginx", "server_name <DOMAIN>;", "keyword:server_name"},
  }));
  CAPTURE(c.language, c.code);
  CHECK(spans_of(c.language, c.code) == c.spans);
  CHECK(highlight(c.language, c.code).errors.empty());
}

TEST_CASE("text beyond ASCII keeps its place") {
  CHECK(spans_of("bash", "echo \"déjà\"  # été") == "function:echo string:\"déjà\" comment:# été");
  CHECK(spans_of("json", "{\"ключ\": \"😀\"}") == "property:\"ключ\" string:\"😀\"");
}

}  // namespace
}  // namespace highlight
