// Raw HTML: what comes out, read by a simple tokenizer that shares nothing with ours, holds nothing
// but allowed tags and attributes, each tag closed in its turn, and going through it again changes
// nothing.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "generator/markdown/sanitize.h"
#include "generator/text/url.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

constexpr std::string_view kElements =
    " a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em "
    "figcaption figure hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr ";
constexpr std::string_view kEmpty = " br col hr img wbr ";
constexpr std::string_view kAttributes =
    " alt colspan datetime dir height href hreflang lang open reversed rowspan scope src start "
    "title "
    "type width ";

bool holds(std::string_view words, std::string_view word) {
  return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

std::string decoded(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    constexpr std::array<std::pair<std::string_view, char>, 4> kEscapes = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}}};
    char c = value[i];
    for (const auto& [escape, character] : kEscapes) {
      if (!value.substr(i).starts_with(escape)) continue;
      c = character;
      i += escape.size() - 1;
      break;
    }
    out += c;
  }
  return out;
}

// One start tag from behind its name to its '>': ( name | name="value" )*
void check_attributes(std::string_view tag) {
  std::vector<std::string> seen;
  while (!tag.empty()) {
    law(tag.front() == ' ', "a space stands before an attribute");
    tag.remove_prefix(1);
    const std::size_t end = std::min(tag.find_first_of(" ="), tag.size());
    const std::string name(tag.substr(0, end));
    law(holds(kAttributes, name), "an attribute is on the list");
    law(std::find(seen.begin(), seen.end(), name) == seen.end(), "an attribute stands once");
    seen.push_back(name);
    tag.remove_prefix(end);
    if (!tag.starts_with('=')) continue;
    law(tag.starts_with("=\""), "a value is quoted");
    const std::size_t close = tag.find('"', 2);
    law(close != std::string_view::npos, "a value is closed");
    const std::string value = decoded(tag.substr(2, close - 2));
    if (name == "href" || name == "src")
      law(text::parse_target(value).kind != text::TargetKind::Unsafe, "an address is safe");
    tag.remove_prefix(close + 1);
  }
}

void check_markup(std::string_view html) {
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    const std::size_t end = html.find('>', at);
    law(end != std::string_view::npos, "a tag is closed");
    const bool closing = html[at + 1] == '/';
    const std::string_view inside =
        html.substr(at + (closing ? 2 : 1), end - at - (closing ? 2 : 1));
    const std::size_t name_end = std::min(inside.find(' '), inside.size());
    const std::string name(inside.substr(0, name_end));
    law(holds(kElements, name), "an element is on the list");
    if (closing) {
      law(!open.empty() && open.back() == name, "tags are closed in order");
      law(name_end == inside.size(), "an end tag has no attributes");
      open.pop_back();
    } else {
      check_attributes(inside.substr(name_end));
      if (!holds(kEmpty, name)) open.push_back(name);
    }
    at = end + 1;
  }
  law(open.empty(), "every tag is closed");
  law(html.find('\0') == std::string_view::npos, "there is no NUL");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const markdown::Sanitized once = markdown::sanitize(fuzz::view(data, size));
  check_markup(once.markup);
  const markdown::Sanitized twice = markdown::sanitize(once.markup);
  law(twice.markup == once.markup, "sanitizing twice changes nothing");
  law(twice.refused.empty(), "what is clean is not refused");
  return 0;
}
