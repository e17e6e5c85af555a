// What the rules about one file see: the file's text, its parsed forms, and the page it is a half
// of. Lives during the parallel pass over the files, on one thread.
#pragma once

#include <optional>
#include <string_view>

#include "generator/markdown/document.h"
#include "generator/model/course.h"
#include "generator/model/decode_page.h"
#include "generator/model/lint/lines.h"
#include "generator/model/problem.h"

namespace model {

struct FileContext {
  const Course& course;  // languages and tab groups; its pages are not there yet
  const Page& page;      // what its TOML says
  LanguageIndex language = 0;
  const Half& half;  // its facts are those of the whole file
  const FrontPlaces& front;
  std::string_view source;  // valid UTF-8
  const Lines& lines;
  const markdown::Document& document;
  bool misread =
      false;  // a block could not be understood: what seems to be missing may be inside it

  std::string_view file() const { return half.file; }
  base::Span at(base::Position begin, base::Position end = {}) const {
    return {half.file, begin, end};
  }
};

}  // namespace model
