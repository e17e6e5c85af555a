#include "generator/exporting/xhtml.h"

#include <algorithm>
#include <numeric>

#include "generator/exporting/questions.h"
#include "generator/markdown/entities.h"
#include "generator/markdown/html_policy.h"
#include "generator/markdown/html_tokens.h"
#include "generator/markdown/walk.h"
#include "generator/text/html.h"
#include "generator/text/typography.h"

namespace exporting {
namespace {

using namespace markdown;

std::string escaped(std::string_view plain) { return text::Html::escape(plain).str(); }

// One tag as XML wants it: every attribute with a value, what holds nothing closed.
std::string start_tag(const HtmlToken& token) {
  std::string out = "<" + token.name;
  for (const HtmlAttribute& one : token.attributes)
    out += fmt::format(" {}=\"{}\"", one.name, escaped(one.has_value ? one.value : one.name));
  const HtmlElement* element = find_html_element(token.name);
  out += element != nullptr && element->content == HtmlContent::Nothing ? " />" : ">";
  return out;
}

// Raw HTML, which comes from the allow-list, balanced: an end without a beginning goes, what is
// open at the end is closed.
class Balance {
 public:
  void put(const HtmlToken& token, std::string& out) {
    const HtmlElement* element = find_html_element(token.name);
    if (element == nullptr) return;
    if (token.kind == HtmlTokenKind::StartTag) {
      if (open_.size() >= kDeepest) return;
      out += start_tag(token);
      if (element->content != HtmlContent::Nothing) open_.push_back(token.name);
      return;
    }
    const auto found = std::find(open_.rbegin(), open_.rend(), token.name);
    if (found == open_.rend()) return;
    while (open_.back() != token.name) close(out);
    close(out);
  }
  void finish(std::string& out) {
    while (!open_.empty()) close(out);
  }

 private:
  static constexpr std::size_t kDeepest = 64;
  void close(std::string& out) {
    out += "</" + open_.back() + ">";
    open_.pop_back();
  }
  std::vector<std::string> open_;
};

// The right order is not the one in which things are shown.
std::vector<std::size_t> mixed(std::size_t count) {
  std::size_t step = count / 2 + 1;
  while (count > 0 && std::gcd(step, count) != 1) ++step;
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = (1 + i * step) % count;
  return order;
}

enum class Part { Text, Solutions };

class Xhtml {
 public:
  Xhtml(const XhtmlOptions& options, const model::Half* half)
      : options_(options), half_(half), typography_(text::language_of(options.language)) {}

  std::string out;

  void blocks(const Blocks& all) {
    for (const Block& block : all) write(block);
  }
  void footnotes(const std::vector<Footnote>& all) {
    if (all.empty()) return;
    out += "<ol class=\"footnotes\">\n";
    for (const Footnote& note : all) {
      out += fmt::format("<li id=\"{}fn-{}\">", options_.prefix, note.number);
      blocks(note.blocks);
      out += "</li>\n";
    }
    out += "</ol>\n";
  }

  void inlines(const Inlines& all) {
    text::Typesetter typesetter(typography_);
    Balance balance;
    pieces(all, typesetter, balance, 0);
    balance.finish(out);
  }

  // The answers of the quizzes in a document.
  void solutions(const Blocks& all) {
    struct Finder : Visitor {
      explicit Finder(Xhtml& to) : xhtml(to) {}
      void block(const Block& it) {
        if (const auto* quiz = std::get_if<Quiz>(&it.node)) xhtml.solution(*quiz);
      }
      Xhtml& xhtml;
    } finder(*this);
    walk(all, finder);
  }

 private:
  std::string_view say(Word which) const { return word(which, options_.language); }

  void pieces(const Inlines& all, text::Typesetter& typesetter, Balance& balance, int depth) {
    if (depth > kMaximumDepth) return;
    for (const Inline& one : all) piece(one, typesetter, balance, depth);
  }
  void inside(std::string_view tag, const Inline& one, text::Typesetter& typesetter, int depth) {
    out += fmt::format("<{}>", tag);
    Balance balance;
    pieces(one.children, typesetter, balance, depth + 1);
    balance.finish(out);
    out += fmt::format("</{}>", tag);
  }

  void piece(const Inline& one, text::Typesetter& typesetter, Balance& balance, int depth) {
    switch (one.kind) {
      case InlineKind::Text:
        text::escape_to(out, typesetter.set(one.text));
        return;
      case InlineKind::SoftBreak:
        out += '\n';
        return;
      case InlineKind::LineBreak:
        out += "<br />\n";
        return;
      case InlineKind::Code:
        out += "<code>" + escaped(one.text) + "</code>";
        return;
      case InlineKind::Emphasis:
        return inside("em", one, typesetter, depth);
      case InlineKind::Strong:
        return inside("strong", one, typesetter, depth);
      case InlineKind::Strikethrough:
        return inside("del", one, typesetter, depth);
      case InlineKind::Html: {
        HtmlTokenizer tokens(one.text);
        for (HtmlToken token; tokens.next(token);)
          if (token.kind == HtmlTokenKind::StartTag || token.kind == HtmlTokenKind::EndTag)
            balance.put(token, out);
        return;
      }
      case InlineKind::FootnoteReference:
        out += fmt::format("<sup><a href=\"#{}fn-{}\">{}</a></sup>", options_.prefix, one.number,
                           one.number);
        return;
      case InlineKind::Link: {
        const std::string address = options_.address ? options_.address(one.target, false) : "";
        if (!address.empty()) out += fmt::format("<a href=\"{}\">", escaped(address));
        Balance inner;
        pieces(one.children, typesetter, inner, depth + 1);
        inner.finish(out);
        if (!address.empty()) out += "</a>";
        return;
      }
      case InlineKind::Image: {
        const std::string address = options_.address ? options_.address(one.target, true) : "";
        const std::string words = plain_text(one.children);
        if (address.empty())
          text::escape_to(out, words);
        else
          out += fmt::format("<img src=\"{}\" alt=\"{}\" />", escaped(address), escaped(words));
        return;
      }
    }
  }

  void heading(int level, const Inlines& text, base::Position at) {
    const std::string id = next_anchor(at);
    out += fmt::format("<h{}", level);
    if (!id.empty()) out += fmt::format(" id=\"{}{}\"", options_.prefix, escaped(id));
    out += '>';
    inlines(text);
    out += fmt::format("</h{}>\n", level);
  }

  // As the site gives them: by place, in order.
  std::string next_anchor(base::Position at) {
    if (half_ == nullptr) return {};
    const std::size_t known = std::min(half_->anchors.size(), half_->facts.headings.size());
    for (std::size_t i = next_; i < known; ++i) {
      const base::Position there = half_->facts.headings[i].at;
      if (there > at) break;
      if (there != at) continue;
      next_ = i + 1;
      return half_->anchors[i];
    }
    return {};
  }

  void write(const Block& block) {
    at_ = block.at;
    std::visit([this](const auto& node) { put(node); }, block.node);
  }

  void put(const Paragraph& it) {
    out += "<p>";
    inlines(it.text);
    out += "</p>\n";
  }
  void put(const Heading& it) {
    if (it.level > 1) heading(it.level, it.text, at_);
  }
  void put(const Quote& it) {
    out += "<blockquote>\n";
    blocks(it.blocks);
    out += "</blockquote>\n";
  }
  void put(const List& it) {
    if (it.ordered)
      out += it.start == 1 ? "<ol>\n" : fmt::format("<ol start=\"{}\">\n", it.start);
    else
      out += "<ul>\n";
    items(it.items, it.tight);
    out += it.ordered ? "</ol>\n" : "</ul>\n";
  }
  void items(const std::vector<Item>& all, bool tight) {
    for (const Item& item : all) {
      out += "<li>";
      if (item.ticked) out += *item.ticked ? "☑ " : "☐ ";
      tight ? tightly(item.blocks) : blocks(item.blocks);
      out += "</li>\n";
    }
  }
  // A single paragraph without its tags.
  void tightly(const Blocks& all) {
    for (const Block& block : all) {
      if (const auto* paragraph = std::get_if<Paragraph>(&block.node))
        inlines(paragraph->text);
      else
        write(block);
    }
  }
  void put(const CodeBlock& it) {
    if (!it.title.empty()) out += "<p class=\"code-title\">" + escaped(it.title) + "</p>\n";
    out += fmt::format("<pre{}><code>{}</code></pre>\n",
                       it.language == "output" ? " class=\"output\"" : "", escaped(it.text));
  }
  void put(const Table& it) {
    out += "<table>\n<thead><tr>";
    for (const Inlines& cell : it.head) {
      out += "<th scope=\"col\">";
      inlines(cell);
      out += "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : it.rows) {
      out += "<tr>";
      for (const Inlines& cell : row) {
        out += "<td>";
        inlines(cell);
        out += "</td>";
      }
      out += "</tr>\n";
    }
    // A body without a row is not valid.
    if (it.rows.empty()) {
      out += "<tr>";
      for (std::size_t i = 0; i < it.head.size(); ++i) out += "<td></td>";
      out += "</tr>\n";
    }
    out += "</tbody>\n</table>\n";
  }
  void put(const ThematicBreak&) { out += "<hr />\n"; }
  void put(const RawHtml& it) {
    Balance balance;
    std::string raw;
    HtmlTokenizer tokens(it.markup);
    for (HtmlToken token; tokens.next(token);) {
      if (token.kind == HtmlTokenKind::Text)
        raw += escaped(decode_entities(
            std::string_view(it.markup).substr(token.begin, token.end - token.begin)));
      else if (token.kind == HtmlTokenKind::StartTag || token.kind == HtmlTokenKind::EndTag)
        balance.put(token, raw);
    }
    balance.finish(raw);
    out += "<div>" + raw + "</div>\n";
  }
  void put(const Alert& it) {
    static constexpr std::string_view kKinds[][2] = {{"Note", "Remarque"},
                                                     {"Tip", "Astuce"},
                                                     {"Important", "Important"},
                                                     {"Warning", "Attention"},
                                                     {"Caution", "Danger"}};
    out += "<aside class=\"alert\"><p><strong>";
    if (it.title.empty())
      out += kKinds[static_cast<std::size_t>(it.kind)][options_.language == "fr" ? 1 : 0];
    else
      inlines(it.title);
    out += "</strong></p>\n";
    blocks(it.blocks);
    out += "</aside>\n";
  }
  void put(const Details& it) {
    folded(it.summary.empty() ? std::string(say(Word::Solution)) : inlined(it.summary), it.blocks);
  }
  std::string inlined(const Inlines& all) {
    std::string before = std::move(out);
    out.clear();
    inlines(all);
    std::swap(out, before);
    return before;
  }
  void folded(const std::string& summary, const Blocks& all) {
    out += "<details><summary>" + summary + "</summary>\n";
    blocks(all);
    out += "</details>\n";
  }
  void put(const Objectives& it) {
    out += "<section class=\"objectives\">\n";
    blocks(it.lead);
    out += "<ul>\n";
    items(it.items, true);
    out += "</ul>\n</section>\n";
  }
  void put(const Worksheet& it) {
    if (!it.heading.empty()) heading(it.level, it.heading, it.at);
    blocks(it.lead);
    out += "<dl>\n";
    for (const WorksheetRow& row : it.rows) {
      out += fmt::format("<dt><code>{}</code> ", escaped(row.name));
      inlines(row.label);
      out += fmt::format("</dt>\n<dd><code>{}</code></dd>\n", escaped(row.example));
    }
    // A list of definitions holds at least one.
    if (it.rows.empty()) out += "<dt>–</dt><dd>–</dd>\n";
    out += "</dl>\n";
  }
  void put(const Tabs& it) {
    for (const Panel& panel : it.panels) {
      out += "<p class=\"tab\"><strong>";
      inlines(panel.label);
      out += "</strong></p>\n";
      blocks(panel.blocks);
    }
  }
  void put(const Lab& it) {
    heading(it.level, it.heading, it.heading_at);
    blocks(it.blocks);
  }
  void put(const Log& it) {
    heading(it.level, it.heading, it.heading_at);
    blocks(it.lead);
    for (const LogSection& section : it.sections) {
      heading(std::min(it.level + 1, 6), section.heading, section.at);
      blocks(section.blocks);
    }
  }
  void put(const Holds& it) { blocks(it.blocks); }
  void put(const Figure& it) {
    out += "<section class=\"figure\">\n";
    blocks(it.blocks);
    out += "</section>\n";
  }
  void put(const Instructor&) {}  // for whoever teaches, not for the package

  void put(const Quiz& it) {
    heading(it.level, it.question, it.heading_at);
    blocks(it.lead);
    if (options_.quizzes == Quizzes::Printed)
      printed(it);
    else
      interactive(it);
  }

  void printed(const Quiz& it) {
    if (!it.choices.empty()) {
      out += "<ul class=\"choices\">\n";
      for (const Choice& choice : it.choices) {
        out += "<li>☐ ";
        tightly(choice.text);
        out += "</li>\n";
      }
      out += "</ul>\n";
    }
    if (!it.ordered.empty()) {
      out += "<ul>\n";
      for (const std::size_t i : mixed(it.ordered.size())) {
        out += "<li>";
        tightly(it.ordered[i]);
        out += "</li>\n";
      }
      out += "</ul>\n";
    }
    if (!it.pairs.empty()) {
      out += "<ul>\n";
      for (const auto& pair : it.pairs) {
        out += "<li>";
        inlines(pair.first);
        out += "</li>\n";
      }
      out += "</ul>\n<ul>\n";
      for (const std::size_t i : mixed(it.pairs.size())) {
        out += "<li>";
        inlines(it.pairs[i].second);
        out += "</li>\n";
      }
      out += "</ul>\n";
    }
    for (const Blocks& hint : it.hints) folded(std::string(say(Word::Hint)), hint);
  }

  void solution(const Quiz& it) {
    out += "<h2>";
    inlines(it.question);
    out += "</h2>\n";
    bool list = false;
    for (const Choice& choice : it.choices) {
      if (!choice.right) continue;
      out += list ? "<li>" : "<ul>\n<li>";
      list = true;
      tightly(choice.text);
      blocks(choice.feedback);
      out += "</li>\n";
    }
    if (list) out += "</ul>\n";
    if (!it.answers.empty()) {
      out += "<p>";
      for (std::size_t i = 0; i < it.answers.size(); ++i)
        out += fmt::format("{}<code>{}</code>", i > 0 ? ", " : "", escaped(it.answers[i]));
      out += "</p>\n";
    }
    if (!it.ordered.empty()) {
      out += "<ol>\n";
      for (const Blocks& one : it.ordered) {
        out += "<li>";
        tightly(one);
        out += "</li>\n";
      }
      out += "</ol>\n";
    }
    if (!it.pairs.empty()) {
      out += "<ul>\n";
      for (const auto& [left, right] : it.pairs) {
        out += "<li>";
        inlines(left);
        out += " → ";
        inlines(right);
        out += "</li>\n";
      }
      out += "</ul>\n";
    }
    blocks(it.feedback);
    blocks(it.solution);
  }

  void interactive(const Quiz& it) {
    out += fmt::format("<form class=\"quiz\" data-quiz=\"{}\" data-kind=\"{}\"", escaped(it.id),
                       kind_name(it.kind));
    if (it.kind == QuizKind::Number) out += fmt::format(" data-tolerance=\"{}\"", it.tolerance);
    if (it.fold_case) out += " data-fold-case=\"1\"";
    if (it.fold_space) out += " data-fold-space=\"1\"";
    if (!it.answers.empty())
      out += fmt::format(" data-answers=\"{}\"", escaped(json_list(it.answers)));
    out += ">\n<fieldset><legend>";
    inlines(it.question);
    out += "</legend>\n";
    const std::string name = options_.prefix + "quiz-" + it.id;
    for (std::size_t i = 0; i < it.choices.size(); ++i) {
      const Choice& choice = it.choices[i];
      out += fmt::format(
          "<div class=\"choice\"{}><label><input type=\"{}\" name=\"{}\" value=\"{}\" /> <span>",
          choice.right ? " data-right=\"1\"" : "",
          it.kind == QuizKind::Single ? "radio" : "checkbox", escaped(name), letter_of(i));
      first_line(choice.text);
      out += "</span></label>\n";
      if (!choice.feedback.empty()) {
        out += "<div class=\"feedback\" hidden=\"hidden\">\n";
        blocks(choice.feedback);
        out += "</div>\n";
      }
      out += "</div>\n";
    }
    if (it.kind == QuizKind::Number || it.kind == QuizKind::Text)
      out += fmt::format(
          "<p><label>{} <input type=\"text\" name=\"{}\" autocomplete=\"off\" /></label></p>\n",
          say(Word::Yours), escaped(name));
    for (const std::size_t i : mixed(it.ordered.size())) {
      place(i, it.ordered.size(), [&] { first_line(it.ordered[i]); });
    }
    if (!it.pairs.empty()) matching(it);
    out += fmt::format("<p><button type=\"submit\">{}</button></p>\n", say(Word::Check));
    out += "<p class=\"verdict\" role=\"status\"></p>\n";
    if (!it.feedback.empty()) {
      out += "<div class=\"feedback general\" hidden=\"hidden\">\n";
      blocks(it.feedback);
      out += "</div>\n";
    }
    for (const Blocks& hint : it.hints) folded(std::string(say(Word::Hint)), hint);
    if (!it.solution.empty()) folded(std::string(say(Word::Solution)), it.solution);
    out += "</fieldset>\n</form>\n";
  }
  // A label holds no blocks: the first paragraph.
  void first_line(const Blocks& all) {
    for (const Block& block : all)
      if (const auto* paragraph = std::get_if<Paragraph>(&block.node))
        return inlines(paragraph->text);
  }
  template <class F>
  void place(std::size_t right, std::size_t count, F write_label) {
    out += fmt::format(
        "<div class=\"place\" data-right=\"{}\"><label><select><option "
        "value=\"\">–</option>",
        right + 1);
    for (std::size_t i = 1; i <= count; ++i)
      out += fmt::format("<option value=\"{}\">{}</option>", i, i);
    out += "</select> <span>";
    write_label();
    out += "</span></label></div>\n";
  }
  void matching(const Quiz& it) {
    const std::vector<std::size_t> order = mixed(it.pairs.size());
    out += "<ol class=\"rights\">\n";
    std::vector<std::size_t> number(order.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      number[order[k]] = k;
      out += "<li>";
      inlines(it.pairs[order[k]].second);
      out += "</li>\n";
    }
    out += "</ol>\n";
    for (std::size_t i = 0; i < it.pairs.size(); ++i)
      place(number[i], it.pairs.size(), [&] { inlines(it.pairs[i].first); });
  }

  const XhtmlOptions& options_;
  const model::Half* half_;
  text::Language typography_;
  base::Position at_;
  std::size_t next_ = 0;
};

}  // namespace

std::string write_xhtml(const Document& document, const model::Half& half,
                        const XhtmlOptions& options) {
  Xhtml xhtml(options, &half);
  xhtml.blocks(document.blocks);
  xhtml.footnotes(document.footnotes);
  return std::move(xhtml.out);
}

std::string solutions_of(const Document& document, const model::Half&,
                         const XhtmlOptions& options) {
  Xhtml xhtml(options, nullptr);
  xhtml.solutions(document.blocks);
  return std::move(xhtml.out);
}

std::string inline_xhtml(const Inlines& inlines, const XhtmlOptions& options) {
  Xhtml xhtml(options, nullptr);
  xhtml.inlines(inlines);
  return std::move(xhtml.out);
}

std::string blocks_xhtml(const Blocks& blocks, const XhtmlOptions& options) {
  Xhtml xhtml(options, nullptr);
  xhtml.blocks(blocks);
  return std::move(xhtml.out);
}

}  // namespace exporting
