// How a page stands in a language: from the sections that its translation records or, when it
// records none, from the revision.
#pragma once

#include "generator/model/course.h"

namespace render {

enum class TranslationState {
  Source,   // the original
  Same,     // every section is the one that was translated; or it is of the original's revision, or
            // the original has only one and the translation records none
  Behind,   // of an earlier text
  Missing,  // not written
  Orphan,   // its original does not exist
};

// An entry inside its logbook's file is translated when the logbook is.
TranslationState translation_state(const model::Course& course, const model::Page& page,
                                   model::LanguageIndex language);
// The revision that was translated; 0 when it is not recorded.
int translated_revision(const model::Course& course, const model::Page& page,
                        model::LanguageIndex language);

}  // namespace render
