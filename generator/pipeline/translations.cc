#include "generator/pipeline/translations.h"

#include <algorithm>
#include <optional>

#include "generator/base/files.h"
#include "generator/history/history.h"
#include "generator/model/freshness.h"
#include "generator/model/inventory.h"
#include "generator/render/translation_state.h"
#include "generator/text/front_matter.h"

namespace pipeline {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::size_t kMostSteps = 4'000'000;  // of comparing two texts
constexpr std::uint32_t kMostCommits = 100;    // of one file that are looked at

std::string_view name_of(render::TranslationState state) {
  switch (state) {
    case render::TranslationState::Same:
      return "same";
    case render::TranslationState::Behind:
      return "behind";
    case render::TranslationState::Missing:
      return "missing";
    case render::TranslationState::Orphan:
      return "orphan";
    case render::TranslationState::Source:
      break;
  }
  return "original";
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// A text cut into its sections.
struct Section {
  std::string title;
  std::uint32_t line = 0;
  std::uint32_t mark = 0;
  std::string text;
};
struct Sections {
  std::vector<Section> all;
  std::vector<std::uint32_t> marks;
};

Sections sections_of(const std::string& source, std::string_view file) {
  Sections out;
  const auto parts = text::split_front_matter(source, file);
  if (!parts) return out;
  std::vector<base::Error> ignored;
  const markdown::Document document =
      markdown::parse({parts->body, file, parts->body_line}, ignored);
  const markdown::Facts facts = markdown::collect_facts(document, parts->body, parts->body_line);
  out.marks = model::section_marks(facts);
  const auto lines = lines_of(source);
  for (std::size_t i = 0; i < facts.headings.size() && i < out.marks.size(); ++i) {
    Section section;
    section.title = facts.headings[i].title;
    section.line = facts.headings[i].at.line;
    section.mark = out.marks[i];
    const std::size_t end =
        i + 1 < facts.headings.size() ? facts.headings[i + 1].at.line - 1 : lines.size();
    for (std::size_t k = section.line; k > 0 && k <= std::min(end, lines.size()); ++k)
      section.text += std::string(lines[k - 1]) + "\n";
    out.all.push_back(std::move(section));
  }
  return out;
}

struct Past {
  std::string commit;
  std::string date;
  Sections sections;
};

// The newest text of the file whose sections were these.
base::Result<std::optional<Past>> find_past(const Project& project, const std::string& file,
                                            const std::vector<std::uint32_t>& marks) {
  const auto repository = TRY(history::Repository::open(project.content()));
  if (!repository) return std::optional<Past>();
  history::Options options;
  options.endings = {".md"};
  options.changes = kMostCommits;
  const history::History history = TRY(repository->read(options));
  const history::FileHistory* known = history.find(file);
  if (known == nullptr) return std::optional<Past>();
  for (const history::Change& change : known->changes) {
    auto text = TRY(repository->content_at(change.commit, file));
    for (const std::string& former : known->former_paths)
      if (!text) text = TRY(repository->content_at(change.commit, former));
    if (!text) continue;
    Past past{change.commit, history::utc_date(change.when), sections_of(*text, file)};
    if (past.sections.marks == marks) return std::optional(std::move(past));
  }
  return std::optional<Past>();
}

bool has_mark(const std::vector<Section>& sections, std::uint32_t mark) {
  return std::any_of(sections.begin(), sections.end(),
                     [&](const Section& section) { return section.mark == mark; });
}

std::string below(const fs::path& content, const fs::path& path) {
  std::error_code failed;
  const fs::path root = fs::weakly_canonical(content, failed);
  const fs::path start = fs::exists(path, failed) ? path : content / path;
  return fs::weakly_canonical(start, failed).lexically_relative(root).generic_string();
}

}  // namespace

std::vector<TranslationRow> translation_rows(const model::Course& course) {
  std::vector<TranslationRow> out;
  for (const model::Page& page : course.pages) {
    if (page.in_logbook_file) continue;
    for (std::size_t language = 0; language < course.languages.size(); ++language) {
      if (language == page.source) continue;
      TranslationRow row;
      row.id = page.id;
      row.language = course.languages[language];
      row.file = page.halves[language].exists ? page.halves[language].file
                                              : model::half_file_of(page, row.language);
      row.state = name_of(render::translation_state(course, page, language));
      row.of = render::translated_revision(course, page, language);
      row.rev = page.rev;
      const auto& record = page.halves[language].translation;
      if (row.state == "behind" && record && !record->sections.empty()) {
        const model::Freshness fresh = model::freshness(page, language);
        row.changed = fresh.changed.size();
        row.removed = fresh.removed;
      }
      out.push_back(std::move(row));
    }
  }
  return out;
}

std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after) {
  std::vector<std::string_view> old = lines_of(before), now = lines_of(after);
  std::vector<DiffLine> head, out, tail;
  std::size_t first = 0;
  while (first < old.size() && first < now.size() && old[first] == now[first])
    head.push_back({' ', std::string(old[first++])});
  while (old.size() > first && now.size() > first && old.back() == now.back()) {
    tail.push_back({' ', std::string(old.back())});
    old.pop_back();
    now.pop_back();
  }
  const std::size_t n = old.size() - first, m = now.size() - first;
  const auto rest = [&](const std::vector<std::string_view>& lines, std::size_t from, char mark) {
    for (std::size_t i = from; i < lines.size(); ++i) out.push_back({mark, std::string(lines[i])});
  };
  if (n * m > kMostSteps) {
    rest(old, first, '-');
    rest(now, first, '+');
  } else {
    // The longest common part of what is left, from behind.
    std::vector<std::uint32_t> common((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t k) -> std::uint32_t& {
      return common[i * (m + 1) + k];
    };
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t k = m; k-- > 0;)
        at(i, k) = old[first + i] == now[first + k] ? at(i + 1, k + 1) + 1
                                                    : std::max(at(i + 1, k), at(i, k + 1));
    std::size_t i = 0, k = 0;
    while (i < n && k < m) {
      if (old[first + i] == now[first + k]) {
        out.push_back({' ', std::string(old[first + i])});
        ++i;
        ++k;
      } else if (at(i + 1, k) >= at(i, k + 1)) {
        out.push_back({'-', std::string(old[first + i++])});
      } else {
        out.push_back({'+', std::string(now[first + k++])});
      }
    }
    rest(old, first + i, '-');
    rest(now, first + k, '+');
  }
  head.insert(head.end(), out.begin(), out.end());
  head.insert(head.end(), tail.rbegin(), tail.rend());
  return head;
}

base::Result<TranslationDiff> diff_translation(const Project& project, const model::Loaded& loaded,
                                               const fs::path& path) {
  const model::Course& course = loaded.course;
  const std::string file = below(project.content(), path);
  const auto found = course.page_by_file.find(file);
  if (found == course.page_by_file.end())
    return base::fail(base::ErrorKind::Usage,
                      message("this is no page of the course", "ce n'est pas une page du cours"),
                      {path.generic_string(), {}, {}},
                      message("name the file of a translation: content/…/lesson.en.md",
                              "nommez le fichier d'une traduction : content/…/lesson.en.md"));
  const auto [index, language] = found->second;
  const model::Page& page = course.pages[index];
  const std::string shown = project.content_shown_as + "/" + file;
  if (language == page.source)
    return base::fail(
        base::ErrorKind::Usage,
        message("this is the original, in '{}'", "c'est l'original, en « {} »",
                course.languages[language]),
        {shown, {}, {}},
        message("name the file of its translation", "nommez le fichier de sa traduction"));
  const auto& record = page.halves[language].translation;
  if (!record || record->sections.empty())
    return base::fail(
        base::ErrorKind::Content,
        message("it does not record which text it translates",
                "elle ne note pas quel texte elle traduit"),
        {shown, {}, {}},
        message(
            "when it is up to date: atelier translated {}; for an older text add --from COMMIT",
            "quand elle est à jour : atelier translated {} ; pour un texte plus ancien, ajoutez "
            "--from COMMIT",
            file));
  const model::Half& source = page.halves[page.source];
  TranslationDiff out;
  out.source = project.content_shown_as + "/" + source.file;
  const Sections now =
      sections_of(TRY(base::read_file(project.content() / source.file)), source.file);
  if (now.marks == record->sections) return out;
  const auto past = TRY(find_past(project, source.file, record->sections));
  if (past) {
    out.commit = past->commit;
    out.date = past->date;
  }
  const auto was = [&](std::uint32_t mark) {
    return std::find(record->sections.begin(), record->sections.end(), mark) !=
           record->sections.end();
  };
  std::vector<std::string> paired;
  for (const Section& section : now.all) {
    if (was(section.mark)) continue;
    SectionDiff diff{section.title, section.line, {}};
    if (!past) {
      for (const std::string_view line : lines_of(section.text))
        diff.lines.push_back({' ', std::string(line)});
    } else {
      const auto before = std::find_if(
          past->sections.all.begin(), past->sections.all.end(), [&](const Section& one) {
            return one.title == section.title && !has_mark(now.all, one.mark);
          });
      const bool known = before != past->sections.all.end();
      if (known) paired.push_back(before->title);
      diff.lines =
          diff_lines(known ? std::string_view(before->text) : std::string_view(), section.text);
    }
    out.sections.push_back(std::move(diff));
  }
  if (past)
    for (const Section& section : past->sections.all) {
      const bool gone = !has_mark(now.all, section.mark) &&
                        std::find(paired.begin(), paired.end(), section.title) == paired.end();
      if (gone) out.sections.push_back({section.title, 0, diff_lines(section.text, "")});
    }
  return out;
}

}  // namespace pipeline
