#include "generator/markdown/sanitize.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

TEST_CASE("what is on the list passes, in canonical form") {
  struct Case {
    std::string_view html, markup;
  };
  const auto c = GENERATE(values<Case>({
      {"<KBD>Ctrl</KBD>", "<kbd>Ctrl</kbd>"},
      {"<br/>a<wbr>", "<br>a<wbr>"},
      {"<abbr title='a \"b\"'>x</abbr>", "<abbr title=\"a &quot;b&quot;\">x</abbr>"},
      {"<a href=\"a.md?b&amp;c\">x</a>", "<a href=\"a.md?b&amp;c\">x</a>"},
      {"<ol start=3 reversed type=i><li>x</ol>",
       "<ol start=\"3\" reversed type=\"i\"><li>x</li></ol>"},
      {"<td>x", "x"},  // no table, no cell
      {"a &amp; b &eacute; &lt;", "a &amp; b é &lt;"},
      {"a & b < c &nope; &amp;amp;", "a &amp; b &lt; c &amp;nope; &amp;amp;"},
      {"<details open><summary>a</summary>b</details>",
       "<details open><summary>a</summary>b</details>"},
      {"<blockquote cite=\"x\">a</blockquote>", "<blockquote>a</blockquote>"},
  }));
  CAPTURE(c.html);
  CHECK(sanitize(c.html).markup == c.markup);
}

TEST_CASE("what comes out is well-formed") {
  struct Case {
    std::string_view html, markup;
  };
  const auto c = GENERATE(values<Case>({
      {"<b>a<i>b", "<b>a<i>b</i></b>"},
      {"a</b>c</div>", "ac"},
      {"<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"},
      {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
       "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"},
      {"<table><tr><td>a<td>b<tr><th>c</table>d",
       "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d"},
      {"<table><thead><tr><th>a<tbody><tr><td>b</table>",
       "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"},
      {"<p>a<div>b</div>", "<p>a</p><div>b</div>"},  // a paragraph holds no blocks
      {"<p>a<p>b", "<p>a</p><p>b</p>"},
      {"<p>a<b>b<div>c", "<p>a<b>b</b></p><div>c</div>"},
      {"<span><div>a</div></span>", "<span>a</span>"},  // nor does a span
      {"<a href=#x><div>a</div></a>", "<a href=\"#x\"><div>a</div></a>"},
      {"<a href=#x>a<a href=#y>b</a>", "<a href=\"#x\">a</a><a href=\"#y\">b</a>"},
      {"<ul>text<li>a</ul>", "<ul></ul>texta"},  // text cannot stand in a list
      {"<li>a</li>", "a"},
      {"<ul><b>a</b></ul>", "<ul></ul>a"},
      {"<table><tr><td><ul><li>a</td><td>b</table>",
       "<table><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>"},
      {"<ul><li><table><tr><td><li>a</table></ul>",  // a cell keeps what is in it
       "<ul><li><table><tr><td>a</td></tr></table></li></ul>"},
      {"<div><table><tr><td></div>a</table></div>",
       "<div><table><tr><td>a</td></tr></table></div>"},
      {"<ruby>a<rt>b<rt>c</ruby><rt>d", "<ruby>a<rt>b</rt><rt>c</rt></ruby>d"},
      {"<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"},
      {"<figure><figcaption>a</figcaption></figure><figcaption>b",
       "<figure><figcaption>a</figcaption></figure>b"},
  }));
  CAPTURE(c.html);
  const Sanitized once = sanitize(c.html);
  CHECK(once.markup == c.markup);
  CHECK(sanitize(once.markup).markup == once.markup);
}

TEST_CASE("what could run or disguise itself is taken out, and named") {
  struct Case {
    std::string_view html, markup;
    std::vector<std::string> refused;
  };
  const auto c = GENERATE(values<Case>({
      {"<script>alert('<b>')</script>",
       "&lt;script&gt;alert('&lt;b&gt;')&lt;/script&gt;",
       {"<script>"}},
      {"<ScRiPt src=//x>", "&lt;ScRiPt src=//x&gt;", {"<ScRiPt>"}},
      {"<img src=x onerror=alert(1)>", "<img src=\"x\">", {"onerror"}},
      {"<p style=\"x\" class=y id=z>a", "<p>a</p>", {"style", "class", "id"}},
      {"<a href=\"javascript:a\">b</a>", "<a>b</a>", {"javascript:"}},
      {"<a href=\"&#106;ava&#x73;cript&colon;a\">b</a>", "<a>b</a>", {"javascript:"}},
      {"<a href=\" java\nscript:a\">b</a>", "<a>b</a>", {"javascript:"}},
      {"<a/href=\"data:text/html,x\"/title=b>c</a>", "<a>c</a>", {"data:", "title"}},
      {"<img src=\"javascript:a\" alt=\"b\">", "b", {"javascript:"}},
      {"<img alt=b>", "b", {"<img>"}},
      {"<iframe src=x></iframe><form><input>",
       "&lt;iframe src=x&gt;&lt;/iframe&gt;&lt;form&gt;&lt;input&gt;",
       {"<iframe>", "<form>", "<input>"}},
      {"<svg><a xlink:href=x>", "&lt;svg&gt;<a></a>", {"<svg>", "xlink:href"}},
      {"<h2>a</h2>", "&lt;h2&gt;a&lt;/h2&gt;", {"<h2>"}},
      {"<td colspan=1e9>a", "a", {"<td>"}},
      {"<table><tr><td colspan=1e9>a</table>", "<table><tr><td>a</td></tr></table>", {"colspan"}},
      {"a<!-- b -->c", "ac", {}},
      {"<!DOCTYPE html><?php a ?>",
       "&lt;!DOCTYPE html&gt;&lt;?php a ?&gt;",
       {"<!DOCTYPE", "<?php"}},
      {"<b>a<i", "<b>a&lt;i</b>", {}},  // cut off: text
      {"<b onclick=\"a>b", "&lt;b onclick=&quot;a&gt;b", {}},
  }));
  CAPTURE(c.html);
  const Sanitized clean = sanitize(c.html);
  CHECK(clean.markup == c.markup);
  CHECK(clean.refused == c.refused);
}

TEST_CASE("NUL does not reach the page") {
  using namespace std::string_view_literals;
  CHECK(sanitize("a\0<b title=\"\0\">"sv).markup == "a\xEF\xBF\xBD<b></b>");
}

TEST_CASE("tags in each other without end stay within bounds") {
  std::string html;
  for (int i = 0; i < 20'000; ++i) html += "<b><div>";
  const Sanitized clean = sanitize(html);
  CHECK(clean.markup.size() < 1000);
  CHECK(sanitize(clean.markup).markup == clean.markup);
}

}  // namespace
}  // namespace markdown
