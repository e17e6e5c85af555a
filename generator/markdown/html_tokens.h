// Raw HTML cut into tokens as a browser would cut it (HTML standard, 13.2.5, the parts that matter
// for a fragment): tags with their attributes, comments, text. What is made of them is always
// written anew from the values here, never copied, so a mistake about where a tag ends can garble a
// page and not open it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace markdown {

struct HtmlAttribute {
  std::string name;   // lower case
  std::string value;  // entities resolved
  bool has_value = false;
  std::size_t begin = 0;        // of the name
  std::size_t value_begin = 0;  // of the value, behind its quote
};

enum class HtmlTokenKind {
  Text,
  StartTag,
  EndTag,
  Comment,
  Markup,  // a declaration, a processing instruction, CDATA
};

struct HtmlToken {
  HtmlTokenKind kind = HtmlTokenKind::Text;
  std::size_t begin = 0;  // [begin, end) of the input
  std::size_t end = 0;
  std::string name;                       // tags: lower case
  std::vector<HtmlAttribute> attributes;  // of a start tag; of two with one name the first counts
  bool closed = true;                     // Comment, Markup: its end was there
};

class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view html) : html_(html) {}

  // False at the end. A tag that is cut off by the end of the input is text. After a start tag
  // whose content is no markup (script, style, textarea …) everything up to its end tag is one
  // Text.
  bool next(HtmlToken& token);

 private:
  bool read_tag(HtmlToken& token, std::size_t at);
  bool read_attributes(HtmlToken& token, std::size_t at);
  void read_markup(HtmlToken& token);
  std::size_t raw_text_end() const;

  std::string_view html_;
  std::size_t at_ = 0;
  std::string raw_element_;  // the content of this one comes next
};

}  // namespace markdown
