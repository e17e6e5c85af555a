#include "generator/render/code.h"

#include <catch2/catch.hpp>

namespace render {
namespace {

std::string marked(std::string_view text, std::vector<markdown::LineRange> lines = {}) {
  markdown::CodeBlock code;
  code.text = text;
  code.marked = std::move(lines);
  return code_html(code, {{"VPS_IP", "ip", "", false, {}}, {"A", "text", "", false, {}}}).str();
}

const std::string kIp = "<span class=\"ask\" data-var=\"VPS_IP\">&lt;VPS_IP&gt;</span>";

TEST_CASE("code is escaped, and declared placeholders are marked in it") {
  struct Case {
    std::string text, markup;
  };
  const auto c = GENERATE(values<Case>({
      {"a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;"},
      {"ssh <VPS_IP>", "ssh " + kIp},
      {"<VPS_IP><VPS_IP>", kIp + kIp},
      {"<<VPS_IP>>", "&lt;" + kIp + "&gt;"},
      {"<VPS_IPS> <VPS-IP> <vps_ip>",
       "&lt;VPS_IPS&gt; &lt;VPS-IP&gt; &lt;vps_ip&gt;"},  // not declared
      {"<VPS_IP", "&lt;VPS_IP"},
      {"<", "&lt;"},
      {"<>", "&lt;&gt;"},
      {"</script><script>", "&lt;/script&gt;&lt;script&gt;"},
  }));
  CAPTURE(c.text);
  CHECK(marked(c.text) == c.markup);
}

TEST_CASE("marked lines stand together") {
  CHECK(marked("a\nb\nc\nd\n", {{2, 3}}) == "a\n<mark>b\nc\n</mark>d\n");
  CHECK(marked("a\nb\nc\n", {{1, 1}, {3, 3}}) == "<mark>a\n</mark>b\n<mark>c\n</mark>");
  CHECK(marked("a\nb", {{2, 9}}) == "a\n<mark>b</mark>");
  CHECK(marked("<VPS_IP>\n", {{1, 1}}) == "<mark>" + kIp + "\n</mark>");
  CHECK(marked("", {{1, 1}}) == "");
  CHECK(marked("a\n", {{3, 2}}) == "a\n");  // an empty range
}

TEST_CASE("code is coloured around placeholders and marked lines, and every element is closed") {
  markdown::CodeBlock code;
  code.language = "sh";
  code.text = "ssh root@<VPS_IP> \"a <VPS_IP>\nb\"\nls # <A>\n";
  const auto html = [&] {
    return code_html(code, {{"VPS_IP", "ip", "", false, {}}, {"A", "text", "", false, {}}},
                     highlight::highlight(code.language, code.text))
        .str();
  };
  const std::string first = "<span class=\"t-f\">ssh</span> root@" + kIp +
                            " <span class=\"t-s\">&quot;a </span>" + kIp +
                            "<span class=\"t-s\">\n";
  const std::string second = "<span class=\"t-s\">b&quot;</span>\n";
  const std::string third =
      "<span class=\"t-f\">ls</span> <span class=\"t-c\"># </span>"
      "<span class=\"ask\" data-var=\"A\">&lt;A&gt;</span>\n";
  CHECK(html() == first + "b&quot;</span>\n" + third);
  code.marked = {{2, 2}};
  CHECK(html() == first + "</span><mark>" + second + "</mark>" + third);
}

TEST_CASE("languages are called by their names") {
  CHECK(language_title("sh") == "Shell");
  CHECK(language_title("powershell") == "PowerShell");
  CHECK(language_title("cobol") == "cobol");
  CHECK(language_title("") == "");
}

}  // namespace
}  // namespace render
