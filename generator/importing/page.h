// A page on its way: what its file said, mended, and where it goes. Inside this folder only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/mend.h"
#include "generator/importing/outline.h"
#include "generator/model/course.h"

namespace importing {

struct FrontMatter {
  std::string title;
  std::string description;
  bool draft = false;
  std::uint32_t body_line = 1;  // on which the body starts
  std::size_t body = 0;         // offset
};

struct Page {
  const SourceFile* file = nullptr;
  std::string language;
  std::string key;  // equal for the two languages of a page
  FrontMatter front;
  SourceText text;
  Headings headings;
  std::vector<Placeholder> placeholders;
  std::vector<std::string> environment;
  std::string description;
  std::size_t group = 0;
  std::vector<bool> referenced;  // headings to which links lead
};

// The two languages of a page together: where it stands in the course.
struct Group {
  model::PageKind kind = model::PageKind::Guide;
  std::string slug;
  std::size_t level = 0;
  std::size_t topic = 0;
  std::map<std::string, std::size_t> pages;  // by language
  bool draft = false;
  bool left_out = false;
};

FrontMatter read_front_matter(const SourceFile& file, Notes& notes);

// "guide.fr.md" -> "fr" and "guide.md"; an empty language when the path names none.
struct PathLanguage {
  std::string language;
  std::string key;
};
PathLanguage language_of_path(std::string_view path);
// "fr" or "en", by the words of the text; empty when they do not say.
std::string language_of_text(std::string_view text);

// The first sentence of the page, when it is short enough for a description.
std::string description_of(const SourceText& text);

}  // namespace importing
