#include "generator/pipeline/dates.h"

#include <atomic>
#include <charconv>

#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "generator/history/cache.h"
#include "generator/history/history.h"

namespace pipeline {
namespace fs = std::filesystem;
using base::message;
namespace {

text::Date date_of(const history::Moment& moment) {
  const std::string written = history::utc_date(moment);  // 2026-11-20
  text::Date out;
  const auto number = [&](std::size_t at, std::size_t length, int& value) {
    std::from_chars(written.data() + at, written.data() + at + length, value);
  };
  number(0, 4, out.year);
  number(5, 2, out.month);
  number(8, 2, out.day);
  return out;
}

// From the cache when HEAD is where it was; else by a walk, which is then kept. What cannot be
// written is not kept, and that is no matter.
base::Result<history::History> read_history(const history::Repository& repository,
                                            const history::Options& wanted, const fs::path& cache) {
  if (cache.empty()) return repository.read(wanted);
  const std::string head = TRY(repository.head());
  const std::string key = history::cache_key(head, {}, wanted);
  if (const auto bytes = base::read_file(cache))
    if (auto kept = history::parse(*bytes, key)) return std::move(*kept);
  history::History made = TRY(repository.read(wanted));
  if (!made.shallow) (void)base::write_file(cache, history::serialise(made, key));
  return made;
}

model::FileDates dates_of(const history::FileHistory& file) {
  model::FileDates out;
  if (file.last) out.changed = date_of(file.last->when);
  if (file.first) out.published = date_of(file.first->when);
  out.authors = file.authors;
  for (const history::Change& change : file.changes)
    out.changes.push_back({date_of(change.when), change.subject, change.commit});
  return out;
}

DatesReport failed(base::Error error) {
  error.severity = base::Severity::Warning;
  error.message.en += "; pages carry no dates";
  error.message.fr += " ; les pages n'ont pas de dates";
  DatesReport out;
  out.problems.push_back(std::move(error));
  return out;
}

}  // namespace

std::string revision_of(const fs::path& content) {
  const auto repository = history::Repository::open(content);
  if (!repository) return "broken";
  if (!*repository) return "none";
  return (*repository)->head().value_or("broken");
}

DatesReport add_dates(model::Course& course, const DatesOptions& options) {
  DatesReport out;
  const auto repository = history::Repository::open(options.content);
  if (!repository) return failed(repository.error());
  if (!*repository) {
    out.notes = history::notices(nullptr);
    return out;
  }
  history::Options wanted;
  wanted.endings = {".md"};
  wanted.authors = options.authors;
  wanted.changes = static_cast<std::uint32_t>(options.changes);
  const auto history = read_history(**repository, wanted, options.cache);
  if (!history) return failed(history.error());
  out.notes = history::notices(&*history);

  std::vector<model::Half*> halves;
  for (model::Page& page : course.pages)
    for (model::Half& half : page.halves)
      if (half.exists) halves.push_back(&half);
  std::atomic<std::size_t> edited = 0;
  base::parallel_for(halves.size(), options.jobs, [&](std::size_t i) {
    model::Half& half = *halves[i];
    const history::FileHistory* file = history->find(half.file);
    if (file == nullptr) return;
    const auto bytes = base::read_file(options.content / half.file);
    if (!bytes || history::blob_id(*bytes) != file->blob) {
      ++edited;
      return;
    }
    half.dates = dates_of(*file);
  });
  if (edited > 0 && !history->files.empty())
    out.notes.push_back(message("pages that differ from what is committed, and carry no dates: {}",
                                "pages qui diffèrent de ce qui est validé, et sont sans dates : {}",
                                edited.load()));
  return out;
}

}  // namespace pipeline
