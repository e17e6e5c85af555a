// Whether a translation says what its original says: section by section, by what each section of
// the original was when it was translated. The record stands in the translation's front matter,
//
//   translation: { of: 1, by: human, status: reviewed, sections: "5f0c1a2b 99d0e7c4" }
//
// one mark of eight hex digits for each section (from one heading to the next) of the original, in
// order, so that it holds without any repository: in a shallow clone, in an archive. It is about
// words: lines may be broken elsewhere. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/course.h"

namespace model {

// The marks of a text's sections, and the record as it is written.
std::vector<std::uint32_t> section_marks(const markdown::Facts& facts);
std::string write_sections(const std::vector<std::uint32_t>& marks);
// Nothing when it is no record; empty when there is none.
std::optional<std::vector<std::uint32_t>> parse_sections(std::string_view written);

struct Freshness {
  std::vector<std::size_t> changed;  // headings of the original whose sections are not those that
                                     // were translated; in order
  std::size_t removed = 0;           // sections that the original has no more
  bool behind() const { return !changed.empty() || removed > 0; }
};

// Of a page's half that records its sections. An entry inside its logbook's file has the record of
// the whole file: what was removed elsewhere is not its business.
Freshness freshness(const Page& page, LanguageIndex language);

// The heading of the translation that stands where `heading` of the original does; none when it has
// no heading.
std::optional<std::size_t> counterpart(const Page& page, LanguageIndex language,
                                       std::size_t heading);

}  // namespace model
