// SCORM 1.2 (ADL, 2001): a ZIP whose root holds imsmanifest.xml and the one SCO that is the lesson.
// One package a lesson and language.
#pragma once

#include "generator/exporting/lesson.h"
#include "generator/markdown/document.h"

namespace exporting {

constexpr int kMastery = 80;  // percent that pass

base::Result<std::vector<PackedFile>> scorm_package(const CourseSource& source,
                                                    const model::Page& page,
                                                    model::LanguageIndex language);

// The page of a package: its texts in one or more languages, of which the script shows one.
struct PackagePage {
  const model::Page* page = nullptr;
  std::vector<model::LanguageIndex> languages;
  std::string_view recorder;  // the script that records: "scorm.js"
};
base::Result<std::string> package_page(const CourseSource& source, const PackagePage& page,
                                       Pictures& pictures);

}  // namespace exporting
