// Lists of everything of a kind: guides, logbooks, labs; and the page of a lab.
#include <algorithm>

#include "generator/render/lines.h"
#include "generator/render/pages.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

struct ListPage {
  const Shared& shared;
  model::LanguageIndex language;
  Here here;
  const Words& words = shared.languages[language].words;
};

ListPage list_at(const Shared& shared, model::LanguageIndex language, const std::string& rest) {
  const std::string& code = shared.languages[language].code;
  return {shared, language, Here(code + "/" + rest, code)};
}

// `kind`: "guides", as folder and as the theme's words for it.
Output finish_list(const ListPage& list, const std::string& kind, Part part, Contexts lines) {
  PageHead head = made_page(list.shared, list.words.say(kind + ".title"),
                            list.words.say(kind + ".lead"), kind + "/index.html");
  head.part = part;
  head.is_part_index = true;
  Context context = page_context(list.shared, list.here, list.language, head);
  set_crumbs(context, {{list.words.say("crumb.home"), list.here.in("index.html")}});
  context.set("lead", head.description)
      .set("lines", std::move(lines))
      .set("none", list.words.say(kind + ".none"));
  return {list.here.address(), list.shared.theme.render("list", context, list.here.language())};
}

std::string text(const ListPage& list, const model::Texts& texts) {
  return texts.empty() ? std::string()
                       : list.shared.typeset(texts.in(list.language), list.language);
}

Contexts lab_checks(const ListPage& list, const model::LabSummary& lab) {
  Contexts checks;
  for (const model::LabCheckTitle& check : lab.checks)
    checks.push_back(Context().set("check_id", check.id).set("title", text(list, check.title)));
  return checks;
}

// The breakdowns, under the check that fails first.
Contexts lab_faults(const ListPage& list, const model::LabSummary& lab) {
  Contexts symptoms;
  std::size_t at = 0;
  while (at < lab.faults.size()) {
    const std::string& check = lab.faults[at].check;
    Contexts ways;
    for (; at < lab.faults.size() && lab.faults[at].check == check; ++at)
      ways.push_back(
          Context().set("way", text(list, lab.faults[at].title)).set("way_id", lab.faults[at].id));
    const auto found =
        std::find_if(lab.checks.begin(), lab.checks.end(),
                     [&](const model::LabCheckTitle& one) { return one.id == check; });
    symptoms.push_back(Context()
                           .set("symptom", found != lab.checks.end()
                                               ? text(list, found->title)
                                               : list.words.say("lab.other_symptoms"))
                           .set("ways_count", list.words.count("count.breakdowns", ways.size()))
                           .set("ways", std::move(ways)));
  }
  return symptoms;
}

void set_uses(Context& context, const ListPage& list, const std::string& lab) {
  Contexts pages, entries;
  if (const auto use = list.shared.labs.find(lab); use != list.shared.labs.end()) {
    // Entries have a list of their own.
    std::vector<PageIndex> others;
    for (const PageIndex i : use->second.pages)
      if (std::find(use->second.entries.begin(), use->second.entries.end(), i) ==
          use->second.entries.end())
        others.push_back(i);
    pages = page_lines(list.shared, list.here, list.language, others);
    for (const PageIndex i : use->second.entries)
      entries.push_back(entry_line(list.shared, list.here, list.language,
                                   list.shared.course.pages[i], Anchor::No));
  }
  context.set("has_pages", !pages.empty()).set("pages", std::move(pages));
  context.set("has_entries", !entries.empty()).set("entries", std::move(entries));
}

// The level of the first page that leads to the lab.
std::size_t level_of(const Shared& shared, const std::string& lab) {
  const auto use = shared.labs.find(lab);
  if (use != shared.labs.end())
    for (const PageIndex i : use->second.pages)
      if (const std::size_t level = shared.level_index(shared.course.pages[i].level);
          level < shared.course.levels.size())
        return level;
  return shared.course.levels.size();
}

}  // namespace

Output guides_page(const Shared& shared, model::LanguageIndex language) {
  const ListPage list = list_at(shared, language, "guides/index.html");
  return finish_list(list, "guides", Part::Guides,
                     page_lines(shared, list.here, language, shared.guides, {true, true, true}));
}

Output logbooks_page(const Shared& shared, model::LanguageIndex language) {
  const ListPage list = list_at(shared, language, "logbooks/index.html");
  return finish_list(list, "logbooks", Part::Logbooks,
                     page_lines(shared, list.here, language, shared.logbooks));
}

Output labs_page(const Shared& shared, model::LanguageIndex language) {
  const ListPage list = list_at(shared, language, "labs/index.html");
  Contexts lines;
  for (const model::LabSummary& lab : shared.course.labs)
    lines.push_back(lab_line(shared, list.here, language, lab));
  return finish_list(list, "labs", Part::Labs, std::move(lines));
}

Output lab_page(const Shared& shared, model::LanguageIndex language, std::size_t index) {
  const model::LabSummary& lab = shared.course.labs[index];
  const std::string rest = "labs/" + lab.id + ".html";
  const ListPage list = list_at(shared, language, rest);
  PageHead head = made_page(shared, text(list, lab.title), text(list, lab.summary), rest);
  head.part = Part::Labs;
  const std::size_t level = level_of(shared, lab.id);
  const bool levelled = level < shared.course.levels.size();
  head.level = levelled ? level_number(level) : "";
  Context context = page_context(shared, list.here, language, head);
  set_crumbs(context, {{list.words.say("crumb.home"), list.here.in("index.html")},
                       {list.words.say("labs.title"), list.here.in("labs/index.html")}});
  context.set("has_meta", true)
      .set("page_status", "")
      .set("page_status_tone", "")
      .set("verified", "");
  context.set("page_level_title", levelled ? text(list, shared.course.levels[level].title) : "");
  context.set("page_level_href",
              levelled ? list.here.in("levels/" + shared.course.levels[level].id + ".html") : "");
  context.set("facts",
              Contexts{Context().set("fact", list.words.count("count.checks", lab.checks.size()))});
  context.set("lab_id", lab.id)
      .set("lead", head.description)
      .set("command", "lab-check run " + lab.id);
  context.set("checks", lab_checks(list, lab)).set("has_more_checks", lab.open);
  context.set("can_practise", !lab.faults.empty()).set("symptoms", lab_faults(list, lab));
  set_uses(context, list, lab.id);
  return {list.here.address(), shared.theme.render("lab", context, list.here.language())};
}

}  // namespace render
