// GIFT, Moodle's text format for questions: `::title::[html]stem{=right#feedback ~wrong#feedback}`,
// with \ before ~ = # { } : that are text. A category for each page.
#pragma once

#include <string>
#include <string_view>

#include "generator/exporting/lesson.h"
#include "generator/markdown/document.h"

namespace exporting {

// The quizzes of these pages in one language.
base::Result<std::string> gift(const CourseSource& source, model::LanguageIndex language,
                               const std::vector<const model::Page*>& pages);

// One question; `name` is its title. Empty when GIFT cannot ask it.
std::string gift_question(const markdown::Quiz& quiz, std::string_view name,
                          std::string_view language);

}  // namespace exporting
