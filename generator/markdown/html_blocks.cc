#include "generator/markdown/html_blocks.h"

#include <algorithm>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/markdown/html_policy.h"
#include "generator/markdown/html_tokens.h"

namespace markdown {
namespace {

// Whether nothing else stands on the lines of [begin, end).
bool alone_on_its_line(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t before = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t line_end = std::min(text.find('\n', end), text.size());
  return base::trimmed(text.substr(line, begin - line)).empty() && base::trimmed(text.substr(end, line_end - end)).empty();
}

struct Piece {
  HtmlToken token;
  std::size_t end_tag =
      0;  // <details> inside other markup, with its end in `pieces`: it stays markup
};

// The tokens that are of interest, in order: comments and the tags of <details> and <summary>.
std::vector<Piece> pieces_of(std::string_view html) {
  std::vector<Piece> out;
  std::vector<std::size_t> open;  // <details> in `out`
  int elements = 0;               // other elements that are open
  std::vector<int> elements_at;   // ... where each <details> began
  HtmlTokenizer tokens(html);
  for (HtmlToken token; tokens.next(token);) {
    const bool start = token.kind == HtmlTokenKind::StartTag;
    const bool end = token.kind == HtmlTokenKind::EndTag;
    const bool details = (start || end) && token.name == "details";
    const bool summary = (start || end) && token.name == "summary";
    if (details && start) {
      open.push_back(out.size());
      elements_at.push_back(elements);
    } else if (details && end && !open.empty()) {
      if (elements_at.back() > 0 && elements == elements_at.back()) {
        out[open.back()].end_tag = out.size();
      }
      open.pop_back();
      elements_at.pop_back();
    } else if ((start || end) && !summary) {
      const HtmlElement* element = find_html_element(token.name);
      const bool counts = element != nullptr && element->content != HtmlContent::Nothing;
      if (counts) elements = std::max(0, elements + (start ? 1 : -1));
    }
    if (details || summary || token.kind == HtmlTokenKind::Comment)
      out.push_back({std::move(token)});
  }
  return out;
}

}  // namespace

void add_html_block(const Excerpt& html, Context& context, Assembler& out) {
  const std::string_view text = html.text();
  std::size_t markup = 0;  // begin of the markup that waits
  const std::vector<Piece> pieces = pieces_of(text);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].end_tag != 0) {
      i = pieces[i].end_tag;
      continue;
    }
    const HtmlToken& token = pieces[i].token;
    const bool comment = token.kind == HtmlTokenKind::Comment;
    out.markup(html, markup, token.begin);
    markup = token.end;
    const Range where = {html.position(token.begin), html.position(token.end)};
    if (comment && !token.closed) {
      context.problems.error(
          "directive-unclosed", {where.begin},
          base::message("this comment is not closed", "ce commentaire n'est pas fermé"),
          base::message("write '-->' at its end; without it the page ends here",
                        "écrivez « --> » à sa fin ; sans cela la page s'arrête "
                        "ici"));
    } else if (comment) {
      out.comment(html, token.begin, token.end, alone_on_its_line(text, token.begin, token.end));
    } else if (token.name == "details") {
      const bool open =
          std::any_of(token.attributes.begin(), token.attributes.end(),
                      [](const HtmlAttribute& attribute) { return attribute.name == "open"; });
      token.kind == HtmlTokenKind::StartTag ? out.open_details(where, open)
                                            : out.close_details(where);
    } else {
      token.kind == HtmlTokenKind::StartTag ? out.open_summary(where) : out.close_summary(where);
    }
  }
  out.markup(html, markup, text.size());
}

}  // namespace markdown
