#include "generator/markdown/html_tokens.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/markdown/entities.h"

namespace markdown {
namespace {

// What is in these is not markup to a browser, or must not be to us.
constexpr std::array<std::string_view, 9> kRawElements = {
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"};

}  // namespace

bool HtmlTokenizer::next(HtmlToken& token) {
  token = HtmlToken();
  token.begin = token.end = at_;
  if (at_ >= html_.size()) return false;
  if (!raw_element_.empty()) {
    const std::size_t end = raw_text_end();
    raw_element_.clear();
    if (end > at_) {
      at_ = token.end = end;
      return true;
    }
  }
  // Text up to the first '<' that begins something.
  for (std::size_t i = at_; i < html_.size(); ++i) {
    i = html_.find('<', i);
    if (i == std::string_view::npos || i + 1 >= html_.size()) break;
    const char c = html_[i + 1];
    const bool tag = base::is_letter(c) || (c == '/' && i + 2 < html_.size() && base::is_letter(html_[i + 2]));
    const bool markup = c == '!' || c == '?' || (c == '/' && i + 2 < html_.size());
    if (!tag && !markup) continue;
    if (i > at_) {
      at_ = token.end = i;
      return true;
    }
    if (!tag) {
      read_markup(token);
      at_ = token.end;
      return true;
    }
    if (!read_tag(token, i)) break;  // cut off: the rest is text
    at_ = token.end;
    return true;
  }
  token = HtmlToken();
  token.begin = at_;
  at_ = token.end = html_.size();
  return true;
}

bool HtmlTokenizer::read_tag(HtmlToken& token, std::size_t at) {
  const bool end_tag = html_[at + 1] == '/';
  token.kind = end_tag ? HtmlTokenKind::EndTag : HtmlTokenKind::StartTag;
  at += end_tag ? 2 : 1;
  for (; at < html_.size() && !base::is_space(html_[at]) && html_[at] != '/' && html_[at] != '>'; ++at)
    token.name += base::lower(html_[at]);
  if (!read_attributes(token, at)) return false;
  if (end_tag) {
    token.attributes.clear();
  } else if (std::find(kRawElements.begin(), kRawElements.end(), token.name) !=
             kRawElements.end()) {
    raw_element_ = token.name;
  }
  return true;
}

// From behind the tag's name; sets token.end behind its '>'. False when there is none.
bool HtmlTokenizer::read_attributes(HtmlToken& token, std::size_t at) {
  while (at < html_.size()) {
    if (base::is_space(html_[at]) || html_[at] == '/') {
      ++at;
      continue;
    }
    if (html_[at] == '>') {
      token.end = at + 1;
      return true;
    }
    HtmlAttribute attribute;
    attribute.begin = at;
    // A '=' in the first place belongs to the name.
    do {
      attribute.name += base::lower(html_[at++]);
    } while (at < html_.size() && !base::is_space(html_[at]) && html_[at] != '/' && html_[at] != '>' &&
             html_[at] != '=');
    std::size_t behind = at;
    while (behind < html_.size() && base::is_space(html_[behind])) ++behind;
    if (behind < html_.size() && html_[behind] == '=') {
      at = behind + 1;
      while (at < html_.size() && base::is_space(html_[at])) ++at;
      if (at >= html_.size()) return false;
      std::size_t end;
      if (html_[at] == '"' || html_[at] == '\'') {
        end = html_.find(html_[at], at + 1);
        if (end == std::string_view::npos) return false;
        ++at;
      } else {
        end = at;
        while (end < html_.size() && !base::is_space(html_[end]) && html_[end] != '>') ++end;
      }
      attribute.has_value = true;
      attribute.value_begin = at;
      attribute.value = decode_entities(html_.substr(at, end - at));
      const bool quoted = end < html_.size() && (html_[end] == '"' || html_[end] == '\'') &&
                          html_[at - 1] == html_[end];
      at = quoted ? end + 1 : end;
    }
    constexpr std::size_t kMaximumAttributes = 64;
    const bool again =
        std::any_of(token.attributes.begin(), token.attributes.end(),
                    [&](const HtmlAttribute& other) { return other.name == attribute.name; });
    if (!again && token.attributes.size() < kMaximumAttributes)
      token.attributes.push_back(std::move(attribute));
  }
  return false;
}

// "<!", "<?" or "</" that begins no tag.
void HtmlTokenizer::read_markup(HtmlToken& token) {
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) {
    token.kind = HtmlTokenKind::Comment;
    for (const std::string_view whole : {"<!-->", "<!--->"}) {
      if (!rest.starts_with(whole)) continue;
      token.end = at_ + whole.size();
      return;
    }
    token.closed = false;
    token.end = html_.size();
    for (std::size_t i = 4; (i = rest.find("--", i)) != std::string_view::npos; ++i) {
      const std::size_t behind = i + (rest.substr(i + 2).starts_with('!') ? 3 : 2);
      if (!rest.substr(behind).starts_with('>')) continue;
      token.closed = true;
      token.end = at_ + behind + 1;
      break;
    }
    return;
  }
  token.kind = HtmlTokenKind::Markup;
  const std::size_t end = rest.find('>');
  token.closed = end != std::string_view::npos;
  token.end = token.closed ? at_ + end + 1 : html_.size();
}

std::size_t HtmlTokenizer::raw_text_end() const {
  if (raw_element_ == "plaintext") return html_.size();
  for (std::size_t i = at_; i + 2 + raw_element_.size() <= html_.size(); ++i) {
    i = html_.find("</", i);
    if (i == std::string_view::npos) break;
    const std::size_t behind = i + 2 + raw_element_.size();
    if (behind > html_.size()) break;
    if (!base::same_word(html_.substr(i + 2, raw_element_.size()), raw_element_)) continue;
    if (behind == html_.size() || base::is_space(html_[behind]) || html_[behind] == '/' ||
        html_[behind] == '>')
      return i;
  }
  return html_.size();
}

}  // namespace markdown
