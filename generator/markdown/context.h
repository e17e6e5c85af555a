// What the parts that read one page share while they read it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/markdown/problems.h"
#include "generator/markdown/source_text.h"

namespace markdown {

struct Directive;

// A directive whose closing comment has not come yet.
struct OpenDirective {
  const Directive* directive;
  Range comment;
  bool misclosed =
      false;  // its closing comment came in a place where it does not count; that has been said
};

// A comment that was probably meant to open a directive: it lacks the colon and was dropped ("<!--
// quiz intro single -->"), or its name is misspelt, which has been reported.
struct Suspect {
  const Directive* directive;
  Range comment;
  bool reported;
};

struct Context {
  Context(const SourceText& from, Problems& to) : source(from), problems(to) {}

  const SourceText& source;
  Problems& problems;
  std::vector<OpenDirective> open;  // outermost first, over all containers
  std::vector<Suspect> suspects;
  std::vector<std::pair<std::string, Range>> ids;  // every id of the page and where it stands

  bool is_open(std::string_view name) const;
  // Reports nesting-depth, the first time.
  void too_deep(const Range& where);
  // Reports id-duplicate for every id that stands in two places.
  void check_ids();

 private:
  bool too_deep_reported_ = false;
};

}  // namespace markdown
