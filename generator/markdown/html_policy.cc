#include "generator/markdown/html_policy.h"

#include <algorithm>
#include <array>

#include "generator/text/html.h"
#include "generator/text/url.h"

namespace markdown {
namespace {

using enum HtmlContent;

// Sorted by name. Headings are missing on purpose: they belong in Markdown, where they are counted,
// linked and checked.
constexpr auto kElements = std::to_array<HtmlElement>({
    {"a", Transparent, true, "", ""},
    {"abbr", Phrasing, true, "", ""},
    {"b", Phrasing, true, "", ""},
    {"bdi", Phrasing, true, "", ""},
    {"bdo", Phrasing, true, "", ""},
    {"blockquote", Flow, false, "", ""},
    {"br", Nothing, true, "", ""},
    {"caption", Flow, false, "table", ""},
    {"cite", Phrasing, true, "", ""},
    {"code", Phrasing, true, "", ""},
    {"col", Nothing, false, "colgroup", ""},
    {"colgroup", Parts, false, "table", "caption"},
    {"dd", Flow, false, "dl", "dd dt"},
    {"del", Transparent, true, "", ""},
    {"details", Flow, false, "", ""},
    {"dfn", Phrasing, true, "", ""},
    {"div", Flow, false, "", ""},
    {"dl", Parts, false, "", ""},
    {"dt", Flow, false, "dl", "dd dt"},
    {"em", Phrasing, true, "", ""},
    {"figcaption", Flow, false, "figure", ""},
    {"figure", Flow, false, "", ""},
    {"hr", Nothing, false, "", ""},
    {"i", Phrasing, true, "", ""},
    {"img", Nothing, true, "", ""},
    {"ins", Transparent, true, "", ""},
    {"kbd", Phrasing, true, "", ""},
    {"li", Flow, false, "ol ul", "li"},
    {"mark", Phrasing, true, "", ""},
    {"ol", Parts, false, "", ""},
    {"p", Phrasing, false, "", ""},
    {"pre", Phrasing, false, "", ""},
    {"q", Phrasing, true, "", ""},
    {"rp", Phrasing, true, "ruby", "rp rt"},
    {"rt", Phrasing, true, "ruby", "rp rt"},
    {"ruby", Phrasing, true, "", ""},
    {"s", Phrasing, true, "", ""},
    {"samp", Phrasing, true, "", ""},
    {"small", Phrasing, true, "", ""},
    {"span", Phrasing, true, "", ""},
    {"strong", Phrasing, true, "", ""},
    {"sub", Phrasing, true, "", ""},
    {"summary", Phrasing, false, "details", ""},
    {"sup", Phrasing, true, "", ""},
    {"table", Parts, false, "", ""},
    {"tbody", Parts, false, "table", "caption colgroup tbody tfoot thead"},
    {"td", Flow, false, "tr", "td th"},
    {"tfoot", Parts, false, "table", "caption colgroup tbody tfoot thead"},
    {"th", Flow, false, "tr", "td th"},
    {"thead", Parts, false, "table", "caption colgroup tbody tfoot thead"},
    {"time", Phrasing, true, "", ""},
    {"tr", Parts, false, "table tbody tfoot thead", "caption colgroup tr"},
    {"u", Phrasing, true, "", ""},
    {"ul", Parts, false, "", ""},
    {"var", Phrasing, true, "", ""},
    {"wbr", Nothing, true, "", ""},
});
static_assert(std::is_sorted(kElements.begin(), kElements.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

enum class Value { Text, Flag, Digits, Integer, Language, Moment, Address, OneOf, Dropped };

struct Attribute {
  std::string_view name;
  std::string_view elements;  // "img": only there; empty: everywhere
  Value value;
  std::string_view one_of = {};
};

constexpr auto kAttributes = std::to_array<Attribute>({
    {"lang", "", Value::Language},
    {"dir", "", Value::OneOf, "ltr rtl auto"},
    {"title", "abbr dfn", Value::Text},
    {"href", "a", Value::Address},
    {"hreflang", "a", Value::Language},
    {"src", "img", Value::Address},
    {"alt", "img", Value::Text},
    {"width", "img", Value::Digits},
    {"height", "img", Value::Digits},
    {"datetime", "time del ins", Value::Moment},
    {"start", "ol", Value::Integer},
    {"reversed", "ol", Value::Flag},
    {"type", "ol", Value::OneOf, "1 a A i I"},
    {"open", "details", Value::Flag},
    {"colspan", "td th", Value::Digits},
    {"rowspan", "td th", Value::Digits},
    {"scope", "th", Value::OneOf, "row col rowgroup colgroup"},
    {"cite", "", Value::Dropped},     // nobody sees it
    {"headers", "", Value::Dropped},  // it names ids, and raw HTML has none here
});

bool only(std::string_view text, std::string_view characters, std::size_t longest) {
  return !text.empty() && text.size() <= longest &&
         text.find_first_not_of(characters) == std::string_view::npos;
}

bool good_value(const Attribute& attribute, std::string_view value) {
  constexpr std::string_view kDigits = "0123456789";
  switch (attribute.value) {
    case Value::Digits:
      return only(value, kDigits, 4);
    case Value::Integer:
      return only(value.starts_with('-') ? value.substr(1) : value, kDigits, 9);
    case Value::Language:
      return only(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", 35);
    case Value::Moment:
      return only(value, "0123456789-:.+TZWPYMDHS ", 40);
    case Value::OneOf:
      return has_word(attribute.one_of, value);
    default:
      return true;
  }
}

// "javascript:" of "javascript:alert(1)", for naming it.
std::string scheme_of(std::string_view address) {
  const std::size_t colon = address.find(':');
  std::string out;
  for (const char c : address.substr(0, std::min(colon, std::size_t{20})))
    if (static_cast<unsigned char>(c) > 0x20) out += c;
  return out + (colon < 20 ? ":" : "…");
}

}  // namespace

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (words.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

const HtmlElement* find_html_element(std::string_view name) {
  const auto found = std::lower_bound(
      kElements.begin(), kElements.end(), name,
      [](const HtmlElement& element, std::string_view wanted) { return element.name < wanted; });
  return found != kElements.end() && found->name == name ? &*found : nullptr;
}

std::string canonical_tag(const HtmlToken& token, RelativeAddresses relative,
                          std::vector<Refusal>& refused) {
  std::string out = "<" + token.name;
  for (const HtmlAttribute& written : token.attributes) {
    const std::size_t end = written.begin + written.name.size();
    const auto known =
        std::find_if(kAttributes.begin(), kAttributes.end(), [&](const Attribute& attribute) {
          return attribute.name == written.name &&
                 (attribute.elements.empty() || has_word(attribute.elements, token.name));
        });
    if (known == kAttributes.end() || !good_value(*known, written.value)) {
      refused.push_back({RefusalKind::Attribute, written.name, written.begin, end});
      continue;
    }
    if (known->value == Value::Dropped) continue;
    if (known->value == Value::Address) {
      const text::TargetKind kind = text::parse_target(written.value).kind;
      const std::size_t value_end = written.value_begin + written.value.size();
      if (kind == text::TargetKind::Unsafe) {
        refused.push_back({RefusalKind::Unsafe, scheme_of(written.value), written.value_begin,
                           std::min(value_end, token.end)});
        continue;
      }
      if (kind == text::TargetKind::Relative && relative == RelativeAddresses::Refuse) {
        refused.push_back({RefusalKind::Relative, written.value, written.value_begin,
                           std::min(value_end, token.end)});
        continue;
      }
    }
    out += ' ';
    out += known->name;
    if (known->value == Value::Flag) continue;
    out += "=\"";
    text::escape_to(out, written.value);
    out += '"';
  }
  out += '>';
  return out;
}

}  // namespace markdown
