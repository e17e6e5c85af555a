// What new pages say before their author says something better: one text per kind of file and
// language. Words between '@' are filled in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scaffold {

enum class Template {
  LessonPage,
  GuidePage,
  LogbookPage,
  AboutPage,
  Description,  // a sentence for the front matter
  LessonToml,
  GuideToml,
  LogbookToml,
  LabToml,
  CourseToml,
  SiteToml,
};

// French for "fr", else English; the TOML files have no language.
std::string_view template_of(Template which, std::string_view language);

using Fill = std::vector<std::pair<std::string_view, std::string>>;

// "@TITLE@" becomes the value of "TITLE". Values are not looked into. A name that is not in `fill`
// stays as it is.
std::string filled(std::string_view text, const Fill& fill);

}  // namespace scaffold
