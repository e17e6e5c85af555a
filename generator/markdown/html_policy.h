// The allow-list itself: which elements and attributes of raw HTML may stand in a page, where, and
// how they are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/html_tokens.h"

namespace markdown {

// What an element may hold.
enum class HtmlContent : std::uint8_t {
  Nothing,      // <br>: it has no end tag
  Phrasing,     // what may stand in a line
  Flow,         // anything
  Transparent,  // what its parent may hold
  Parts,        // only elements that name it as their parent: <ul>, <tr>
};

struct HtmlElement {
  std::string_view name;
  HtmlContent content;
  bool phrasing;             // may stand in a line
  std::string_view parents;  // "ul ol": it stands directly in one of these; empty: anywhere
  std::string_view
      closes;  // an open one of these, up to its parent, ends where this one starts: "td th"
};

// Whether a word is one of `words`, which have single spaces between them.
bool has_word(std::string_view words, std::string_view word);

// Null when the element is not on the list.
const HtmlElement* find_html_element(std::string_view name);

// A relative address in raw HTML cannot be rewritten when pages move, nor checked.
enum class RelativeAddresses { Keep, Refuse };

enum class RefusalKind {
  Element,    // not on the list: "<script>"
  Misplaced,  // on the list, but not where it stands: "<li>" outside a list
  Attribute,  // not on the list, or with a value that is not: "onclick"
  Unsafe,     // an address that could run code: "javascript:"
  Relative,   // an address that must be written as Markdown: "a.md"
  Markup,     // "<!DOCTYPE", "<?", "<![CDATA["
};

struct Refusal {
  RefusalKind kind;
  std::string what;
  std::size_t begin;  // offset in the HTML
  std::size_t end;
};

// The start tag in canonical form: lower case, the allowed attributes in order of writing, values
// quoted and escaped. What was left out goes to `refused`.
std::string canonical_tag(const HtmlToken& token, RelativeAddresses relative,
                          std::vector<Refusal>& refused);

}  // namespace markdown
