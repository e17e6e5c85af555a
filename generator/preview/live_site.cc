#include "generator/preview/live_site.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "generator/base/files.h"

namespace preview {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr int kMostPreviews = 9;

constexpr std::uintmax_t kLargestSource = 4u << 20;

// Each with the lines of its file, unless they hold a secret. A file is read once: problems come in
// the order of files.
std::vector<ShownProblem> shown(const std::vector<base::Error>& errors) {
  std::vector<ShownProblem> out;
  std::string file, source;
  for (const base::Error& error : errors) {
    const bool has_line = !error.where.file.empty() && error.where.begin.line > 0;
    if (has_line && error.where.file != file) {
      file = error.where.file;
      source = base::read_file(file, kLargestSource).value_or("");
    }
    const std::string_view lines = has_line && !error.sensitive ? source : std::string_view();
    out.push_back({error, base::describe(error, base::Locale::En, lines),
                   base::describe(error, base::Locale::Fr, lines)});
  }
  return out;
}

}  // namespace

base::Result<LiveSite> LiveSite::create(pipeline::Project project, pipeline::Options options) {
  const fs::path build = project.build;
  for (int number = 1; number <= kMostPreviews; ++number) {
    // Its index, its cache, its site: all beside those of the published one.
    project.build = build / (number == 1 ? "preview" : fmt::format("preview-{}", number));
    std::error_code failed;
    fs::create_directories(project.build, failed);
    LiveSite out;
    out.lock_ = ::open((project.build / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (out.lock_ < 0) {
      return base::fail(
          base::system_error(message("cannot write in '{}'", "impossible d'écrire dans « {} »",
                                     project.build.generic_string()),
                             project.build, errno));
    }
    if (::flock(out.lock_, LOCK_EX | LOCK_NB) != 0) continue;
    out.project_ = std::move(project);
    out.options_ = std::move(options);
    out.options_.drafts = true;
    out.memory_ = std::make_unique<model::LoadMemory>();
    return out;
  }
  return base::fail(base::ErrorKind::System,
                    message("{} previews of this course are at work already",
                            "{} aperçus de ce cours sont déjà en cours", kMostPreviews));
}

LiveSite::~LiveSite() {
  rest();
  if (lock_ >= 0) ::close(lock_);
}
LiveSite::LiveSite(LiveSite&& other) noexcept
    : lock_(std::exchange(other.lock_, -1)),
      project_(std::move(other.project_)),
      options_(std::move(other.options_)),
      cache_(std::move(other.cache_)),
      memory_(std::move(other.memory_)),
      files_(std::move(other.files_)),
      changed_(std::move(other.changed_)),
      knows_files_(other.knows_files_),
      pages_(std::move(other.pages_)),
      pages_made_(other.pages_made_) {}
LiveSite& LiveSite::operator=(LiveSite&& other) noexcept {
  std::swap(lock_, other.lock_);
  std::swap(project_, other.project_);
  std::swap(options_, other.options_);
  std::swap(cache_, other.cache_);
  std::swap(memory_, other.memory_);
  std::swap(files_, other.files_);
  std::swap(changed_, other.changed_);
  std::swap(knows_files_, other.knows_files_);
  std::swap(pages_, other.pages_);
  std::swap(pages_made_, other.pages_made_);
  return *this;
}

void LiveSite::learn_pages(const model::Course& course) {
  pages_.clear();
  const auto add = [&](const std::string& file, const std::string& path) {
    std::vector<std::string>& paths = pages_[project_.content_shown_as + "/" + file];
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  };
  for (const model::Page& page : course.pages) {
    for (model::LanguageIndex language = 0; language < course.languages.size(); ++language) {
      const std::string path = model::address_of(course, page, language);
      const model::LanguageIndex written = model::shown_language(page, language);
      if (page.halves[written].exists) add(page.halves[written].file, path);
      if (!page.meta_file.empty()) add(page.meta_file, path);
    }
  }
}

bool LiveSite::remember() {
  using pipeline::BuildCache;
  // What could not be written is of no use to anybody.
  if (cache_ && !cache_->is_sound()) cache_.reset();
  if (cache_) return true;
  cache_ = BuildCache::open(project_.build_cache(), pipeline::program_version(),
                            BuildCache::Access::Write)
               .cache;
  if (cache_) cache_->write_later();
  return cache_ != nullptr;
}

void LiveSite::rest() {
  if (cache_) (void)cache_->flush();
}

base::Result<pipeline::Report> LiveSite::build_once() {
  publish::SiteFolder site = TRY(publish::SiteFolder::open(folder()));
  pipeline::Options options = options_;
  if (remember()) {
    options.cache = cache_.get();
    options.memory = memory_.get();
  }
  options.loaded = [this](const model::Course& course) { learn_pages(course); };
  pipeline::Report report = TRY(pipeline::build_site(project_, options, site));
  if (report.rendered && !report.unchanged) {
    // What an earlier run left is not known file by file: the pages it made are these.
    changed_ = knows_files_ ? changed_files(files_, site.files()) : report.made;
    files_ = site.files();
    knows_files_ = true;
  }
  return report;
}

Update LiveSite::build() {
  Update out;
  changed_.clear();
  const auto report = build_once();
  pages_made_ = report ? report->made.size() : 0;
  if (!report) {
    out.problems = shown({report.error()});
  } else {
    // Nothing was loaded because nothing changed since an earlier run; where its problems are is
    // still to be known.
    if (report->unchanged && pages_.empty() && !report->problems.empty()) {
      pipeline::Options options = options_;
      options.loaded = [this](const model::Course& course) { learn_pages(course); };
      (void)pipeline::check_project(project_, options);
    }
    out.problems = shown(report->problems);
    out.changed = std::move(changed_);
  }
  out.pages = pages_;
  return out;
}

}  // namespace preview
