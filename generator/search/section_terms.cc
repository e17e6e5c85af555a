#include "generator/search/section_terms.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "generator/search/posting.h"
#include "generator/search/tokenizer.h"

namespace search {
namespace {

// Columns of the index before those of the body, as bits of Counter::columns.
enum Column : std::uint8_t {
  kInTitle = 1,
  kInHeading = 2,
  kInAside = 4,
  kInCode = 8,
  kInErrors = 16
};
constexpr std::size_t kFieldColumns = 5;

struct Counter {
  std::uint32_t section = 0;  // the one it counts for; from 1
  std::uint32_t in_body = 0;
  std::uint8_t columns = 0;
};

// "RAG (retrieval-augmented generation)" -> "RAG" and what stands in the brackets.
struct Heading {
  std::string_view name;
  std::string_view aside;
};
Heading split(std::string_view heading) {
  const std::size_t open = heading.find(" (");
  if (open == std::string_view::npos || open == 0) return {heading, {}};
  return {heading.substr(0, open), heading.substr(open)};
}

}  // namespace

struct SectionTerms::State {
  explicit State(std::string_view language) : tokenizer(language) {}

  Tokenizer tokenizer;
  std::uint32_t sections = 0;
  std::vector<Counter> counters;                                // by term id
  std::vector<std::pair<std::uint32_t, std::string_view>> met;  // terms of this section, in order
  IndexRow row;

  // Returns how many words there are, parts of others and common words left out.
  std::uint32_t count(std::string_view text, std::uint8_t columns_of_text) {
    std::uint32_t words = 0;
    for (const Token& token : tokenizer.tokens(text)) {
      if (token.common) continue;
      if (token.id >= counters.size()) counters.resize(token.id + 1);
      Counter& counter = counters[token.id];
      if (counter.section != sections) {
        counter = {sections, 0, 0};
        met.emplace_back(token.id, token.term);
      }
      counter.columns = static_cast<std::uint8_t>(counter.columns | columns_of_text);
      if (columns_of_text == 0) ++counter.in_body;
      if (!token.part) ++words;
    }
    return words;
  }

  void fill_columns(std::uint32_t words) {
    for (std::string& column : row.columns) column.clear();
    const auto put = [&](std::size_t column, std::string_view term) {
      row.columns[column] += term;
      row.columns[column] += ' ';
    };
    for (const auto& [id, term] : met) {
      const Counter& counter = counters[id];
      for (std::size_t i = 0; i < kFieldColumns; ++i)
        if ((counter.columns >> i) & 1) put(i, term);
      if (const unsigned strength = body_strength(counter.in_body, words); strength > 0)
        put(kFieldColumns - 1 + strength, term);
    }
  }

  std::int64_t distinct_words(std::string_view text) {
    std::vector<std::uint32_t> ids;
    for (const Token& token : tokenizer.tokens(text))
      if (!token.common && !token.part) ids.push_back(token.id);
    std::sort(ids.begin(), ids.end());
    const auto count = std::unique(ids.begin(), ids.end()) - ids.begin();
    return std::min<std::int64_t>(count, 7);
  }
};

SectionTerms::SectionTerms(std::string_view language) : state_(std::make_unique<State>(language)) {}
SectionTerms::~SectionTerms() = default;
SectionTerms::SectionTerms(SectionTerms&&) noexcept = default;
SectionTerms& SectionTerms::operator=(SectionTerms&&) noexcept = default;

const IndexRow& SectionTerms::row_of(const Section& section, bool leads) {
  State& state = *state_;
  ++state.sections;
  state.met.clear();
  if (state.tokenizer.forget()) state.counters.clear();
  const Heading heading = split(section.heading);
  state.row.title_words = leads ? state.distinct_words(section.title) : 0;
  state.row.heading_words = state.distinct_words(heading.name);
  state.row.aside_words = state.distinct_words(heading.aside);
  if (leads) state.count(section.title, kInTitle);
  state.count(heading.name, kInHeading);
  state.count(heading.aside, kInAside);
  state.count(section.code, kInCode);
  for (const std::string& error : section.errors) state.count(error, kInErrors);
  state.fill_columns(state.count(section.body, 0));
  return state.row;
}

}  // namespace search
