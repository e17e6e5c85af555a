#include "generator/search/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <vector>

#include "generator/search/families.h"
#include "generator/search/irregular_words.h"
#include "generator/text/fold.h"

namespace search {
namespace {

constexpr std::size_t kMostSuffixes = 64;
constexpr std::size_t kMostPairs = 160;
constexpr std::size_t kLargestFamily = 64;
constexpr std::size_t kShortestStem = 3;
constexpr std::size_t kLongestEnding = 8;

// How words of one family differ at their ends, learned from the vocabulary itself: what stands
// behind the family's name ("er", "ation"), and what one form has in place of another's ending
// ("aux" for "al").
class Endings {
 public:
  // `forms`: of one family, without accents, sorted, no two the same. All families first, for what
  // stands behind their names...
  void learn_suffixes(std::string_view family, const std::vector<std::string>& forms) {
    for (const std::string& form : forms)
      if (form.size() > family.size() && form.starts_with(family))
        ++suffixes_[form.substr(family.size())];
  }
  // ... and then what stands in the place of what; endings that are merely left off only where that
  // does not explain them.
  void learn_pairs(std::string_view family, const std::vector<std::string>& forms,
                   std::string_view usual_suffixes) {
    if (forms.size() > kLargestFamily) return;
    for (const std::string& a : forms) {
      const std::string ending = a.starts_with(family) ? " " + a.substr(family.size()) + " " : "?";
      const bool explained = a == family || usual_suffixes.find(ending) != std::string_view::npos;
      for (const std::string& b : forms) {
        const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
        const auto same = static_cast<std::size_t>(differ.first - a.begin());
        if (a == b || same < kShortestStem || same == a.size()) continue;
        if (a.size() - same > kLongestEnding || b.size() - same > kLongestEnding) continue;
        if (explained && same == b.size()) continue;
        pairs_[a.substr(same) + ">" + b.substr(same)] += explained ? 1 : 4;
      }
    }
  }

  std::string suffixes() const { return most_usual(suffixes_, 3, kMostSuffixes); }
  std::string pairs() const { return most_usual(pairs_, 2, kMostPairs); }

 private:
  using Uses = std::map<std::string, std::size_t>;

  static std::string most_usual(const Uses& uses, std::size_t least, std::size_t most) {
    std::vector<std::pair<std::string, std::size_t>> list;
    for (const auto& use : uses)
      if (use.second >= least) list.push_back(use);
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (list.size() > most) list.resize(most);
    std::string out;
    for (const auto& [ending, count] : list) out += (out.empty() ? "" : " ") + ending;
    return out;
  }

  Uses suffixes_;
  Uses pairs_;
};

// Irregular forms that the course does not have: somebody may ask with them for one that it has.
std::vector<std::string> absent_words(const std::vector<std::string>& words,
                                      std::string_view language) {
  std::vector<std::string> out;
  const std::string_view list = irregular_words(language);
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(" ;", at), list.size());
    const std::string_view word = list.substr(at, end - at);
    if (!std::binary_search(words.begin(), words.end(), word)) out.emplace_back(word);
    at = end + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

std::int64_t frequency_of(std::int64_t sections) {
  const auto bits = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(sections)));
  return std::clamp<std::int64_t>(bits - 1, 0, 9);
}

WordFamilies word_families(std::vector<std::string> met, std::string_view language) {
  WordFamilies out;
  out.words = std::move(met);
  out.met = out.words.size();
  const std::vector<std::string> absent = absent_words(out.words, language);
  out.words.insert(out.words.end(), absent.begin(), absent.end());
  out.names = families(out.words, language);

  std::map<std::string_view, std::vector<std::string>> members;  // by family
  for (std::size_t i = 0; i < out.met; ++i)
    members[out.names[i]].push_back(text::without_accents(out.words[i]));
  Endings endings;
  for (auto& [family, forms] : members) {
    std::sort(forms.begin(), forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    endings.learn_suffixes(family, forms);
  }
  out.suffixes = endings.suffixes();
  const std::string usual = " " + out.suffixes + " ";
  for (const auto& [family, forms] : members) endings.learn_pairs(family, forms, usual);
  out.pairs = endings.pairs();
  for (std::size_t i = out.met; i < out.words.size(); ++i)
    if (!members.contains(out.names[i])) out.names[i].clear();
  return out;
}

base::Done write_vocabulary(database::Database& database, std::int64_t number,
                            std::string_view language) {
  const auto made = database.execute(
      fmt::format("CREATE VIRTUAL TABLE temp.met_{0} USING fts5vocab(main, terms_{0}, row);"
                  "CREATE TABLE form_{0}(folded TEXT, form TEXT, family TEXT, frequency INTEGER, "
                  "sections INTEGER, PRIMARY KEY(folded, form)) WITHOUT ROWID",
                  number));
  if (!made) return base::fail(made.error());

  std::vector<std::string> words;
  auto met = TRY(database.prepare(fmt::format("SELECT term, doc FROM temp.met_{}", number)));
  while (words.size() < kMostWords && TRY(met.step()))
    if (is_word(met.text(0))) words.emplace_back(met.text(0));
  met.reset();
  const WordFamilies known = word_families(std::move(words), language);

  auto insert =
      TRY(database.prepare(fmt::format("INSERT INTO form_{} VALUES(?, ?, ?, ?, ?)", number)));
  for (std::size_t next = 0; TRY(met.step());) {
    const std::string_view form = met.text(0);
    const bool is_known = next < known.met && known.words[next] == form;
    const std::string folded = text::without_accents(form);
    const std::string_view family =
        is_known ? std::string_view(known.names[next++]) : std::string_view(folded);
    insert.bind(1, folded).bind(2, form).bind(3, family);
    insert.bind(4, frequency_of(met.integer(1))).bind(5, met.integer(1));
    if (auto done = insert.run(); !done) return done;
  }
  for (std::size_t i = known.met; i < known.words.size(); ++i) {
    if (known.names[i].empty()) continue;
    const std::string folded = text::without_accents(known.words[i]);
    insert.bind(1, folded).bind(2, known.words[i]).bind(3, known.names[i]);
    insert.bind(4, std::int64_t{0}).bind(5, std::int64_t{0});
    if (auto done = insert.run(); !done) return done;
  }
  auto update =
      TRY(database.prepare("UPDATE language SET suffixes = ?, pairs = ? WHERE number = ?"));
  if (auto done = update.bind(1, known.suffixes).bind(2, known.pairs).bind(3, number).run(); !done)
    return done;
  return database.execute(
      fmt::format("CREATE INDEX family_{0} ON form_{0}(family); DROP TABLE temp.met_{0}", number));
}

}  // namespace search
