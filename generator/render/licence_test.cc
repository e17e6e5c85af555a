#include "generator/render/licence.h"

#include <catch2/catch.hpp>

namespace render {
namespace {

TEST_CASE("licences have a name and an address") {
  struct Case {
    std::string_view id, name, url;
  };
  const auto c = GENERATE(values<Case>({
      {"CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"},
      {"CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0",
       "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr"},
      {"MIT", "MIT", "https://spdx.org/licenses/MIT.html"},
      {"CC-BY-", "CC BY ", "https://spdx.org/licenses/CC-BY-.html"},
      {"", "", ""},
      {"../x?<y>", "../x?<y>", ""},  // not like an id: no address is made of it
  }));
  CAPTURE(c.id);
  CHECK(licence_name(c.id) == c.name);
  CHECK(licence_url(c.id, "fr") == c.url);
}

}  // namespace
}  // namespace render
