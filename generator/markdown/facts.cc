#include "generator/markdown/facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/markdown/html_tokens.h"
#include "generator/markdown/placeholders.h"
#include "generator/markdown/source_text.h"
#include "generator/markdown/walk.h"
#include "generator/text/utf8.h"

namespace markdown {
namespace {

bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool is_word(std::string_view token) {
  if (std::any_of(token.begin(), token.end(), is_ascii_word)) return true;
  for (std::size_t at = 0; at < token.size();)
    if (text::is_letter(text::next_character(token, at))) return true;
  return false;
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (base::is_space(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !base::is_space(text[end])) ++end;
    if (is_word(text.substr(at, end - at))) ++words;
    at = end;
  }
  return words;
}

// The hash of the words alone, whatever white space stands between them. `buffer` is for reuse.
std::uint32_t mark_of(std::string_view text, std::string& buffer) {
  constexpr std::string_view kSpace = " \t\n";
  buffer.clear();
  for (std::size_t at = text.find_first_not_of(kSpace); at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    if (!buffer.empty()) buffer += ' ';
    buffer += text.substr(at, end - at);
    at = text.find_first_not_of(kSpace, end);
  }
  return static_cast<std::uint32_t>(base::hash(buffer).low);
}

std::string_view name_of(QuizKind kind) {
  switch (kind) {
    case QuizKind::Single:
      return "single";
    case QuizKind::Multiple:
      return "multiple";
    case QuizKind::Number:
      return "number";
    case QuizKind::Text:
      return "text";
    case QuizKind::Order:
      return "order";
    case QuizKind::Match:
      return "match";
  }
  return {};
}

// What both languages must have in common. The accepted words of a text are each language's own.
std::string key_of(const Quiz& quiz) {
  std::string out(name_of(quiz.kind));
  char separator = ' ';
  switch (quiz.kind) {
    case QuizKind::Single:
    case QuizKind::Multiple:
      for (std::size_t i = 0; i < quiz.choices.size(); ++i) {
        if (!quiz.choices[i].right) continue;
        out += fmt::format("{}{}", separator, i + 1);
        separator = ',';
      }
      return out;
    case QuizKind::Number:
      out += fmt::format(" tol={}", quiz.tolerance);
      for (const std::string& answer : quiz.answers) {
        out += separator + answer;
        separator = '|';
      }
      return out;
    case QuizKind::Text:
      if (quiz.fold_case || quiz.fold_space)
        out += fmt::format(" norm={}{}{}", quiz.fold_case ? "case" : "",
                           quiz.fold_case && quiz.fold_space ? "," : "",
                           quiz.fold_space ? "space" : "");
      return out;
    case QuizKind::Order:
      return fmt::format("order {}", quiz.ordered.size());
    case QuizKind::Match:
      return fmt::format("match {}", quiz.pairs.size());
  }
  return out;
}

int choices_of(const Quiz& quiz) {
  return static_cast<int>(quiz.choices.size() + quiz.ordered.size() + quiz.pairs.size());
}

class Collector : public Visitor {
 public:
  Collector(const SourceText& source, std::uint32_t body_line)
      : source_(source), body_line_(body_line) {}

  void block(const Block& block) {
    std::visit([&](const auto& node) { see(node, block); }, block.node);
  }

  void line(const Inlines& line) {
    for_each_inline(line, [&](const Inline& item) { see(item); });
  }

  Facts finish() {
    const auto by_position = [](const auto& a, const auto& b) { return a.at < b.at; };
    std::stable_sort(facts_.headings.begin(), facts_.headings.end(), by_position);
    std::stable_sort(facts_.links.begin(), facts_.links.end(), by_position);
    std::stable_sort(facts_.code.begin(), facts_.code.end(), by_position);
    std::stable_sort(facts_.placeholders.begin(), facts_.placeholders.end(), by_position);
    hash_sections();
    return std::move(facts_);
  }

 private:
  template <class T>
  void see(const T&, const Block&) {}

  void see(const Heading& it, const Block& block) {
    facts_.headings.push_back(
        {it.level, it.id, plain_text(it.text), it.step, it.minutes, block.at, {}});
  }

  void see(const CodeBlock& it, const Block& block) {
    facts_.code.push_back({it.language, base::hash(it.text), block.at});
    find_placeholders(it, line_of(it.text_at), source_, facts_.placeholders);
  }

  void see(const RawHtml& it, const Block& block) {
    HtmlTokenizer tokens(it.markup);
    const std::string_view written = source_.text().substr(0, offset_of(block.end));
    std::size_t from = offset_of(block.at);
    int misses = 0;  // an address that was written with entities is not found as it is
    for (HtmlToken token; tokens.next(token);) {
      if (token.kind == HtmlTokenKind::Text && open_link_)
        facts_.links.back().text += it.markup.substr(token.begin, token.end - token.begin);
      if (token.name == "a") open_link_ = false;
      if (token.kind != HtmlTokenKind::StartTag) continue;
      LinkFact link;
      for (const HtmlAttribute& attribute : token.attributes) {
        if (attribute.name == "href" || attribute.name == "src") link.target = attribute.value;
        if (attribute.name == "alt") link.text = attribute.value;
      }
      if (link.target.empty()) continue;
      link.image = token.name == "img";
      open_link_ = !link.image;
      const std::size_t found =
          misses < 100 ? written.find(link.target, from) : std::string_view::npos;
      link.at = block.at;
      misses += found == std::string_view::npos;
      if (found != std::string_view::npos) {
        from = found + link.target.size();
        link.at = source_.position_at(found);
        link.end = source_.position_at(from);
      }
      facts_.links.push_back(std::move(link));
    }
    open_link_ = false;
  }

  void see(const Objectives& it, const Block&) {
    for (const Item& item : it.items) facts_.objectives.push_back({item.marker, item.marker_at});
  }

  void see(const Worksheet& it, const Block&) {
    if (!it.heading.empty()) add_heading(it.level, it.id, it.heading, it.at);
    for (const WorksheetRow& row : it.rows) facts_.worksheet.push_back({row.name, row.at});
  }

  void see(const Tabs& it, const Block& block) {
    TabsFact tabs{it.group, {}, block.at};
    for (const Panel& panel : it.panels) tabs.labels.push_back(plain_text(panel.label));
    facts_.tabs.push_back(std::move(tabs));
  }

  void see(const Quiz& it, const Block&) {
    add_heading(it.level, it.id, it.question, it.heading_at);
    facts_.quizzes.push_back({it.id, key_of(it), choices_of(it), it.at});
  }

  void see(const Lab& it, const Block&) {
    add_heading(it.level, it.id, it.heading, it.heading_at);
    facts_.labs.push_back({it.id, it.checks, it.at});
  }

  void see(const Log& it, const Block&) {
    add_heading(it.level, it.id, it.heading, it.heading_at);
    LogFact log{it.id, plain_text(it.heading), it.errors, it.at, it.end, {}};
    for (const LogSection& section : it.sections) {
      log.parts.push_back(section.part);
      add_heading(it.level + 1, {}, section.heading, section.at);
    }
    facts_.logs.push_back(std::move(log));
  }

  void see(const Figure& it, const Block&) {
    facts_.figures.push_back({it.id, it.at, it.end});
  }

  void see(const Instructor&, const Block&) { facts_.instructor = true; }

  void see(const Inline& item) {
    switch (item.kind) {
      case InlineKind::Text:
        facts_.words += count_words(item.text);
        break;
      case InlineKind::Code:
        find_placeholders(item, offset_of(item.at), source_, facts_.placeholders);
        break;
      case InlineKind::Link:
      case InlineKind::Image:
        facts_.links.push_back({item.target, plain_text(item.children),
                                item.kind == InlineKind::Image, item.at, item.end});
        break;
      default:
        break;
    }
  }

  void add_heading(int level, const std::string& id, const Inlines& text, base::Position at) {
    facts_.headings.push_back({level, id, plain_text(text), false, 0, at, {}});
  }

  std::uint32_t line_of(base::Position at) const {
    return at.line >= body_line_ ? at.line - body_line_ + 1 : 1;
  }
  std::size_t offset_of(base::Position at) const {
    const std::uint32_t line = line_of(at);
    return std::min(source_.line_begin(line) + std::max(at.column, 1u) - 1, source_.text().size());
  }

  // A section ends before the comments that belong to the next one.
  void hash_sections() {
    std::string buffer;
    for (std::size_t i = 0; i < facts_.headings.size(); ++i) {
      const bool last = i + 1 == facts_.headings.size();
      const std::uint32_t first_line = line_of(facts_.headings[i].at);
      std::uint32_t end_line =
          last ? source_.line_count() : std::max(line_of(facts_.headings[i + 1].at), 2u) - 1;
      while (end_line > first_line) {
        const std::string_view text = source_.line(end_line);
        const std::size_t content = text.find_first_not_of(" \t");
        if (content != std::string_view::npos && !text.substr(content).starts_with("<!--")) break;
        --end_line;
      }
      const std::size_t begin = source_.line_begin(first_line);
      const std::size_t end = std::max(source_.line_end(end_line), begin);
      const std::string_view section = source_.text().substr(begin, end - begin);
      facts_.headings[i].content = base::hash(section);
      facts_.headings[i].mark = mark_of(section, buffer);
    }
  }

  const SourceText& source_;
  std::uint32_t body_line_;
  Facts facts_;
  bool open_link_ = false;  // the text that comes is that of the last link
};

}  // namespace

Facts collect_facts(const Document& document, std::string_view body, std::uint32_t body_line) {
  const SourceText source({body, {}, body_line});
  Collector collector(source, body_line);
  walk(document.blocks, collector);
  for (const Footnote& footnote : document.footnotes) walk(footnote.blocks, collector);
  return collector.finish();
}

}  // namespace markdown
