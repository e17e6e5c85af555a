#include "generator/scaffold/scaffold.h"

#include "generator/base/files.h"
#include "generator/scaffold/templates.h"
#include "generator/text/written.h"

namespace scaffold {
namespace fs = std::filesystem;
using base::message;
namespace {

// The record of a translation; the source language has none.
std::string record(const Subject& subject, std::string_view language) {
  if (language == subject.languages.front()) return {};
  return "translation: { of: 1, by: human, status: draft }\n";
}

enum class State { Draft, Active };

Fill fill_for(const Subject& subject, std::string_view language, State state) {
  return {{"ID", subject.id},
          {"TITLE", subject.title(language)},
          {"YAML_TITLE", text::yaml_string(subject.title(language))},
          {"YAML_DESCRIPTION", text::yaml_string(subject.description(language))},
          {"RECORD", record(subject, language)},
          {"LEVEL", subject.level},
          {"LEVEL_LINE",
           subject.level.empty() ? std::string() : fmt::format("level = \"{}\"\n", subject.level)},
          {"TOPIC", subject.topic},
          {"SOURCE", subject.languages.front()},
          {"SYSTEM", subject.id},
          {"STATUS", state == State::Draft ? "draft" : "active"}};
}

void add_page(std::vector<NewFile>& out, const Subject& subject, std::string_view stem,
              Template page, State state) {
  for (const std::string& language : subject.languages)
    out.push_back({fmt::format("content/{}.{}.md", stem, language),
                   filled(template_of(page, language), fill_for(subject, language, state))});
}

void add_toml(std::vector<NewFile>& out, const Subject& subject, std::string_view path,
              Template toml, State state) {
  out.push_back(
      {fmt::format("content/{}", path),
       filled(template_of(toml, {}), fill_for(subject, subject.languages.front(), state))});
}

void add_lesson(std::vector<NewFile>& out, const Subject& subject, State state) {
  const std::string name = subject.id.substr(subject.id.find('.') + 1);
  const std::string folder = fmt::format("lessons/{}/{}", subject.topic, name);
  add_toml(out, subject, folder + "/lesson.toml", Template::LessonToml, state);
  add_page(out, subject, folder + "/lesson", Template::LessonPage, state);
}

NewFile lab_of(const Subject& subject) {
  Fill fill = {{"ID", subject.id}};
  for (const auto& [language, title, summary] :
       {std::tuple("en", "TITLE_EN", "SUMMARY_EN"), std::tuple("fr", "TITLE_FR", "SUMMARY_FR")}) {
    fill.emplace_back(title, text::toml_string(subject.title(language)));
    fill.emplace_back(summary, text::toml_string(subject.description(language)));
  }
  return {fmt::format("labs/catalog/{}.toml", subject.id),
          filled(template_of(Template::LabToml, {}), fill)};
}

// fr = "…", en = "…": for other languages the English words.
std::string texts(const Subject& subject, std::string_view fr, std::string_view en) {
  std::string out;
  for (const std::string& language : subject.languages)
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", language,
                       text::toml_string(language == "fr" ? fr : en));
  return out;
}

void add_course(std::vector<NewFile>& out, const Subject& subject) {
  std::string languages, titles, descriptions;
  for (const std::string& language : subject.languages) {
    const std::string_view comma = languages.empty() ? "" : ", ";
    languages += fmt::format("{}\"{}\"", comma, language);
    titles += fmt::format("{}{} = {}", comma, language, text::toml_string(subject.title(language)));
    descriptions +=
        fmt::format("{}{} = {}", comma, language, text::toml_string(subject.description(language)));
  }
  out.push_back(
      {"content/course.toml",
       filled(template_of(Template::CourseToml, {}),
              {{"ID", subject.id},
               {"LANGUAGES", languages},
               {"TITLES", titles},
               {"DESCRIPTIONS", descriptions},
               {"UNIX", texts(subject, "Linux et macOS", "Linux and macOS")},
               {"WINDOWS", texts(subject, "Windows", "Windows")},
               {"LEVEL", texts(subject, "Débutant", "Beginner")},
               {"PROMISE", texts(subject, "commencer", "get started")},
               {"OBJECTIVE", texts(subject, "Faire ses premiers pas.", "Take the first steps.")},
               {"TOPIC", texts(subject, "Les bases", "The basics")},
               {"QUESTION", texts(subject, "Par quoi commencer ?", "Where does one start?")}})});
  Subject lesson = subject;
  lesson.id = "basics.first-lesson";
  lesson.level = "beginner";
  lesson.topic = "basics";
  lesson.descriptions.clear();
  for (const std::string& language : subject.languages)
    lesson.titles[language] = language == "fr" ? "Première leçon" : "First lesson";
  add_lesson(out, lesson, State::Active);
  add_page(out, subject, "pages/about", Template::AboutPage, State::Active);
  out.push_back({"site/site.toml", std::string(template_of(Template::SiteToml, {}))});
  out.push_back({".gitignore", "/build/\n/site/public/\n/site/.*\n"});
}

}  // namespace

const std::string& Subject::title(std::string_view language) const {
  static const std::string kNone = "?";
  auto found = titles.find(std::string(language));
  if (found == titles.end()) found = titles.find(languages.front());
  if (found == titles.end()) found = titles.begin();
  return found == titles.end() ? kNone : found->second;
}

std::string Subject::description(std::string_view language) const {
  const auto found = descriptions.find(std::string(language));
  return found != descriptions.end() ? found->second
                                     : std::string(template_of(Template::Description, language));
}

std::vector<NewFile> files_of(Kind kind, const Subject& subject) {
  std::vector<NewFile> out;
  switch (kind) {
    case Kind::Course:
      add_course(out, subject);
      break;
    case Kind::Lesson:
      add_lesson(out, subject, State::Draft);
      break;
    case Kind::Guide:
      add_toml(out, subject, fmt::format("guides/{}/guide.toml", subject.id), Template::GuideToml,
               State::Draft);
      add_page(out, subject, fmt::format("guides/{}/guide", subject.id), Template::GuidePage,
               State::Draft);
      break;
    case Kind::Logbook:
      add_toml(out, subject, fmt::format("logbooks/{}/logbook.toml", subject.id),
               Template::LogbookToml, State::Draft);
      add_page(out, subject, fmt::format("logbooks/{}/logbook", subject.id), Template::LogbookPage,
               State::Draft);
      break;
    case Kind::Lab:
      out.push_back(lab_of(subject));
      break;
  }
  return out;
}

base::Done write_new(const fs::path& root, const std::vector<NewFile>& files) {
  std::error_code failed;
  for (const NewFile& file : files) {
    // A dangling link is there too, and writing would go wherever it leads.
    if (fs::symlink_status(root / file.path, failed).type() == fs::file_type::not_found) continue;
    return base::fail(base::ErrorKind::Usage,
                      message("'{}' exists already", "« {} » existe déjà", file.path), {},
                      message("nothing was written; choose another id, or remove it first",
                              "rien n'a été écrit ; choisissez un autre identifiant, ou retirez-le "
                              "d'abord"));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto done = base::write_file(root / files[i].path, files[i].bytes);
    if (done) continue;
    for (std::size_t back = 0; back < i; ++back) fs::remove(root / files[back].path, failed);
    return done;
  }
  return {};
}

}  // namespace scaffold
