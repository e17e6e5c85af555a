#include "generator/pipeline/translated.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/history/history.h"
#include "generator/model/freshness.h"
#include "generator/text/front_matter.h"

namespace pipeline {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::string_view kBlanks = " \t";

tl::unexpected<base::Error> refuse(base::Message what, std::string_view file,
                                   base::Message hint = {},
                                   base::ErrorKind kind = base::ErrorKind::Content) {
  return base::fail(kind, std::move(what), {std::string(file), {}, {}}, std::move(hint));
}

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   // of its text
  std::size_t next = 0;  // of the line behind it
};

Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t newline = std::min(text.find('\n', begin), text.size());
  const std::size_t end = newline > begin && text[newline - 1] == '\r' ? newline - 1 : newline;
  return {begin, end, std::min(newline + 1, text.size())};
}

std::string flow(const model::Translation& record) {
  return fmt::format("{{ of: {}, by: {}, status: {}, sections: \"{}\" }}", record.of, record.by,
                     record.status, model::write_sections(record.sections));
}

// The line "translation: …" of the front matter, whose value must be on it.
base::Result<std::string> rewrite_line(std::string_view source, Line line, std::string_view file,
                                       const model::Translation& record) {
  const std::string_view text = source.substr(line.begin, line.end - line.begin);
  const std::size_t open = text.find('{'), close = text.rfind('}');
  const std::size_t value = text.find_first_not_of(kBlanks, text.find(':') + 1);
  if (open == std::string_view::npos || open != value || close == std::string_view::npos)
    return refuse(message("'translation' does not stand on one line",
                          "« translation » ne tient pas sur une ligne"),
                  file,
                  message("write it so: translation: {}", "écrivez-le ainsi : translation: {}",
                          flow(record)));
  std::string out(source.substr(0, line.begin + open));
  out += flow(record);
  out += source.substr(line.begin + close + 1);
  return out;
}

// Before the fence that closes the front matter.
std::string add_line(std::string_view source, std::size_t fence, const model::Translation& record) {
  const bool returns = fence >= 2 && source.substr(fence - 2, 2) == "\r\n";
  std::string out(source.substr(0, fence));
  out += "translation: " + flow(record) + (returns ? "\r\n" : "\n");
  out += source.substr(fence);
  return out;
}

// The facts of the original as it was at a commit.
base::Result<markdown::Facts> facts_at(const Project& project, const std::string& file,
                                       std::string_view from) {
  const std::string shown = project.content_shown_as + "/" + file;
  const auto repository = TRY(history::Repository::open(project.content()));
  if (!repository)
    return refuse(
        message("no git repository holds this course", "aucun dépôt git ne contient ce cours"),
        shown);
  auto text = TRY(repository->content_at(from, file));
  if (!text) {
    const history::History history = TRY(repository->read({{".md"}}));
    if (const history::FileHistory* known = history.find(file))
      for (const std::string& former : known->former_paths)
        if (!text) text = TRY(repository->content_at(from, former));
  }
  if (!text)
    return refuse(message("there is no such file at the commit '{}'",
                          "ce fichier n'existe pas au commit « {} »", from),
                  shown,
                  message("write at least seven digits of its id; 'git log' lists them",
                          "écrivez au moins sept chiffres de son identifiant ; « git log » les "
                          "énumère"),
                  base::ErrorKind::Usage);
  const text::Parts parts = TRY(text::split_front_matter(*text, file));
  std::vector<base::Error> ignored;
  const markdown::Document document = markdown::parse({parts.body, file, parts.body_line}, ignored);
  return markdown::collect_facts(document, parts.body, parts.body_line);
}

// The first error in one of the two files: what they say may have been misread.
const base::Error* first_error(const std::vector<base::Error>& problems, const std::string& one,
                               const std::string& other) {
  const auto found = std::find_if(problems.begin(), problems.end(), [&](const base::Error& error) {
    return error.severity == base::Severity::Error &&
           (error.where.file == one || error.where.file == other);
  });
  return found == problems.end() ? nullptr : &*found;
}

// The path below the content folder; empty when it lies elsewhere.
std::string below(const fs::path& content, const fs::path& path) {
  std::error_code failed;
  const fs::path root = fs::weakly_canonical(content, failed);
  const std::string out =
      fs::weakly_canonical(path, failed).lexically_relative(root).generic_string();
  return out.starts_with("..") ? std::string() : out;
}

}  // namespace

base::Result<std::string> with_record(std::string_view source, std::string_view file,
                                      const model::Translation& record) {
  const text::Parts parts = TRY(text::split_front_matter(source, file));
  if (parts.front_line == 0)
    return refuse(message("the file has no front matter", "le fichier n'a pas d'en-tête"), file);
  const auto first = static_cast<std::size_t>(parts.front.data() - source.data());
  const std::size_t fence = first + parts.front.size();
  for (Line line = line_at(source, first); line.begin < fence; line = line_at(source, line.next)) {
    const std::string_view text = source.substr(line.begin, line.end - line.begin);
    if (!text.starts_with("translation")) continue;
    const std::size_t colon = text.find_first_not_of(kBlanks, 11);
    if (colon != std::string_view::npos && text[colon] == ':')
      return rewrite_line(source, line, file, record);
  }
  return add_line(source, fence, record);
}

base::Result<model::Loaded> load_for_records(const Project& project) {
  model::LoadOptions load;
  load.content = project.content();
  load.labs = project.labs();
  load.shown_as = project.content_shown_as;
  load.drafts = true;
  return model::load_course(load);
}

base::Result<Translated> record_translation(const Project& project, const model::Loaded& loaded,
                                            const fs::path& path, std::string_view from) {
  std::error_code failed;
  // As `atelier check` names it, or below content/.
  const std::string file =
      below(project.content(), fs::exists(path, failed) ? path : project.content() / path);
  const std::string shown = project.content_shown_as + "/" + file;
  const model::Course& course = loaded.course;
  const auto found = course.page_by_file.find(file);
  if (file.empty() || found == course.page_by_file.end())
    return refuse(message("this is no page of the course", "ce n'est pas une page du cours"),
                  path.generic_string(),
                  message("name the file of a translation: content/…/lesson.en.md",
                          "nommez le fichier d'une traduction : content/…/lesson.en.md"),
                  base::ErrorKind::Usage);
  const auto [index, language] = found->second;
  const model::Page& page = course.pages[index];
  const model::Half& source = page.halves[page.source];
  if (language == page.source)
    return refuse(message("this is the original, in '{}'", "c'est l'original, en « {} »",
                          course.languages[language]),
                  shown,
                  message("a translation records what it was made from; name its file",
                          "c'est la traduction qui note d'où elle vient ; nommez son fichier"),
                  base::ErrorKind::Usage);
  if (!source.exists)
    return refuse(
        message("there is no original, '{}'", "il n'y a pas d'original, « {} »", source.file),
        shown);
  if (const base::Error* error =
          first_error(loaded.problems, shown, project.content_shown_as + "/" + source.file))
    return refuse(
        message("there are errors in it or in its original; the first is at {}",
                "il y a des erreurs dedans ou dans l'original ; la première est à {}",
                base::to_string(error->where)),
        shown,
        message("correct them first: atelier check", "corrigez-les d'abord : atelier check"));

  model::Translation record{page.rev, "human", "draft"};
  if (const auto& before = page.halves[language].translation) {
    record.by = before->by;
    record.status = before->status;
  }
  record.sections =
      model::section_marks(from.empty() ? source.facts : TRY(facts_at(project, source.file, from)));
  const std::string bytes = TRY(base::read_file(project.content() / file));
  const std::string written = TRY(with_record(bytes, shown, record));
  Translated out;
  out.file = shown;
  out.source = fs::path(source.file).filename().generic_string();
  out.rev = page.rev;
  out.sections = record.sections.size();
  out.changed = written != bytes;
  if (out.changed) TRY(base::write_file(project.content() / file, written));
  return out;
}

}  // namespace pipeline
