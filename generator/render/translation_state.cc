#include "generator/render/translation_state.h"

#include "generator/model/freshness.h"

namespace render {

namespace {

// Whose front matter records the translation.
const model::Page& owner_of(const model::Course& course, const model::Page& page) {
  return page.in_logbook_file ? course.pages[page.logbook] : page;
}

bool exists(const model::Page& page, model::LanguageIndex language) {
  return language < page.halves.size() && page.halves[language].exists;
}

}  // namespace

TranslationState translation_state(const model::Course& course, const model::Page& page,
                                   model::LanguageIndex language) {
  const model::Page& owner = owner_of(course, page);
  if (!exists(page, language)) return TranslationState::Missing;
  if (language == owner.source) return TranslationState::Source;
  if (!exists(page, owner.source)) return TranslationState::Orphan;
  if (const auto& translation = page.halves[language].translation;
      translation && !translation->sections.empty())
    return model::freshness(page, language).behind() ? TranslationState::Behind
                                                     : TranslationState::Same;
  const int of = translated_revision(course, page, language);
  const bool behind = of < owner.rev && (of > 0 || owner.rev > 1);
  return behind ? TranslationState::Behind : TranslationState::Same;
}

int translated_revision(const model::Course& course, const model::Page& page,
                        model::LanguageIndex language) {
  const model::Page& owner = owner_of(course, page);
  if (!exists(owner, language)) return 0;
  const auto& translation = owner.halves[language].translation;
  return translation ? translation->of : 0;
}

}  // namespace render
