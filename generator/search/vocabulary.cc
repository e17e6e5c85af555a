#include "generator/search/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <vector>

#include "generator/search/families.h"
#include "generator/text/fold.h"

namespace search {
namespace {

// Beyond that many words, which only data has, a word is a family of its own.
constexpr std::size_t kMostWords = 1'000'000;

constexpr std::size_t kMostSuffixes = 64;
constexpr std::size_t kLeastUses = 3;

// What stands behind the family's name in its forms: "e", "er", "ation", "ees".
class Suffixes {
 public:
  void count(std::string_view folded, std::string_view family) {
    if (folded.size() > family.size() && folded.starts_with(family))
      ++uses_[std::string(folded.substr(family.size()))];
  }

  std::string most_usual() const {
    std::vector<std::pair<std::string, std::size_t>> list;
    for (const auto& use : uses_)
      if (use.second >= kLeastUses) list.push_back(use);
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (list.size() > kMostSuffixes) list.resize(kMostSuffixes);
    std::string out;
    for (const auto& [suffix, uses] : list) out += (out.empty() ? "" : " ") + suffix;
    return out;
  }

 private:
  std::map<std::string, std::size_t> uses_;
};

std::int64_t frequency_of(std::int64_t sections) {
  const auto bits = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(sections)));
  return std::clamp<std::int64_t>(bits - 1, 0, 9);
}

}  // namespace

base::Done write_vocabulary(database::Database& database, std::int64_t number,
                            std::string_view language) {
  const auto made = database.execute(
      fmt::format("CREATE VIRTUAL TABLE temp.met_{0} USING fts5vocab(main, terms_{0}, row);"
                  "CREATE TABLE form_{0}(folded TEXT, form TEXT, family TEXT, frequency INTEGER, "
                  "PRIMARY KEY(folded, form)) WITHOUT ROWID",
                  number));
  if (!made) return base::fail(made.error());

  std::vector<std::string> words;
  auto met = TRY(database.prepare(fmt::format("SELECT term, doc FROM temp.met_{}", number)));
  while (words.size() < kMostWords && TRY(met.step()))
    if (is_word(met.text(0))) words.emplace_back(met.text(0));
  met.reset();
  const std::vector<std::string> names = families(words, language);

  Suffixes suffixes;
  auto insert =
      TRY(database.prepare(fmt::format("INSERT INTO form_{} VALUES(?, ?, ?, ?)", number)));
  for (std::size_t next = 0; TRY(met.step());) {
    const std::string_view form = met.text(0);
    const bool known = next < words.size() && words[next] == form;
    const std::string folded = text::without_accents(form);
    const std::string_view family =
        known ? std::string_view(names[next++]) : std::string_view(folded);
    if (known) suffixes.count(folded, family);
    insert.bind(1, folded).bind(2, form).bind(3, family).bind(4, frequency_of(met.integer(1)));
    if (auto done = insert.run(); !done) return done;
  }
  auto update = TRY(database.prepare("UPDATE language SET suffixes = ? WHERE number = ?"));
  const std::string list = suffixes.most_usual();
  if (auto done = update.bind(1, list).bind(2, number).run(); !done) return done;
  return database.execute(
      fmt::format("CREATE INDEX family_{0} ON form_{0}(family); DROP TABLE temp.met_{0}", number));
}

}  // namespace search
