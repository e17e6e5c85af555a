// What one section is in the full-text index: the same for a new index and for a change of one.
// Private to search.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "generator/search/section.h"

namespace search {

// Columns of the full-text index, in their order: title heading aside code errors body1 body2
// body3.
inline constexpr std::size_t kTermColumns = 8;
inline constexpr std::string_view kTermColumnNames =
    "title, heading, aside, code, errors, body1, body2, body3";
// Those that have lengths of their own: title, heading, aside.
inline constexpr std::size_t kLengthColumns = 3;

struct IndexRow {
  std::array<std::string, kTermColumns> columns;  // terms, each followed by a space
  // Different words, as far as it matters: 0 to 7.
  std::int64_t title_words = 0;
  std::int64_t heading_words = 0;
  std::int64_t aside_words = 0;
};

// One object serves many sections of one language; not for two threads at once.
class SectionTerms {
 public:
  explicit SectionTerms(std::string_view language);
  ~SectionTerms();
  SectionTerms(SectionTerms&&) noexcept;
  SectionTerms& operator=(SectionTerms&&) noexcept;

  // `leads`: the section bears the title of its page. The row lives until the next call.
  const IndexRow& row_of(const Section& section, bool leads);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace search
