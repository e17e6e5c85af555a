#include "generator/render/words.h"

#include <catch2/catch.hpp>

#include "generator/render/test_site.h"

namespace render {
namespace {

TEST_CASE("times, dates, percentages and lists read as the language writes them") {
  const Words fr(default_theme(), "fr"), en(default_theme(), "en");
  CHECK(fr.duration(5) == "5\u00A0min");
  CHECK(fr.duration(59) == "59\u00A0min");
  CHECK(fr.duration(60) == "1\u00A0h");
  CHECK(fr.duration(65) == "1\u00A0h\u00A005");
  CHECK(en.duration(150) == "2\u00A0h\u00A030");
  CHECK(fr.date({2026, 8, 1}) == "1er\u00A0août\u00A02026");
  CHECK(fr.date({2026, 8, 2}) == "2\u00A0août\u00A02026");
  CHECK(en.date({2026, 8, 1}) == "1\u00A0August\u00A02026");
  CHECK(iso_date({2026, 8, 1}) == "2026-08-01");
  CHECK(fr.percent(55) == "55\u00A0%");
  CHECK(en.percent(55) == "55%");
  CHECK(fr.decimal(0.5) == "0,5");
  CHECK(en.decimal(0.5) == "0.5");
  CHECK(fr.decimal(2) == "2");
  CHECK(fr.list({}) == "");
  CHECK(fr.list({"a"}) == "a");
  CHECK(fr.list({"a", "b"}) == "a et b");
  CHECK(fr.list({"a", "b", "c"}) == "a, b et c");
  CHECK(en.list({"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("systems are shown by name") {
  CHECK(system_name("debian-12") == "Debian 12");
  CHECK(system_name("documentation") == "documentation");
  CHECK(system_name("") == "");
}

}  // namespace
}  // namespace render
