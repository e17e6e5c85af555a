#include "generator/search/term_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "generator/search/shard.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

using database::Statement;

constexpr std::size_t kMostPostings = 576;  // of a family in its own entry

// Frequencies are logarithms, so that most families need no second look.
constexpr std::string_view kLongFamilies =
    "SELECT family FROM form_{0} WHERE family {1} ? GROUP BY family"
    " HAVING sum(2 << frequency) > {2} ORDER BY family {3}";

std::uint32_t units_of(std::string_view text) {
  std::uint32_t out = 0;
  for (std::size_t at = 0; at < text.size();)
    out += text::next_character(text, at) > 0xFFFF ? 2 : 1;
  return out;
}

// Frequency and family of one form of `key`, as its entry says them.
std::string meaning_of(std::string_view key, std::string_view family, std::int64_t frequency) {
  const SharedUnits same = shared_units(key, family);
  std::string out(1, digit(static_cast<std::uint32_t>(frequency)));
  out += digit(std::min<std::uint32_t>(units_of(key) - same.units, 63));
  return out + std::string(family.substr(same.bytes));
}

// Two spellings of one family are said once, with the greater frequency.
void add_meaning(std::string& all, const std::string& one) {
  const std::size_t known = all.find(one.substr(1));
  const bool twice = known != std::string::npos && known > 0 &&
                     (known + one.size() - 1 == all.size() || all[known + one.size() - 1] == ',');
  if (twice)
    all[known - 1] = std::max(all[known - 1], one.front());
  else
    all += (all.empty() ? "" : ",") + one;
}

class TermEntries : public Entries {
 public:
  TermEntries(TermSource source, const std::vector<ShardFile>& overflow, std::string_view fence,
              Statement forms, Statement names)
      : source_(source),
        overflow_(overflow),
        fence_(fence),
        first_(fence_.substr(0, fence_.find('!'))),
        forms_(std::move(forms)),
        names_(std::move(names)) {}

  base::Result<bool> advance() override {
    if (!waiting_.empty()) waiting_.pop_front();
    while (waiting_.empty()) {
      if (!begun_) {
        more_forms_ = TRY(forms_.bind(1, first_).step());
        more_names_ = TRY(names_.bind(1, first_).step());
        begun_ = true;
      }
      if (!more_forms_ && !more_names_) return false;
      if (auto done = read_key(); !done) return base::fail(done.error());
    }
    return true;
  }

  const std::string& key() const override { return waiting_.front().key; }

  base::Result<std::string> rest() override {
    const Waiting& one = waiting_.front();
    if (!one.spelling.empty()) {
      Postings only;
      for (const Document document : source_.lexicon.holding(one.spelling))
        only.push_back({document, 0, 0, 0});
      return " - " + posting_text(only, only.size()).kept;
    }
    std::string out = " " + (one.meaning.empty() ? std::string("-") : one.meaning);
    if (one.named) out += " " + postings_of(one.key);
    return out;
  }

 private:
  struct Waiting {
    std::string key;
    std::string meaning;
    bool named = false;    // there is a family of that name
    std::string spelling;  // of the entry of one spelling
  };

  // The entries of the next key and of its spellings.
  base::Done read_key() {
    std::string key;
    if (more_forms_) key = forms_.text(0);
    if (more_names_ && (!more_forms_ || names_.text(0) < key)) key = names_.text(0);
    Waiting whole{key, "", more_names_ && names_.text(0) == key, ""};
    std::vector<std::string> spellings;
    for (; more_forms_ && forms_.text(0) == key; more_forms_ = TRY(forms_.step())) {
      add_meaning(whole.meaning, meaning_of(key, forms_.text(2), forms_.integer(3)));
      spellings.emplace_back(forms_.text(1));
    }
    if (whole.named) more_names_ = TRY(names_.step());
    wait(std::move(whole));
    if (spellings.size() < 2) return {};
    for (const std::string& spelling : spellings)
      if (spelling != key) wait({key + "!" + spelling, "", false, spelling});
    return {};
  }

  void wait(Waiting one) {
    if (one.key >= fence_) waiting_.push_back(std::move(one));
  }

  std::string postings_of(const std::string& family) {
    const Postings postings = source_.lexicon.postings(family);
    std::string out;
    if (postings.size() > kMostPostings && !overflow_.empty()) {
      out = "*";
      append_number(out, static_cast<std::uint32_t>(postings.size()));
      out += overflow_[file_of(overflow_, family)].name + ' ';
    }
    return out + posting_text(postings, kMostPostings).kept;
  }

  TermSource source_;
  const std::vector<ShardFile>& overflow_;
  std::string fence_;
  std::string first_;  // the key whose entries may be behind the fence
  Statement forms_;    // folded, form, family, frequency
  Statement names_;    // of families
  bool begun_ = false;
  bool more_forms_ = false;
  bool more_names_ = false;
  std::deque<Waiting> waiting_;
};

class OverflowEntries : public Entries {
 public:
  OverflowEntries(TermSource source, std::string_view fence, Statement families,
                  std::set<std::string>* seen)
      : source_(source), fence_(fence), families_(std::move(families)), seen_(seen) {}

  base::Result<bool> advance() override {
    if (!begun_) families_.bind(1, fence_);
    begun_ = true;
    while (TRY(families_.step())) {
      key_ = families_.text(0);
      postings_ = source_.lexicon.postings(key_);
      if (postings_.size() > kMostPostings) return true;
    }
    return false;
  }
  const std::string& key() const override { return key_; }
  base::Result<std::string> rest() override {
    if (seen_ != nullptr) seen_->insert(key_);
    return " - " + posting_text(postings_, kMostPostings).rest;
  }

 private:
  TermSource source_;
  std::string fence_;
  Statement families_;
  std::set<std::string>* seen_;
  bool begun_ = false;
  std::string key_;
  Postings postings_;
};

base::Result<std::string> one_text(Statement& statement, std::string_view parameter) {
  std::string out;
  if (TRY(statement.bind(1, parameter).step())) out = statement.text(0);
  statement.reset();
  return out;
}

}  // namespace

base::Result<std::unique_ptr<Entries>> term_entries(TermSource source,
                                                    const std::vector<ShardFile>& overflow,
                                                    std::string_view fence) {
  const std::int64_t number = source.lexicon.language().number;
  Statement forms = TRY(source.database.prepare(
      fmt::format("SELECT folded, form, family, frequency FROM form_{} WHERE folded >= ?"
                  " ORDER BY folded, form",
                  number)));
  Statement names = TRY(source.database.prepare(fmt::format(
      "SELECT DISTINCT family FROM form_{} WHERE family >= ? ORDER BY family", number)));
  return std::make_unique<TermEntries>(source, overflow, fence, std::move(forms), std::move(names));
}

base::Result<std::string> last_term_before(TermSource source, std::string_view fence) {
  const std::int64_t number = source.lexicon.language().number;
  Statement family = TRY(source.database.prepare(fmt::format(
      "SELECT family FROM form_{} WHERE family < ? ORDER BY family DESC LIMIT 1", number)));
  Statement folded = TRY(source.database.prepare(fmt::format(
      "SELECT folded FROM form_{} WHERE folded < ? ORDER BY folded DESC LIMIT 1", number)));
  const std::string word = TRY(one_text(folded, fence));
  std::string out = std::max(TRY(one_text(family, fence)), word);
  const std::vector<Form> spellings = source.lexicon.spelled(word);
  for (const Form& form : spellings) {
    const std::string key = word + "!" + form.form;
    if (spellings.size() > 1 && form.form != word && key < fence) out = std::max(out, key);
  }
  return out;
}

base::Result<std::unique_ptr<Entries>> overflow_entries(TermSource source, std::string_view fence,
                                                        std::set<std::string>* seen) {
  Statement families = TRY(source.database.prepare(
      fmt::format(kLongFamilies, source.lexicon.language().number, ">=", kMostPostings, "ASC")));
  return std::make_unique<OverflowEntries>(source, fence, std::move(families), seen);
}

base::Result<std::set<std::string>> long_families(TermSource source,
                                                  const std::set<std::string>& families) {
  Statement most = TRY(source.database.prepare(fmt::format(
      "SELECT 1 FROM form_{} WHERE family = ? GROUP BY family HAVING sum(2 << frequency) > {}",
      source.lexicon.language().number, kMostPostings)));
  std::set<std::string> out;
  for (const std::string& family : families)
    if (TRY(one_text(most, family)) == "1") out.insert(family);
  return out;
}

base::Result<std::string> last_overflow_before(TermSource source, std::string_view fence) {
  Statement families = TRY(source.database.prepare(
      fmt::format(kLongFamilies, source.lexicon.language().number, "<", kMostPostings, "DESC")));
  families.bind(1, fence);
  while (TRY(families.step())) {
    const std::string family(families.text(0));
    if (source.lexicon.postings(family).size() > kMostPostings) return family;
  }
  return std::string();
}

}  // namespace search
