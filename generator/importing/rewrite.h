// The second half of an import: pages know where they go, and their links are led there. Inside
// this folder only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/page.h"

namespace importing {

// Files that pages refer to, with the names they get: "assets/images/plan.png".
class Assets {
 public:
  explicit Assets(const Tree& tree) : tree_(&tree) {}

  // Empty when the file cannot be published; `why` then says so.
  std::string take(const std::string& file, base::Message& why);
  const std::map<std::string, std::string>& taken() const { return taken_; }  // source -> content

 private:
  base::Message refusal(const std::string& file) const;

  const Tree* tree_;
  std::map<std::string, std::string> taken_;
  std::map<std::string, base::Message> refused_;
  std::set<std::string> names_;
};

struct Plan {
  const Tree& tree;
  const Places& places;
  std::vector<Page>& pages;
  std::vector<Group>& groups;
  const std::vector<std::string>& topics;           // slugs
  std::map<std::string, std::size_t> page_of = {};  // source file -> page
};

// "lessons/net/dns/lesson.fr.md", from the content folder.
std::string place_of(const Plan& plan, const Page& page);

// The changes that lead the links of a page to where things went; marks the headings they lead to.
Edits lead_links(const Plan& plan, const Page& page, Assets& assets, Notes& notes);

// The file of the page: front matter, title, ids of sections, text with these changes.
std::string write_page(const Page& page, Edits changes);

}  // namespace importing
