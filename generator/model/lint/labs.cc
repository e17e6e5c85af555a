#include <algorithm>

#include "generator/model/lint/grid.h"

namespace model {
namespace {

class LabReferences {
 public:
  LabReferences(const References& references, Problems& problems)
      : course_(references.course), problems_(problems) {
    for (const LabSummary& lab : course_.labs) ids_.push_back(lab.id);
  }

  const LabSummary* find(const base::Span& where, const std::string& id) {
    const LabSummary* lab = course_.find_lab(id);
    if (lab == nullptr && !id.empty()) {
      problems_.push_back(
          problem("lab-unknown", where, base::message("no lab '{}'", "aucun labo « {} »", id),
                  suggestions_.near(id, ids_,
                                    base::message("labs are the files of labs/catalog",
                                                  "les labos sont les fichiers de labs/catalog"))));
    }
    return lab;
  }

  void check(const LabSummary& lab, const base::Span& where, const std::string& id) {
    if (lab.open) return;
    std::vector<std::string> checks;
    for (const LabCheckTitle& check : lab.checks) checks.push_back(check.id);
    if (std::find(checks.begin(), checks.end(), id) != checks.end()) return;
    problems_.push_back(
        problem("lab-unknown", where,
                base::message("the lab '{}' has no check '{}'",
                              "le labo « {} » n'a pas de vérification « {} »", lab.id, id),
                suggestions_.near(id, checks)));
  }

 private:
  const Course& course_;
  Problems& problems_;
  std::vector<std::string> ids_;
  Suggestions suggestions_;
};

base::Span placed(const std::string& file, const PlacedId& id) { return {file, id.at, id.end}; }

base::Span directive(const Half& half, base::Position at) { return {half.file, at, {}}; }

}  // namespace

void lint_labs(const References& references, Problems& problems) {
  if (!references.course.labs_known) return;
  LabReferences labs(references, problems);
  for (const PlacedId& id : references.places.item_labs)
    labs.find(placed(std::string(references.course_file), id), id.id);
  for (std::size_t i = 0; i < references.course.pages.size(); ++i) {
    const Page& page = references.course.pages[i];
    labs.find(placed(page.meta_file, references.page_places[i].lab),
              references.page_places[i].lab.id);
    if (page.in_logbook_file) continue;  // its text is part of the logbook's file
    for (const Half& half : page.halves) {
      for (const markdown::LabFact& fact : half.facts.labs) {
        const LabSummary* lab = labs.find(directive(half, fact.at), fact.id);
        if (lab == nullptr) continue;
        for (const markdown::LabCheck& check : fact.checks)
          labs.check(*lab, directive(half, check.at), check.id);
      }
    }
  }
}

}  // namespace model
