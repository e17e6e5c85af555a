// Facts: what the rest of the course needs to know of a page without its text: headings, ids, links, code, quizzes. Small
// enough to keep for every page of a large course, while documents come and go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/base/error.h"
#include "generator/base/hash.h"
#include "generator/markdown/document.h"

namespace markdown {

struct HeadingFact {
  int level = 1;
  std::string id;     // explicit, or of the directive that owns it; else empty
  std::string title;  // plain text
  bool step = false;
  int minutes = 0;
  base::Position at;
  base::Hash content;  // of the source lines from this heading to the next one
  std::uint32_t mark = 0;  // the same whatever white space stands between its words: what a
                           // translation remembers of its source
};

struct LinkFact {
  std::string target;
  std::string text;  // plain; of an image: its alternative text
  bool image = false;
  base::Position at;  // of the target
  base::Position end;
};

struct CodeFact {
  std::string language;
  base::Hash text;
  base::Position at;
};

struct PlaceholderFact {
  std::string name;  // VPS_IP, in code or inline code
  base::Position at;
};

struct QuizFact {
  std::string id;
  std::string key;  // kind and right answers in a form that two languages can be compared by: "single 1", "number tol=0 443"
  int choices = 0;
  base::Position at;
};

struct MarkerFact {  // objectives, checks, worksheet names
  std::string id;
  base::Position at;
};

struct TabsFact {
  std::string group;
  std::vector<std::string> labels;
  base::Position at;
};

struct FigureFact {
  std::string id;
  base::Position at;
  base::Position end;
};

struct LabFact {
  std::string id;
  std::vector<LabCheck> checks;
  base::Position at;
};

struct LogFact {
  std::string id;
  std::string title;
  std::vector<std::string> errors;
  base::Position at;
  base::Position end;
  std::vector<LogPart> parts;
};

struct Facts {
  std::vector<HeadingFact> headings;  // every heading in document order, those inside directives included, tab labels not
  std::vector<LinkFact> links;        // images too
  std::vector<CodeFact> code;
  std::vector<PlaceholderFact> placeholders;
  std::vector<QuizFact> quizzes;
  std::vector<MarkerFact> objectives;
  std::vector<MarkerFact> worksheet;
  std::vector<TabsFact> tabs;
  std::vector<LabFact> labs;
  std::vector<FigureFact> figures;
  std::vector<LogFact> logs;
  std::uint32_t words = 0;  // of prose, code left out
  bool instructor = false;  // has notes for whoever teaches
};

// `body` and `body_line` as given to parse(): the hashes of sections are of the source text.
Facts collect_facts(const Document& document, std::string_view body, std::uint32_t body_line);

}  // namespace markdown
