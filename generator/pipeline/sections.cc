#include "generator/pipeline/sections.h"

#include <map>
#include <string>
#include <string_view>

#include "generator/markdown/walk.h"

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

// Plain text in which code keeps its backticks, so that an excerpt can show it as code.
void append_text(std::string& out, const markdown::Inlines& line) {
  using markdown::InlineKind;
  for (const markdown::Inline& item : line) {
    switch (item.kind) {
      case InlineKind::Text:
        out += item.text;
        break;
      case InlineKind::Code:
        out += '`' + item.text + '`';
        break;
      case InlineKind::SoftBreak:
      case InlineKind::LineBreak:
        out += ' ';
        break;
      case InlineKind::Html:
      case InlineKind::FootnoteReference:
        break;
      default:
        append_text(out, item.children);
    }
  }
}

class Collector : public markdown::Visitor {
 public:
  Collector(const model::Course& course, const model::Page& page, model::LanguageIndex language)
      : course_(course), page_(page), half_(page.halves[language]), language_(language) {
    for (std::size_t i = 0; i < half_.facts.headings.size() && i < half_.anchors.size(); ++i)
      anchors_[half_.facts.headings[i].at] = half_.anchors[i];
    search::Section first;
    first.language = course.languages[language];
    first.address = model::address_of(course, page, language);
    first.title = half_.title;
    first.level = page.level;
    first.topic = page.topic;
    first.kind = kind_of(page.kind);
    first.errors = page.entry.errors;
    first.body = half_.description;
    sections_.push_back(std::move(first));
  }

  void block(const markdown::Block& block) {
    if (const auto* heading = std::get_if<markdown::Heading>(&block.node)) {
      heading_comes_ = true;
      if (heading->level == 2 || heading->level == 3)
        begin(block.at, markdown::plain_text(heading->text));
    } else if (const auto* log = std::get_if<markdown::Log>(&block.node)) {
      heading_comes_ = true;
      begin_log(*log);
    } else if (const auto* code = std::get_if<markdown::CodeBlock>(&block.node)) {
      sections_.back().code += code->text;
    }
  }

  void line(const markdown::Inlines& line) {
    if (heading_comes_) {  // its text is the section's heading already
      heading_comes_ = false;
      return;
    }
    std::string& body = sections_.back().body;
    if (!body.empty()) body += ' ';
    append_text(body, line);
  }

  std::vector<search::Section> take() { return std::move(sections_); }

 private:
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
      begin(log.heading_at, markdown::plain_text(log.heading));
      if (page_.kind != model::PageKind::Entry) sections_.back().errors = log.errors;
      return;
    }
    search::Section next;
    next.language = sections_.front().language;
    next.address = model::address_of(course_, *entry, language_);
    next.title = markdown::plain_text(log.heading);
    next.level = sections_.front().level;
    next.kind = "entry";
    next.errors = entry->entry.errors.empty() ? log.errors : entry->entry.errors;
    sections_.push_back(std::move(next));
  }

  const model::Course& course_;
  const model::Page& page_;
  const model::Half& half_;
  model::LanguageIndex language_;
  std::map<base::Position, std::string> anchors_;
  std::vector<search::Section> sections_;
  bool heading_comes_ = false;
};

}  // namespace

std::vector<search::Section> sections_of(const model::Course& course, const model::Page& page,
                                         model::LanguageIndex language,
                                         const markdown::Document& document) {
  Collector collector(course, page, language);
  for (const markdown::Block& block : document.blocks) {
    if (std::holds_alternative<markdown::Instructor>(block.node)) continue;
    collector.block(block);
    std::visit(markdown::Walk<Collector>{collector}, block.node);
  }
  return collector.take();
}

}  // namespace pipeline
