// The scripts and the style that packages carry. The lesson's script asks and judges; what it
// learns it gives to a recorder, of which there are two: SCORM 1.2's API and cmi5's statements.
// Without a learning platform both keep the answers in the browser.
#pragma once

#include <string_view>

namespace exporting {

std::string_view lesson_style();
std::string_view lesson_script();
std::string_view scorm_script();
std::string_view cmi5_script();

}  // namespace exporting
