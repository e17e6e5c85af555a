// The course as a table (CSV, RFC 4180): a row for each lesson and guide, for spreadsheets and for
// platforms that want a list.
#pragma once

#include <string>

#include "generator/exporting/lesson.h"

namespace exporting {

std::string outline_csv(const CourseSource& source, model::LanguageIndex language);

// A cell in quotes where it must be; what a spreadsheet would take for a formula is text.
std::string csv_cell(std::string_view text);

}  // namespace exporting
