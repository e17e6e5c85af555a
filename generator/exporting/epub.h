// EPUB 3.3: the course as one book in one language: a title page, the lessons in the order of the
// grid, the guides, the answers of the self-checks at the end.
#pragma once

#include <string>

#include "generator/exporting/lesson.h"

namespace exporting {

struct BookOptions {
  std::string modified;  // "2026-11-20T00:00:00Z": no clock decides what a book says
};

base::Result<std::vector<PackedFile>> epub(const CourseSource& source,
                                           model::LanguageIndex language,
                                           const BookOptions& options);

}  // namespace exporting
