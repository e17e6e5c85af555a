#include "generator/markdown/html_fragment.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/markdown/entities.h"
#include "generator/text/html.h"

namespace markdown {
namespace {

constexpr std::size_t kMaximumOpen = 64;

// Parts of a table belong to the nearest table; everything else stays inside its cell.
bool is_table_part(const HtmlElement& element) {
  return has_word(element.parents, "table") || element.parents == "tr" ||
         element.parents == "colgroup";
}

bool is_boundary(const HtmlElement& open, const HtmlElement& looking) {
  if (is_table_part(looking) || looking.name == "table") return open.name == "table";
  return open.name == "td" || open.name == "th" || open.name == "caption";
}

class Fragment {
 public:
  Fragment(std::string_view html, RelativeAddresses relative) : html_(html), relative_(relative) {}

  CleanFragment clean() {
    HtmlTokenizer tokens(html_);
    HtmlToken token;
    bool raw = false;
    while (tokens.next(token)) {
      const std::string_view written = html_.substr(token.begin, token.end - token.begin);
      switch (token.kind) {
        case HtmlTokenKind::Text:
          text(raw ? std::string(written) : decode_entities(written));
          break;
        case HtmlTokenKind::StartTag:
          start_tag(token, written);
          break;
        case HtmlTokenKind::EndTag:
          end_tag(token, written);
          break;
        case HtmlTokenKind::Comment:
          break;
        case HtmlTokenKind::Markup:
          refuse(RefusalKind::Markup, markup_name(written), token);
          text(std::string(written));
          break;
      }
      // Only the content of a refused <script> and its kind comes as one raw text.
      raw = token.kind == HtmlTokenKind::StartTag && find_html_element(token.name) == nullptr;
    }
    pop_to(0);
    return std::move(out_);
  }

 private:
  static std::string markup_name(std::string_view written) {
    if (written.starts_with("<![CDATA[")) return "<![CDATA[";
    const std::size_t end = written.find_first_of(" \t\n>", 2);
    return std::string(written.substr(0, std::min({end, written.size(), std::size_t{12}})));
  }

  void refuse(RefusalKind kind, std::string what, const HtmlToken& token) {
    out_.refused.push_back({kind, std::move(what), token.begin, token.end});
  }

  void pop_to(std::size_t size) {
    while (open_.size() > size) {
      out_.markup += "</";
      out_.markup += open_.back()->name;
      out_.markup += '>';
      open_.pop_back();
    }
  }

  void text(const std::string& plain) {
    if (!base::trimmed(plain).empty()) {
      while (!open_.empty() && open_.back()->content == HtmlContent::Parts)
        pop_to(open_.size() - 1);
    }
    text::escape_to(out_.markup, plain);
  }

  bool accepts_flow() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open)
      if ((*open)->content != HtmlContent::Transparent)
        return (*open)->content == HtmlContent::Flow;
    return true;
  }

  // Closes what `element` ends by standing here, as browsers do.
  void close_before(const HtmlElement& element) {
    if (!element.phrasing) {
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i]->name == "p") pop_to(i);
        if (i >= open_.size() || !open_[i]->phrasing) break;
      }
    }
    if (element.name == "a") {
      for (std::size_t i = open_.size(); i-- > 0 && !is_boundary(*open_[i], element);) {
        if (open_[i]->name != "a") continue;
        pop_to(i);
        break;
      }
    }
    if (element.closes.empty()) return;
    bool closable = false;
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (has_word(element.parents, open_[i]->name)) {
        if (closable) pop_to(i + 1);
        return;
      }
      if (has_word(element.closes, open_[i]->name)) closable = true;
      if (is_boundary(*open_[i], element) && !has_word(element.closes, open_[i]->name)) return;
    }
  }

  bool may_stand(const HtmlElement& element) const {
    if (open_.size() >= kMaximumOpen) return false;
    if (!element.parents.empty())
      return !open_.empty() && has_word(element.parents, open_.back()->name);
    if (element.phrasing) return open_.empty() || open_.back()->content != HtmlContent::Parts;
    return accepts_flow();
  }

  void start_tag(const HtmlToken& token, std::string_view written) {
    const HtmlElement* element = find_html_element(token.name);
    if (element == nullptr) {
      refuse(RefusalKind::Element, fmt::format("<{}>", written.substr(1, token.name.size())),
             token);
      text(std::string(written));
      return;
    }
    close_before(*element);
    if (!may_stand(*element)) {
      refuse(RefusalKind::Misplaced, "<" + token.name + ">", token);
      return;
    }
    const std::string tag = canonical_tag(token, relative_, out_.refused);
    if (element->name == "img" && tag.find(" src=\"") == std::string::npos) {
      image_without_address(token);
      return;
    }
    out_.markup += tag;
    if (element->content != HtmlContent::Nothing) open_.push_back(element);
  }

  void image_without_address(const HtmlToken& token) {
    bool has_source = false;
    for (const HtmlAttribute& attribute : token.attributes) {
      has_source = has_source || attribute.name == "src";
      if (attribute.name == "alt") text(attribute.value);
    }
    if (!has_source) refuse(RefusalKind::Misplaced, "<img>", token);
  }

  void end_tag(const HtmlToken& token, std::string_view written) {
    const HtmlElement* element = find_html_element(token.name);
    if (element == nullptr) {
      text(std::string(written));
      return;
    }
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == element) {
        pop_to(i);
        return;
      }
      if (is_boundary(*open_[i], *element)) return;
    }
  }

  std::string_view html_;
  RelativeAddresses relative_;
  CleanFragment out_;
  std::vector<const HtmlElement*> open_;
};

}  // namespace

CleanFragment clean_fragment(std::string_view html, RelativeAddresses relative) {
  return Fragment(html, relative).clean();
}

}  // namespace markdown
