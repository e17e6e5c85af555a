// The review: every question of the course by page, in reading order. Scripts bring forward those
// that are due; without them the page is a list of links to the questions.
#include "generator/render/pages.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

// The question is the heading that has the quiz's id.
std::string question_of(const model::Half& half, std::string_view quiz) {
  for (std::size_t i = 0; i < half.anchors.size() && i < half.facts.headings.size(); ++i)
    if (half.anchors[i] == quiz) return half.facts.headings[i].title;
  return {};
}

}  // namespace

std::vector<PageIndex> reviewed_pages(const Shared& shared) {
  std::vector<PageIndex> pages;
  for (const std::vector<PageIndex>& lessons : shared.lessons_of_topic)
    pages.insert(pages.end(), lessons.begin(), lessons.end());
  for (const std::vector<PageIndex>* more : {&shared.guides, &shared.plain})
    pages.insert(pages.end(), more->begin(), more->end());
  return pages;
}

Output review_page(const Shared& shared, model::LanguageIndex language) {
  const LanguageData& data = shared.languages[language];
  const Here here(data.code + "/review.html", data.code);
  Context context = page_context(shared, here, language,
                                 made_page(shared, data.words.say("review.title"),
                                           data.words.say("review.lead"), "review.html"));
  set_crumbs(context, {{data.words.say("crumb.home"), here.in("index.html")}});
  Contexts sections;
  for (const PageIndex i : reviewed_pages(shared)) {
    const model::Page& page = shared.course.pages[i];
    const model::LanguageIndex shown = model::shown_language(page, language);
    const model::Half& half = page.halves[shown];
    const std::string address = model::address_of(shared.course, page, language);
    const std::string foreign = shown == language ? "" : shared.languages[shown].code;
    Contexts questions;
    for (const markdown::QuizFact& quiz : half.facts.quizzes)
      questions.push_back(Context()
                              .set("page_id", page.id)
                              .set("quiz_id", quiz.id)
                              .set("href", here.to(address, quiz.id))
                              .set("title", shared.typeset(question_of(half, quiz.id), shown))
                              .set("title_lang", foreign));
    if (questions.empty()) continue;
    sections.push_back(Context()
                           .set("section_id", fmt::format("page_{}", sections.size() + 1))
                           .set("href", here.to(address))
                           .set("title", shared.title(page, language))
                           .set("title_lang", foreign)
                           .set("questions", std::move(questions)));
  }
  context.set("pages", std::move(sections));
  return {here.address(), shared.theme.render("review", context, data.code)};
}

}  // namespace render
