#include "generator/model/lint/pairs.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace model {
namespace {

using markdown::Facts;

// The rules look at lists: the first place where the lists of two halves differ is said, with what
// stands there.
struct Difference {
  std::size_t index = 0;
  bool missing = false;  // the source has more
  bool extra = false;    // this half has more
};

template <class T, class Same>
std::optional<Difference> first_difference(const std::vector<T>& source, const std::vector<T>& half,
                                           Same same) {
  const std::size_t common = std::min(source.size(), half.size());
  for (std::size_t i = 0; i < common; ++i)
    if (!same(source[i], half[i])) return Difference{i, false, false};
  if (source.size() == half.size()) return {};
  return Difference{common, source.size() > half.size(), source.size() < half.size()};
}

class Pair {
 public:
  Pair(const Half& source, const Half& half, Problems& problems)
      : source_(source), half_(half), a_(source.facts), b_(half.facts), problems_(problems) {}

  void compare() {
    compare_sections();
    compare_code();
    compare_placeholders();
    compare_quizzes();
    compare_tabs();
    compare_labs();
    compare_logs();
    compare_objectives();
  }

 private:
  std::string_view other() const { return name_of(source_.file); }
  std::string other_at(base::Position at) const { return fmt::format("{}:{}", other(), at.line); }

  void report(std::string_view rule, base::Position at, base::Message message,
              base::Message hint = {}, base::Position end = {}) {
    if (hint.empty())
      hint = base::message("the two files must agree; {} is the source",
                           "les deux fichiers doivent concorder ; {} est la source", other());
    problems_.push_back(problem(rule, {half_.file, at, end}, std::move(message), std::move(hint)));
  }

  // The last thing this half has before the place where something is missing.
  template <class T>
  base::Position behind(const std::vector<T>& mine) const {
    return mine.empty() ? base::Position{1, 1} : mine.back().at;
  }

  // Headings of quizzes, labs and logs are compared with what they head.
  struct Section {
    int level = 0;
    std::string_view id;
    std::string_view title;
    base::Position at;
  };
  static std::vector<Section> sections_of(const Facts& facts) {
    std::unordered_set<std::string_view> owned;
    for (const auto& quiz : facts.quizzes) owned.insert(quiz.id);
    for (const auto& lab : facts.labs) owned.insert(lab.id);
    std::vector<Section> out;
    std::size_t log = 0;
    for (const auto& heading : facts.headings) {
      while (log < facts.logs.size() && facts.logs[log].end < heading.at) ++log;
      const bool in_log = log < facts.logs.size() && facts.logs[log].at <= heading.at;
      if (in_log || (!heading.id.empty() && owned.count(heading.id) > 0)) continue;
      out.push_back({heading.level, heading.id, heading.title, heading.at});
    }
    return out;
  }
  static std::string name(const Section& section) {
    return std::string(section.id.empty() ? section.title : section.id);
  }

  void compare_sections() {
    const std::vector<Section> source = sections_of(a_), half = sections_of(b_);
    const auto found = first_difference(source, half, [](const Section& x, const Section& y) {
      return x.level == y.level && x.id == y.id;
    });
    if (!found) return;
    const std::size_t i = found->index;
    const auto has = [](const std::vector<Section>& all, const Section& wanted) {
      return !wanted.id.empty() && std::any_of(all.begin(), all.end(), [&](const Section& one) {
        return one.id == wanted.id;
      });
    };
    if (found->missing || (i < half.size() && !source[i].id.empty() && !has(half, source[i]))) {
      report("pair-sections", i < half.size() ? half[i].at : behind(half),
             base::message("the section '{}' of {} is missing here",
                           "la section « {} » de {} manque ici", name(source[i]),
                           other_at(source[i].at)));
    } else if (found->extra || (!half[i].id.empty() && !has(source, half[i]))) {
      report("pair-sections", half[i].at,
             base::message("{} has no section '{}' here", "{} n'a pas de section « {} » ici",
                           other(), name(half[i])));
    } else if (source[i].id == half[i].id) {
      report("pair-sections", half[i].at,
             base::message("'{}' is a heading of level {} here and of level {} in {}",
                           "« {} » est un titre de niveau {} ici et de niveau {} dans {}",
                           name(half[i]), half[i].level, source[i].level, other_at(source[i].at)));
    } else {
      report("pair-sections", half[i].at,
             base::message("the section '{}' stands where {} has '{}'",
                           "la section « {} » est là où {} a « {} »", name(half[i]),
                           other_at(source[i].at), name(source[i])));
    }
  }

  void compare_code() {
    const auto found = first_difference(a_.code, b_.code, [](const auto& x, const auto& y) {
      return x.language == y.language && x.text == y.text;
    });
    if (!found) return;
    const std::size_t i = found->index;
    const base::Message hint = base::message(
        "code is the same byte for byte in every language: no comment that would need translating",
        "le code est le même, octet pour octet, dans toutes les langues : pas de commentaire à "
        "traduire");
    if (found->missing) {
      report("pair-code", behind(b_.code),
             base::message("{} code blocks here, {} in {}: that of {} is missing",
                           "{} blocs de code ici, {} dans {} : celui de {} manque", b_.code.size(),
                           a_.code.size(), other(), other_at(a_.code[i].at)),
             hint);
    } else if (found->extra) {
      report("pair-code", b_.code[i].at,
             base::message("{} code blocks here, {} in {}: this one has no counterpart",
                           "{} blocs de code ici, {} dans {} : celui-ci n'a pas d'équivalent",
                           b_.code.size(), a_.code.size(), other()),
             hint);
    } else if (a_.code[i].language != b_.code[i].language) {
      report("pair-code", b_.code[i].at,
             base::message("the code block is '{}' here and '{}' at {}",
                           "le bloc de code est « {} » ici et « {} » à {}", b_.code[i].language,
                           a_.code[i].language, other_at(a_.code[i].at)),
             hint);
    } else {
      report("pair-code", b_.code[i].at,
             base::message("the code block differs from that of {}",
                           "le bloc de code diffère de celui de {}", other_at(a_.code[i].at)),
             hint);
    }
  }

  void compare_placeholders() {
    std::set<std::string_view> source, half;
    for (const auto& fact : a_.placeholders) source.insert(fact.name);
    for (const auto& fact : b_.placeholders) half.insert(fact.name);
    for (const auto& fact : b_.placeholders) {
      if (source.count(fact.name) > 0) continue;
      base::Position end = fact.at;
      end.column += static_cast<std::uint32_t>(fact.name.size() + 2);
      report("pair-placeholders", fact.at,
             base::message("'<{}>' is not in {}", "« <{}> » n'est pas dans {}", fact.name, other()),
             {}, end);
      return;
    }
    for (const auto& fact : a_.placeholders) {
      if (half.count(fact.name) > 0) continue;
      report("pair-placeholders", {1, 1},
             base::message("'<{}>' of {} is nowhere in this file",
                           "« <{}> » de {} n'est nulle part dans ce fichier", fact.name,
                           other_at(fact.at)));
      return;
    }
  }

  void compare_quizzes() {
    const auto same = [](const auto& x, const auto& y) {
      return x.id == y.id && x.key == y.key && x.choices == y.choices;
    };
    const auto found = first_difference(a_.quizzes, b_.quizzes, same);
    if (!found) return;
    const std::size_t i = found->index;
    if (found->missing) {
      report("pair-quiz", behind(b_.quizzes),
             base::message("the quiz '{}' of {} is missing here", "le quiz « {} » de {} manque ici",
                           a_.quizzes[i].id, other_at(a_.quizzes[i].at)));
    } else if (found->extra) {
      report("pair-quiz", b_.quizzes[i].at,
             base::message("{} has no quiz '{}'", "{} n'a pas de quiz « {} »", other(),
                           b_.quizzes[i].id));
    } else if (a_.quizzes[i].id != b_.quizzes[i].id) {
      report("pair-quiz", b_.quizzes[i].at,
             base::message("the quiz '{}' stands where {} has '{}'",
                           "le quiz « {} » est là où {} a « {} »", b_.quizzes[i].id,
                           other_at(a_.quizzes[i].at), a_.quizzes[i].id));
    } else if (a_.quizzes[i].choices != b_.quizzes[i].choices) {
      report(
          "pair-quiz", b_.quizzes[i].at,
          base::message("the quiz '{}' has {} answers here and {} at {}",
                        "le quiz « {} » a {} réponses ici et {} à {}", b_.quizzes[i].id,
                        b_.quizzes[i].choices, a_.quizzes[i].choices, other_at(a_.quizzes[i].at)));
    } else {
      report("pair-quiz", b_.quizzes[i].at,
             base::message("the right answers of the quiz '{}' are '{}' here and '{}' at {}",
                           "les bonnes réponses du quiz « {} » sont « {} » ici et « {} » à {}",
                           b_.quizzes[i].id, b_.quizzes[i].key, a_.quizzes[i].key,
                           other_at(a_.quizzes[i].at)),
             base::message("keep the answers in the same order",
                           "gardez les réponses dans le même ordre"));
    }
  }

  void compare_tabs() {
    const auto found = first_difference(a_.tabs, b_.tabs, [](const auto& x, const auto& y) {
      return x.group == y.group && x.labels.size() == y.labels.size();
    });
    if (!found) return;
    const std::size_t i = found->index;
    if (found->missing) {
      report("pair-tabs", behind(b_.tabs),
             base::message("the tabs of {} are missing here", "les onglets de {} manquent ici",
                           other_at(a_.tabs[i].at)));
    } else if (found->extra) {
      report("pair-tabs", b_.tabs[i].at,
             base::message("{} has no tabs here", "{} n'a pas d'onglets ici", other()));
    } else if (a_.tabs[i].group != b_.tabs[i].group) {
      report("pair-tabs", b_.tabs[i].at,
             base::message("the tabs are of the group '{}' here and '{}' at {}",
                           "les onglets sont du groupe « {} » ici et « {} » à {}", b_.tabs[i].group,
                           a_.tabs[i].group, other_at(a_.tabs[i].at)));
    } else {
      report("pair-tabs", b_.tabs[i].at,
             base::message("{} tabs here, {} at {}", "{} onglets ici, {} à {}",
                           b_.tabs[i].labels.size(), a_.tabs[i].labels.size(),
                           other_at(a_.tabs[i].at)));
    }
  }

  static bool same_checks(const markdown::LabFact& x, const markdown::LabFact& y) {
    return std::equal(x.checks.begin(), x.checks.end(), y.checks.begin(), y.checks.end(),
                      [](const auto& p, const auto& q) { return p.id == q.id; });
  }

  void compare_labs() {
    const auto found = first_difference(a_.labs, b_.labs, [](const auto& x, const auto& y) {
      return x.id == y.id && same_checks(x, y);
    });
    if (!found) return;
    const std::size_t i = found->index;
    if (found->missing) {
      report("pair-lab", behind(b_.labs),
             base::message("the lab '{}' of {} is missing here", "le labo « {} » de {} manque ici",
                           a_.labs[i].id, other_at(a_.labs[i].at)));
    } else if (found->extra || a_.labs[i].id != b_.labs[i].id) {
      report("pair-lab", b_.labs[i].at,
             base::message("{} has no lab '{}' here", "{} n'a pas de labo « {} » ici", other(),
                           b_.labs[i].id));
    } else {
      report("pair-lab", b_.labs[i].at,
             base::message("the checks of the lab '{}' differ from those of {}",
                           "les vérifications du labo « {} » diffèrent de celles de {}",
                           b_.labs[i].id, other_at(a_.labs[i].at)));
    }
  }

  void compare_logs() {
    const auto found = first_difference(a_.logs, b_.logs, [](const auto& x, const auto& y) {
      return x.id == y.id && x.errors == y.errors;
    });
    if (!found) return;
    const std::size_t i = found->index;
    if (found->missing) {
      report(
          "pair-log", behind(b_.logs),
          base::message("the entry '{}' of {} is missing here", "la fiche « {} » de {} manque ici",
                        a_.logs[i].id, other_at(a_.logs[i].at)));
    } else if (found->extra || a_.logs[i].id != b_.logs[i].id) {
      report("pair-log", b_.logs[i].at,
             base::message("{} has no entry '{}' here", "{} n'a pas de fiche « {} » ici", other(),
                           b_.logs[i].id));
    } else {
      report("pair-log", b_.logs[i].at,
             base::message("the error texts of '{}' differ from those of {}",
                           "les textes d'erreur de « {} » diffèrent de ceux de {}", b_.logs[i].id,
                           other_at(a_.logs[i].at)));
    }
  }

  void compare_objectives() {
    const auto found = first_difference(a_.objectives, b_.objectives,
                                        [](const auto& x, const auto& y) { return x.id == y.id; });
    if (!found) return;
    const std::size_t i = found->index;
    if (found->missing) {
      report("pair-objectives", behind(b_.objectives),
             base::message("the objective '{}' of {} is missing here",
                           "l'objectif « {} » de {} manque ici", a_.objectives[i].id,
                           other_at(a_.objectives[i].at)));
    } else if (found->extra) {
      report("pair-objectives", b_.objectives[i].at,
             base::message("{} has no objective '{}'", "{} n'a pas d'objectif « {} »", other(),
                           b_.objectives[i].id));
    } else {
      report("pair-objectives", b_.objectives[i].at,
             base::message("the objective '{}' stands where {} has '{}'",
                           "l'objectif « {} » est là où {} a « {} »", b_.objectives[i].id,
                           other_at(a_.objectives[i].at), a_.objectives[i].id));
    }
  }

  const Half& source_;
  const Half& half_;
  const Facts& a_;
  const Facts& b_;
  Problems& problems_;
};

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
      Pair(source, half, problems).compare();
    }
  }
}

}  // namespace model
