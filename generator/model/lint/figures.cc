#include "generator/model/lint/figures.h"

#include <algorithm>
#include <set>

namespace model {
namespace {

class Figures {
 public:
  Figures(const Course& course, Problems& problems) : course_(course), problems_(problems) {
    for (const Figure& figure : course.figures) ids_.push_back(figure.id);
  }

  void check_page(const Page& page) {
    if (page.in_logbook_file) return;  // its text is part of the logbook's file
    for (const Half& half : page.halves) {
      std::set<std::string_view> here;
      for (const markdown::FigureFact& fact : half.facts.figures) {
        const base::Span where = {half.file, fact.at, fact.end};
        if (course_.find_figure(fact.id) == nullptr)
          problems_.push_back(problem(
              "figure-unknown", where,
              base::message("there is no figure '{}'", "il n'y a pas de figure « {} »", fact.id),
              suggestions_.near(
                  fact.id, ids_,
                  base::message("write figures/{}.toml", "écrivez figures/{}.toml", fact.id))));
        else if (!here.insert(fact.id).second)
          problems_.push_back(
              problem("id-duplicate", where,
                      base::message("the figure '{}' stands twice on this page",
                                    "la figure « {} » est deux fois sur cette page", fact.id)));
        used_.insert(fact.id);
      }
    }
  }

  void check_unused() {
    for (const Figure& figure : course_.figures) {
      if (used_.count(figure.id) > 0) continue;
      problems_.push_back(problem(
          "figure-unused", {figure.file, {1, 1}, {}},
          base::message("no page shows this figure", "aucune page ne montre cette figure"),
          base::message("write '<!-- figure: {} -->', what it shows in words, and '<!-- /figure "
                        "-->' on a page",
                        "écrivez « <!-- figure: {} --> », ce qu'elle montre avec des mots, et « "
                        "<!-- /figure --> » sur une page",
                        figure.id)));
    }
  }

  void check_links() {
    for (const Figure& figure : course_.figures) {
      for (const FigureNode& node : figure.nodes) {
        if (node.link.empty() || course_.find_linked(node.link) != nullptr) continue;
        problems_.push_back(problem(
            "figure-link", {figure.file, node.link_at, node.link_end},
            base::message("there is no page '{}'", "il n'y a pas de page « {} »", node.link),
            suggestions_.near(node.link, page_ids())));
      }
    }
  }

 private:
  const std::vector<std::string>& page_ids() {
    if (page_ids_.empty())
      for (const Page& page : course_.pages)
        if (page.kind != PageKind::Entry) page_ids_.push_back(page.id);
    return page_ids_;
  }

  const Course& course_;
  Problems& problems_;
  std::vector<std::string> ids_, page_ids_;
  std::set<std::string, std::less<>> used_;
  Suggestions suggestions_;
};

}  // namespace

void lint_figures(const Course& course, bool drafts, Problems& problems) {
  Figures figures(course, problems);
  for (const Page& page : course.pages) figures.check_page(page);
  if (!drafts) {
    figures.check_unused();
    figures.check_links();
  }
}

}  // namespace model
