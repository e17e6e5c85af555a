// What is mended in a page, a function each, in the order in which they are called. Each changes
// only what is certain, and notes it; what is not certain it leaves, and notes that. Pure; any
// thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/notes.h"
#include "generator/importing/source_text.h"
#include "generator/importing/tree.h"

namespace importing {

// A placeholder that the pages of a course use: <VPS_IP>.
struct Placeholder {
  std::string name;
  std::string type;  // as in lesson.toml
  std::string example;
  bool secret = false;
};

// Placeholders by the private value they stand for: the same value, the same name everywhere.
struct PrivateNames {
  std::map<std::string, Placeholder> by_value;
  std::map<std::string, int> counts;  // by name, without its number
};

// Keys, tokens, passwords, addresses of people and servers: in code a placeholder, in prose the
// address that documentation uses.
void replace_private(SourceText& source, PrivateNames& names, Notes& notes);

// What other generators write: admonitions, shortcodes, includes, attributes in braces.
void mend_dialects(SourceText& source, std::string_view file, const Tree& tree, Notes& notes);

// Fences that are not closed, their info strings, prompts, typographic spaces.
void mend_fences(SourceText& source, Notes& notes);

// Comments, raw HTML, <details>. Leaves kAnchor marks where an anchor stood.
void mend_html(SourceText& source, Notes& notes);
constexpr char kAnchor = '\x01';  // then the name, then kAnchorEnd; no text holds these
constexpr char kAnchorEnd = '\x02';

void mend_tables(SourceText& source, Notes& notes);

struct Heading {
  std::size_t line = 0;
  int level = 2;
  std::string text;                  // Markdown
  std::vector<std::string> anchors;  // under which links of the source may name it
  std::string id;
  bool in_log = false;  // a directive owns it
};

struct Headings {
  std::string title;              // plain
  std::vector<Heading> headings;  // without the title
  std::vector<std::string> title_anchors;
};

// Puts headings into the form of a page: one title first, no level left out; ids that are unique.
// `fallback`: the title when the page has none; `preferred`: of the front matter, may be empty.
Headings mend_headings(SourceText& source, std::string_view preferred, std::string_view fallback,
                       Notes& notes);

// Puts passages with the parts of a logbook entry into log blocks. Lines of `headings` move along.
void mark_log_entries(SourceText& source, Headings& headings, std::string_view language,
                      Notes& notes);

// "<your-domain>" in code becomes "<YOUR_DOMAIN>"; collects all there are.
std::vector<Placeholder> find_placeholders(SourceText& source, const PrivateNames& names,
                                           Notes& notes);
// Environment variables in code that a reader has to set: "$VPS_IP". Sorted.
std::vector<std::string> environment_variables(const SourceText& source);
// The type that a name speaks of, with its example.
Placeholder placeholder_of(std::string_view name);

// "L'accès à SSH !" -> "laccès-à-ssh-": how GitHub names the anchor of a heading.
std::string github_anchor(std::string_view title);

}  // namespace importing
