#include "generator/model/lint/assets.h"

#include <catch2/catch.hpp>

#include "generator/model/inventory.h"

using namespace model;

TEST_CASE("a drawing with something to run is told from a drawing") {
  struct Case {
    std::string_view svg, active;
  };
  const auto c = GENERATE(values<Case>({
      {"<svg><path d='M0 0'/></svg>", ""},
      {"<svg><script>1</script></svg>", "<script"},
      {"<svg><ScRiPt/></svg>", "<script"},
      {"<svg><svg:script/></svg>", ":script"},
      {"<svg onload='x()'>", "onload"},
      {"<svg><g\nONCLICK = \"x()\"/></svg>", "onclick"},
      {"<svg><g fill='red'onclick='x'/></svg>", "onclick"},  // browsers need no space there
      {"<svg><g/onclick='x'/></svg>", "onclick"},
      {"<a href='java&#115;cript:x'>", "javascript:"},
      {"<a href='java&#x73cript:x'>", ""},  // that is another letter: &#x73c
      {"<svg><foreignObject/></svg>", "<foreignobject"},
      {"<!DOCTYPE svg [<!ENTITY a 'b'>]>", "<!entity"},
      {"<svg><text>the button on = off, once = never</text></svg>", ""},
      {"<svg><text>Configuration = once</text></svg>", ""},
  }));
  CAPTURE(c.svg);
  CHECK(find_active_content(c.svg) == c.active);
}

TEST_CASE("only kinds of files that cannot run are handed out") {
  for (const char* good : {"a.png", "a/b.SVG", "x.tar.gz", "compose.yml", "paper.pdf"})
    CHECK(is_asset_name(good));
  for (const char* bad :
       {"a.html", "a.htm", "a.xhtml", "a.js", "a.wasm", "a", "png", "a.php", ".htaccess"})
    CHECK_FALSE(is_asset_name(bad));
}
