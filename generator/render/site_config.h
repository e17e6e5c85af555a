// site/site.toml: what belongs to this publication of the course and not to the course.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/text/schema.h"

namespace render {

struct SiteConfig {
  std::string name;  // a word or two for the top of every page; empty: the course's title
  std::string url;  // "https://lab.example.org/course/", ends in '/'; empty: no canonical links, no
                    // sitemap, no feeds
  std::string theme;        // a folder beside site.toml whose files take precedence; empty: none
  std::string edit_link;    // "https://…/edit/main/content/{path}"; empty: no edit links
  std::string contact;      // an address for the feeds; may be empty
  bool authors = false;     // names of those who changed a page, from its repository
  int changes = 5;          // how many of its last changes a page lists, from its repository
  std::string commit_link;  // "https://…/commit/{commit}"; empty: the changes are not linked

  // The path of `url`, with a '/' at both ends: "/course/"; "/" without a url.
  std::string base_path() const;
};

// The schema, also for editors.
const text::Schema& site_schema();
// An absent file is the default configuration; problems of a present one are appended, with the
// file as `shown_as`.
SiteConfig parse_site_config(std::string_view source, std::string_view shown_as,
                             std::vector<base::Error>& problems);

}  // namespace render
