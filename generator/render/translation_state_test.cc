#include "generator/render/translation_state.h"

#include <catch2/catch.hpp>

namespace render {
namespace {

using State = TranslationState;

TEST_CASE("a translation stands where its recorded revision says") {
  struct Case {
    int rev;            // of the page
    bool source, half;  // which halves exist
    int of;             // recorded; 0 for none
    State state;        // of the half that is no source
  };
  const auto c = GENERATE(values<Case>({
      {1, true, true, 1, State::Same},
      {3, true, true, 2, State::Behind},
      {3, true, true, 3, State::Same},
      {3, true, true, 4, State::Same},    // ahead is another rule's business
      {1, true, true, 0, State::Same},    // nothing recorded, and nothing could have changed
      {2, true, true, 0, State::Behind},  // nothing recorded, and something has
      {1, true, false, 0, State::Missing},
      {1, false, true, 1, State::Orphan},
  }));
  CAPTURE(c.rev, c.source, c.half, c.of);
  model::Course course;
  model::Page page;
  page.rev = c.rev;
  page.halves.resize(2);
  page.halves[0].exists = c.source;
  page.halves[1].exists = c.half;
  if (c.of > 0) page.halves[1].translation = model::Translation{c.of, "human", "reviewed"};
  CHECK(translation_state(course, page, 1) == c.state);
  CHECK(translation_state(course, page, 0) == (c.source ? State::Source : State::Missing));
}

TEST_CASE("an entry inside its logbook's file is translated with the logbook") {
  model::Course course;
  course.pages.resize(2);
  model::Page& logbook = course.pages[0];
  logbook.rev = 4;
  logbook.halves.resize(2);
  logbook.halves[0].exists = logbook.halves[1].exists = true;
  logbook.halves[1].translation = model::Translation{3, "human", "reviewed"};
  model::Page& entry = course.pages[1];
  entry.kind = model::PageKind::Entry;
  entry.in_logbook_file = true;
  entry.halves.resize(2);
  entry.halves[0].exists = entry.halves[1].exists = true;
  CHECK(translation_state(course, entry, 1) == State::Behind);
  CHECK(translated_revision(course, entry, 1) == 3);
}

}  // namespace
}  // namespace render
