// atelier new: a page, a lab or a course to begin with.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/cli/commands.h"
#include "generator/cli/project_options.h"
#include "generator/cli/questions.h"
#include "generator/pipeline/translated.h"
#include "generator/scaffold/course_file.h"
#include "generator/scaffold/scaffold.h"
#include "generator/text/slug.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

using scaffold::Kind;
using scaffold::Subject;
using Texts = std::map<std::string, std::string>;

struct NewOptions {
  std::string kind;
  std::string id;
  std::string folder = ".";
  std::string level;
  std::vector<std::string> languages;
  std::vector<std::string> titles;
  std::vector<std::string> descriptions;
};

constexpr std::pair<std::string_view, Kind> kKinds[] = {{"course", Kind::Course},
                                                        {"lesson", Kind::Lesson},
                                                        {"guide", Kind::Guide},
                                                        {"logbook", Kind::Logbook},
                                                        {"lab", Kind::Lab}};

Kind kind_of(std::string_view name) {
  return std::find_if(std::begin(kKinds), std::end(kKinds),
                      [&](const auto& known) { return known.first == name; })
      ->second;
}

tl::unexpected<base::Error> refuse(base::Message what, base::Message hint = {}) {
  return base::fail(base::ErrorKind::Usage, std::move(what), {}, std::move(hint));
}

std::string list_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

// "fr=Le DNS" -> {"fr": "Le DNS"}; without a language it is the source language's.
base::Result<Texts> by_language(const std::vector<std::string>& written,
                                const std::vector<std::string>& languages) {
  Texts out;
  for (const std::string& one : written) {
    const std::size_t equals = one.find('=');
    const std::string tag = one.substr(0, equals);
    const bool tagged = equals != std::string::npos && tag.find(' ') == std::string::npos;
    if (!tagged) {
      out[languages.front()] = one;
    } else if (std::find(languages.begin(), languages.end(), tag) == languages.end()) {
      return refuse(
          message("the course has no language '{}'", "le cours n'a pas de langue « {} »", tag),
          message("its languages: {}", "ses langues : {}", list_of(languages)));
    } else {
      out[tag] = one.substr(equals + 1);
    }
  }
  return out;
}

base::Done take_texts(const NewOptions& options, const Session& session, Subject& subject) {
  subject.titles = TRY(by_language(options.titles, subject.languages));
  subject.descriptions = TRY(by_language(options.descriptions, subject.languages));
  for (const std::string& language : subject.languages) {
    if (subject.titles.count(language) > 0) continue;
    const bool first = language == subject.languages.front();
    auto title = ask(session, message("title in '{}'", "titre en « {} »", language),
                     first ? std::string() : subject.title(subject.languages.front()));
    if (!title && first)
      return refuse(
          message("a title is missing", "il manque un titre"),
          message("write it: --title {}=\"…\"", "écrivez-le : --title {}=\"…\"", language));
    if (title) subject.titles[language] = *title;
  }
  for (const auto* texts : {&subject.titles, &subject.descriptions})
    for (const auto& [language, written] : *texts)
      if (written.empty() || std::any_of(written.begin(), written.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20;
          }))
        return refuse(message("a title is one line", "un titre tient sur une ligne"));
  return {};
}

// One of the course's names for the option, or what is wrong with it.
base::Done check_name(std::string_view name, const std::vector<std::string>& known,
                      base::Message what) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  base::Message hint = base::did_you_mean(name, known);
  if (hint.empty()) hint = message("try one of: {}", "essayez : {}", list_of(known));
  return refuse(std::move(what), std::move(hint));
}

template <class T>
std::vector<std::string> ids_of(const std::vector<T>& all) {
  std::vector<std::string> out;
  for (const T& one : all) out.push_back(one.id);
  return out;
}

base::Done place_lesson(const NewOptions& options, const Session& session,
                        const model::Course& course, Subject& subject) {
  const std::size_t dot = subject.id.find('.');
  if (dot == std::string::npos)
    return refuse(message("'{}' is not the id of a lesson",
                          "« {} » n'est pas l'identifiant d'une leçon", subject.id),
                  message("it is topic.name: {}.{}", "c'est thème.nom : {}.{}",
                          course.topics.empty() ? "topic" : course.topics.front().id, subject.id));
  subject.topic = subject.id.substr(0, dot);
  TRY(check_name(
      subject.topic, ids_of(course.topics),
      message("the course has no topic '{}'", "le cours n'a pas de thème « {} »", subject.topic)));
  const std::vector<std::string> levels = ids_of(course.levels);
  subject.level = options.level;
  if (subject.level.empty() && levels.size() == 1) subject.level = levels.front();
  if (subject.level.empty()) {
    const std::string names = list_of(levels);
    const auto level = ask(session, message("level ({})", "niveau ({})", names));
    if (!level)
      return refuse(message("a level is missing", "il manque un niveau"),
                    message("--level takes one of: {}", "--level prend l'un de : {}", names));
    subject.level = *level;
  }
  return {};
}

base::Done check_id(const Subject& subject, Kind kind) {
  std::string_view rest = subject.id;
  if (kind == Kind::Lesson) {
    const std::size_t dot = rest.find('.');
    const auto topic = text::Slug::parse(rest.substr(0, dot), {});
    if (!topic) return refuse(topic.error().message, topic.error().hint);
    rest.remove_prefix(dot + 1);
  }
  const auto slug = text::Slug::parse(rest, {});
  if (!slug) return refuse(slug.error().message, slug.error().hint);
  return {};
}

void tell(const Session& session, const fs::path& root,
          const std::vector<scaffold::NewFile>& files) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  for (const scaffold::NewFile& file : files)
    session.err << (root / file.path).lexically_proximate(here).generic_string() << '\n';
}

base::Done new_course(const NewOptions& options, const Session& session) {
  const fs::path root = options.id;
  Subject subject;
  subject.id =
      text::Slug::from_title(fs::absolute(root).lexically_normal().filename().string()).str();
  if (!options.languages.empty()) subject.languages = options.languages;
  for (const std::string& language : subject.languages)
    if (language.size() < 2 || language.size() > 8 || !text::Slug::parse(language, {}))
      return refuse(message("'{}' is not a language", "« {} » n'est pas une langue", language),
                    message("write codes with a comma between: --languages fr,en",
                            "écrivez des codes, avec une virgule entre eux : --languages fr,en"));
  TRY(take_texts(options, session, subject));
  const auto files = scaffold::files_of(Kind::Course, subject);
  TRY(scaffold::write_new(root, files));
  tell(session, root, files);
  session.err << session.say(message("next: cd {} && atelier build && atelier serve",
                                     "ensuite : cd {} && atelier build && atelier serve",
                                     root.generic_string()))
              << '\n';
  return {};
}

// Where one certain place in course.toml exists, the lesson takes it; else its author is told.
base::Done join_grid(const pipeline::Project& project, const Subject& subject,
                     const Session& session) {
  const fs::path file = project.content() / "course.toml";
  const std::string shown = project.content_shown_as + "/course.toml";
  const std::string source = TRY(base::read_file(file));
  const auto changed = scaffold::add_to_cell(source, subject.level, subject.topic, subject.id);
  if (changed) {
    TRY(base::write_file(file, *changed));
    session.err << session.say(message("{}: added to the cell of '{}' and '{}'",
                                       "{} : ajoutée à la case de « {} » et « {} »", shown,
                                       subject.level, subject.topic))
                << '\n';
  } else {
    session.err << session.say(message(
                       "{}: no one certain place; add \"{}\" to 'lessons' of its [[cell]]",
                       "{} : aucune place certaine ; ajoutez « \"{}\" » à « lessons » de sa "
                       "[[cell]]",
                       shown, subject.id))
                << '\n';
  }
  return {};
}

base::Done new_page(const NewOptions& options, const Session& session) {
  const Kind kind = kind_of(options.kind);
  const auto project = TRY(pipeline::find_project(options.folder, session.program));
  const model::Loaded loaded = TRY(pipeline::load_for_records(project));
  const model::Course& course = loaded.course;
  Subject subject;
  subject.id = options.id;
  subject.languages = course.languages;
  if (kind == Kind::Lesson) TRY(place_lesson(options, session, course, subject));
  if (kind == Kind::Guide) subject.level = options.level;
  TRY(check_id(subject, kind));
  if (!subject.level.empty())
    TRY(check_name(subject.level, ids_of(course.levels),
                   message("the course has no level '{}'", "le cours n'a pas de niveau « {} »",
                           subject.level)));
  TRY(take_texts(options, session, subject));
  const auto files = scaffold::files_of(kind, subject);
  TRY(scaffold::write_new(project.root, files));
  tell(session, project.root, files);
  if (kind == Kind::Lesson) TRY(join_grid(project, subject, session));
  if (kind == Kind::Lesson || kind == Kind::Guide)
    session.err << session.say(message(
                       "it is a draft: --drafts shows it; write 'status = \"active\"' when it is "
                       "ready",
                       "c'est un brouillon : --drafts le montre ; écrivez « status = \"active\" » "
                       "quand il est prêt"))
                << '\n';
  return {};
}

Status run(const NewOptions& options, const Session& session) {
  const auto done =
      options.kind == "course" ? new_course(options, session) : new_page(options, session);
  return done ? kDone : report_failure(session, done.error());
}

}  // namespace

Command add_new(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "new", session.say(message("begin a page, a lab or a course",
                                 "commencer une page, un labo ou un cours")));
  const auto options = std::make_shared<NewOptions>();
  command
      ->add_option("kind", options->kind,
                   session.say(message("course, lesson, guide, logbook, lab",
                                       "course (cours), lesson (leçon), guide, logbook (journal), "
                                       "lab (labo)")))
      ->required()
      ->check(CLI::IsMember({"course", "lesson", "guide", "logbook", "lab"}));
  command
      ->add_option("id", options->id,
                   session.say(message("the id, topic.name of a lesson; of a course its folder",
                                       "l'identifiant, thème.nom pour une leçon ; pour un cours, "
                                       "son dossier")))
      ->required();
  command->add_option(
      "--folder", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command
      ->add_option("--title", options->titles,
                   session.say(message("LANGUAGE=TEXT, once for each language; asked for else",
                                       "LANGUE=TEXTE, une fois par langue ; sinon demandé")))
      ->allow_extra_args(false);
  command
      ->add_option("--description", options->descriptions,
                   session.say(message("LANGUAGE=TEXT, one sentence", "LANGUE=TEXTE, une phrase")))
      ->allow_extra_args(false);
  command->add_option("--level", options->level,
                      session.say(message("of a lesson or guide", "d'une leçon ou d'un guide")));
  command
      ->add_option("--languages", options->languages,
                   session.say(message("of a new course (default: fr,en)",
                                       "d'un nouveau cours (par défaut : fr,en)")))
      ->delimiter(',')
      ->allow_extra_args(false);
  command->footer(session.say(message(
      "The files say what is to be written in them, in every language of the course, and `atelier "
      "check` has\nnothing against them. What exists is never overwritten. A lesson joins its cell "
      "in course.toml.\n\n"
      "Examples:\n  atelier new course my-course --title fr=\"Mon cours\" --title en=\"My "
      "course\"\n  atelier new lesson network.dns --level beginner --title fr=\"Le DNS\" --title "
      "en=DNS\n  atelier new logbook mail --title fr=\"Journal du courrier\" --title en=\"Mail "
      "logbook\"",
      "Les fichiers disent ce qu'il faut y écrire, dans chaque langue du cours, et « atelier check "
      "» n'a rien\nà leur reprocher. Ce qui existe n'est jamais écrasé. Une leçon rejoint sa case "
      "dans course.toml.\n\n"
      "Exemples :\n  atelier new course mon-cours --title fr=\"Mon cours\" --title en=\"My "
      "course\"\n  atelier new lesson network.dns --level beginner --title fr=\"Le DNS\" --title "
      "en=DNS\n  atelier new logbook mail --title fr=\"Journal du courrier\" --title en=\"Mail "
      "logbook\"")));
  return {command, [options, &session] { return run(*options, session); }};
}

}  // namespace cli
