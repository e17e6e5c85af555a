#include "generator/search/page_patch.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/search/families.h"
#include "generator/search/index_rows.h"
#include "generator/search/posting.h"
#include "generator/search/vocabulary.h"
#include "generator/text/fold.h"

namespace search {
namespace {

using database::Statement;

// Which columns hold a term, as bits.
std::map<std::string, unsigned, std::less<>> columns_of(const IndexRow& row) {
  std::map<std::string, unsigned, std::less<>> out;
  for (std::size_t column = 0; column < kTermColumns; ++column) {
    std::string_view rest = row.columns[column];
    for (std::size_t end = rest.find(' '); end != std::string_view::npos; end = rest.find(' ')) {
      out[std::string(rest.substr(0, end))] |= 1u << column;
      rest.remove_prefix(end + 1);
    }
  }
  return out;
}

constexpr unsigned kWithLength = (1u << kLengthColumns) - 1;

// How many numbers of pages a page takes.
std::size_t places(std::size_t sections) {
  return (sections + kSectionsOfPage - 1) / kSectionsOfPage;
}

}  // namespace

PagePatch::PagePatch(database::Database& database, SqlLexicon::Language language,
                     Statements statements)
    : database_(database),
      language_(std::move(language)),
      statements_(std::move(statements)),
      terms_(language_.tag),
      old_terms_(language_.tag) {}

base::Result<PagePatch> PagePatch::open(database::Database& database,
                                        SqlLexicon::Language language) {
  const std::int64_t number = language.number;
  const std::string form = fmt::format("form_{}", number);
  Statements statements{
      TRY(database.prepare(
          "SELECT id FROM page WHERE address = ? AND id >= ? AND id < ? ORDER BY id LIMIT 1")),
      TRY(database.prepare("DELETE FROM page WHERE id = ?")),
      TRY(database.prepare(kInsertPage)),
      TRY(database.prepare("DELETE FROM section WHERE id = ?")),
      TRY(database.prepare(kInsertSection)),
      TRY(database.prepare("DELETE FROM error WHERE section = ?")),
      TRY(database.prepare(kInsertError)),
      TRY(database.prepare(delete_terms(number))),
      TRY(database.prepare(insert_terms(number))),
      TRY(database.prepare("SELECT sections, frequency, family FROM " + form +
                           " WHERE folded = ? AND form = ?")),
      TRY(database.prepare("INSERT OR REPLACE INTO " + form + " VALUES(?, ?, ?, ?, ?)")),
      TRY(database.prepare("DELETE FROM " + form + " WHERE folded = ? AND form = ?")),
  };
  return PagePatch(database, std::move(language), std::move(statements));
}

base::Result<bool> PagePatch::change(const PageChange& page) {
  if (page.before.empty() || places(page.before.size()) != places(page.after.size())) return false;
  const std::string& address = page.before.front().address;
  if (page.after.front().address != address) return false;
  const std::int64_t from = language_.number << kLanguageShift;
  statements_.page_of.bind(1, address).bind(2, from);
  statements_.page_of.bind(3, (language_.number + 1) << kLanguageShift);
  const bool found = TRY(statements_.page_of.step());
  const std::int64_t first = found ? (statements_.page_of.integer(0) - from) * kSectionsOfPage : 0;
  statements_.page_of.reset();
  if (!found) return false;
  const std::size_t most = std::max(page.before.size(), page.after.size());
  for (std::size_t i = 0; i < most; ++i) {
    const Section* const before = i < page.before.size() ? &page.before[i] : nullptr;
    const Section* const after = i < page.after.size() ? &page.after[i] : nullptr;
    if (before != nullptr && after != nullptr && *before == *after) continue;
    const std::int64_t document = first + static_cast<std::int64_t>(i);
    if (auto done = change_section(document, before, after); !done) return base::fail(done.error());
  }
  return true;
}

base::Done PagePatch::change_section(std::int64_t document, const Section* before,
                                     const Section* after) {
  const std::int64_t language = language_.number << kLanguageShift;
  const std::int64_t id = language | document;
  const std::int64_t page = document / kSectionsOfPage;
  const bool leads = document % kSectionsOfPage == 0;
  changes_.pages.insert(static_cast<std::uint32_t>(page));
  const IndexRow* const old_row = before == nullptr ? nullptr : &old_terms_.row_of(*before, leads);
  const IndexRow* const row = after == nullptr ? nullptr : &terms_.row_of(*after, leads);
  if (before != nullptr) {
    TRY(bind_terms(statements_.delete_terms, document, *old_row).run());
    TRY(statements_.delete_section.bind(1, id).run());
    if (!before->errors.empty()) TRY(statements_.delete_errors.bind(1, id).run());
    --sections_;
  }
  if (after != nullptr) {
    if (leads) {
      TRY(statements_.delete_page.bind(1, language | page).run());
      TRY(bind_page(statements_.insert_page, language | page, *after, *row).run());
    }
    TRY(bind_terms(statements_.insert_terms, document, *row).run());
    TRY(bind_section(statements_.insert_section, id, *after, *row).run());
    for (const std::string& error : after->errors)
      TRY(statements_.insert_error.bind(1, id).bind(2, error).run());
    ++sections_;
  }
  const auto errors = [](const Section* section) {
    return section == nullptr ? std::vector<std::string>() : section->errors;
  };
  changes_.errors = changes_.errors || errors(before) != errors(after);
  if (leads && before != nullptr && after != nullptr)
    changes_.filters = changes_.filters || before->level != after->level ||
                       before->topic != after->topic || before->kind != after->kind;
  compare(old_row, row);
  return {};
}

void PagePatch::compare(const IndexRow* before, const IndexRow* after) {
  auto old_terms = before == nullptr ? decltype(columns_of(*before))() : columns_of(*before);
  const auto terms = after == nullptr ? decltype(old_terms)() : columns_of(*after);
  const bool same_lengths =
      before != nullptr && after != nullptr && before->title_words == after->title_words &&
      before->heading_words == after->heading_words && before->aside_words == after->aside_words;
  for (const auto& [term, columns] : terms) {
    const auto old = old_terms.find(term);
    const unsigned old_columns = old == old_terms.end() ? 0 : old->second;
    if (old != old_terms.end()) old_terms.erase(old);
    if (old_columns == 0) ++counts_[term];
    const bool has_length = ((columns | old_columns) & kWithLength) != 0;
    if (columns != old_columns || (has_length && !same_lengths)) touched_.insert(term);
  }
  for (const auto& [term, columns] : old_terms) {  // those that went
    --counts_[term];
    touched_.insert(term);
  }
}

void PagePatch::moved(const std::string& folded, const std::string& form) {
  changes_.moved.insert(folded);
  changes_.moved.insert(folded + "!" + form);
  // With a second spelling the first one gets an entry too, and loses it again.
  changes_.moved.insert(folded + "!");
  changes_.words = true;
}

base::Done PagePatch::put_form(const std::string& form, std::string_view family,
                               std::int64_t sections, bool is_new) {
  const std::string folded = text::without_accents(form);
  const std::int64_t frequency = frequency_of(sections);
  if (is_new) moved(folded, form);
  return statements_.insert_form.bind(1, folded)
      .bind(2, form)
      .bind(3, family)
      .bind(4, sections == 0 ? std::int64_t{0} : frequency)
      .bind(5, sections)
      .run();
}

base::Done PagePatch::drop_form(const std::string& form) {
  const std::string folded = text::without_accents(form);
  moved(folded, form);
  return statements_.delete_form.bind(1, folded).bind(2, form).run();
}

base::Done PagePatch::count_terms() {
  for (const auto& [form, difference] : counts_) {
    if (difference == 0) continue;
    const std::string folded = text::without_accents(form);
    statements_.term.bind(1, folded).bind(2, form);
    const bool known = TRY(statements_.term.step());
    const std::int64_t before = known ? statements_.term.integer(0) : 0;
    const std::int64_t old_frequency = known ? statements_.term.integer(1) : 0;
    const std::string family(known ? statements_.term.text(2) : std::string_view(folded));
    statements_.term.reset();
    const std::int64_t after = before + difference;
    if (after < 0)
      return base::fail(base::ErrorKind::System,
                        base::message("the search index does not hold what it should",
                                      "l'index de recherche ne contient pas ce qu'il devrait"));
    if (is_word(form) && (before == 0 || after == 0)) other_words_ = true;
    if (after == 0) {
      // Of a word that may still be an irregular form of another, rename_families() says so.
      changes_.families.insert(family);
      changes_.moved.insert(family);
      if (auto done = drop_form(form); !done) return done;
      continue;
    }
    if (frequency_of(after) != old_frequency || !known) {
      changes_.keys.insert(folded);
      changes_.words = true;
    }
    if (!known) changes_.moved.insert(family);
    if (auto done = put_form(form, family, after, !known); !done) return done;
  }
  return {};
}

// Which words are one depends on all of them: worked out again, and what differs is written.
base::Done PagePatch::rename_families() {
  struct Known {
    std::string family;
    std::int64_t sections = 0;
  };
  std::map<std::string, Known, std::less<>> known;
  std::vector<std::string> words;
  {
    Statement rows = TRY(database_.prepare(
        fmt::format("SELECT form, family, sections FROM form_{}", language_.number)));
    while (TRY(rows.step())) {
      if (!is_word(rows.text(0))) continue;
      known.emplace(rows.text(0), Known{std::string(rows.text(1)), rows.integer(2)});
      if (rows.integer(2) > 0) words.emplace_back(rows.text(0));
    }
  }
  std::sort(words.begin(), words.end());
  const WordFamilies families = word_families(std::move(words), language_.tag);
  for (std::size_t i = 0; i < families.words.size(); ++i) {
    const std::string& form = families.words[i];
    const std::string& family = families.names[i];
    const auto old = known.find(form);
    if (family.empty()) continue;  // an irregular form that is none of ours
    const bool is_new = old == known.end();
    if (is_new || old->second.family != family) {
      changes_.keys.insert(text::without_accents(form));
      for (const std::string& name : {family, is_new ? family : old->second.family}) {
        changes_.families.insert(name);
        changes_.moved.insert(name);
      }
      if (auto done = put_form(form, family, is_new ? 0 : old->second.sections, is_new); !done)
        return done;
    }
    if (!is_new) known.erase(old);
  }
  for (const auto& [form, what] : known) {
    changes_.families.insert(what.family);
    changes_.moved.insert(what.family);
    if (auto done = drop_form(form); !done) return done;
  }
  Statement update =
      TRY(database_.prepare("UPDATE language SET suffixes = ?, pairs = ? WHERE number = ?"));
  return update.bind(1, families.suffixes).bind(2, families.pairs).bind(3, language_.number).run();
}

base::Result<IndexChanges> PagePatch::finish() {
  if (auto done = count_terms(); !done) return base::fail(done.error());
  if (other_words_)
    if (auto done = rename_families(); !done) return base::fail(done.error());
  for (const std::string& form : touched_) {
    const std::string folded = text::without_accents(form);
    changes_.keys.insert(folded + "!" + form);
    statements_.term.bind(1, folded).bind(2, form);
    if (TRY(statements_.term.step())) changes_.families.emplace(statements_.term.text(2));
    statements_.term.reset();
  }
  for (const std::string& family : changes_.families) changes_.keys.insert(family);
  if (sections_ != 0) {
    Statement update =
        TRY(database_.prepare("UPDATE language SET sections = sections + ? WHERE number = ?"));
    if (auto done = update.bind(1, sections_).bind(2, language_.number).run(); !done)
      return base::fail(done.error());
  }
  return std::move(changes_);
}

}  // namespace search
