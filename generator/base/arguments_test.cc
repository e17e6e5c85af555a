#include "generator/base/arguments.h"

#include <catch2/catch.hpp>

using base::find_locale;
using base::Locale;

TEST_CASE("the language is found before the arguments are taken apart") {
  struct Case {
    std::vector<std::string> arguments;
    Locale expected;
  };
  const std::vector<Case> cases = {
      {{}, Locale::En},
      {{"--lang", "fr", "build"}, Locale::Fr},
      {{"build", "--lang=fr"}, Locale::Fr},
      {{"--lang", "fr", "--lang=en"}, Locale::En},  // the last one counts
      {{"build", "--lang"}, Locale::En},            // cut short
      {{"--lang", "de"}, Locale::En},               // not ours: the parser refuses it later
  };
  for (const Case& c : cases) CHECK(find_locale(c.arguments, Locale::En) == c.expected);
  CHECK(find_locale({"--lang=en"}, Locale::Fr) == Locale::En);
}
