#include "generator/importing/import.h"

#include <algorithm>
#include <set>

#include "generator/base/files.h"
#include "generator/importing/course_files.h"
#include "generator/importing/page.h"
#include "generator/importing/rewrite.h"
#include "generator/model/load.h"
#include "generator/text/slug.h"

namespace importing {
namespace fs = std::filesystem;
using base::message;
using model::PageKind;
namespace {

using Files = std::map<std::string, std::string>;  // from `out` -> bytes

constexpr int kMostRounds = 4;  // a draft breaks links to it, which are led again

std::string unique(std::set<std::string>& taken, std::string slug) {
  std::string out = slug;
  for (int i = 2; !taken.insert(out).second; ++i) {
    std::string stem = slug.substr(0, 70);
    while (stem.ends_with('-')) stem.pop_back();
    out = fmt::format("{}-{}", stem, i);
  }
  return out;
}

std::vector<std::string> slugs_of(const std::vector<std::string>& titles) {
  std::set<std::string> taken;
  std::vector<std::string> out;
  for (const std::string& title : titles)
    out.push_back(unique(taken, text::Slug::from_title(title).str()));
  return out;
}

class Import {
 public:
  explicit Import(const ImportOptions& options, Tree tree, std::vector<Note> notes)
      : options_(options),
        tree_(std::move(tree)),
        places_(tree_),
        all_notes_(std::move(notes)),
        assets_(tree_) {}

  void prepare() {
    outline_ = find_outline(tree_, places_, all_notes_);
    read_pages();
    group_pages();
    topics_ = slugs_of(outline_.topics);
    levels_ = slugs_of(outline_.levels);
  }

  // The files of the course with the drafts that are known by now.
  Files make() {
    Plan plan{tree_, places_, pages_, groups_, topics_};
    for (std::size_t i = 0; i < pages_.size(); ++i) plan.page_of[pages_[i].file->path] = i;
    round_notes_.clear();
    assets_ = Assets(tree_);
    std::vector<Edits> edits(pages_.size());
    for (Page& page : pages_) page.referenced.assign(page.headings.headings.size(), false);
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (groups_[pages_[i].group].left_out) continue;
      Notes notes(pages_[i].file->path, round_notes_);
      edits[i] = lead_links(plan, pages_[i], assets_, notes);
    }
    Files out;
    imported_.pages.clear();
    imported_.assets.clear();
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const Group& group = groups_[pages_[i].group];
      if (group.left_out) continue;
      const std::string place = "content/" + place_of(plan, pages_[i]);
      out[place] = write_page(pages_[i], std::move(edits[i]));
      imported_.pages.push_back(
          {pages_[i].file->path, place, pages_[i].headings.title, group.draft});
    }
    for (const Group& group : groups_) {
      if (group.kind == PageKind::Plain || group.left_out) continue;
      const std::string place = place_of(plan, first_page(parts(), group));
      out[fmt::format("content/{}/{}.toml", place.substr(0, place.rfind('/')),
                      group.kind == PageKind::Lesson ? "lesson" : "guide")] =
          page_toml(parts(), group);
    }
    for (const auto& [file, name] : assets_.taken()) {
      auto bytes = tree_.bytes(file);
      if (!bytes) continue;
      out["content/" + name] = std::move(*bytes);
      imported_.assets.push_back({file, "content/" + name, {}, false});
    }
    out["content/course.toml"] = course_toml(parts());
    return out;
  }

  // Makes drafts of the pages in which errors remain. True when there are new ones.
  bool take_out(const model::Problems& problems) {
    std::map<std::string, std::size_t> group_of;
    for (const ImportedFile& file : imported_.pages) {
      const auto page = std::find_if(pages_.begin(), pages_.end(),
                                     [&](const Page& one) { return one.file->path == file.from; });
      group_of[file.to] = page->group;
    }
    bool any = false;
    for (const base::Error& problem : problems) {
      if (problem.severity != base::Severity::Error) continue;
      const auto found = group_of.find(problem.where.file);
      if (found == group_of.end()) continue;
      Group& group = groups_[found->second];
      if (group.draft || group.left_out) continue;
      any = true;
      const bool has_status = group.kind != PageKind::Plain;
      (has_status ? group.draft : group.left_out) = true;
      Notes notes(pages_[group.pages.begin()->second].file->path, all_notes_);
      notes.person(0, has_status
                          ? message("a draft, until this is corrected: {}: {}",
                                    "un brouillon, jusqu'à ce que ceci soit corrigé : {} : {}",
                                    base::to_string(problem.where), problem.message.en)
                          : message("left out: {}: {}", "laissé : {} : {}",
                                    base::to_string(problem.where), problem.message.en));
    }
    return any;
  }

  Imported finish(model::Problems problems) {
    imported_.title = outline_.title;
    imported_.languages = languages_;
    imported_.notes = all_notes_;
    imported_.notes.insert(imported_.notes.end(), round_notes_.begin(), round_notes_.end());
    Notes("content/course.toml", imported_.notes)
        .person(0, message("what each level promises and each topic asks is only its title yet",
                           "ce que chaque niveau promet et ce que chaque thème demande n'est "
                           "encore que son titre"));
    put_in_order(imported_.notes);
    imported_.problems = std::move(problems);
    for (const Page& page : pages_) {
      for (const Placeholder& one : page.placeholders)
        imported_.variables[one.name].push_back(page.file->path);
      for (const std::string& name : page.environment) {
        auto& files = imported_.variables["$" + name];
        files.push_back(page.file->path);
      }
    }
    return std::move(imported_);
  }

 private:
  void read_pages() {
    std::string all;
    for (const SourceFile& file : tree_.pages())
      if (all.size() < 400'000) all += file.text.substr(0, 4000);
    std::string otherwise = outline_.language.substr(0, 2);
    if (otherwise != "fr" && otherwise != "en") otherwise = language_of_text(all);
    if (otherwise.empty()) otherwise = "en";
    std::set<std::string> keys;
    for (const SourceFile& file : tree_.pages()) {
      if (outline_.structure.count(file.path) > 0) {
        Notes(file.path, all_notes_)
            .done(0, message("says how pages are arranged: no page itself",
                             "dit comment les pages sont rangées : pas une page"));
        continue;
      }
      Page page;
      page.file = &file;
      auto [language, key] = language_of_path(file.path);
      page.language = language.empty() ? otherwise : language;
      page.key = key;
      if (!keys.insert(page.language + ":" + page.key).second) {
        page.key = file.path;  // "a.md" and "a.fr.md" of a French course are two pages
        if (!keys.insert(page.language + ":" + page.key).second) continue;
      }
      mend(page);
      pages_.push_back(std::move(page));
    }
    languages_ = {otherwise};
    const std::string other = otherwise == "fr" ? "en" : "fr";
    const auto has = [&](const std::string& language) {
      return std::any_of(pages_.begin(), pages_.end(),
                         [&](const Page& page) { return page.language == language; });
    };
    if (!has(otherwise) && has(other))
      languages_ = {other};
    else if (has(other))
      languages_.push_back(other);
  }

  void mend(Page& page) {
    const SourceFile& file = *page.file;
    Notes notes(file.path, all_notes_);
    page.front = read_front_matter(file, notes);
    page.text = SourceText(file.text.substr(page.front.body), page.front.body_line);
    if (file.path == outline_.grid_file) take_grid(page.text);
    replace_private(page.text, names_, notes);
    SourceText title(page.front.title), description(page.front.description);
    replace_private(title, names_, notes);
    replace_private(description, names_, notes);
    mend_dialects(page.text, file.path, tree_, notes);
    mend_fences(page.text, notes);
    mend_html(page.text, notes);
    mend_tables(page.text, notes);
    const auto known = outline_.titles.find(file.path);
    std::string fallback = known != outline_.titles.end() ? known->second : name_of(file.path);
    if (fallback.empty()) fallback = outline_.title;
    page.headings = mend_headings(page.text, title.text(), fallback, notes);
    std::replace(page.headings.title.begin(), page.headings.title.end(), '\n', ' ');
    mark_log_entries(page.text, page.headings, page.language, notes);
    page.placeholders = find_placeholders(page.text, names_, notes);
    page.environment = environment_variables(page.text);
    page.description = description.text().empty() ? description_of(page.text) : description.text();
  }

  void take_grid(SourceText& text) {
    Edits edits;
    for (std::size_t i = 0; i < text.line_count(); ++i)
      if (text.origin(i) >= outline_.grid_first && text.origin(i) <= outline_.grid_last)
        edits.push_back({text.start(i), text.end(i), {}});
    text.apply(std::move(edits));
    Notes(outline_.grid_file, all_notes_)
        .done(outline_.grid_first,
              message("this table is the grid of the course: {} levels, {} topics, {} lessons",
                      "ce tableau est la grille du cours : {} niveaux, {} thèmes, {} leçons",
                      outline_.levels.size(), outline_.topics.size(), outline_.lessons.size()));
  }

  void group_pages() {
    std::map<std::string, std::size_t> by_key;
    std::map<std::string, const Page*> by_file;
    for (Page& page : pages_) {
      by_file[page.file->path] = &page;
      const auto [found, is_new] = by_key.emplace(page.key, groups_.size());
      if (is_new) groups_.emplace_back();
      page.group = found->second;
      groups_[page.group].pages.emplace(page.language,
                                        static_cast<std::size_t>(&page - pages_.data()));
      groups_[page.group].draft = groups_[page.group].draft || page.front.draft;
    }
    std::set<std::size_t> placed;
    std::map<std::size_t, std::set<std::string>> in_topic;
    for (const PlacedPage& lesson : outline_.lessons) {
      const auto page = by_file.find(lesson.file);
      if (page == by_file.end() || !placed.insert(page->second->group).second) continue;
      Group& group = groups_[page->second->group];
      group.kind = PageKind::Lesson;
      group.level = lesson.level;
      group.topic = lesson.topic;
      group.slug = unique(in_topic[lesson.topic], slug_of(parts(), group));
      order_.push_back(page->second->group);
    }
    std::set<std::string> guides, plain;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      Group& group = groups_[i];
      if (placed.count(i) > 0) continue;
      group.kind = is_plain(parts(), group) ? PageKind::Plain : PageKind::Guide;
      group.slug = unique(group.kind == PageKind::Plain ? plain : guides, slug_of(parts(), group));
      if (group.kind == PageKind::Guide && outline_.shape == Shape::Readme)
        Notes(pages_[group.pages.begin()->second].file->path, all_notes_)
            .person(0, message("the grid does not name it: a guide now",
                               "la grille ne la nomme pas : c'est maintenant un guide"));
    }
  }

  CourseParts parts() const {
    return {outline_, pages_, groups_, order_, languages_, topics_, levels_};
  }

  const ImportOptions& options_;
  Tree tree_;
  Places places_;
  std::vector<Note> all_notes_;
  std::vector<Note> round_notes_;  // of leading the links, made anew each round
  Outline outline_;
  std::vector<Page> pages_;
  std::vector<Group> groups_;
  std::vector<std::size_t> order_;  // of lessons
  std::vector<std::string> languages_, topics_, levels_;
  PrivateNames names_;
  Assets assets_;
  Imported imported_;
};

// `out` may be written: it is not there, or an empty folder, and apart from the source.
base::Done check_out(const ImportOptions& options) {
  std::error_code failed;
  const auto refuse = [](base::Message what, base::Message hint) {
    return base::fail(base::ErrorKind::Usage, std::move(what), {}, std::move(hint));
  };
  const std::string shown = options.out.generic_string();
  const fs::file_status status = fs::symlink_status(options.out, failed);
  if (status.type() != fs::file_type::not_found &&
      (status.type() != fs::file_type::directory || !fs::is_empty(options.out, failed)))
    return refuse(message("'{}' is not an empty folder", "« {} » n'est pas un dossier vide", shown),
                  message("nothing is ever overwritten; name a folder that does not exist",
                          "rien n'est jamais écrasé ; nommez un dossier qui n'existe pas"));
  const fs::path source = fs::weakly_canonical(options.source, failed);
  const fs::path out = fs::weakly_canonical(fs::absolute(options.out, failed), failed);
  const std::string inside = out.lexically_relative(source).generic_string();
  if (!inside.empty() && !inside.starts_with(".."))
    return refuse(message("'{}' lies in the source", "« {} » est dans la source", shown),
                  message("the source is never changed; name a folder elsewhere",
                          "la source n'est jamais modifiée ; nommez un dossier ailleurs"));
  return {};
}

base::Done write_all(const fs::path& folder, const Files& files) {
  for (const auto& [path, bytes] : files) TRY(base::write_file(folder / path, bytes));
  return {};
}

base::Result<model::Problems> check(const fs::path& folder) {
  model::LoadOptions load;
  load.content = folder / "content";
  load.labs = folder / "labs" / "catalog";
  return TRY(model::load_course(load)).problems;
}

// Content errors name files from "content"; the course's own file stands there too.
base::Result<Imported> run(const ImportOptions& options, const fs::path& work) {
  std::vector<Note> notes;
  Tree tree = TRY(Tree::read(options.source, options.origin, notes));
  if (tree.pages().empty())
    return base::fail(base::ErrorKind::Usage, message("there is no Markdown in '{}'",
                                                      "il n'y a pas de Markdown dans « {} »",
                                                      options.source.generic_string()));
  Import import(options, std::move(tree), std::move(notes));
  import.prepare();
  Files files;
  model::Problems problems;
  std::error_code failed;
  for (int round = 0; round < kMostRounds; ++round) {
    files = import.make();
    fs::remove_all(work, failed);
    TRY(write_all(work, files));
    problems = TRY(check(work));
    if (!import.take_out(problems)) break;
  }
  Imported out = import.finish(std::move(problems));
  TRY(base::write_file(work / kReport, write_report(out, options.locale)));
  return out;
}

}  // namespace

std::size_t Imported::count(Care care) const {
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const Note& note) { return note.care == care; }));
}

std::size_t Imported::drafts() const {
  return static_cast<std::size_t>(std::count_if(
      pages.begin(), pages.end(), [](const ImportedFile& page) { return page.draft; }));
}

base::Result<Imported> import_course(const ImportOptions& options) {
  TRY(check_out(options));
  std::error_code failed;
  fs::path out = fs::absolute(options.out, failed).lexically_normal();
  if (!out.has_filename()) out = out.parent_path();
  // Beside the target, so that it can be moved there in one step.
  const fs::path work = out.parent_path() / ("." + out.filename().string() + ".importing");
  auto imported = run(options, work);
  if (!imported) {
    fs::remove_all(work, failed);
    return imported;
  }
  fs::create_directories(out.parent_path(), failed);
  fs::remove(out, failed);  // an empty folder; anything else stays, and the next line fails
  fs::rename(work, out, failed);
  if (failed) {
    auto error = base::system_error(
        message("cannot write '{}'", "impossible d'écrire « {} »", out.generic_string()), out,
        failed.value());
    fs::remove_all(work, failed);
    return base::fail(std::move(error));
  }
  return imported;
}

}  // namespace importing
