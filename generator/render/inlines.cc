// Inline content: text nodes are set with the typography of their language, whatever node their
// neighbours are in.
#include "generator/markdown/inline.h"
#include "generator/model/links.h"
#include "generator/render/writer.h"
#include "generator/text/url.h"
#include "generator/text/utf8.h"

namespace render {

namespace {

using markdown::Inline;
using markdown::InlineKind;
using markdown::Inlines;

// First and last character of what a leaf shows.
struct Edge {
  char32_t first = 0;
  char32_t last = 0;
};

Edge edge_of(std::string_view text) {
  if (text.empty()) return {};
  std::size_t start = 0;
  const char32_t first = text::next_character(text, start);
  return {first, text::character_before(text, text.size())};
}

constexpr char32_t kPicture = 0xFFFC;  // the object replacement character

// The name of an inline tag, "/" before it for a closing one: "<kbd>" -> "kbd".
std::string_view tag_name(std::string_view tag) {
  if (tag.starts_with('<')) tag.remove_prefix(1);
  const std::size_t from = tag.starts_with('/') ? 1 : 0;
  const std::size_t end = tag.find_first_of(" />\t\n", from);
  return tag.substr(0, end);
}

// Text inside these is what a machine says or is told.
bool is_verbatim(std::string_view name) {
  return name == "code" || name == "kbd" || name == "samp" || name == "pre" || name == "var";
}

bool looks_like_address(const Inline& link) {
  if (link.children.size() != 1 || link.children.front().kind != InlineKind::Text) return false;
  const std::string& text = link.children.front().text;
  if (text == link.target || text.find("://") != std::string::npos) return true;
  return link.target == "mailto:" + text || link.target == "http://" + text;  // bare ones
}

class InlineWriter {
 public:
  InlineWriter(Writer& writer, const Inlines& inlines)
      : writer_(writer), setter_(writer.shared.languages[writer.content].typography) {
    collect(inlines);
  }

  void write(const Inlines& inlines) {
    for (const Inline& inline_ : inlines) write(inline_);
  }

 private:
  void collect(const Inlines& inlines) {
    for (const Inline& node : inlines) {
      switch (node.kind) {
        case InlineKind::Text:
        case InlineKind::Code:
          if (!node.text.empty()) edges_.push_back(edge_of(node.text));
          break;
        case InlineKind::SoftBreak:
        case InlineKind::LineBreak:
          edges_.push_back({'\n', '\n'});
          break;
        case InlineKind::Image:
          edges_.push_back({kPicture, kPicture});
          break;
        case InlineKind::Emphasis:
        case InlineKind::Strong:
        case InlineKind::Strikethrough:
        case InlineKind::Link:
          collect(node.children);
          break;
        case InlineKind::Html:
        case InlineKind::FootnoteReference:
          break;  // text runs on behind them
      }
    }
  }

  void write(const Inline& node) {
    std::string& out = writer_.out;
    switch (node.kind) {
      case InlineKind::Text:
        write_text(node.text);
        break;
      case InlineKind::SoftBreak:
        ++next_;
        out += '\n';
        break;
      case InlineKind::LineBreak:
        ++next_;
        out += "<br>\n";
        break;
      case InlineKind::Code:
        if (!node.text.empty()) ++next_;
        write_inline_code(writer_, node.text);
        break;
      case InlineKind::Emphasis:
        around("em", node);
        break;
      case InlineKind::Strong:
        around("strong", node);
        break;
      case InlineKind::Strikethrough:
        around("del", node);
        break;
      case InlineKind::Link:
        write_link(node);
        break;
      case InlineKind::Image:
        ++next_;
        write_image(node);
        break;
      case InlineKind::Html:
        write_tag(node.text);
        break;
      case InlineKind::FootnoteReference:
        write_reference(node);
        break;
    }
  }

  void write_text(const std::string& plain) {
    if (plain.empty()) return;
    const char32_t before = next_ > 0 ? edges_[next_ - 1].last : 0;
    ++next_;
    const char32_t after = next_ < edges_.size() ? edges_[next_].first : 0;
    if (verbatim_ > 0)
      text::escape_to(writer_.out, plain);
    else
      text::escape_to(writer_.out, setter_.set(plain, before, after));
  }

  void around(std::string_view element, const Inline& node) {
    writer_.out += fmt::format("<{}>", element);
    write(node.children);
    writer_.out += fmt::format("</{}>", element);
  }

  void write_link(const Inline& node) {
    const std::size_t start = writer_.out.size();
    const bool open = open_link(node);
    const bool address = looks_like_address(node);
    verbatim_ += address ? 1 : 0;
    links_ += open ? 1 : 0;
    write(node.children);
    links_ -= open ? 1 : 0;
    verbatim_ -= address ? 1 : 0;
    if (open) writer_.out += "</a>";
    if (node.children.empty() && open) writer_.out.resize(start);  // nothing to click on
  }

  // False when the link leads nowhere or must not be followed: its text stands alone.
  bool open_link(const Inline& node) {
    const model::ResolvedLink link = model::resolve_link(writer_.shared.course, writer_.half.file,
                                                         writer_.reader, node.target, false);
    std::string& out = writer_.out;
    switch (link.outcome) {
      case model::LinkOutcome::Page:
      case model::LinkOutcome::WrongLanguage:
        out += "<a";
        write_attribute(out, "href", writer_.here.to(link.address, link.fragment));
        if (link.address.ends_with("/glossary.html") && !link.fragment.empty())
          write_attribute(out, "data-term", link.fragment);
        break;
      case model::LinkOutcome::NoAnchor:
        if (link.address.empty()) return false;
        out += "<a";
        write_attribute(out, "href", writer_.here.to(link.address));
        break;
      case model::LinkOutcome::Asset:
        out += "<a";
        write_attribute(out, "href", writer_.here.to(link.address));
        break;
      case model::LinkOutcome::Anchor:
        out += "<a";
        write_attribute(out, "href", "#" + encode_fragment(link.fragment));
        break;
      case model::LinkOutcome::External:
        return open_external(link.address);
      case model::LinkOutcome::NoPage:
      case model::LinkOutcome::NoAsset:
      case model::LinkOutcome::Unsafe:
        return false;
    }
    out += '>';
    return true;
  }

  bool open_external(const std::string& address) {
    const text::TargetKind kind = text::parse_target(address).kind;
    if (kind != text::TargetKind::Web && kind != text::TargetKind::Mail) return false;
    writer_.out += "<a";
    write_attribute(writer_.out, "href", address);
    if (kind == text::TargetKind::Web) writer_.out += " rel=\"noopener\"";
    writer_.out += '>';
    return true;
  }

  void write_tag(const std::string& tag) {
    const std::string_view name = tag_name(tag);
    if (is_verbatim(name)) ++verbatim_;
    if (name.starts_with('/') && is_verbatim(name.substr(1)) && verbatim_ > 0) --verbatim_;
    writer_.out += tag;
  }

  void write_image(const Inline& image) {
    std::string& out = writer_.out;
    const model::ResolvedLink link = model::resolve_link(writer_.shared.course, writer_.half.file,
                                                         writer_.reader, image.target, true);
    const std::string alternative = markdown::plain_text(image.children);
    if (link.outcome !=
        model::LinkOutcome::Asset) {  // another host's pictures: the policy forbids to load them
      const bool open = links_ == 0 && link.outcome == model::LinkOutcome::External &&
                        open_external(link.address);
      text::escape_to(out, alternative.empty() ? image.target : alternative);
      if (open) out += "</a>";
      return;
    }
    out += "<img";
    write_attribute(out, "src", writer_.here.to(link.address));
    write_attribute(out, "alt", alternative);
    if (const auto size = writer_.shared.images.find(link.address);
        size != writer_.shared.images.end())
      out += fmt::format(" width=\"{}\" height=\"{}\"", size->second.width, size->second.height);
    out += " loading=\"lazy\" decoding=\"async\">";
  }

  void write_reference(const Inline& node) {
    std::string& out = writer_.out;
    const std::string id = fmt::format("fnref_{}_{}", node.number, node.occurrence);
    if (links_ > 0) {  // a link cannot hold another
      out += fmt::format("<sup id=\"{}\">{}</sup>", id, node.number);
      return;
    }
    out += fmt::format("<sup><a id=\"{}\" href=\"#fn_{}\" role=\"doc-noteref\"", id, node.number);
    write_attribute(out, "aria-label",
                    writer_.words.say("part.note", {{"n", fmt::format("{}", node.number)}}));
    out += fmt::format(">{}</a></sup>", node.number);
  }

  Writer& writer_;
  text::Typesetter setter_;
  std::vector<Edge> edges_;
  std::size_t next_ = 0;  // the leaf that comes
  int verbatim_ = 0;      // inside what a machine says
  int links_ = 0;         // inside a link
};

}  // namespace

void write_inlines(Writer& writer, const Inlines& inlines) {
  InlineWriter(writer, inlines).write(inlines);
}

}  // namespace render
