#include "generator/base/message.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

namespace base {

TEST_CASE("a sentence holds both languages") {
  const Message said = message("no page '{}'", "aucune page « {} »", "dns");
  CHECK(said.in(Locale::En) == "no page 'dns'");
  CHECK(said.in(Locale::Fr) == "aucune page « dns »");
  CHECK_FALSE(said.empty());
  CHECK(Message{}.empty());
}

TEST_CASE("the environment chooses the language: LC_ALL before LC_MESSAGES before LANG") {
  const std::string names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  struct Case {
    const char *all, *messages, *lang;  // null: not set
    Locale wanted;
  };
  const Case c = GENERATE(values<Case>({
      {nullptr, nullptr, nullptr, Locale::En},
      {nullptr, nullptr, "fr_FR.UTF-8", Locale::Fr},
      {nullptr, nullptr, "fr", Locale::Fr},
      {nullptr, "en_GB.UTF-8", "fr_FR.UTF-8", Locale::En},
      {"fr_CA", "en_GB.UTF-8", "en_GB", Locale::Fr},
      {"", nullptr, "fr_FR", Locale::Fr},  // empty is as good as unset
      {nullptr, nullptr, "frr_DE", Locale::En},
      {"C.UTF-8", nullptr, "fr_FR", Locale::En},
  }));
  std::string kept[3];
  bool had[3];
  const char* const wanted[] = {c.all, c.messages, c.lang};
  for (int i = 0; i < 3; ++i) {
    const char* now = std::getenv(names[i].c_str());
    had[i] = now != nullptr;
    if (had[i]) kept[i] = now;
    if (wanted[i] != nullptr)
      ::setenv(names[i].c_str(), wanted[i], 1);
    else
      ::unsetenv(names[i].c_str());
  }
  CHECK(locale_from_environment() == c.wanted);
  for (int i = 0; i < 3; ++i) {
    if (had[i])
      ::setenv(names[i].c_str(), kept[i].c_str(), 1);
    else
      ::unsetenv(names[i].c_str());
  }
}

TEST_CASE("only the languages that the programs speak are known") {
  Locale locale = Locale::En;
  CHECK(parse_locale("fr", locale));
  CHECK(locale == Locale::Fr);
  for (const char* refused : {"de", "FR", "", "fr_FR", "français"}) {
    CAPTURE(refused);
    CHECK_FALSE(parse_locale(refused, locale));
    CHECK(locale == Locale::Fr);
  }
}

}  // namespace base
