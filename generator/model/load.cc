#include "generator/model/load.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "generator/base/parallel.h"
#include "generator/model/assemble.h"
#include "generator/model/check_course.h"
#include "generator/model/decode_course.h"
#include "generator/model/decode_figure.h"
#include "generator/model/inventory.h"
#include "generator/model/labs.h"
#include "generator/model/lint/encoding.h"
#include "generator/model/lint/structure.h"
#include "generator/model/load_memory.h"
#include "generator/model/page_file.h"
#include "generator/model/source.h"
#include "generator/model/stored_files.h"
#include "generator/text/front_matter.h"
#include "generator/text/toml.h"

namespace model {
namespace {

constexpr std::string_view kCourseFile = "course.toml";

void append(Problems& all, Problems more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void append(std::vector<Waiver>& all, std::vector<Waiver> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// The load of one course, step by step; each step leaves what the next ones need.
class Loader {
 public:
  explicit Loader(const LoadOptions& options) : options_(options) {}

  base::Result<Loaded> run() {
    auto listed = base::list_files(options_.content);
    if (!listed) return no_course();
    const std::vector<base::FileEntry> files = std::move(*listed);
    if (base::Done done = read_course(files); !done) return base::fail(std::move(done).error());
    const Schemas schemas(course_.languages);
    const DenyList deny = DenyList::beside(options_.content);
    const FileSettings settings = {options_.content, course_, schemas, deny, options_.check_code};
    const StoredFiles stored(settings, options_.cache, options_.memory);
    Inventory inventory = take_inventory(files, course_.languages, problems_);
    drafts_ = make_drafts(inventory, course_.languages.size());
    read_metas(stored, settings);
    leave_out_incomplete();
    leave_out_drafts();
    inherit_from_logbooks(drafts_);
    read_figures(settings, inventory.figures);
    read_halves(stored);
    if (options_.memory != nullptr) options_.memory->forget_unused();
    for (const std::string& file : inventory.readmes) take(scan_text(settings, file));
    places_ = assemble(course_, std::move(drafts_), options_.jobs, problems_);
    choose_assets(course_, inventory, draft_files_, problems_);
    check_course(course_,
                 {options_.content, course_places_, places_, draft_ids_, draft_files_, misread_,
                  kCourseFile, options_.jobs},
                 problems_);
    forget_unknown_references(course_);
    return finish();
  }

 private:
  void take(FileReport report) {
    append(problems_, std::move(report.problems));
    append(waivers_, std::move(report.waivers));
  }

  tl::unexpected<base::Error> no_course() const {
    return base::fail(base::ErrorKind::System,
                      base::message("there is no course in '{}'",
                                    "il n'y a pas de cours dans « {} »", options_.shown_as),
                      {options_.shown_as, {}, {}},
                      base::message("a course is a folder that holds course.toml",
                                    "un cours est un dossier qui contient course.toml"));
  }

  base::Done read_course(const std::vector<base::FileEntry>& files) {
    const auto is_course = [](const base::FileEntry& file) {
      return file.path == kCourseFile && !file.link;
    };
    if (std::none_of(files.begin(), files.end(), is_course)) return no_course();
    Problems found;
    const auto source = read_source(options_.content, kCourseFile, kMostTomlBytes, found);
    if (!source) return base::fail(shown(std::move(found.back())));
    append(problems_, std::move(found));
    auto root = text::parse_toml(source->text, kCourseFile);
    if (!root) return base::fail(shown(std::move(root).error()));
    auto decoded = decode_course(*root, kCourseFile, problems_);
    if (!decoded) return base::fail(shown(std::move(decoded).error()));
    course_ = std::move(decoded->course);
    course_places_ = std::move(decoded->places);
    course_.drafts = options_.drafts;
    course_text_ = source->text;
    Labs labs = read_labs(options_.labs, course_.languages);
    course_.labs = std::move(labs.labs);
    course_.labs_known = labs.known;
    return {};
  }

  // The error as a user sees it: with the path of the content folder.
  base::Error shown(base::Error error) const {
    if (error.where.file.empty()) return error;
    const bool slash = options_.shown_as.empty() || options_.shown_as.ends_with('/');
    error.where.file = options_.shown_as + (slash ? "" : "/") + error.where.file;
    return error;
  }

  // Messages quote what strangers wrote; a control character must not reach a terminal.
  static base::Error harmless(base::Error error) {
    for (std::string* text :
         {&error.message.en, &error.message.fr, &error.hint.en, &error.hint.fr, &error.where.file})
      *text = without_controls(std::move(*text));
    return error;
  }

  // One slot a page: the order of threads does not matter.
  void read_metas(const StoredFiles& files, const FileSettings& settings) {
    std::vector<FileReport> reports(drafts_.size());
    base::parallel_for(drafts_.size(), options_.jobs,
                       [&](std::size_t i) { reports[i] = read_meta(files, settings, drafts_[i]); });
    for (FileReport& report : reports) take(std::move(report));
    take(toml_report(settings, course_text_, kCourseFile));
    course_text_.clear();
  }

  FileReport toml_report(const FileSettings& settings, std::string_view source,
                         std::string_view file) const {
    FileReport report;
    const Lines lines(source);
    lint_mojibake(source, lines, file, report.problems);
    lint_secrets(source, lines, file, settings.deny, report.problems);
    report.waivers = find_toml_waivers(lines, file, lines.count() + 1);
    return report;
  }

  FileReport read_meta(const StoredFiles& files, const FileSettings& settings,
                       PageDraft& draft) const {
    if (draft.page.meta_file.empty()) return {};
    FileReport report = files.meta(draft, [&](PageDraft& read, base::Hash& hash) {
      return decode_meta_file(settings, read, hash);
    });
    lint_age(draft.page, draft.meta.places, options_.today, report.problems);
    return report;
  }

  FileReport decode_meta_file(const FileSettings& settings, PageDraft& draft,
                              base::Hash& hash) const {
    FileReport report;
    const std::string& file = draft.page.meta_file;
    const auto source = read_source(options_.content, file, kMostTomlBytes, report.problems);
    if (!source) return report;
    hash = source->hash;
    FileReport text = toml_report(settings, source->text, file);
    append(report.problems, std::move(text.problems));
    report.waivers = std::move(text.waivers);
    if (const auto root = text::parse_toml(source->text, file)) {
      draft.meta = decode_meta(*root, {settings.schemas, course_.languages, file}, draft.page,
                               report.problems);
    } else {
      report.problems.push_back(root.error());
    }
    return report;
  }

  // There are few of them: one thread is enough.
  void read_figures(const FileSettings& settings, const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      FileReport report;
      const auto source = read_source(options_.content, file, kMostTomlBytes, report.problems);
      if (source) {
        FileReport text = toml_report(settings, source->text, file);
        append(report.problems, std::move(text.problems));
        report.waivers = std::move(text.waivers);
        if (const auto root = text::parse_toml(source->text, file)) {
          Figure figure = decode_figure(*root, file, course_.languages, report.problems);
          figure.source = source->hash;
          course_.figures.push_back(std::move(figure));
        } else {
          report.problems.push_back(root.error());
        }
      }
      take(std::move(report));
    }
    std::sort(course_.figures.begin(), course_.figures.end(),
              [](const Figure& a, const Figure& b) { return a.id < b.id; });
  }

  // A folder with TOML and no text, or text and no TOML; entries without a logbook.
  void leave_out_incomplete() {
    std::set<std::string> logbooks;
    for (const PageDraft& draft : drafts_)
      if (draft.page.kind == PageKind::Logbook) logbooks.insert(draft.page.folder);
    const auto is_nothing = [&](const PageDraft& draft) {
      const Page& page = draft.page;
      const auto first = std::find_if(page.halves.begin(), page.halves.end(),
                                      [](const Half& half) { return !half.file.empty(); });
      const std::string meta = meta_file_of(page.kind, page.folder);
      if (first == page.halves.end()) {
        report_incomplete(page.meta_file,
                          name_of(half_file_of(page, course_.languages[page.source])));
        return true;
      }
      if (page.kind == PageKind::Entry && logbooks.count(page.folder) == 0) {
        report_incomplete(first->file, "logbook.toml");
        return true;
      }
      if (!meta.empty() && page.meta_file.empty()) report_incomplete(first->file, name_of(meta));
      return false;
    };
    drafts_.erase(std::remove_if(drafts_.begin(), drafts_.end(), is_nothing), drafts_.end());
  }

  void report_incomplete(const std::string& file, std::string_view missing) {
    problems_.push_back(problem(
        "page-incomplete", {file, {}, {}},
        base::message("there is no '{}' beside it", "il n'y a pas de « {} » à côté", missing),
        base::message("content/README.md says which files a page has",
                      "content/README.md dit quels fichiers a une page")));
  }

  void leave_out_drafts() {
    if (options_.drafts) return;
    const auto is_draft = [&](const PageDraft& draft) {
      if (draft.page.status != Status::Draft) return false;
      draft_ids_.push_back(draft.page.id);
      for (const Half& half : draft.page.halves)
        if (!half.file.empty()) draft_files_.push_back(half.file);
      return true;
    };
    drafts_.erase(std::remove_if(drafts_.begin(), drafts_.end(), is_draft), drafts_.end());
    std::sort(draft_ids_.begin(), draft_ids_.end());
    std::sort(draft_files_.begin(), draft_files_.end());
  }

  void read_halves(const StoredFiles& files) {
    struct Task {
      std::size_t page;
      LanguageIndex language;
    };
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < drafts_.size(); ++i)
      for (LanguageIndex language = 0; language < course_.languages.size(); ++language)
        if (!drafts_[i].page.halves[language].file.empty()) tasks.push_back({i, language});
    std::vector<base::Hash> keys(drafts_.size());
    base::parallel_for(drafts_.size(), options_.jobs,
                       [&](std::size_t i) { keys[i] = files.page_key(drafts_[i]); });
    std::vector<FileReport> reports(tasks.size());
    std::atomic<std::size_t> done = 0;
    base::parallel_for(tasks.size(), options_.jobs, [&](std::size_t i) {
      PageDraft& draft = drafts_[tasks[i].page];
      reports[i] = files.half(keys[tasks[i].page], draft, tasks[i].language);
      const std::size_t now = ++done;
      if (options_.progress && (now % 64 == 0 || now == tasks.size()))
        options_.progress(now, tasks.size());
    });
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const Half& half = drafts_[tasks[i].page].page.halves[tasks[i].language];
      if (!half.exists || reports[i].misread) misread_.push_back(half.file);
      take(std::move(reports[i]));
    }
    std::sort(misread_.begin(), misread_.end());
  }

  Loaded finish() {
    Loaded out;
    out.waived = apply_waivers(std::move(waivers_), problems_);
    drop_beside_secrets(problems_);
    for (base::Error& error : problems_) error = harmless(shown(std::move(error)));
    put_in_order(problems_);
    out.problems = std::move(problems_);
    out.course = std::move(course_);
    return out;
  }

  const LoadOptions& options_;
  Course course_;
  CoursePlaces course_places_;
  std::string course_text_;
  std::vector<PageDraft> drafts_;
  std::vector<MetaPlaces> places_;
  std::vector<std::string> draft_ids_, draft_files_, misread_;  // sorted
  Problems problems_;
  std::vector<Waiver> waivers_;
};

}  // namespace

base::Result<Loaded> load_course(const LoadOptions& options) { return Loader(options).run(); }

base::Result<PageText> read_page(const std::filesystem::path& content, const Half& half) {
  Problems problems;
  auto source = read_source(content, half.file, markdown::kMaximumBytes, problems);
  if (!source) return base::fail(std::move(problems.back()));
  PageText out;
  out.source = std::move(source->text);
  out.hash = source->hash;
  const auto parts = text::split_front_matter(out.source, half.file);
  const markdown::Source body = parts ? markdown::Source{parts->body, half.file, parts->body_line}
                                      : markdown::Source{out.source, half.file, 1};
  out.document = markdown::parse(body, problems);
  return out;
}

}  // namespace model
