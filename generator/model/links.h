// What a link in a page leads to. One resolver serves the check of dead links and the rendering of live ones, so that the two
// cannot disagree. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/course.h"

namespace model {

enum class LinkOutcome {
  Page,       // `address` is a page of the site, `fragment` a place in it (may be empty)
  Asset,      // `address` is a file that is copied: "assets/…"
  External,   // `address` is to be used as it is
  Anchor,     // a place on the same page: `fragment`
  NoPage,     // no such file
  NoAnchor,   // the page exists, the place in it does not
  NoAsset,
  WrongLanguage,  // it leads to the other language's file; `address` is that of the reader's language
  Unsafe,
};

struct ResolvedLink {
  LinkOutcome outcome = LinkOutcome::NoPage;
  std::string address;
  std::string fragment;
  std::string nearest;  // for NoPage, NoAnchor, NoAsset: the nearest name that exists, as the author would write it
};

// `from`: the file the link stands in, relative to the content folder.
ResolvedLink resolve_link(const Course& course, std::string_view from, LanguageIndex language, std::string_view target,
                          bool image);

}  // namespace model
