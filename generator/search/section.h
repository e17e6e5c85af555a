// What search takes from a course: its sections, in one language each, as plain text.
#pragma once

#include <string>
#include <vector>

namespace search {

// The text from one heading (h2 or h3) to the next. The first section of a page is what stands
// before its first heading: its anchor and heading are empty, and it is there even when it holds no
// text, so that the page itself can be found. An entry of a logbook that has a page of its own is
// one section.
struct Section {
  std::string language;  // "fr"
  std::string address;   // of the page, in the site: "fr/lessons/tools/note-taking.html"
  std::string anchor;
  std::string title;    // of the page
  std::string heading;  // of the section
  std::string level;    // ids, for the filters; may be empty
  std::string topic;
  std::string kind;  // lesson guide entry glossary tip page
  std::string body;  // prose; inline code may keep its backticks, excerpts show it as code
  std::string code;  // code blocks, one after the other
  std::vector<std::string> errors;  // exact error texts, of an entry
  bool operator==(const Section&) const = default;
};

}  // namespace search
