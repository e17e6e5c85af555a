// Shared: what all pages need and nobody should work out twice: titles with their typography, which
// lessons stand in which cell, which entries a logbook has, who leads to which lab, every error
// text. Made once, then read-only.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generator/highlight/cache.h"
#include "generator/model/course.h"
#include "generator/render/image_size.h"
#include "generator/render/site_config.h"
#include "generator/render/words.h"
#include "generator/text/typography.h"
#include "generator/theme/theme.h"

namespace render {

using PageIndex = std::size_t;  // in Course::pages

struct LanguageData {
  std::string code;
  text::Language typography = text::Language::Other;
  Words words;
  std::string site_title;  // of the course
  std::string site_name;   // for the top of a page
  std::vector<std::string>
      titles;  // by PageIndex: of the half that is shown to readers of this language
};

// The pages that lead to a lab, and the failures it reproduces.
struct LabUse {
  std::vector<PageIndex> pages;
  std::vector<PageIndex> entries;
};

struct ErrorText {
  std::string text;
  PageIndex page = 0;
  std::string log;  // of an entry inside a lesson: its id, the place in the page; else empty
};

struct Shared {
  Shared(const model::Course& course, const theme::Theme& theme, const SiteConfig& config,
         ImageSizes images, std::shared_ptr<highlight::Cache> code = {});

  const model::Course& course;
  const theme::Theme& theme;
  const SiteConfig config;
  const ImageSizes images;
  // Shared with whoever checked the code; any thread.
  const std::shared_ptr<highlight::Cache> code;
  std::vector<LanguageData> languages;

  // [topic][level], in reading order; lessons whose page is not part of the course are left out.
  std::vector<std::vector<std::vector<PageIndex>>> cells;
  std::vector<std::vector<PageIndex>> lessons_of_topic;  // all levels in turn
  std::vector<PageIndex> guides, logbooks, plain;
  const model::Page* glossary = nullptr;
  const model::Page* tips = nullptr;
  std::map<PageIndex, std::vector<PageIndex>> entries;  // of a logbook, in its order
  std::map<std::string, LabUse, std::less<>> labs;      // by id
  std::vector<ErrorText> errors;
  std::string licence;  // of the course: that of its first page which has one
  bool feeds = false;

  PageIndex index_of(const model::Page& page) const {
    return static_cast<PageIndex>(&page - course.pages.data());
  }
  std::size_t level_index(std::string_view id) const;  // levels.size() when there is none
  std::size_t topic_index(std::string_view id) const;
  const std::string& title(const model::Page& page, model::LanguageIndex language) const {
    return languages[language].titles[index_of(page)];
  }
  std::string typeset(std::string_view written, model::LanguageIndex language) const {
    return text::typeset(written, languages[language].typography);
  }
};

// The lessons [from, to) of a topic that the page of the one at `place` names: all, or in a long
// topic those around it.
struct Way {
  std::size_t from = 0;
  std::size_t to = 0;
};
Way way_around(std::size_t lessons, std::size_t place);

// "1", "2", "3", then "1" again: the theme has three level colours.
std::string level_number(std::size_t index);

}  // namespace render
