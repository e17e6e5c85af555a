// Raw HTML in Markdown: what has a form in Markdown gets it, what only arranges is left out, what
// could run is left out and noted, the rest is written as the site admits it.
#include <algorithm>
#include <optional>

#include "generator/base/ascii.h"
#include "generator/importing/html_table.h"
#include "generator/importing/mend.h"
#include "generator/markdown/html_policy.h"
#include "generator/markdown/html_tokens.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;
using markdown::HtmlToken;
using markdown::HtmlTokenKind;

constexpr std::size_t kLongestTag = 4000;

// Elements that arrange and say nothing.
bool is_frame(std::string_view name) {
  return is_one_of(
      name, {"p",          "div",  "center", "span",    "font",   "section", "article", "header",
             "footer",     "main", "nav",    "picture", "source", "big",     "tt",      "figure",
             "figcaption", "body", "html",   "head",    "meta",   "link",    "label",   "nobr"});
}
// Elements whose content is no text of the page.
bool is_machinery(std::string_view name) {
  return is_one_of(name, {"script", "style", "noscript", "template", "svg", "object", "form",
                          "select", "textarea", "button", "title", "math"});
}
bool is_player(std::string_view name) {
  return is_one_of(name, {"iframe", "video", "audio", "embed"});
}
bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class HtmlMender {
 public:
  HtmlMender(SourceText& source, Notes& notes)
      : source_(source), notes_(notes), text_(source.text()), zones_(zones_of(source)) {}

  void run() {
    count_details();
    for (std::size_t at = 0; at < text_.size();) at = step(at);
    while (open_details_ > 0) {
      edits_.push_back({text_.size(), text_.size(), "\n</details>\n"});
      --open_details_;
    }
    source_.apply(std::move(edits_));
  }

 private:
  std::uint32_t line() const { return source_.origin_at(at_); }

  // The tag or comment at `at`; nothing when it is neither.
  std::optional<HtmlToken> token_at(std::size_t at) {
    // Where nothing ends a tag there is none; looking once is enough.
    if (next_end_ < at) next_end_ = std::min(text_.find('>', at), text_.size());
    if (next_end_ == text_.size() || next_end_ - at > kLongestTag) return std::nullopt;
    const std::string_view rest =
        std::string_view(text_).substr(at, std::min(text_.size() - at, kLongestTag));
    markdown::HtmlTokenizer tokens(rest);
    HtmlToken token;
    if (!tokens.next(token) || token.begin != 0 || token.kind == HtmlTokenKind::Text)
      return std::nullopt;
    return token;
  }

  void put(std::size_t begin, std::size_t end, std::string with) {
    edits_.push_back({begin, end, std::move(with)});
  }

  std::size_t step(std::size_t at) {
    at = std::min(text_.find('<', at), text_.size());
    if (at + 1 >= text_.size()) return text_.size();
    at_ = at;
    // "](<a b.md>)" is the target of a link.
    const bool target = at > 1 && text_[at - 1] == '(' && text_[at - 2] == ']';
    const bool escaped = target || (at > 0 && text_[at - 1] == '\\');
    if (zones_[at] != Zone::Prose || escaped) return at + 1;
    if (text_.compare(at, 4, "<!--") == 0) return comment(at);
    const char next = text_[at + 1];
    if (next == '!' || next == '?') {
      const auto token = token_at(at);
      if (!token || !token->closed) return at + 1;
      put(at, at + token->end, {});
      return at + token->end;
    }
    if (!begins_name(next) && next != '/') return at + 1;
    if (text_.compare(at, 5, "<http") == 0 || text_.compare(at, 8, "<mailto:") == 0) return at + 1;
    const auto token = token_at(at);
    if (!token || token->end <= 1) return not_a_tag(at);
    return tag(*token, at);
  }

  std::size_t comment(std::size_t at) {
    const std::size_t end = barren_comment_ ? std::string::npos : text_.find("-->", at + 4);
    if (end == std::string::npos) {
      barren_comment_ = true;
      notes_.person(line(), message("a comment without an end: its beginning is left out",
                                    "un commentaire sans fin : son début est laissé"));
      put(at, at + 4, {});
      return at + 4;
    }
    const std::string_view inside = base::trimmed(std::string_view(text_).substr(at + 4, end - at - 4));
    if (inside != "more" && !inside.empty())
      notes_.done(line(),
                  message("a comment is left out: '{}'", "un commentaire est laissé : « {} »",
                          text::shortened(inside.substr(0, inside.find('\n')))));
    put(at, end + 3, {});
    return end + 3;
  }

  // "<your ip>" in prose: a browser would hide it.
  std::size_t not_a_tag(std::size_t at) {
    const std::size_t limit = std::min(text_.size(), at + 60);
    const std::size_t close = std::string_view(text_).substr(0, limit).find_first_of(">\n", at);
    if (close == std::string_view::npos || text_[close] != '>') return at + 1;
    put(at, at, "\\");
    return close + 1;
  }

  std::size_t tag(const HtmlToken& token, std::size_t at) {
    const std::size_t end = at + token.end;
    const bool start = token.kind == HtmlTokenKind::StartTag;
    const std::string& name = token.name;
    if (name == "details") return start ? open_details(token, at, end) : close_details(at, end);
    if (name == "summary") {
      put(at, end, start ? "<summary>" : "</summary>\n\n");
      return end;
    }
    if (name == "table" && start) return table(token, at, end);
    if (name == "img" && start) {
      put(at, end, image_of(token));
      return end;
    }
    if (name == "a") return anchor(token, at, end);
    if (is_heading(name)) {
      heading(token, at, end);
      return end;
    }
    if (name == "input" && start) {
      const bool box = attribute(token, "type") == "checkbox";
      const bool ticked = std::any_of(token.attributes.begin(), token.attributes.end(),
                                      [](const auto& one) { return one.name == "checked"; });
      put(at, end, box ? (ticked ? "[x] " : "[ ] ") : "");
      return end;
    }
    if (is_machinery(name)) return machinery(token, at, end);
    if (is_player(name)) return player(token, at, end);
    if (is_frame(name)) {
      // Without a break the paragraphs of two blocks would become one.
      const bool block = is_one_of(name, {"p", "div", "center", "section", "article"});
      put(at, end, block ? "\n" : "");
      return end;
    }
    if (markdown::find_html_element(name) != nullptr) {
      std::vector<markdown::Refusal> refused;
      const std::string tag =
          start ? markdown::canonical_tag(token, markdown::RelativeAddresses::Refuse, refused)
                : "</" + name + ">";
      if (tag != std::string_view(text_).substr(at, token.end)) put(at, end, tag);
      return end;
    }
    // An unknown element is a placeholder that its author took for text.
    const std::string_view written = std::string_view(text_).substr(at, token.end);
    if (start && token.attributes.empty() && written.find('\n') == std::string_view::npos) {
      notes_.done(line(),
                  message("'{}' is no element: code now",
                          "« {} » n'est pas un élément : c'est du code", text::shortened(written)));
      put(at, end, "`" + std::string(written) + "`");
    } else {
      put(at, at, "\\");
    }
    return end;
  }

  std::size_t anchor(const HtmlToken& token, std::size_t at, std::size_t end) {
    if (token.kind == HtmlTokenKind::EndTag) {
      if (links_.empty()) {
        put(at, end, {});
      } else {
        put(at, end, links_.back().empty() ? std::string() : "](" + links_.back() + ")");
        links_.pop_back();
      }
      return end;
    }
    std::string name = attribute(token, "name");
    if (name.empty()) name = attribute(token, "id");
    std::string with;
    if (!name.empty() && name.size() < 200 && name.find_first_of("\n\x01\x02") == std::string::npos)
      with = kAnchor + name + kAnchorEnd;
    const std::string address = attribute(token, "href");
    // Only what is closed again in the same paragraph can be written as a link.
    const std::string_view near =
        std::string_view(text_).substr(end, std::min(text_.size() - end, kLongestTag));
    const std::size_t close = near.find("</a>");
    const bool whole = close != std::string_view::npos && close < near.find("\n\n");
    if (!address.empty() && whole) {
      with += '[';
      links_.push_back(target_of(address));
    } else if (whole) {
      links_.emplace_back();
    }
    put(at, end, with);
    return end;
  }

  void heading(const HtmlToken& token, std::size_t at, std::size_t end) {
    if (token.kind == HtmlTokenKind::EndTag) {
      put(at, end, "\n\n");
      return;
    }
    notes_.done(line(), message("a heading in HTML is one in Markdown now",
                                "un titre en HTML en est maintenant un en Markdown"));
    const std::string close = "</" + token.name + ">";
    const std::size_t limit = std::min(text_.size(), end + 500);
    const std::size_t stop = std::string_view(text_).substr(0, limit).find(close, end);
    put(at, end, "\n\n" + std::string(static_cast<std::size_t>(token.name[1] - '0'), '#') + " ");
    if (stop == std::string_view::npos) return;
    std::size_t text = end;
    while (text < stop && (text_[text] == '\n' || text_[text] == ' ')) ++text;
    if (text > end) put(end, text, {});
    for (std::size_t i = text; i < stop; ++i)
      if (text_[i] == '\n') put(i, i + 1, " ");
  }

  std::size_t machinery(const HtmlToken& token, std::size_t at, std::size_t end) {
    const std::string close = "</" + token.name;
    const bool may_end = token.kind == HtmlTokenKind::StartTag &&
                         std::find(barren_.begin(), barren_.end(), token.name) == barren_.end();
    const std::size_t stop = may_end ? text_.find(close, end) : std::string::npos;
    if (token.kind == HtmlTokenKind::StartTag)
      notes_.person(line(), message("<{}> is left out with what it holds",
                                    "<{}> est laissé avec ce qu'il contient", token.name));
    if (stop == std::string::npos) {
      if (may_end) barren_.push_back(token.name);
      put(at, end, {});
      return end;
    }
    const std::size_t behind = std::min(text_.find('>', stop), text_.size() - 1) + 1;
    put(at, behind, {});
    return behind;
  }

  std::size_t player(const HtmlToken& token, std::size_t at, std::size_t end) {
    if (token.kind == HtmlTokenKind::EndTag) {
      put(at, end, {});
      return end;
    }
    const std::string address = attribute(token, "src");
    notes_.person(line(), message("<{}> cannot be in a page: a link to '{}' stands there",
                                  "<{}> ne peut pas être dans une page : un lien vers « {} » s'y "
                                  "trouve",
                                  token.name, text::shortened(address)));
    put(at, end,
        address.empty() ? "" : fmt::format("[{}]({})", words_of(address), target_of(address)));
    return end;
  }

  // How many <details> begin and end from here on, and where headings are.
  void count_details() {
    for (std::size_t i = 0; i < source_.line_count(); ++i) {
      const std::size_t begin = source_.start(i);
      if (begin < text_.size() && text_[begin] == '#' && zones_[begin] == Zone::Prose)
        heading_lines_.push_back(begin);
    }
    for (std::size_t at = text_.find("details"); at != std::string::npos;
         at = text_.find("details", at + 1)) {
      if (zones_[at] != Zone::Prose || at == 0) continue;
      if (text_[at - 1] == '<') ++starts_;
      if (at > 1 && text_[at - 1] == '/' && text_[at - 2] == '<') ++ends_;
    }
  }

  std::size_t open_details(const HtmlToken& token, std::size_t at, std::size_t end) {
    std::string with;
    // Too few ends are left: the one that is open ends here.
    if (open_details_ > 0 && ends_ < starts_ + open_details_) {
      notes_.done(line(), message("a <details> had no end: it ends before the next one",
                                  "un <details> n'avait pas de fin : il finit avant le suivant"));
      with = "\n\n</details>\n\n";
      --open_details_;
    }
    if (starts_ > 0) --starts_;
    ++open_details_;
    opened_at_ = line();
    const bool open = std::any_of(token.attributes.begin(), token.attributes.end(),
                                  [](const auto& one) { return one.name == "open"; });
    // The summary stands on the next line, whatever stood between them.
    std::size_t next_tag = end;
    while (next_tag < text_.size() && (text_[next_tag] == '\n' || text_[next_tag] == ' '))
      ++next_tag;
    if (text_.compare(next_tag, 8, "<summary") == 0) end = next_tag;
    put(at, end, with + (open ? "\n<details open>\n" : "\n<details>\n"));
    if (ends_ >= open_details_) return end;
    // No end at all: before the next heading, or with the page.
    const auto heading = std::upper_bound(heading_lines_.begin(), heading_lines_.end(), end);
    const std::size_t next = text_.find("<details", end);
    if (heading != heading_lines_.end() && next < *heading) return end;
    notes_.person(opened_at_, message("this <details> had no end: look where it should be",
                                      "ce <details> n'avait pas de fin : regardez où elle devrait "
                                      "être"));
    if (heading == heading_lines_.end()) return end;
    put(*heading, *heading, "\n</details>\n\n");
    --open_details_;
    return end;
  }

  std::size_t close_details(std::size_t at, std::size_t end) {
    if (ends_ > 0) --ends_;
    if (open_details_ == 0) {
      notes_.done(line(), message("an end of <details> without its beginning is gone",
                                  "une fin de <details> sans début est ôtée"));
      put(at, end, {});
      return end;
    }
    --open_details_;
    put(at, end, "\n\n</details>\n\n");
    return end;
  }

  // A table of plain cells becomes one in Markdown; any other stays as it is.
  std::size_t table(const HtmlToken& token, std::size_t at, std::size_t end) {
    const std::size_t stop = barren_table_ ? std::string::npos : text_.find("</table>", end);
    barren_table_ = stop == std::string::npos;
    if (barren_table_ || stop - at > (256u << 10)) return keep(token, at, end);
    const auto table = markdown_table(std::string_view(text_).substr(end, stop - end));
    if (!table) {
      notes_.person(line(), message("a table in HTML is too rich for Markdown: it stays as it is",
                                    "un tableau en HTML est trop riche pour Markdown : il reste "
                                    "tel quel"));
      return keep(token, at, end);
    }
    notes_.done(line(), message("a table in HTML is one in Markdown now",
                                "un tableau en HTML en est maintenant un en Markdown"));
    put(at, stop + 8, "\n\n" + *table + "\n");
    return stop + 8;
  }
  std::size_t keep(const HtmlToken& token, std::size_t at, std::size_t end) {
    std::vector<markdown::Refusal> refused;
    put(at, end, markdown::canonical_tag(token, markdown::RelativeAddresses::Refuse, refused));
    return end;
  }

  SourceText& source_;
  Notes& notes_;
  const std::string text_;
  std::vector<Zone> zones_;
  Edits edits_;
  std::size_t at_ = 0;
  std::vector<std::string> links_;   // targets of <a> that are open
  std::vector<std::string> barren_;  // elements of which no end is left
  std::size_t next_end_ = 0;         // of the next '>'
  std::size_t starts_ = 0, ends_ = 0;
  std::size_t open_details_ = 0;
  std::uint32_t opened_at_ = 0;
  bool barren_comment_ = false, barren_table_ = false;
  std::vector<std::size_t> heading_lines_;  // where they begin
};

}  // namespace

void mend_html(SourceText& source, Notes& notes) { HtmlMender(source, notes).run(); }

}  // namespace importing
