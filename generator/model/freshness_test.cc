#include "generator/model/freshness.h"

#include <catch2/catch.hpp>

using namespace model;

namespace {

using Marks = std::vector<std::uint32_t>;

// A page whose original has sections of these marks, and whose translation recorded those.
Page page_of(const Marks& now, const Marks& recorded) {
  Page page;
  page.halves.resize(2);
  for (Half& half : page.halves) half.exists = true;
  for (const std::uint32_t mark : now) {
    markdown::HeadingFact heading;
    heading.mark = mark;
    page.halves[0].facts.headings.push_back(heading);
  }
  page.halves[1].facts.headings.resize(now.size());
  page.halves[1].translation = Translation{1, "human", "reviewed", recorded};
  return page;
}

}  // namespace

TEST_CASE("the sections that are not those that were translated are told, and no others") {
  struct Case {
    Marks now, recorded;
    std::vector<std::size_t> changed;
    std::size_t removed;
  };
  const auto c = GENERATE(values<Case>({
      {{1, 2, 3}, {1, 2, 3}, {}, 0},
      {{1, 9, 3}, {1, 2, 3}, {1}, 0},     // rewritten
      {{1, 2, 9, 3}, {1, 2, 3}, {2}, 0},  // new
      {{1, 3}, {1, 2, 3}, {}, 1},         // gone
      {{9, 3}, {1, 2, 3}, {0}, 1},        // one rewritten, one gone
      {{3, 1, 2}, {1, 2, 3}, {}, 0},      // moved: the translation says it all
      {{1, 1, 1}, {1, 1}, {2}, 0},        // the same words three times
      {{1, 2}, {}, {}, 0},                // nothing recorded, nothing known
      {{}, {1}, {}, 1},
  }));
  CAPTURE(c.now, c.recorded);
  const Freshness found = freshness(page_of(c.now, c.recorded), 1);
  CHECK(found.changed == c.changed);
  CHECK(found.removed == c.removed);
  CHECK(found.behind() == (!c.changed.empty() || c.removed > 0));
}

TEST_CASE("an entry inside its logbook's file knows only its own sections") {
  Page entry = page_of({2, 3}, {1, 2, 3, 4, 5});
  entry.in_logbook_file = true;
  CHECK_FALSE(freshness(entry, 1).behind());
  entry.halves[0].facts.headings[1].mark = 9;
  CHECK(freshness(entry, 1).changed == std::vector<std::size_t>{1});
}

TEST_CASE("a record is read as it was written, and nothing else is") {
  const Marks marks = {0, 0xFFFFFFFF, 0x5f0c1a2b};
  CHECK(write_sections(marks) == "00000000 ffffffff 5f0c1a2b");
  CHECK(parse_sections("00000000 ffffffff 5f0c1a2b") == marks);
  CHECK(parse_sections("") == Marks());
  for (const char* wrong : {"5f0c1a2", "5f0c1a2b ", " 5f0c1a2b", "5f0c1a2b  5f0c1a2b",
                            "5f0c1a2b5f0c1a2b", "5f0c1a2g", "-f0c1a2b", "0x0c1a2b", "é"})
    CHECK_FALSE(parse_sections(wrong));
}

TEST_CASE("a section of the original has its counterpart by place, or by id when places differ") {
  Page page = page_of({1, 2, 3}, {1, 2, 3});
  CHECK(counterpart(page, 1, 2) == 2);
  CHECK_FALSE(counterpart(page, 1, 3));
  page.halves[1].facts.headings.resize(2);
  CHECK(counterpart(page, 1, 2) == 1);
  page.halves[0].facts.headings[2].id = page.halves[1].facts.headings[0].id = "rules";
  CHECK(counterpart(page, 1, 2) == 0);
  page.halves[1].facts.headings.clear();
  CHECK_FALSE(counterpart(page, 1, 0));
}
