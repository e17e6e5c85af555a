#include "generator/model/lint/pairs.h"

#include <set>

#include "generator/model/freshness.h"
#include "generator/model/lint/pair_report.h"

namespace model {
namespace {

void compare_code(PairReport& report) {
  const auto found = first_difference(
      report.a.code, report.b.code,
      [](const auto& x, const auto& y) { return x.language == y.language && x.text == y.text; });
  if (!found) return;
  const std::size_t i = found->index;
  const base::Message hint = base::message(
      "code is the same byte for byte in every language: no comment that would need translating",
      "le code est le même, octet pour octet, dans toutes les langues : pas de commentaire à "
      "traduire");
  if (found->missing) {
    report.add("pair-code", last_place(report.b.code),
               base::message("code blocks: {} here, {} in {}; that of {} is missing",
                             "blocs de code : {} ici, {} dans {} ; celui de {} manque",
                             report.b.code.size(), report.a.code.size(), report.other(),
                             report.other_at(report.a.code[i].at)),
               hint);
  } else if (found->extra) {
    report.add("pair-code", report.b.code[i].at,
               base::message("code blocks: {} here, {} in {}; this one has no counterpart",
                             "blocs de code : {} ici, {} dans {} ; celui-ci n'a pas d'équivalent",
                             report.b.code.size(), report.a.code.size(), report.other()),
               hint);
  } else if (report.a.code[i].language != report.b.code[i].language) {
    report.add(
        "pair-code", report.b.code[i].at,
        base::message("the code block is '{}' here and '{}' at {}",
                      "le bloc de code est « {} » ici et « {} » à {}", report.b.code[i].language,
                      report.a.code[i].language, report.other_at(report.a.code[i].at)),
        hint);
  } else {
    report.add("pair-code", report.b.code[i].at,
               base::message("the code block differs from that of {}",
                             "le bloc de code diffère de celui de {}",
                             report.other_at(report.a.code[i].at)),
               hint);
  }
}

void compare_placeholders(PairReport& report) {
  std::set<std::string_view> source, half;
  for (const auto& fact : report.a.placeholders) source.insert(fact.name);
  for (const auto& fact : report.b.placeholders) half.insert(fact.name);
  for (const auto& fact : report.b.placeholders) {
    if (source.count(fact.name) > 0) continue;
    base::Position end = fact.at;
    end.column += static_cast<std::uint32_t>(fact.name.size() + 2);
    report.add("pair-placeholders", fact.at,
               base::message("'<{}>' is not in {}", "« <{}> » n'est pas dans {}", fact.name,
                             report.other()),
               {}, end);
    return;
  }
  for (const auto& fact : report.a.placeholders) {
    if (half.count(fact.name) > 0) continue;
    report.add("pair-placeholders", {1, 1},
               base::message("'<{}>' of {} is nowhere in this file",
                             "« <{}> » de {} n'est nulle part dans ce fichier", fact.name,
                             report.other_at(fact.at)));
    return;
  }
}

void compare_quizzes(PairReport& report) {
  const auto same = [](const auto& x, const auto& y) {
    return x.id == y.id && x.key == y.key && x.choices == y.choices;
  };
  const auto found = first_difference(report.a.quizzes, report.b.quizzes, same);
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing) {
    report.add(
        "pair-quiz", last_place(report.b.quizzes),
        base::message("the quiz '{}' of {} is missing here", "le quiz « {} » de {} manque ici",
                      report.a.quizzes[i].id, report.other_at(report.a.quizzes[i].at)));
  } else if (found->extra) {
    report.add("pair-quiz", report.b.quizzes[i].at,
               base::message("{} has no quiz '{}'", "{} n'a pas de quiz « {} »", report.other(),
                             report.b.quizzes[i].id));
  } else if (report.a.quizzes[i].id != report.b.quizzes[i].id) {
    report.add("pair-quiz", report.b.quizzes[i].at,
               base::message("the quiz '{}' stands where {} has '{}'",
                             "le quiz « {} » est là où {} a « {} »", report.b.quizzes[i].id,
                             report.other_at(report.a.quizzes[i].at), report.a.quizzes[i].id));
  } else if (report.a.quizzes[i].choices != report.b.quizzes[i].choices) {
    report.add("pair-quiz", report.b.quizzes[i].at,
               base::message("answers of the quiz '{}': {} here, {} at {}",
                             "réponses du quiz « {} » : {} ici, {} à {}", report.b.quizzes[i].id,
                             report.b.quizzes[i].choices, report.a.quizzes[i].choices,
                             report.other_at(report.a.quizzes[i].at)));
  } else {
    report.add("pair-quiz", report.b.quizzes[i].at,
               base::message("the right answers of the quiz '{}' are '{}' here and '{}' at {}",
                             "les bonnes réponses du quiz « {} » sont « {} » ici et « {} » à {}",
                             report.b.quizzes[i].id, report.b.quizzes[i].key,
                             report.a.quizzes[i].key, report.other_at(report.a.quizzes[i].at)),
               base::message("keep the answers in the same order",
                             "gardez les réponses dans le même ordre"));
  }
}

void compare_tabs(PairReport& report) {
  const auto found =
      first_difference(report.a.tabs, report.b.tabs, [](const auto& x, const auto& y) {
        return x.group == y.group && x.labels.size() == y.labels.size();
      });
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing) {
    report.add("pair-tabs", last_place(report.b.tabs),
               base::message("the tabs of {} are missing here", "les onglets de {} manquent ici",
                             report.other_at(report.a.tabs[i].at)));
  } else if (found->extra) {
    report.add("pair-tabs", report.b.tabs[i].at,
               base::message("{} has no tabs here", "{} n'a pas d'onglets ici", report.other()));
  } else if (report.a.tabs[i].group != report.b.tabs[i].group) {
    report.add("pair-tabs", report.b.tabs[i].at,
               base::message("the tabs are of the group '{}' here and '{}' at {}",
                             "les onglets sont du groupe « {} » ici et « {} » à {}",
                             report.b.tabs[i].group, report.a.tabs[i].group,
                             report.other_at(report.a.tabs[i].at)));
  } else {
    report.add("pair-tabs", report.b.tabs[i].at,
               base::message("tabs: {} here, {} at {}", "onglets : {} ici, {} à {}",
                             report.b.tabs[i].labels.size(), report.a.tabs[i].labels.size(),
                             report.other_at(report.a.tabs[i].at)));
  }
}

bool same_checks(const markdown::LabFact& x, const markdown::LabFact& y) {
  return std::equal(x.checks.begin(), x.checks.end(), y.checks.begin(), y.checks.end(),
                    [](const auto& p, const auto& q) { return p.id == q.id; });
}

void compare_labs(PairReport& report) {
  const auto found = first_difference(
      report.a.labs, report.b.labs,
      [](const auto& x, const auto& y) { return x.id == y.id && same_checks(x, y); });
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing) {
    report.add(
        "pair-lab", last_place(report.b.labs),
        base::message("the lab '{}' of {} is missing here", "le labo « {} » de {} manque ici",
                      report.a.labs[i].id, report.other_at(report.a.labs[i].at)));
  } else if (found->extra || report.a.labs[i].id != report.b.labs[i].id) {
    report.add("pair-lab", report.b.labs[i].at,
               base::message("{} has no lab '{}' here", "{} n'a pas de labo « {} » ici",
                             report.other(), report.b.labs[i].id));
  } else {
    report.add("pair-lab", report.b.labs[i].at,
               base::message("the checks of the lab '{}' differ from those of {}",
                             "les vérifications du labo « {} » diffèrent de celles de {}",
                             report.b.labs[i].id, report.other_at(report.a.labs[i].at)));
  }
}

void compare_figures(PairReport& report) {
  const auto found = first_difference(report.a.figures, report.b.figures,
                                      [](const auto& x, const auto& y) { return x.id == y.id; });
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing)
    report.add("pair-figures", last_place(report.b.figures),
               base::message("the figure '{}' of {} is missing here",
                             "la figure « {} » de {} manque ici", report.a.figures[i].id,
                             report.other_at(report.a.figures[i].at)));
  else
    report.add("pair-figures", report.b.figures[i].at,
               base::message("{} has no figure '{}' here", "{} n'a pas de figure « {} » ici",
                             report.other(), report.b.figures[i].id));
}

void compare_logs(PairReport& report) {
  const auto found = first_difference(
      report.a.logs, report.b.logs,
      [](const auto& x, const auto& y) { return x.id == y.id && x.errors == y.errors; });
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing) {
    report.add(
        "pair-log", last_place(report.b.logs),
        base::message("the entry '{}' of {} is missing here", "la fiche « {} » de {} manque ici",
                      report.a.logs[i].id, report.other_at(report.a.logs[i].at)));
  } else if (found->extra || report.a.logs[i].id != report.b.logs[i].id) {
    report.add("pair-log", report.b.logs[i].at,
               base::message("{} has no entry '{}' here", "{} n'a pas de fiche « {} » ici",
                             report.other(), report.b.logs[i].id));
  } else {
    report.add("pair-log", report.b.logs[i].at,
               base::message("the error texts of '{}' differ from those of {}",
                             "les textes d'erreur de « {} » diffèrent de ceux de {}",
                             report.b.logs[i].id, report.other_at(report.a.logs[i].at)));
  }
}

void compare_objectives(PairReport& report) {
  const auto found = first_difference(report.a.objectives, report.b.objectives,
                                      [](const auto& x, const auto& y) { return x.id == y.id; });
  if (!found) return;
  const std::size_t i = found->index;
  if (found->missing) {
    report.add("pair-objectives", last_place(report.b.objectives),
               base::message("the objective '{}' of {} is missing here",
                             "l'objectif « {} » de {} manque ici", report.a.objectives[i].id,
                             report.other_at(report.a.objectives[i].at)));
  } else if (found->extra) {
    report.add("pair-objectives", report.b.objectives[i].at,
               base::message("{} has no objective '{}'", "{} n'a pas d'objectif « {} »",
                             report.other(), report.b.objectives[i].id));
  } else {
    report.add(
        "pair-objectives", report.b.objectives[i].at,
        base::message("the objective '{}' stands where {} has '{}'",
                      "l'objectif « {} » est là où {} a « {} »", report.b.objectives[i].id,
                      report.other_at(report.a.objectives[i].at), report.a.objectives[i].id));
  }
}

// "'Rules', 'À retenir'" of the original.
base::Message titles_of(const Half& source, const std::vector<std::size_t>& headings) {
  std::vector<std::string> titles;
  for (const std::size_t i : headings) titles.push_back(source.facts.headings[i].title);
  return quoted_list(titles, 5);
}

// translation-behind, of a translation that records the sections it was made from.
void compare_with_record(const Page& page, LanguageIndex language, PairReport& report) {
  const Half& half = page.halves[language];
  if (!half.translation || half.translation->sections.empty()) return;
  const Freshness fresh = freshness(page, language);
  if (!fresh.behind()) return;
  const base::Message hint =
      base::message("bring the text up to date, then: atelier translated {}",
                    "mettez le texte à jour, puis : atelier translated {}", half.file);
  if (fresh.changed.empty()) {
    report.add("translation-behind", half.translation->at,
               base::message("{} has lost sections since this was translated: {}",
                             "{} a perdu des sections depuis cette traduction : {}", report.other(),
                             fresh.removed),
               hint);
    return;
  }
  const base::Message titles = titles_of(page.halves[page.source], fresh.changed);
  report.add("translation-behind", half.translation->at,
             base::message("sections of {0} that have changed since this was translated: {1}",
                           "sections de {0} qui ont changé depuis cette traduction : {2}",
                           report.other(), titles.en, titles.fr),
             hint);
}

void compare(PairReport& report) {
  compare_sections(report);
  compare_code(report);
  compare_placeholders(report);
  compare_quizzes(report);
  compare_tabs(report);
  compare_labs(report);
  compare_figures(report);
  compare_logs(report);
  compare_objectives(report);
}

}  // namespace

void lint_pairs(const Course& course, const Page& page, const std::vector<std::string>& misread,
                Problems& problems) {
  if (page.in_logbook_file) return;  // compared as parts of the logbook's file
  const auto is_misread = [&](const Half& half) {
    return std::binary_search(misread.begin(), misread.end(), half.file);
  };
  const Half& source = page.halves[page.source];
  for (LanguageIndex language = 0; language < page.halves.size(); ++language) {
    const Half& half = page.halves[language];
    if (is_misread(half)) continue;
    if (!half.exists) {
      const LanguageIndex shown = shown_language(page, language);
      if (!page.halves[shown].exists) continue;
      problems.push_back(
          problem("pair-missing", {page.halves[shown].file, {1, 1}, {}},
                  base::message("'{}' is missing", "« {} » manque", name_of(half.file)),
                  base::message("readers of '{}' see this page in '{}', with a notice",
                                "qui lit en « {} » voit cette page en « {} », avec un avis",
                                course.languages[language], course.languages[shown])));
    } else if (language != page.source && source.exists && !is_misread(source)) {
      PairReport report(source, half, problems);
      compare(report);
      compare_with_record(page, language, report);
    }
  }
}

}  // namespace model
