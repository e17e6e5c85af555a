#include "generator/search/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "generator/database/database.h"
#include "generator/search/error_index.h"
#include "generator/search/query.h"
#include "generator/search/sql_lexicon.h"
#include "generator/search/vocabulary.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

namespace fs = std::filesystem;
using base::message;
using database::Statement;

// With fewer answers that have every word, those that have some follow.
constexpr std::size_t kFewAnswers = 5;
constexpr double kLeastShare = 0.25;  // of the best one's score

// One language, ready to be asked.
struct Tongue {
  Tongue(SqlLexicon opened) : lexicon(std::move(opened)), tokenizer(lexicon.language().tag) {}
  SqlLexicon lexicon;
  Tokenizer tokenizer;
  std::optional<ErrorIndex> errors;  // made when first asked
};

struct Outcome {
  std::vector<Slot> slots;
  std::vector<Resolved> resolved;
  std::vector<Ranked> ranked;
};

// What is worth showing: all that have every word; the best of the others when those are few.
void drop_poor(std::vector<Ranked>& ranked) {
  const auto some = std::find_if(ranked.begin(), ranked.end(),
                                 [](const Ranked& one) { return one.tier == Tier::Some; });
  if (some - ranked.begin() >= static_cast<std::ptrdiff_t>(kFewAnswers)) {
    ranked.erase(some, ranked.end());
    return;
  }
  if (some == ranked.end()) return;
  const double least = some->score * kLeastShare;
  ranked.erase(
      std::remove_if(some, ranked.end(), [&](const Ranked& one) { return one.score < least; }),
      ranked.end());
}

Outcome ask(std::string_view query, Tongue& tongue,
            const std::function<bool(std::uint32_t)>& allowed) {
  Outcome out;
  tongue.tokenizer.forget();
  out.slots = slots_of(query, tongue.tokenizer);
  for (const Slot& slot : out.slots) out.resolved.push_back(resolve(slot, tongue.lexicon));
  out.ranked = rank(out.resolved, tongue.lexicon, allowed);
  drop_poor(out.ranked);
  return out;
}

using Words = std::set<std::string, std::less<>>;

// Says what was not found and what was corrected; returns the terms that snippets show.
Words describe(const Outcome& outcome, Tongue& tongue, Answer& answer) {
  Words wanted;
  const auto want = [&](const std::vector<Candidate>& candidates) {
    for (const Candidate& candidate : candidates)
      for (const std::string& family : candidate.families)
        for (std::string& form : tongue.lexicon.forms_of(family)) wanted.insert(std::move(form));
  };
  for (std::size_t i = 0; i < outcome.slots.size(); ++i) {
    const Resolved& resolved = outcome.resolved[i];
    const std::string& written = outcome.slots[i].written;
    if (!resolved.known()) answer.missing.push_back(written);
    if (!resolved.corrected.empty()) answer.corrections.push_back({written, resolved.corrected});
    want(resolved.whole);
    for (const auto& part : resolved.parts) want(part);
  }
  return wanted;
}

base::Error unknown_language(std::string_view language, const std::vector<std::string>& known) {
  return {base::ErrorKind::Usage,
          message("the course has no language '{}'", "le cours n'a pas de langue « {} »",
                  std::string(language)),
          {},
          message("try one of: {}", "essayez : {}", fmt::format("{}", fmt::join(known, ", ")))};
}

}  // namespace

struct Database::State {
  explicit State(database::Database opened, Statement page_rows, Statement section_rows,
                 Statement filter, Statement error_rows)
      : database(std::move(opened)),
        pages(std::move(page_rows)),
        sections(std::move(section_rows)),
        filtered(std::move(filter)),
        errors(std::move(error_rows)) {}

  database::Database database;
  Statement pages;
  Statement sections;
  Statement filtered;
  Statement errors;
  std::deque<Tongue> tongues;
  std::vector<std::string> languages;

  base::Result<std::set<std::uint32_t>> pages_of(std::int64_t number, const Filters& filters) {
    std::set<std::uint32_t> out;
    filtered.bind(1, filters.level).bind(2, filters.topic).bind(3, filters.kind);
    filtered.bind(4, number << kLanguageShift).bind(5, (number + 1) << kLanguageShift);
    while (TRY(filtered.step())) out.insert(static_cast<std::uint32_t>(filtered.integer(0)));
    filtered.reset();
    return out;
  }

  base::Result<const ErrorIndex*> errors_of(Tongue& tongue) {
    if (tongue.errors) return &*tongue.errors;
    const std::int64_t number = tongue.lexicon.language().number;
    std::vector<KnownError> known;
    errors.bind(1, number << kLanguageShift).bind(2, (number + 1) << kLanguageShift);
    while (TRY(errors.step()))
      known.push_back({static_cast<Document>(errors.integer(0)), std::string(errors.text(1))});
    errors.reset();
    tongue.errors.emplace(std::move(known));
    return &*tongue.errors;
  }

  base::Result<std::vector<Hit>> error_hits(std::string_view pasted, Tongue& tongue,
                                            std::size_t limit) {
    const ErrorIndex& index = *TRY(errors_of(tongue));
    std::vector<Hit> out;
    for (const FoundError& found : index.find(text::cut_to(pasted, kLongestQuery))) {
      if (out.size() >= limit) break;
      const KnownError& error = index.error(found.error);
      Ranked ranked{error.document, found.certain ? Tier::Error : Tier::Some, true, found.score, 0};
      out.push_back(TRY(hit(ranked, tongue, {})));
      out.back().error = error.text;
      out.back().matched = found.matched;
    }
    return out;
  }

  Tongue* tongue_of(std::string_view language) {
    for (Tongue& tongue : tongues)
      if (tongue.lexicon.language().tag == language) return &tongue;
    return nullptr;
  }

  base::Result<Hit> hit(const Ranked& ranked, Tongue& tongue, const Words& wanted) {
    Hit out;
    out.language = tongue.lexicon.language().tag;
    out.tier = ranked.tier;
    out.score = ranked.score;
    const std::int64_t language = tongue.lexicon.language().number << kLanguageShift;
    pages.bind(1, language | page_of(ranked.document));
    if (TRY(pages.step())) {
      out.address = pages.text(0);
      out.title = pages.text(1);
      out.level = pages.text(2);
      out.topic = pages.text(3);
      out.kind = pages.text(4);
    }
    pages.reset();
    sections.bind(1, language | ranked.document);
    if (TRY(sections.step())) {
      out.anchor = sections.text(0);
      out.heading = sections.text(1);
      out.snippet = snippet(sections.text(2), wanted, tongue.tokenizer);
      if (out.snippet.marks.empty()) {
        Snippet code = snippet(sections.text(3), wanted, tongue.tokenizer);
        if (!code.marks.empty() || out.snippet.text.empty()) out.snippet = std::move(code);
      }
    }
    sections.reset();
    return out;
  }
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

base::Result<Database> Database::open(const fs::path& path) {
  database::Database database = TRY(database::Database::open(path, database::Mode::Read));
  std::vector<SqlLexicon::Language> languages = TRY(languages_of(database, path));
  Statement pages =
      TRY(database.prepare("SELECT address, title, level, topic, kind FROM page WHERE id = ?"));
  Statement sections =
      TRY(database.prepare("SELECT anchor, heading, body, code FROM section WHERE id = ?"));
  Statement filter =
      TRY(database.prepare("SELECT id & 0xFFFFFFFF FROM page WHERE ?1 IN ('', level) AND ?2 IN "
                           "('', topic) AND ?3 IN ('', kind)"
                           " AND id >= ?4 AND id < ?5"));
  Statement errors =
      TRY(database.prepare("SELECT section, text FROM error WHERE section >= ?1 AND section < ?2 "
                           "ORDER BY section, rowid"));
  auto state = std::make_unique<State>(std::move(database), std::move(pages), std::move(sections),
                                       std::move(filter), std::move(errors));
  for (SqlLexicon::Language& language : languages) {
    state->languages.push_back(language.tag);
    state->tongues.emplace_back(TRY(SqlLexicon::open(state->database, std::move(language))));
  }
  return Database(std::move(state));
}

const std::vector<std::string>& Database::languages() const { return state_->languages; }

base::Result<std::vector<std::string>> Database::filter_values(FilterKind kind) {
  constexpr std::string_view kColumns[] = {"level", "topic", "kind"};
  Statement rows = TRY(state_->database.prepare(
      fmt::format("SELECT DISTINCT {0} FROM page WHERE {0} <> '' ORDER BY {0}",
                  kColumns[static_cast<std::size_t>(kind)])));
  std::vector<std::string> out;
  while (TRY(rows.step())) out.emplace_back(rows.text(0));
  return out;
}

base::Result<Answer> Database::search(std::string_view query, std::string_view language,
                                      const Filters& filters, std::size_t limit) {
  Tongue* own = state_->tongue_of(language);
  if (own == nullptr) return base::fail(unknown_language(language, state_->languages));
  Answer out;
  const bool filtering = filters != Filters{};
  for (Tongue& tongue : state_->tongues) {
    std::set<std::uint32_t> pages;
    if (filtering) pages = TRY(state_->pages_of(tongue.lexicon.language().number, filters));
    const Outcome outcome =
        ask(query, tongue, [&](std::uint32_t page) { return !filtering || pages.contains(page); });
    if (auto failure = tongue.lexicon.failure()) return base::fail(*failure);
    if (&tongue != own) {
      if (!outcome.ranked.empty())
        out.elsewhere.emplace_back(tongue.lexicon.language().tag, outcome.ranked.size());
      continue;
    }
    const auto complete = std::count_if(outcome.ranked.begin(), outcome.ranked.end(),
                                        [](const Ranked& one) { return one.tier != Tier::Some; });
    out.total = complete > 0 ? static_cast<std::size_t>(complete) : outcome.ranked.size();
    const Words wanted = describe(outcome, tongue, out);
    if (looks_like_error(query) && !filtering) {
      for (Hit& hit : TRY(state_->error_hits(query, tongue, limit)))
        if (hit.tier == Tier::Error) out.hits.push_back(std::move(hit));
    }
    const std::size_t errors = out.hits.size();
    const auto shown = [&](const Hit& hit) {
      return std::any_of(out.hits.begin(), out.hits.begin() + static_cast<std::ptrdiff_t>(errors),
                         [&](const Hit& other) {
                           return other.address == hit.address && other.anchor == hit.anchor;
                         });
    };
    for (const Ranked& ranked : outcome.ranked) {
      if (out.hits.size() >= limit) break;
      Hit hit = TRY(state_->hit(ranked, tongue, wanted));
      if (!shown(hit)) out.hits.push_back(std::move(hit));
    }
    out.total = std::max(out.total, errors);
    if (auto failure = tongue.lexicon.failure()) return base::fail(*failure);
  }
  return out;
}

base::Result<std::vector<Hit>> Database::find_error(std::string_view pasted,
                                                    std::string_view language, std::size_t limit) {
  Tongue* tongue = state_->tongue_of(language);
  if (tongue == nullptr) return base::fail(unknown_language(language, state_->languages));
  return state_->error_hits(pasted, *tongue, limit);
}

}  // namespace search
