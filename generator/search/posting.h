// Postings: where a term stands. One for each section that holds it, with what is needed to rank
// and nothing that depends on other sections, so that an edit changes the postings of its own page
// only.
#pragma once

#include <cstdint>
#include <vector>

namespace search {

// Numbers a section within its language: page number * kSectionsOfPage + section number. A longer
// page takes several page numbers. The number of the page is thus part of the number of the
// section.
using Document = std::uint32_t;
inline constexpr std::uint32_t kSectionsOfPage = 16;
inline constexpr std::uint32_t page_of(Document document) { return document / kSectionsOfPage; }

// Where in its section a term stands, as bits; the body's strength follows in two more.
enum Field : std::uint8_t {
  kTitle = 1,  // of the page; noted at the page's first section only
  kHeading = 2,
  kCode = 4,
  kErrors = 8,
  kBodyShift = 4,  // 1 mentioned, 2 a subject, 3 the subject
};

struct Posting {
  Document document = 0;
  std::uint8_t fields = 0;
  // How many words the title (for a term of the title) or the heading has; up to 7, 0 when it is in
  // neither.
  std::uint8_t title_words = 0;
  std::uint8_t heading_words = 0;

  unsigned body() const { return fields >> kBodyShift; }
  bool operator==(const Posting&) const = default;
};

// Sorted by document, each once.
using Postings = std::vector<Posting>;

// How strong a term is in a body where it stands `count` times among `length` words: 0 to 3.
unsigned body_strength(std::uint32_t count, std::uint32_t length);

// Both in one: fields of either; two mentions make a subject.
Postings merged(const std::vector<Postings>& lists);

// What the fields of a posting are worth in a score: 1 for a mention in the body.
double field_weight(const Posting& posting);

}  // namespace search
