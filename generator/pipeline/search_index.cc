#include "generator/pipeline/search_index.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#include "generator/pipeline/sections.h"
#include "generator/search/index_writer.h"

namespace pipeline {
namespace {

// Pages that wait for one before them.
constexpr std::size_t kMostWaiting = 256;

}  // namespace

struct SearchIndex::State {
  State(search::IndexWriter index_writer, std::filesystem::path path)
      : writer(std::move(index_writer)), database(std::move(path)) {}

  search::IndexWriter writer;  // belongs to the thread that has set `writing`
  std::filesystem::path database;
  std::mutex guard;
  std::condition_variable moved;
  std::map<std::size_t, std::vector<search::Section>> waiting;
  std::size_t next = 0;
  bool writing = false;
  std::optional<base::Error> failure;

  base::Done add(const std::vector<search::Section>& sections) {
    for (const search::Section& section : sections)
      if (auto done = writer.add(section); !done) return done;
    return {};
  }

  // Writes what is ready, as long as there is some.
  void drain(std::unique_lock<std::mutex>& lock) {
    if (writing) return;
    writing = true;
    for (auto ready = waiting.find(next); ready != waiting.end(); ready = waiting.find(next)) {
      const std::vector<search::Section> sections = std::move(ready->second);
      waiting.erase(ready);
      const bool skip = failure.has_value();
      lock.unlock();
      base::Done done = skip ? base::Done() : add(sections);
      lock.lock();
      if (!done && !failure) failure = std::move(done).error();
      ++next;
      moved.notify_all();
    }
    writing = false;
  }
};

SearchIndex::SearchIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

base::Result<SearchIndex> SearchIndex::create(const std::filesystem::path& database,
                                              const model::Course& course) {
  search::IndexWriter writer = TRY(search::IndexWriter::create(database));
  for (const std::string& language : course.languages)
    if (auto done = writer.add_language(language); !done)
      return base::fail(std::move(done).error());
  return SearchIndex(std::make_unique<State>(std::move(writer), database));
}

void SearchIndex::put(std::size_t number, std::vector<search::Section> sections) {
  std::unique_lock lock(state_->guard);
  // The one that all wait for never waits itself.
  state_->moved.wait(
      lock, [&] { return number == state_->next || state_->waiting.size() < kMostWaiting; });
  state_->waiting.emplace(number, std::move(sections));
  state_->drain(lock);
}

base::Result<search::ShardPlan> SearchIndex::finish(const model::Course& course,
                                                    const search::TakeShard& write) {
  State& state = *state_;
  if (state.failure) return base::fail(*state.failure);
  for (model::LanguageIndex language = 0; language < course.languages.size(); ++language)
    for (const model::LabSummary& lab : course.labs)
      if (auto done = state.writer.add(section_of(course, lab, language)); !done)
        return base::fail(std::move(done).error());
  if (auto done = state.writer.finish(); !done) return base::fail(std::move(done).error());
  return TRY(search::write_shards(state.database, kSearchFolder, write)).plan;
}

}  // namespace pipeline
