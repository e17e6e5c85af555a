#include "generator/render/lines.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

std::string description_of(const Shared& shared, const model::Page& page,
                           model::LanguageIndex language) {
  const model::LanguageIndex shown = model::shown_language(page, language);
  return shared.typeset(page.halves[shown].description, shown);
}

std::string level_of(const Shared& shared, const model::Page& page) {
  const std::size_t level = shared.level_index(page.level);
  return level < shared.course.levels.size() ? level_number(level) : std::string();
}

std::string count_of_entries(const Shared& shared, const model::Page& logbook, const Words& words) {
  const auto found = shared.entries.find(shared.index_of(logbook));
  return words.count("count.entries", found == shared.entries.end() ? 0 : found->second.size());
}

}  // namespace

Context page_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                  const model::Page& page, LineDetail detail) {
  const Words& words = shared.languages[language].words;
  const int minutes = page.minutes_read + page.minutes_do;
  std::string time;
  if (detail.time && page.kind == model::PageKind::Logbook)
    time = count_of_entries(shared, page, words);
  if (detail.time && minutes > 0) time = words.duration(minutes);
  std::vector<std::string> needs;
  if (detail.needs)
    for (const model::Page* required : required_pages(shared, page))
      needs.push_back(shared.title(*required, language));
  const std::string_view status = status_id(page.status);
  Context line;
  line.set("is_lab", false).set("id", page.id).set("rev", fmt::format("{}", page.rev));
  line.set("read_minutes", minutes > 0 ? fmt::format("{}", page.minutes_read) : "");
  line.set("do_minutes", fmt::format("{}", page.minutes_do));
  line.set("level", level_of(shared, page));
  line.set("href", here.to(model::address_of(shared.course, page, language)));
  line.set("title", shared.title(page, language))
      .set("title_lang", title_language(shared, page, language));
  line.set("status", status.empty() ? "" : words.say(fmt::format("status.{}", status)));
  line.set("status_tone", tone_of(status));
  line.set("time", time);
  line.set("description", detail.description ? description_of(shared, page, language) : "");
  line.set("needs", words.list(needs));
  return line;
}

Contexts page_lines(const Shared& shared, const Here& here, model::LanguageIndex language,
                    const std::vector<PageIndex>& pages, LineDetail detail) {
  Contexts lines;
  for (const PageIndex i : pages)
    lines.push_back(page_line(shared, here, language, shared.course.pages[i], detail));
  return lines;
}

Context entry_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                   const model::Page& entry, Anchor anchor) {
  const Words& words = shared.languages[language].words;
  Context line;
  line.set("anchor", anchor == Anchor::Yes ? entry.id : "");
  line.set("href", here.to(model::address_of(shared.course, entry, language)));
  line.set("title", shared.title(entry, language))
      .set("title_lang", title_language(shared, entry, language));
  const std::string& status = entry.entry.status;
  line.set("status", status.empty() ? "" : words.say("entry." + status))
      .set("status_tone", tone_of(status));
  line.set("layer", entry.entry.layer.empty() ? "" : words.say("layer." + entry.entry.layer));
  Contexts errors;
  if (anchor == Anchor::Yes)  // elsewhere a title is enough
    for (const std::string& text : entry.entry.errors)
      errors.push_back(Context().set("text", text));
  line.set("errors", std::move(errors));
  return line;
}

Context lab_line(const Shared& shared, const Here& here, model::LanguageIndex language,
                 const model::LabSummary& lab) {
  const Words& words = shared.languages[language].words;
  Context line;
  line.set("is_lab", true).set("id", lab.id).set("read_minutes", "").set("do_minutes", "");
  line.set("level", "").set("title_lang", "");
  line.set("href", here.to(model::address_of_lab(shared.course, lab.id, language)));
  line.set("title", lab.title.empty() ? lab.id : shared.typeset(lab.title.in(language), language));
  line.set("description",
           lab.summary.empty() ? "" : shared.typeset(lab.summary.in(language), language));
  line.set("status", "").set("status_tone", "").set("needs", "");
  line.set("time", words.count("count.checks", lab.checks.size()));
  return line;
}

Contexts sentence_links(const Shared& shared, const Here& here, model::LanguageIndex language,
                        const std::vector<const model::Page*>& pages) {
  const Words& words = shared.languages[language].words;
  Contexts links;
  for (std::size_t i = 0; i < pages.size(); ++i)
    links.push_back(Context()
                        .set("href", here.to(model::address_of(shared.course, *pages[i], language)))
                        .set("title", shared.title(*pages[i], language))
                        .set("separator", words.separator(i, pages.size())));
  return links;
}

std::vector<const model::Page*> required_pages(const Shared& shared, const model::Page& page) {
  std::vector<const model::Page*> pages;
  for (const std::string& id : page.requirements)
    if (const model::Page* required = shared.course.find_any(id)) pages.push_back(required);
  return pages;
}

std::string title_language(const Shared& shared, const model::Page& page,
                           model::LanguageIndex language) {
  const model::LanguageIndex shown = model::shown_language(page, language);
  return shown == language ? std::string() : shared.languages[shown].code;
}

std::string tone_of(std::string_view status) {
  if (status == "solved") return "good";
  if (status == "worked-around" || status == "draft" || status == "deprecated") return "warn";
  if (status == "open") return "bad";
  if (status == "precaution" || status == "beta") return "link";
  return {};
}

std::string_view status_id(model::Status status) {
  switch (status) {
    case model::Status::Draft:
      return "draft";
    case model::Status::Beta:
      return "beta";
    case model::Status::Deprecated:
      return "deprecated";
    case model::Status::Active:
      break;
  }
  return {};
}

}  // namespace render
