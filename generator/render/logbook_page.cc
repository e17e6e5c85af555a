// A logbook: its entries by system, and each of them on a page of its own.
#include <algorithm>

#include "generator/render/article.h"
#include "generator/render/lines.h"
#include "generator/render/pages.h"
#include "generator/text/slug.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

constexpr std::size_t kMostRelated = 6;

struct System {
  std::string name;
  std::vector<PageIndex> entries;
};

// In the order in which the systems first appear.
std::vector<System> by_system(const Shared& shared, const std::vector<PageIndex>& entries) {
  std::vector<System> systems;
  std::map<std::string_view, std::size_t> known;
  for (const PageIndex i : entries) {
    const std::string& name = shared.course.pages[i].entry.system;
    const auto [at, fresh] = known.emplace(name, systems.size());
    if (fresh) systems.push_back({name, {}});
    systems[at->second].entries.push_back(i);
  }
  return systems;
}

const std::vector<PageIndex>& entries_of(const Shared& shared, const model::Page& logbook) {
  static const std::vector<PageIndex> none;
  const auto found = shared.entries.find(shared.index_of(logbook));
  return found == shared.entries.end() ? none : found->second;
}

std::string section_id(std::size_t index) { return fmt::format("system_{}", index + 1); }

// {id, title} of the sections that are no entry's.
std::vector<std::pair<std::string, std::string>> sections_outside_logs(
    const Shared& shared, const model::Half& half, model::LanguageIndex language) {
  std::vector<std::pair<std::string, std::string>> sections;
  std::size_t log = 0;  // the first that does not end above the heading
  for (std::size_t i = 0; i < half.facts.headings.size() && i < half.anchors.size(); ++i) {
    const markdown::HeadingFact& heading = half.facts.headings[i];
    const auto& logs = half.facts.logs;
    while (log < logs.size() && logs[log].end < heading.at) ++log;
    const bool inside = log < logs.size() && !(heading.at < logs[log].at);
    if (heading.level == 2 && !inside)
      sections.emplace_back(half.anchors[i], shared.typeset(heading.title, language));
  }
  return sections;
}

// The text of a logbook outside its entries.
std::string lead_of(Writer& writer, std::span<const markdown::Block> blocks) {
  for (const markdown::Block& block : blocks)
    if (!std::holds_alternative<markdown::Log>(block.node)) write_blocks(writer, {&block, 1});
  return std::move(writer.out);
}

const markdown::Log* find_log(const markdown::Document& document, std::string_view id) {
  const markdown::Log* only = nullptr;
  for (const markdown::Block& block : document.blocks) {
    const auto* log = std::get_if<markdown::Log>(&block.node);
    if (log == nullptr) continue;
    if (log->id == id) return log;
    only = log;
  }
  return only;
}

void set_related(Article& article) {
  const Shared& shared = article.shared;
  const model::Page& logbook = shared.course.pages[article.page.logbook];
  Contexts related;
  for (const PageIndex i : entries_of(shared, logbook)) {
    const model::Page& other = shared.course.pages[i];
    if (&other == &article.page || other.entry.system != article.page.entry.system) continue;
    if (related.size() < kMostRelated)
      related.push_back(entry_line(shared, article.here, article.reader, other, Anchor::No));
  }
  Context& context = article.context;
  context.set("has_related", !related.empty()).set("related", std::move(related));
  context.set("related_title",
              article.words.say("entry.related", {{"system", article.page.entry.system}}));
  context.set("logbook_href",
              article.here.to(model::address_of(shared.course, logbook, article.reader)));
  context.set("logbook_more",
              article.words.say("entry.more", {{"title", shared.title(logbook, article.reader)}}));
}

void set_turn(Article& article) {
  const Shared& shared = article.shared;
  const std::vector<PageIndex>& entries =
      entries_of(shared, shared.course.pages[article.page.logbook]);
  const auto here = std::find(entries.begin(), entries.end(), shared.index_of(article.page));
  const auto link = [&](PageIndex i) {
    const model::Page& page = shared.course.pages[i];
    return Contexts{
        Context()
            .set("href", article.here.to(model::address_of(shared.course, page, article.reader)))
            .set("title", shared.title(page, article.reader))
            .set("title_lang", title_language(shared, page, article.reader))
            .set("level_title", "")};
  };
  const bool known = here != entries.end();
  article.context.set("previous",
                      known && here != entries.begin() ? link(*(here - 1)) : Contexts{});
  article.context.set("next", known && here + 1 != entries.end() ? link(*(here + 1)) : Contexts{});
  article.context.set("has_turn", entries.size() > 1);
}

void set_facts(Article& article, const std::vector<std::string>& written_errors) {
  const model::EntryFacts& facts = article.page.entry;
  const std::vector<std::string>& errors = facts.errors.empty() ? written_errors : facts.errors;
  Contexts stamps;
  for (const std::string& text : errors) stamps.push_back(Context().set("text", text));
  Context& context = article.context;
  context.set("has_errors_of_entry", !stamps.empty()).set("entry_errors", std::move(stamps));
  context.set("layer", facts.layer.empty() ? "" : article.words.say("layer." + facts.layer));
  context.set("layer_says",
              facts.layer.empty() ? "" : article.words.say("layer_says." + facts.layer));
  const model::LabSummary* lab = article.shared.course.find_lab(facts.lab);
  context.set("lab_href", lab == nullptr ? ""
                                         : article.here.to(model::address_of_lab(
                                               article.shared.course, lab->id, article.reader)));
  context.set("lab_title",
              lab == nullptr ? ""
                             : article.words.say(
                                   "entry.lab",
                                   {{"title", article.shared.typeset(lab->title.in(article.reader),
                                                                     article.reader)}}));
}

Output entry_of_log(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                    const markdown::Log& log, const std::vector<markdown::Footnote>& footnotes) {
  Article article(shared, page, language);
  Writer writer(shared, article.here, page, article.reader, article.content);
  const std::string id = writer.anchors.next(log.heading_at);
  const std::string title = written_apart(writer, [&] { write_inlines(writer, log.heading); });
  article.context.set("h1_id", id).set("h1_html", text::Html::trusted(title));
  writer.heading = shared.title(page, language);
  write_behind(writer);
  write_blocks(writer, log.lead);
  write_stops(writer, log, 2);
  write_footnotes(writer, footnotes);
  article.context.set("body_html", taken(writer));
  set_contents(article, {});
  set_facts(article, log.errors);
  set_related(article);
  set_turn(article);
  return finish(article, "entry");
}

}  // namespace

Output logbook_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                    const model::PageText& text) {
  Article article(shared, page, language);
  Writer writer(shared, article.here, page, article.reader, article.content);
  std::span<const markdown::Block> blocks = text.document.blocks;
  set_title(article, writer, blocks);
  article.context.set("body_html", text::Html::trusted(lead_of(writer, blocks)));
  const std::vector<System> systems = by_system(shared, entries_of(shared, page));
  Contexts sections;
  std::vector<std::pair<std::string, std::string>> contents =
      sections_outside_logs(shared, writer.half, article.content);
  for (std::size_t i = 0; i < systems.size(); ++i) {
    Contexts lines;
    for (const PageIndex entry : systems[i].entries)
      lines.push_back(
          entry_line(shared, article.here, language, shared.course.pages[entry], Anchor::Yes));
    sections.push_back(Context()
                           .set("section_id", section_id(i))
                           .set("system", systems[i].name)
                           .set("count", article.words.count("count.entries", lines.size()))
                           .set("entries", std::move(lines)));
    contents.emplace_back(section_id(i), systems[i].name);
  }
  article.context.set("systems", std::move(sections));
  set_contents(article, contents);
  return finish(article, "logbook");
}

Output entry_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                  const model::PageText& text) {
  if (const markdown::Log* log = find_log(text.document, page.id))
    return entry_of_log(shared, page, language, *log, text.document.footnotes);
  Article article(shared, page, language);
  Writer writer(shared, article.here, page, article.reader, article.content);
  std::span<const markdown::Block> blocks = text.document.blocks;
  set_title(article, writer, blocks);
  write_stops(writer, blocks);
  write_footnotes(writer, text.document.footnotes);
  article.context.set("body_html", taken(writer));
  set_facts(article, {});
  set_related(article);
  set_turn(article);
  return finish(article, "entry");
}

std::vector<Output> entries_in_file(const Shared& shared, const model::Page& logbook,
                                    model::LanguageIndex content, const model::PageText& text) {
  std::vector<Output> outputs;
  std::map<std::string_view, const markdown::Log*> logs;
  for (const markdown::Block& block : text.document.blocks)
    if (const auto* log = std::get_if<markdown::Log>(&block.node)) logs.emplace(log->id, log);
  for (const PageIndex i : entries_of(shared, logbook)) {
    const model::Page& entry = shared.course.pages[i];
    if (!entry.in_logbook_file) continue;
    const auto log = logs.find(entry.id);
    if (log == logs.end()) continue;
    for (model::LanguageIndex reader = 0; reader < shared.languages.size(); ++reader)
      if (model::shown_language(entry, reader) == content)
        outputs.push_back(entry_of_log(shared, entry, reader, *log->second, {}));
  }
  return outputs;
}

}  // namespace render
