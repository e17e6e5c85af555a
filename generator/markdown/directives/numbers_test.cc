#include "generator/markdown/directives/numbers.h"

#include <catch2/catch.hpp>

namespace markdown {
namespace {

TEST_CASE("numbers are understood as people type them in both languages") {
  struct Case {
    std::string_view written;
    std::optional<std::string> normal;
  };
  const auto c = GENERATE(values<Case>({
      {"443", "443"},
      {"-3.5", "-3.5"},
      {"+7", "7"},
      {"3,5", "3.5"},
      {"12 000", "12000"},
      {"12\xC2\xA0"
       "000",
       "12000"},  // no-break space
      {"12\xE2\x80\xAF"
       "000,25",
       "12000.25"},  // narrow one
      {"1e3", "1e3"},
      {"1,000", std::nullopt},  // a thousand, or one?
      {"1,000,000", std::nullopt},
      {"1,2,3", std::nullopt},
      {"1.2,3", std::nullopt},
      {"", std::nullopt},
      {"-", std::nullopt},
      {".5", std::nullopt},
      {"0x10", std::nullopt},
      {"inf", std::nullopt},
      {"nan", std::nullopt},
      {"1e999", std::nullopt},
      {"ten", std::nullopt},
      {"10 %", std::nullopt},
  }));
  CAPTURE(c.written);
  CHECK(normal_number(c.written) == c.normal);
}

}  // namespace
}  // namespace markdown
