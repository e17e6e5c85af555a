#include "generator/pipeline/site_maker.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "generator/base/bytes.h"
#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "generator/model/links.h"
#include "generator/pipeline/build_cache.h"
#include "generator/pipeline/offline.h"
#include "generator/pipeline/search_index.h"
#include "generator/pipeline/sections.h"
#include "generator/render/renderer.h"
#include "generator/search/index_patch.h"

namespace pipeline {
namespace fs = std::filesystem;
namespace {

// Beyond that many, the search index is made anew.
constexpr std::size_t kMostChangedPages = 16;

// The first failure of several threads; later ones say the same.
class FirstFailure {
 public:
  void keep(base::Error error) {
    const std::lock_guard guard(guard_);
    if (!error_) error_ = std::move(error);
    failed_ = true;
  }
  bool failed() const { return failed_; }
  base::Done done() {
    if (error_) return base::fail(std::move(*error_));
    return {};
  }

 private:
  std::mutex guard_;
  std::atomic<bool> failed_ = false;
  std::optional<base::Error> error_;
};

publish::SiteFile look_at(const fs::path& file) {
  struct stat info = {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  return {{},
          static_cast<std::uint64_t>(info.st_size),
          static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(info.st_ino)};
}

class SiteMaker {
 public:
  SiteMaker(const Project& project, const Options& options, Prepared& prepared,
            const Destination& destination, BuildState& next)
      : project_(project),
        options_(options),
        cache_(destination.keep ? options.cache : nullptr),
        course_(prepared.course),
        prepared_(prepared),
        destination_(destination),
        next_(next),
        renderer_(course_, *prepared.theme, prepared.config, {}, prepared.code),
        tasks_(render::plan(course_, prepared.config)) {}

  base::Done make() {
    look_up();
    if (auto done = render_and_index(); !done) return done;
    if (auto done = copy_files(); !done) return done;
    const std::string worker =
        service_worker(course_.id, prepared_.theme->asset_path("scripts/worker.js"), files_);
    if (auto done = put("worker.js", worker); !done) return base::fail(std::move(done).error());
    std::sort(prepared_.report.made.begin(), prepared_.report.made.end());
    prepared_.report.files = files_.size();
    prepared_.report.rendered = true;
    return {};
  }

 private:
  // What is known of a task before it is done.
  struct Known {
    base::Hash digest;
    base::Hash text;        // digest of the text that search takes from it
    bool has_text = false;  // search takes something from it
  };

  // A page is indexed in the language it is written in, not for those who are shown it for want of
  // their own.
  bool has_text(const render::Task& task) const {
    return task.kind == render::Task::Kind::ContentPage &&
           model::shown_language(course_.pages[task.page], task.language) == task.language;
  }

  void look_up() {
    known_.resize(tasks_.size());
    base::parallel_for(tasks_.size(), options_.jobs, [&](std::size_t i) {
      known_[i].has_text = has_text(tasks_[i]);
      if (cache_ == nullptr) return;
      known_[i].digest = renderer_.digest_of(tasks_[i]);
      if (known_[i].has_text) known_[i].text = renderer_.text_digest_of(tasks_[i]);
    });
    if (cache_ == nullptr) return;
    base::ByteWriter languages;
    for (const std::string& language : course_.languages) languages.text(language);
    next_.index.push_back(base::hash(languages.bytes()));
    for (const Known& known : known_)
      if (known.has_text) next_.index.push_back(known.text);
    for (model::LanguageIndex language = 0; language < course_.languages.size(); ++language)
      for (const model::LabSummary& lab : course_.labs)
        next_.index.push_back(base::hash(encode(std::vector{section_of(course_, lab, language)})));
    index_ = plan_index();
  }

  // What becomes of the search index of the last build.
  enum class Index { Make, Change, Keep };

  Index plan_index() {
    const BuildState& before = cache_->before();
    if (before.shards.empty() || before.index.size() != next_.index.size() ||
        before.index.front() != next_.index.front() ||
        look_at(project_.search_database()) != before.head.database)
      return Index::Make;
    std::vector<std::size_t> texts;  // by task
    for (std::size_t i = 0; i < known_.size(); ++i)
      if (known_[i].has_text) texts.push_back(i);
    for (std::size_t i = 1; i < next_.index.size(); ++i) {
      if (next_.index[i] == before.index[i]) continue;
      if (i > texts.size() || changes_.size() >= kMostChangedPages) return Index::Make;
      const auto bytes = cache_->find(before.index[i]);
      auto sections = bytes ? decode_sections(*bytes) : std::nullopt;
      if (!sections) return Index::Make;
      changes_[texts[i - 1]].before = std::move(*sections);
    }
    if (changes_.empty() && !keep_shards(before.shards)) return Index::Make;
    for (const std::size_t i : texts)
      if (!changes_.contains(i)) cache_->mark(known_[i].text);
    if (!changes_.empty()) return Index::Change;
    next_.shard_plan = before.shard_plan;
    next_.head.database = before.head.database;
    return Index::Keep;
  }

  bool keep_shards(const std::vector<MadeFile>& shards) {
    for (const MadeFile& shard : shards)
      if (!keep(shard)) return false;
    next_.shards = shards;
    return true;
  }

  base::Done render_and_index() {
    std::optional<SearchIndex> index;
    if (index_ == Index::Make)
      index = TRY(SearchIndex::create(project_.search_database(), course_));
    FirstFailure failure;
    std::atomic<std::size_t> finished = 0;
    base::parallel_for(tasks_.size(), options_.jobs, [&](std::size_t i) {
      std::vector<search::Section> sections;
      if (!failure.failed()) {
        auto done = do_task(i, sections);
        if (!done) failure.keep(std::move(done).error());
      }
      if (index)
        index->put(i, std::move(sections));
      else if (const auto change = changes_.find(i); change != changes_.end())
        change->second.after = std::move(sections);  // each of its own
      if (options_.progress) options_.progress(Stage::Render, ++finished, tasks_.size());
    });
    if (auto done = failure.done(); !done) return done;
    if (index) return finish(*index);
    if (index_ == Index::Change && !TRY(change_index())) return make_index();
    return {};
  }

  base::Done put_shard(std::string_view path, std::string_view bytes) {
    if (cache_ != nullptr) next_.shards.push_back({std::string(path), base::hash(bytes)});
    return put(path, bytes);
  }

  base::Done finish(SearchIndex& index) {
    next_.shard_plan =
        TRY(index.finish(course_, [this](std::string_view path, std::string_view bytes) {
          return put_shard(path, bytes);
        }));
    next_.head.database = look_at(project_.search_database());
    return {};
  }

  // A page or two changed: only what holds their words is written. False when that cannot be.
  base::Result<bool> change_index() {
    std::vector<search::PageChange> changes;
    for (auto& [task, change] : changes_) changes.push_back(std::move(change));
    const auto plan = TRY(search::patch_index(
        project_.search_database(), kSearchFolder, cache_->before().shard_plan, changes,
        [this](std::string_view path, std::string_view bytes) { return put_shard(path, bytes); }));
    if (!plan) return false;
    std::set<std::string_view> made;
    for (const MadeFile& shard : next_.shards) made.insert(shard.path);
    std::map<std::string_view, const MadeFile*> before;
    for (const MadeFile& shard : cache_->before().shards) before.emplace(shard.path, &shard);
    std::vector<MadeFile> kept;
    for (const std::string& path : search::paths_of(*plan, kSearchFolder)) {
      if (made.contains(path)) continue;
      const auto known = before.find(path);
      if (known == before.end() || !keep(*known->second)) return false;
      kept.push_back(*known->second);
    }
    next_.shards.insert(next_.shards.end(), kept.begin(), kept.end());
    next_.shard_plan = *plan;
    next_.head.database = look_at(project_.search_database());
    return true;
  }

  // From the sections alone, when all pages are made.
  base::Done make_index() {
    next_.shards.clear();
    SearchIndex index = TRY(SearchIndex::create(project_.search_database(), course_));
    FirstFailure failure;
    base::parallel_for(tasks_.size(), options_.jobs, [&](std::size_t i) {
      std::vector<search::Section> sections;
      if (known_[i].has_text && !failure.failed()) {
        std::optional<model::PageText> text;
        auto taken = take_sections(i, text);
        if (taken)
          sections = std::move(*taken);
        else
          failure.keep(std::move(taken).error());
      }
      index.put(i, std::move(sections));
    });
    if (auto done = failure.done(); !done) return done;
    return finish(index);
  }

  // What search takes from a task; `text` is read when it is needed for that.
  base::Result<std::vector<search::Section>> take_sections(std::size_t i,
                                                           std::optional<model::PageText>& text) {
    if (cache_ != nullptr) {
      const auto bytes = cache_->find(known_[i].text);
      auto stored = bytes ? decode_sections(*bytes) : std::nullopt;
      if (stored) return std::move(*stored);
    }
    const render::Task& task = tasks_[i];
    const model::Half& half = renderer_.half_of(task);
    if (!text) text = TRY(model::read_page(project_.content(), half));
    auto sections = sections_of(course_, course_.pages[task.page], task.language, text->document);
    if (cache_ != nullptr && text->hash == half.source)
      cache_->put(known_[i].text, encode(sections));
    return sections;
  }

  base::Done do_task(std::size_t i, std::vector<search::Section>& sections) {
    const render::Task& task = tasks_[i];
    const bool kept = keep_task(known_[i].digest);
    std::optional<model::PageText> text;
    if (known_[i].has_text && (index_ == Index::Make || changes_.contains(i)))
      sections = TRY(take_sections(i, text));
    if (kept) return {};
    // The file may have been written since it was loaded: then the digests are those of a text that
    // nobody has seen, and nothing is remembered under them.
    bool same_text = true;
    if (task.kind == render::Task::Kind::ContentPage) {
      const model::Half& half = renderer_.half_of(task);
      if (!text) text = TRY(model::read_page(project_.content(), half));
      same_text = text->hash == half.source;
    }
    return render(task, text ? &*text : nullptr,
                  cache_ != nullptr && same_text ? &known_[i].digest : nullptr);
  }

  // `remember`: under which digest; null: not at all.
  base::Done render(const render::Task& task, const model::PageText* text,
                    const base::Hash* remember) {
    std::vector<MadeFile> made;
    for (const render::Output& output : renderer_.render(task, text)) {
      if (auto done = put(output.path, output.bytes); !done) return done;
      made.push_back({output.path, base::hash(output.bytes)});
    }
    const std::lock_guard guard(guard_);
    for (const MadeFile& file : made) prepared_.report.made.push_back(file.path);
    if (remember != nullptr) next_.tasks.insert_or_assign(*remember, std::move(made));
    return {};
  }

  bool keep_task(const base::Hash& digest) {
    if (cache_ == nullptr) return false;
    const auto found = cache_->before().tasks.find(digest);
    if (found == cache_->before().tasks.end()) return false;
    for (const MadeFile& file : found->second)
      if (!keep(file)) return false;
    const std::lock_guard guard(guard_);
    next_.tasks.insert(*found);
    return true;
  }

  bool keep(const MadeFile& file) {
    const auto known = cache_->before().site.find(file.path);
    if (known == cache_->before().site.end() || known->second.hash != file.hash ||
        !destination_.keep(file.path, known->second))
      return false;
    const std::lock_guard guard(guard_);
    files_.insert_or_assign(file.path, KeptFile{file.hash, known->second.size});
    return true;
  }

  base::Done put(std::string_view path, std::string_view bytes) {
    {
      const KeptFile file = {base::hash(bytes), bytes.size()};
      const std::lock_guard guard(guard_);
      files_.insert_or_assign(std::string(path), file);
    }
    return destination_.put(path, bytes);
  }

  // `name`: of the input, as in Inputs.
  base::Done copy(const fs::path& from, const std::string& name, const std::string& to) {
    if (cache_ != nullptr) {
      const auto hash = cache_->hash_of_input(name);
      if (hash && keep({to, *hash})) {
        cache_->note_input(name, *hash);
        return {};
      }
    }
    const std::string bytes = TRY(base::read_file(from));
    if (cache_ != nullptr) cache_->note_input(name, base::hash(bytes));
    return put(to, bytes);
  }

  base::Done copy_files() {
    for (const theme::Asset& asset : prepared_.theme->assets())
      if (auto done = put(asset.path, asset.bytes); !done) return done;
    for (const std::string& file : course_.assets)
      if (auto done =
              copy(project_.content() / file, "content/" + file, model::asset_address(file));
          !done)
        return done;
    std::error_code failed;
    if (!fs::is_directory(project_.static_files(), failed)) return {};
    for (const base::FileEntry& entry : TRY(base::list_files(project_.static_files()))) {
      if (entry.link) continue;
      const fs::path from = project_.static_files() / entry.path;
      if (auto done = copy(from, "static/" + entry.path, entry.path); !done) return done;
    }
    return {};
  }

  const Project& project_;
  const Options& options_;
  BuildCache* cache_;
  const model::Course& course_;
  Prepared& prepared_;
  const Destination& destination_;
  BuildState& next_;
  const render::Renderer renderer_;
  const std::vector<render::Task> tasks_;
  std::vector<Known> known_;
  Index index_ = Index::Make;
  std::map<std::size_t, search::PageChange> changes_;  // of the index, by task
  std::mutex guard_;                                   // of the report, `next_` and `files_`
  SiteFiles files_;
};

}  // namespace

base::Done make_site(const Project& project, const Options& options, Prepared& prepared,
                     const Destination& destination, BuildState& next) {
  return SiteMaker(project, options, prepared, destination, next).make();
}

}  // namespace pipeline
