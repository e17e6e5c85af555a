#include "generator/pipeline/sections.h"

#include <map>
#include <string>
#include <string_view>

#include "generator/markdown/walk.h"
#include "generator/text/typography.h"
#include "generator/text/utf8.h"

namespace pipeline {
namespace {

std::string_view kind_of(model::PageKind kind) {
  switch (kind) {
    case model::PageKind::Lesson:
      return "lesson";
    case model::PageKind::Guide:
      return "guide";
    case model::PageKind::Logbook:
    case model::PageKind::Entry:
      return "entry";
    case model::PageKind::Glossary:
      return "glossary";
    case model::PageKind::Tips:
      return "tip";
    case model::PageKind::Plain:
      return "page";
  }
  return {};
}

// Plain text with the typography of its language, in which code keeps its backticks, so that an
// excerpt can show it as code.
class Line {
 public:
  Line(std::string& out, text::Language language) : out_(out), typesetter_(language) {}

  void append(const markdown::Inlines& line, char32_t behind = 0) {
    using markdown::InlineKind;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const markdown::Inline& item = line[i];
      const char32_t after = i + 1 < line.size() ? first_of(line[i + 1]) : behind;
      switch (item.kind) {
        case InlineKind::Text:
          put(typesetter_.set(item.text, last_, after));
          break;
        case InlineKind::Code:
          put('`' + item.text + '`');
          break;
        case InlineKind::SoftBreak:
        case InlineKind::LineBreak:
          put(" ");
          break;
        case InlineKind::Html:
        case InlineKind::FootnoteReference:
          break;
        default:
          append(item.children, after);
      }
    }
  }

 private:
  // What a quote or a space before it has to know: the character, or that there is one.
  static char32_t first_of(const markdown::Inline& item) {
    using markdown::InlineKind;
    if (item.kind == InlineKind::SoftBreak || item.kind == InlineKind::LineBreak) return U' ';
    if (item.kind != InlineKind::Text) return U'x';
    std::size_t at = 0;
    return item.text.empty() ? 0 : text::next_character(item.text, at);
  }

  void put(std::string_view text) {
    if (text.empty()) return;
    out_ += text;
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    last_ = text::next_character(text, at);
  }

  std::string& out_;
  text::Typesetter typesetter_;
  char32_t last_ = 0;
};

// Lines that end like this follow each other as they are; cells and headings need something
// between.
bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", ":", ";", ",", "…", ")", "»", "”"})
    if (text.ends_with(end)) return true;
  return false;
}

class Collector : public markdown::Visitor {
 public:
  Collector(const model::Course& course, const model::Page& page, model::LanguageIndex language)
      : course_(course),
        page_(page),
        half_(page.halves[language]),
        language_(language),
        typography_(text::language_of(course.languages[language])) {
    for (std::size_t i = 0; i < half_.facts.headings.size() && i < half_.anchors.size(); ++i)
      anchors_[half_.facts.headings[i].at] = half_.anchors[i];
    search::Section first;
    first.language = course.languages[language];
    first.address = model::address_of(course, page, language);
    first.title = text::typeset(half_.title, typography_);
    first.level = page.level;
    first.topic = page.topic;
    first.kind = kind_of(page.kind);
    first.errors = page.entry.errors;
    first.body = text::typeset(half_.description, typography_);
    sections_.push_back(std::move(first));
  }

  void block(const markdown::Block& block) {
    if (const auto* heading = std::get_if<markdown::Heading>(&block.node)) {
      heading_comes_ = heading->level <= 3;
      if (heading->level == 2 || heading->level == 3) begin(block.at, written(heading->text));
    } else if (const auto* quiz = std::get_if<markdown::Quiz>(&block.node)) {
      heading_comes_ = true;
      begin(quiz->heading_at, written(quiz->question));
    } else if (const auto* lab = std::get_if<markdown::Lab>(&block.node)) {
      heading_comes_ = true;
      begin(lab->heading_at, written(lab->heading));
    } else if (const auto* log = std::get_if<markdown::Log>(&block.node)) {
      heading_comes_ = true;
      begin_log(*log);
    } else if (const auto* code = std::get_if<markdown::CodeBlock>(&block.node)) {
      if (!code->title.empty()) sections_.back().code += code->title + '\n';
      sections_.back().code += code->text;
    }
  }

  void line(const markdown::Inlines& line) {
    if (heading_comes_) {  // its text is the section's heading already
      heading_comes_ = false;
      return;
    }
    std::string& body = sections_.back().body;
    if (!body.empty()) body += ends_sentence(body) ? " " : " · ";
    Line(body, typography_).append(line);
  }

  std::vector<search::Section> take() { return std::move(sections_); }

 private:
  std::string written(const markdown::Inlines& heading) const {
    return text::typeset(markdown::plain_text(heading), typography_);
  }

  void begin(base::Position at, std::string heading) {
    const auto anchor = anchors_.find(at);
    if (anchor == anchors_.end() || page_.kind == model::PageKind::Entry)
      return;  // an entry is one section
    const search::Section& first = sections_.front();
    search::Section next;
    next.language = first.language;
    next.address = first.address;
    next.title = first.title;
    next.level = first.level;
    next.topic = first.topic;
    next.kind = first.kind;
    next.anchor = anchor->second;
    next.heading = std::move(heading);
    sections_.push_back(std::move(next));
  }

  // In a logbook every entry is a page; elsewhere a log is a section of its page.
  void begin_log(const markdown::Log& log) {
    const model::Page* entry = page_.kind == model::PageKind::Logbook
                                   ? course_.find_page(model::PageKind::Entry, log.id)
                                   : nullptr;
    if (entry == nullptr) {
      begin(log.heading_at, written(log.heading));
      if (sections_.back().errors.empty()) sections_.back().errors = log.errors;
      return;
    }
    search::Section next;
    next.language = sections_.front().language;
    next.address = model::address_of(course_, *entry, language_);
    next.title = written(log.heading);
    next.level = entry->level;
    next.kind = "entry";
    next.errors = entry->entry.errors.empty() ? log.errors : entry->entry.errors;
    sections_.push_back(std::move(next));
  }

  const model::Course& course_;
  const model::Page& page_;
  const model::Half& half_;
  model::LanguageIndex language_;
  text::Language typography_;
  std::map<base::Position, std::string> anchors_;
  std::vector<search::Section> sections_;
  bool heading_comes_ = false;
};

// Leaves out what is no text to be found: the answers of a quiz, which an excerpt must not give
// away, and the labels of tabs.
struct Walk : markdown::Walk<Collector> {
  using markdown::Walk<Collector>::operator();
  void operator()(const markdown::Quiz& quiz) {
    visitor.line(quiz.question);
    markdown::walk(quiz.lead, visitor);
  }
  void operator()(const markdown::Tabs& tabs) {
    for (const markdown::Panel& panel : tabs.panels) markdown::walk(panel.blocks, visitor);
  }
};

}  // namespace

std::vector<search::Section> sections_of(const model::Course& course, const model::Page& page,
                                         model::LanguageIndex language,
                                         const markdown::Document& document) {
  Collector collector(course, page, language);
  for (const markdown::Block& block : document.blocks) {
    if (std::holds_alternative<markdown::Instructor>(block.node)) continue;
    collector.block(block);
    std::visit(Walk{{collector}}, block.node);
  }
  return collector.take();
}

search::Section section_of(const model::Course& course, const model::LabSummary& lab,
                           model::LanguageIndex language) {
  const text::Language typography = text::language_of(course.languages[language]);
  const auto add = [&](std::string& out, const model::Texts& texts) {
    if (texts.empty()) return;
    if (!out.empty()) out += ' ';
    out += text::typeset(texts.in(language), typography);
  };
  search::Section out;
  out.language = course.languages[language];
  out.address = model::address_of_lab(course, lab.id, language);
  out.kind = "lab";
  add(out.title, lab.title);
  if (out.title.empty()) out.title = lab.id;
  add(out.body, lab.summary);
  for (const model::LabCheckTitle& check : lab.checks) add(out.body, check.title);
  return out;
}

}  // namespace pipeline
