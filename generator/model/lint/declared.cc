#include "generator/model/lint/declared.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace model {
namespace {

using Names = std::unordered_set<std::string_view>;

// Capitals between < and > that are something else: HTML, keys, control characters, type
// parameters.
bool is_known_word(std::string_view name) {
  static constexpr std::array<std::string_view, 24> kWords = {
      "HTML",  "HEAD", "BODY",  "DOCTYPE", "DIV",   "SPAN", "SCRIPT", "STYLE",
      "TABLE", "FORM", "INPUT", "CR",      "LF",    "CRLF", "NUL",    "EOF",
      "EOL",   "TAB",  "ESC",   "ENTER",   "SPACE", "CTRL", "ALT",    "SHIFT"};
  return name.size() < 2 || std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

bool has_variables(PageKind kind) {
  return kind == PageKind::Lesson || kind == PageKind::Guide || kind == PageKind::Logbook ||
         kind == PageKind::Entry;
}

Names names_of(const std::vector<Variable>& variables) {
  Names out;
  for (const Variable& variable : variables) out.insert(variable.name);
  return out;
}

std::vector<std::string> list_of(const std::vector<Variable>& variables) {
  std::vector<std::string> out;
  for (const Variable& variable : variables) out.push_back(variable.name);
  return out;
}

base::Message declare_it(std::string_view name, const Page& page) {
  return base::message("declare it: [vars.{}] in {}", "déclarez-le : [vars.{}] dans {}", name,
                       name_of(page.meta_file));
}

void lint_placeholders(const FileContext& context, const Names& declared, Problems& problems) {
  Names reported;
  Suggestions suggestions;
  const std::vector<std::string> names = list_of(context.page.variables);
  for (const markdown::PlaceholderFact& fact : context.half.facts.placeholders) {
    if (declared.count(fact.name) > 0 || is_known_word(fact.name) ||
        !reported.insert(fact.name).second)
      continue;
    base::Message hint = suggestions.near(fact.name, names, declare_it(fact.name, context.page));
    base::Position end = fact.at;
    end.column += static_cast<std::uint32_t>(fact.name.size() + 2);
    problems.push_back(
        problem("placeholder-undeclared", context.at(fact.at, end),
                base::message("'<{}>' is not declared", "« <{}> » n'est pas déclaré", fact.name),
                std::move(hint)));
  }
}

void lint_worksheet(const FileContext& context, const Names& declared, Problems& problems) {
  const auto& rows = context.half.facts.worksheet;
  if (rows.empty()) return;
  Names shown;
  Suggestions suggestions;
  const std::vector<std::string> names = list_of(context.page.variables);
  for (const markdown::MarkerFact& row : rows) {
    shown.insert(row.id);
    if (declared.count(row.id) > 0) continue;
    base::Message hint = suggestions.near(row.id, names, declare_it(row.id, context.page));
    problems.push_back(
        problem("worksheet-vars", context.at(row.at),
                base::message("the worksheet asks for '{}', which is not declared",
                              "la fiche demande « {} », qui n'est pas déclaré", row.id),
                std::move(hint)));
  }
  for (const Variable& variable : context.page.variables) {
    if (shown.count(variable.name) > 0) continue;
    problems.push_back(problem("worksheet-vars", context.at(rows.front().at),
                               base::message("the worksheet does not ask for '{}'",
                                             "la fiche ne demande pas « {} »", variable.name),
                               base::message("add a row: | `{}`: … | | `{}` |",
                                             "ajoutez une ligne : | `{}` : … | | `{}` |",
                                             variable.name, variable.example)));
  }
}

void lint_objectives(const FileContext& context, const MetaPlaces& places, Problems& problems) {
  const auto& shown = context.half.facts.objectives;
  Names in_text;
  Suggestions suggestions;
  const Names declared(context.page.objectives.begin(), context.page.objectives.end());
  const std::string_view meta = name_of(context.page.meta_file);
  for (const markdown::MarkerFact& marker : shown) {
    in_text.insert(marker.id);
    if (declared.count(marker.id) > 0) continue;
    base::Message hint = suggestions.near(
        marker.id, context.page.objectives,
        base::message("add it to 'objectives' in {}", "ajoutez-le à « objectives » dans {}", meta));
    problems.push_back(
        problem("objectives-differ", context.at(marker.at),
                base::message("the objective '{}' is not in {}",
                              "l'objectif « {} » n'est pas dans {}", marker.id, meta),
                std::move(hint)));
  }
  for (const PlacedId& objective : places.objectives) {
    if (in_text.count(objective.id) > 0) continue;
    problems.push_back(problem(
        "objectives-differ", {context.page.meta_file, objective.at, objective.end},
        base::message("the objective '{}' is not in {}", "l'objectif « {} » n'est pas dans {}",
                      objective.id, name_of(context.file())),
        base::message("end an item of the list with <!-- {} -->",
                      "finissez une ligne de la liste par <!-- {} -->", objective.id)));
  }
}

base::Message conflict_of(const Variable& here, const Variable& there, std::string_view page) {
  if (here.type != there.type)
    return base::message("'{}' is of type '{}' here and '{}' in '{}'",
                         "« {} » est de type « {} » ici et « {} » dans « {} »", here.name,
                         here.type, there.type, page);
  if (here.secret)
    return base::message("'{}' is a secret here and none in '{}'",
                         "« {} » est un secret ici et n'en est pas un dans « {} »", here.name,
                         page);
  return base::message("'{}' is no secret here and one in '{}'",
                       "« {} » n'est pas un secret ici et en est un dans « {} »", here.name, page);
}

}  // namespace

void lint_declared(const FileContext& context, const MetaPlaces& places, Problems& problems) {
  if (!has_variables(context.page.kind) || context.page.meta_file.empty())
    return;  // nothing is declared
  const Names declared = names_of(context.page.variables);
  lint_placeholders(context, declared, problems);
  if (context.misread) return;
  lint_worksheet(context, declared, problems);
  if (context.page.kind != PageKind::Lesson && context.page.kind != PageKind::Guide) return;
  lint_objectives(context, places, problems);
  const markdown::Facts& facts = context.half.facts;
  if (context.page.kind == PageKind::Lesson && context.language == context.page.source &&
      !places.objectives.empty() && facts.quizzes.empty() && facts.labs.empty()) {
    problems.push_back(problem(
        "objective-uncovered",
        {context.page.meta_file, places.objectives.front().at, places.objectives.front().end},
        base::message("the lesson has objectives, and no quiz or lab to check them",
                      "la leçon a des objectifs, et ni quiz ni labo pour les vérifier"),
        base::message("add a quiz: <!-- quiz: id single -->",
                      "ajoutez un quiz : <!-- quiz: id single -->")));
  }
}

void lint_conflicts(const Course& course, Problems& problems) {
  struct First {
    const Variable* variable;
    const Page* page;
  };
  std::unordered_map<std::string_view, First> first;
  for (const Page& page : course.pages) {
    if (page.kind == PageKind::Entry) continue;  // its variables are the logbook's
    for (const Variable& variable : page.variables) {
      const auto [known, is_new] = first.try_emplace(variable.name, First{&variable, &page});
      const Variable& other = *known->second.variable;
      if (is_new || (other.type == variable.type && other.secret == variable.secret)) continue;
      base::Position end = variable.at;
      end.column += static_cast<std::uint32_t>(variable.name.size());
      problems.push_back(problem(
          "placeholder-conflict", {page.meta_file, variable.at, end},
          conflict_of(variable, other, known->second.page->id),
          base::message(
              "one name is one value in the whole course: agree, or use another name",
              "un nom est une valeur dans tout le cours : accordez-les, ou changez de nom")));
    }
  }
}

void lint_unused(const Page& page, const std::vector<std::string>& used, Problems& problems) {
  for (const Variable& variable : page.variables) {
    if (std::binary_search(used.begin(), used.end(), variable.name)) continue;
    base::Position end = variable.at;
    end.column += static_cast<std::uint32_t>(variable.name.size());
    problems.push_back(
        problem("placeholder-unused", {page.meta_file, variable.at, end},
                base::message("'{}' is declared and no code uses it",
                              "« {} » est déclaré et aucun code ne l'emploie", variable.name),
                base::message("write <{}> in a code block, or remove it",
                              "écrivez <{}> dans un bloc de code, ou retirez-le", variable.name)));
  }
}

}  // namespace model
