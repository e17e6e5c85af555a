// A page's text as XHTML, for packages that other programs open: well-formed whatever the author
// wrote, without the site's frame, styles or addresses. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/exporting/words.h"
#include "generator/markdown/document.h"
#include "generator/model/course.h"

namespace exporting {

enum class Quizzes {
  Interactive,  // fields and buttons for the packages' script
  Printed,      // the choices; answers are asked for with solutions_of()
};

struct XhtmlOptions {
  std::string language;  // of the text: of the words that are added
  Quizzes quizzes = Quizzes::Printed;
  // The address of a link's or picture's target; empty: its text stays without a link.
  std::function<std::string(std::string_view target, bool image)> address;
  std::string prefix;  // of ids, where several texts share a document: "fr-"
};

// The blocks of a page behind its title. Ids of headings are `half.anchors`.
std::string write_xhtml(const markdown::Document& document, const model::Half& half,
                        const XhtmlOptions& options);

// Right answers and explanations of printed quizzes, each under its question; empty when there are
// none.
std::string solutions_of(const markdown::Document& document, const model::Half& half,
                         const XhtmlOptions& options);

// Pieces for formats that have their own frame.
std::string inline_xhtml(const markdown::Inlines& inlines, const XhtmlOptions& options);
std::string blocks_xhtml(const markdown::Blocks& blocks, const XhtmlOptions& options);

}  // namespace exporting
