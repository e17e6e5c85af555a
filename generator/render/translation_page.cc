// Where each language stands, page by page: an original, same, behind, missing, or an orphan whose
// original is gone.
#include "generator/model/freshness.h"
#include "generator/render/head.h"
#include "generator/render/pages.h"
#include "generator/render/translation_state.h"

namespace render {

namespace {

using model::PageKind;
using theme::Context;
using theme::Contexts;

std::string_view key_of(TranslationState state) {
  switch (state) {
    case TranslationState::Source:
      return "translations.source";
    case TranslationState::Same:
      return "translations.same";
    case TranslationState::Behind:
      return "translations.behind";
    case TranslationState::Missing:
      return "translations.missing";
    case TranslationState::Orphan:
      return "translations.orphan";
  }
  return "translations.missing";
}

std::string_view tone_of(TranslationState state) {
  switch (state) {
    case TranslationState::Same:
      return "good";
    case TranslationState::Behind:
      return "warn";
    case TranslationState::Missing:
    case TranslationState::Orphan:
      return "bad";
    case TranslationState::Source:
      break;
  }
  return "";
}

struct Group {
  std::string_view id, title;
  std::vector<PageIndex> pages;
};

std::vector<Group> groups_of(const Shared& shared) {
  std::vector<Group> groups = {{"lessons_", "translations.lessons", {}},
                               {"guides_", "translations.guides", {}},
                               {"logbooks_", "translations.logbooks", {}},
                               {"pages_", "translations.pages", {}}};
  for (PageIndex i = 0; i < shared.course.pages.size(); ++i) {
    switch (shared.course.pages[i].kind) {
      case PageKind::Lesson:
        groups[0].pages.push_back(i);
        break;
      case PageKind::Guide:
        groups[1].pages.push_back(i);
        break;
      case PageKind::Logbook:
      case PageKind::Entry:
        groups[2].pages.push_back(i);
        break;
      case PageKind::Glossary:
      case PageKind::Tips:
      case PageKind::Plain:
        groups[3].pages.push_back(i);
        break;
    }
  }
  std::erase_if(groups, [](const Group& group) { return group.pages.empty(); });
  return groups;
}

std::string behind_detail(const Words& words, const model::Freshness& fresh) {
  return fresh.changed.empty() ? words.count("translations.removed", fresh.removed)
                               : words.count("translations.changed", fresh.changed.size());
}

Context half_context(const Shared& shared, const Here& here, const Words& words,
                     const model::Page& page, model::LanguageIndex language) {
  const TranslationState state = translation_state(shared.course, page, language);
  const model::Page& owner = page.in_logbook_file ? shared.course.pages[page.logbook] : page;
  std::string detail;
  const auto& translation = page.halves[language].translation;
  const bool recorded = translation && !translation->sections.empty();
  if (state == TranslationState::Behind && recorded)
    detail = behind_detail(words, model::freshness(page, language));
  else if (state == TranslationState::Behind)
    detail =
        words.say("translations.detail",
                  {{"of", fmt::format("{}", translated_revision(shared.course, page, language))},
                   {"rev", fmt::format("{}", owner.rev)}});
  if (state == TranslationState::Source && owner.rev > 1)
    detail = words.say("translations.source_detail", {{"rev", fmt::format("{}", owner.rev)}});
  Context context;
  context.set("code", shared.languages[language].code).set("state", words.say(key_of(state)));
  context.set("tone", std::string(tone_of(state))).set("detail", detail);
  context.set("href", page.halves[language].exists
                          ? here.to(model::address_of(shared.course, page, language))
                          : "");
  return context;
}

}  // namespace

Output translations_page(const Shared& shared, model::LanguageIndex language) {
  const std::string& code = shared.languages[language].code;
  const Words& words = shared.languages[language].words;
  const Here here(code + "/translations.html", code);
  Context context = page_context(shared, here, language,
                                 made_page(shared, words.say("translations.title"),
                                           words.say("translations.lead"), "translations.html"));
  set_crumbs(context, {{words.say("crumb.home"), here.in("index.html")}});
  std::map<TranslationState, std::size_t> counts;
  Contexts groups;
  for (const Group& group : groups_of(shared)) {
    Contexts rows;
    for (const PageIndex i : group.pages) {
      const model::Page& page = shared.course.pages[i];
      Contexts halves;
      for (model::LanguageIndex half = 0; half < shared.languages.size(); ++half) {
        ++counts[translation_state(shared.course, page, half)];
        halves.push_back(half_context(shared, here, words, page, half));
      }
      rows.push_back(Context()
                         .set("id", page.id)
                         .set("title", shared.title(page, language))
                         .set("halves", std::move(halves)));
    }
    groups.push_back(Context()
                         .set("group_id", std::string(group.id))
                         .set("title", words.say(group.title))
                         .set("rows", std::move(rows)));
  }
  Contexts figures;
  for (const auto& [state, count] : counts)
    if (state != TranslationState::Source)
      figures.push_back(Context()
                            .set("number", words.number(count))
                            .set("label", words.say(key_of(state)))
                            .set("tone", std::string(tone_of(state))));
  context.set("counts", std::move(figures)).set("groups", std::move(groups));
  return {here.address(), shared.theme.render("translations", context, code)};
}

}  // namespace render
