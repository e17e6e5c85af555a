// What a link in a page leads to. One resolver serves the check of dead links and the rendering of
// live ones, so that the two cannot disagree. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/course.h"

namespace model {

enum class LinkOutcome {
  Page,      // `address` is a page of the site, `fragment` a place in it (may be empty)
  Asset,     // `address` is a file that is copied: "assets/…"
  External,  // `address` is to be used as it is
  Anchor,    // a place on the same page: `fragment`
  NoPage,    // no such file
  NoAnchor,  // the page exists, the place in it does not
  NoAsset,
  WrongLanguage,  // it leads to the other language's file; `address` is that of the reader's
                  // language
  Unsafe,
};

struct ResolvedLink {
  LinkOutcome outcome = LinkOutcome::NoPage;
  std::string address;
  std::string fragment;
  std::string nearest;  // for NoPage, NoAnchor, NoAsset: the nearest name that exists, as the
                        // author would write it
};

enum class Suggest { No, Yes };  // looking for `nearest` takes time for every page there is

// `from`: the file the link stands in, relative to the content folder. Links to
// labs/catalog/<id>.toml, as GitHub needs them, lead to the lab's page. A fragment may be an
// anchor, an explicit id, or the slug of the heading as its own language writes it; `fragment` of
// the result is the anchor. A link to the missing half of a page leads to that page.
ResolvedLink resolve_link(const Course& course, std::string_view from, LanguageIndex language,
                          std::string_view target, bool image, Suggest suggest = Suggest::No);

// Where a file of Course::assets is in the site: "assets/x.png" stays, "lessons/net/x/y.png" ->
// "assets/lessons/net/x/y.png".
std::string asset_address(std::string_view file);

}  // namespace model
