// What the pages are made from that are made of other pages: the grid, lists, indexes, feeds.
#include <algorithm>

#include "generator/render/digests.h"
#include "generator/render/pages.h"

namespace render {
namespace {

using Kind = Task::Kind;
using model::LanguageIndex;

// The questions of a page, as the review shows them.
void add_questions(base::ByteWriter& sum, const model::Half& half) {
  for (const markdown::QuizFact& quiz : half.facts.quizzes) {
    sum.text(quiz.id);
    const auto found = std::find(half.anchors.begin(), half.anchors.end(), quiz.id);
    const auto heading = static_cast<std::size_t>(found - half.anchors.begin());
    if (heading < half.facts.headings.size()) sum.text(half.facts.headings[heading].title);
  }
}

}  // namespace

void Digests::add_list(Sum& sum, const Task& task) const {
  const model::Course& course = shared_.course;
  const LanguageIndex language = task.language;
  switch (task.kind) {
    case Kind::ContentPage:
    case Kind::NotFound:
    case Kind::RootNotFound:
    case Kind::Robots:
    case Kind::Search:
      return;
    case Kind::Chooser:
    case Kind::SearchWords:
      return add_grid(sum);
    case Kind::Home: {
      add_grid(sum);
      for (const auto& topic : shared_.cells)
        for (const auto& lessons : topic) add_names(sum, lessons, language);
      for (const auto* pages : {&shared_.guides, &shared_.logbooks, &shared_.plain})
        add_cards(sum, *pages, language);
      if (shared_.tips != nullptr) add_cards(sum, {shared_.index_of(*shared_.tips)}, language);
      sum.number(course.embedded_logs.size()).number(labs_.size());
      for (const auto& [logbook, entries] : shared_.entries) sum.number(entries.size());
      for (const base::Hash& lab : labs_) sum.hash(lab);
      return;
    }
    case Kind::Level:
      add_grid(sum);
      for (const auto& topic : shared_.cells) add_needs(sum, topic[task.index], language);
      return;
    case Kind::Topic:
      add_grid(sum);
      for (const auto& lessons : shared_.cells[task.index]) add_needs(sum, lessons, language);
      return;
    case Kind::Guides:
      return add_needs(sum, shared_.guides, language);
    case Kind::Logbooks:
      return add_cards(sum, shared_.logbooks, language);
    case Kind::Labs:
      for (const base::Hash& lab : labs_) sum.hash(lab);
      return;
    case Kind::Lab: {
      sum.hash(labs_[task.index]);
      const auto use = shared_.labs.find(course.labs[task.index].id);
      if (use == shared_.labs.end()) return;
      add_cards(sum, use->second.pages, language);
      add_cards(sum, use->second.entries, language);
      return;
    }
    case Kind::Competencies:
      return add_competencies(sum, language);
    case Kind::Errors:
      for (const ErrorText& error : shared_.errors) {
        const model::Page& page = course.pages[error.page];
        sum.text(error.text).text(error.log).text(page.entry.system);
        add_name(sum, page, language);
      }
      return;
    case Kind::Review:
      for (const PageIndex i : reviewed_pages(shared_)) {
        const model::Half& half =
            course.pages[i].halves[model::shown_language(course.pages[i], language)];
        if (half.facts.quizzes.empty()) continue;
        sum.hash(names_[language][i]);
        add_questions(sum, half);
      }
      return;
    case Kind::Translations:
    case Kind::Sitemap:
    case Kind::Feed:
      return add_every_page(sum, task);
  }
}

void Digests::add_competencies(Sum& sum, LanguageIndex language) const {
  const auto text = [&](const model::Texts& texts) {
    if (!texts.empty()) sum.text(texts.in(language));
  };
  for (const model::CompetencyBlock& block : shared_.course.blocks) {
    sum.text(block.id).number(static_cast<std::uint64_t>(block.declared.value_or(-1)));
    sum.number(static_cast<std::uint64_t>(block.target)).number(block.items.size());
    text(block.title);
    for (const model::CompetencyItem& item : block.items) {
      sum.text(item.id).number(item.done ? 1 : 0).number(item.lessons.size());
      text(item.text);
      for (const std::string& id : item.lessons)
        if (const model::Page* page = shared_.course.find_any(id)) add_name(sum, *page, language);
      for (const std::string& id : item.labs) add_lab(sum, id);
    }
  }
}

// Where every page stands in every language, or what a feed and a sitemap say of it.
void Digests::add_every_page(Sum& sum, const Task& task) const {
  if (task.kind == Kind::Sitemap) {
    for (const model::Topic& topic : shared_.course.topics) sum.text(topic.id);
    for (const model::LabSummary& lab : shared_.course.labs) sum.text(lab.id);
  }
  for (const model::Page& page : shared_.course.pages) {
    if (task.kind == Kind::Feed) {
      if (!page.verified) continue;
      sum.text(iso_date(page.verified->date)).hash(cards_[task.language][shared_.index_of(page)]);
      sum.number(page.halves[task.language].exists ? 1 : 0);
      continue;
    }
    sum.number(static_cast<std::uint64_t>(page.kind)).text(page.folder).text(page.id);
    for (const model::Half& half : page.halves) sum.number(half.exists ? 1 : 0);
    if (task.kind == Kind::Sitemap) {
      for (const model::Half& half : page.halves)
        sum.text(half.dates.changed ? iso_date(*half.dates.changed) : "");
      continue;
    }
    add_name(sum, page, task.language);
    sum.number(page.source).number(page.in_logbook_file ? page.logbook : 0);
    for (const model::Half& half : page.halves)
      sum.number(half.translation ? static_cast<std::uint64_t>(half.translation->of) : 0);
    for (LanguageIndex i = 0; i < page.halves.size(); ++i) add_freshness(sum, page, i);
  }
}

}  // namespace render
