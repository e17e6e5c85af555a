#include "generator/markdown/inline_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "generator/markdown/entities.h"
#include "generator/markdown/html_problems.h"

namespace markdown {
namespace {

constexpr std::size_t kMaximumOpen = 16;  // tags in each other

// A link cannot stand in a link: the outer one stays.
Inlines without_links(Inlines inlines) {
  Inlines out;
  for (Inline& item : inlines) {
    item.children = without_links(std::move(item.children));
    if (item.kind != InlineKind::Link) {
      out.push_back(std::move(item));
      continue;
    }
    std::move(item.children.begin(), item.children.end(), std::back_inserter(out));
  }
  return out;
}

const HtmlAttribute* find_attribute(const HtmlToken& token, std::string_view name) {
  const auto found =
      std::find_if(token.attributes.begin(), token.attributes.end(),
                   [&](const HtmlAttribute& attribute) { return attribute.name == name; });
  return found == token.attributes.end() ? nullptr : &*found;
}

// The attribute, if it is there and the policy let it through. (Looking for it in the canonical tag
// would find it in the value of another: alt=" src=".)
const HtmlAttribute* kept_attribute(const HtmlToken& token, std::string_view name,
                                    const std::vector<Refusal>& refused) {
  const HtmlAttribute* attribute = find_attribute(token, name);
  if (attribute == nullptr) return nullptr;
  const bool left_out = std::any_of(refused.begin(), refused.end(), [&](const Refusal& refusal) {
    return refusal.begin == attribute->begin || refusal.begin == attribute->value_begin;
  });
  return left_out ? nullptr : attribute;
}

std::string value_of(const HtmlToken& token, std::string_view name) {
  const HtmlAttribute* attribute = find_attribute(token, name);
  return attribute == nullptr ? std::string() : attribute->value;
}

// A value as read may be longer than it is written (a NUL becomes three bytes), never longer than
// its tag.
base::Position end_of_value(const HtmlAttribute& attribute, const base::Position& at,
                            const base::Position& tag_end) {
  base::Position end = {at.line, at.column + static_cast<std::uint32_t>(attribute.value.size())};
  if (tag_end.line == at.line) end.column = std::min(end.column, tag_end.column);
  return end;
}

}  // namespace

void InlineBuilder::text(std::string_view text) {
  if (text.empty()) return;
  if (!out_.empty() && out_.back().kind == InlineKind::Text) {
    out_.back().text += text;
    return;
  }
  out_.emplace_back();
  out_.back().text = text;
  out_.back().at = at_;
}

void InlineBuilder::refuse(const Refusal& refusal, const Excerpt& where) {
  if (context_.problems.full()) return;
  report_refusal(refusal, {where.position(refusal.begin), where.position(refusal.end)},
                 context_.problems);
}

void InlineBuilder::html(const Excerpt& where) {
  HtmlTokenizer tokens(where.text());
  HtmlToken token;
  while (tokens.next(token)) {
    const std::string_view written = where.text().substr(token.begin, token.end - token.begin);
    switch (token.kind) {
      case HtmlTokenKind::Comment:
        break;
      case HtmlTokenKind::Text:
        text(decode_entities(written));
        break;
      case HtmlTokenKind::StartTag:
        start_tag(token, where);
        break;
      case HtmlTokenKind::EndTag:
        if (find_html_element(token.name) == nullptr)
          text(written);
        else
          end_tag(token.name);
        break;
      case HtmlTokenKind::Markup:
        refuse({RefusalKind::Markup, std::string(written.substr(0, 2)), token.begin, token.end},
               where);
        text(written);
        break;
    }
  }
}

void InlineBuilder::start_tag(const HtmlToken& token, const Excerpt& where) {
  const HtmlElement* element = find_html_element(token.name);
  const std::string_view written = where.text().substr(token.begin, token.end - token.begin);
  const std::string name = fmt::format("<{}>", written.substr(1, token.name.size()));
  if (element == nullptr) {
    refuse({RefusalKind::Element, name, token.begin, token.end}, where);
    text(written);
    return;
  }
  const auto inside_one_of = [&](std::string_view words) {
    return !open_.empty() && has_word(words, open_.back().element->name);
  };
  if (!element->closes.empty() && inside_one_of(element->closes)) pop();
  const bool misplaced = !element->phrasing || open_.size() >= kMaximumOpen ||
                         (!element->parents.empty() && !inside_one_of(element->parents));
  if (misplaced) {
    refuse({RefusalKind::Misplaced, name, token.begin, token.end}, where);
    return;
  }
  if (element->name == "a") {
    open_link(*element, token, where);
    return;
  }
  if (element->name == "img") {
    add_image(token, where);
    return;
  }
  std::vector<Refusal> refused;
  Inline item;
  item.kind = element->name == "br" ? InlineKind::LineBreak : InlineKind::Html;
  item.at = where.position(token.begin);
  item.end = where.position(token.end);
  std::string tag = canonical_tag(token, RelativeAddresses::Keep, refused);
  if (item.kind == InlineKind::Html) item.text = std::move(tag);
  for (const Refusal& refusal : refused) refuse(refusal, where);
  out_.push_back(std::move(item));
  if (element->content != HtmlContent::Nothing) open_.push_back({element, out_.size() - 1});
}

void InlineBuilder::open_link(const HtmlElement& element, const HtmlToken& token,
                              const Excerpt& where) {
  const bool nested = inside_ == InsideLink::Yes ||
                      std::any_of(open_.begin(), open_.end(),
                                  [&](const Open& open) { return open.element == &element; });
  if (nested) {
    refuse({RefusalKind::Misplaced, "<a>", token.begin, token.end}, where);
    return;
  }
  std::vector<Refusal> refused;
  canonical_tag(token, RelativeAddresses::Keep, refused);
  for (const Refusal& refusal : refused) refuse(refusal, where);
  const HtmlAttribute* href = kept_attribute(token, "href", refused);
  if (href == nullptr) return;  // its content stays
  Inline link;
  link.kind = InlineKind::Link;
  link.target = href->value;
  link.at = where.position(href->value_begin);
  link.end = end_of_value(*href, link.at, where.position(token.end));
  out_.push_back(std::move(link));
  open_.push_back({&element, out_.size() - 1});
}

void InlineBuilder::add_image(const HtmlToken& token, const Excerpt& where) {
  std::vector<Refusal> refused;
  canonical_tag(token, RelativeAddresses::Keep, refused);
  for (const Refusal& refusal : refused) refuse(refusal, where);
  const HtmlAttribute* source = kept_attribute(token, "src", refused);
  const std::string alternative = value_of(token, "alt");
  if (source == nullptr) {
    if (find_attribute(token, "src") == nullptr)
      refuse({RefusalKind::Misplaced, "<img>", token.begin, token.end}, where);
    text(alternative);
    return;
  }
  Inline image;
  image.kind = InlineKind::Image;
  image.target = source->value;
  image.at = where.position(source->value_begin);
  image.end = end_of_value(*source, image.at, where.position(token.end));
  if (!alternative.empty()) {
    Inline words;
    words.text = alternative;
    words.at = at_;
    image.children.push_back(std::move(words));
  }
  out_.push_back(std::move(image));
}

void InlineBuilder::end_tag(std::string_view name) {
  const auto open = std::find_if(open_.rbegin(), open_.rend(),
                                 [&](const Open& other) { return other.element->name == name; });
  if (open == open_.rend()) return;
  const std::size_t wanted = static_cast<std::size_t>(open_.rend() - open) - 1;
  while (open_.size() > wanted + 1) pop();
  if (name != "a") {
    pop();
    return;
  }
  const std::size_t index = open_.back().index;
  open_.pop_back();
  Inlines inside(std::make_move_iterator(out_.begin() + static_cast<std::ptrdiff_t>(index) + 1),
                 std::make_move_iterator(out_.end()));
  out_.resize(index + 1);
  out_[index].children = without_links(std::move(inside));
}

// Closes the innermost open tag. A link that is not closed where it should be is none.
void InlineBuilder::pop() {
  const Open open = open_.back();
  open_.pop_back();
  if (open.element->name == "a") {
    out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(open.index));
    return;
  }
  Inline item;
  item.kind = InlineKind::Html;
  item.text = fmt::format("</{}>", open.element->name);
  item.at = at_;
  out_.push_back(std::move(item));
}

void InlineBuilder::trim() {
  while (!out_.empty()) {
    Inline& last = out_.back();
    if (last.kind == InlineKind::SoftBreak || last.kind == InlineKind::LineBreak) {
      out_.pop_back();
      continue;
    }
    if (last.kind != InlineKind::Text) return;
    const std::size_t end = last.text.find_last_not_of(" \t\n");
    if (end != std::string::npos) {
      last.text.resize(end + 1);
      return;
    }
    out_.pop_back();
  }
}

Inlines InlineBuilder::finish() {
  while (!open_.empty()) pop();
  return std::move(out_);
}

}  // namespace markdown
