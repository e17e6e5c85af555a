#include "generator/markdown/html_tokens.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace markdown {
namespace {

// "[text] <name attribute=value> </name> (comment) {markup}"
std::string tokens_of(std::string_view html) {
  std::ostringstream out;
  HtmlTokenizer tokens(html);
  for (HtmlToken token; tokens.next(token);) {
    const std::string_view text = html.substr(token.begin, token.end - token.begin);
    switch (token.kind) {
      case HtmlTokenKind::Text:
        out << "[" << text << "]";
        break;
      case HtmlTokenKind::StartTag:
        out << "<" << token.name;
        for (const HtmlAttribute& attribute : token.attributes) {
          out << " " << attribute.name;
          if (attribute.has_value) out << "=" << attribute.value;
        }
        out << ">";
        break;
      case HtmlTokenKind::EndTag:
        out << "</" << token.name << ">";
        break;
      case HtmlTokenKind::Comment:
        out << "(" << text << ")";
        break;
      case HtmlTokenKind::Markup:
        out << "{" << text << "}";
        break;
    }
  }
  return out.str();
}

TEST_CASE("HTML is cut where a browser cuts it") {
  struct Case {
    std::string_view html, tokens;
  };
  const auto c = GENERATE(values<Case>({
      {"a<B>c</B >d", "[a]<b>[c]</b>[d]"},
      {"1 < 2 <3 <", "[1 < 2 <3 <]"},  // no letter, no tag
      {"<a href=x title='y \"' Z>", "<a href=x title=y \" z>"},
      {"<a/href=\"x\"/b>", "<a href=x b>"},          // '/' parts attributes
      {"<img src=a/b.png/>", "<img src=a/b.png/>"},  // and belongs to a bare value
      {"<a b=1 B=2>", "<a b=1>"},                    // the first of a name counts
      {"<a b = \"1\" =c=2>", "<a b=1 =c=2>"},        // a '=' can begin a name
      {"<a b=\"<i>\">", "<a b=<i>>"},                // '<' inside a value is no tag
      {"<a b=&quot;&#x41;>", "<a b=\"A>"},
      {"x<a b", "[x][<a b]"},  // cut off: text
      {"x<a b=\"c>d", "[x][<a b=\"c>d]"},
      {"a<!-- b --c-->d", "[a](<!-- b --c-->)[d]"},
      {"<!-->a<!--->b<!-- c --!>d", "(<!-->)[a](<!--->)[b](<!-- c --!>)[d]"},
      {"<!-- open <b>", "(<!-- open <b>)"},
      {"<!DOCTYPE html><?php a ?><![CDATA[<b>]]>",
       "{<!DOCTYPE html>}{<?php a ?>}{<![CDATA[<b>}[]]>]"},
      {"</3></ a>", "{</3>}{</ a>}"},
      {"<script>a<b>c</SCRIPT ><i>", "<script>[a<b>c]</script><i>"},
      {"<script>a</scripts>b", "<script>[a</scripts>b]"},
      {"<textarea><b></textarea>", "<textarea>[<b>]</textarea>"},
      {"<plaintext></plaintext>a", "<plaintext>[</plaintext>a]"},
      {"<style></style>a", "<style></style>[a]"},
  }));
  CAPTURE(c.html);
  CHECK(tokens_of(c.html) == c.tokens);
}

TEST_CASE("an attribute knows where it stands") {
  HtmlTokenizer tokens("<a x href='y'>");
  HtmlToken token;
  REQUIRE(tokens.next(token));
  REQUIRE(token.attributes.size() == 2);
  CHECK(token.attributes[1].begin == 5);
  CHECK(token.attributes[1].value_begin == 11);
}

}  // namespace
}  // namespace markdown
