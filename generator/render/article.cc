#include "generator/render/article.h"

#include "generator/model/freshness.h"
#include "generator/render/lines.h"
#include "generator/text/url.h"

namespace render {

namespace {

using model::PageKind;
using theme::Context;
using theme::Contexts;

std::string address_in(const Shared& shared, const model::Page& page,
                       model::LanguageIndex language) {
  return model::address_of(shared.course, page, language);
}

Part part_of(PageKind kind) {
  switch (kind) {
    case PageKind::Lesson:
      return Part::Course;
    case PageKind::Guide:
      return Part::Guides;
    case PageKind::Logbook:
    case PageKind::Entry:
      return Part::Logbooks;
    case PageKind::Glossary:
      return Part::Glossary;
    case PageKind::Tips:
    case PageKind::Plain:
      break;
  }
  return Part::None;
}

// For entries that share a file, and so have no description of their own: "Postfix – Relay access
// denied".
std::string what_it_says(const model::EntryFacts& entry) {
  return entry.errors.empty() ? entry.system : entry.system + " – " + entry.errors.front();
}

PageHead head_of(const Article& article) {
  const Shared& shared = article.shared;
  const model::Page& page = article.page;
  PageHead head;
  head.title = shared.title(page, article.reader);
  head.description = shared.typeset(page.halves[article.content].description, article.content);
  if (head.description.empty() && page.kind == PageKind::Entry)
    head.description = what_it_says(page.entry);
  head.part = part_of(page.kind);
  head.is_part_index = page.kind == PageKind::Glossary;
  const std::size_t level = shared.level_index(page.level);
  if (level < shared.course.levels.size()) head.level = level_number(level);
  head.licence = page.licence;
  head.article = page.kind != PageKind::Glossary && page.kind != PageKind::Logbook;
  for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i) {
    head.switch_to.push_back(address_in(shared, page, i));
    head.alternates.push_back(page.halves[i].exists ? head.switch_to.back() : std::string());
  }
  head.canonical = address_in(shared, page, article.content);
  return head;
}

void set_crumbs_of(Article& article) {
  const Shared& shared = article.shared;
  const model::Page& page = article.page;
  const Here& here = article.here;
  std::vector<Crumb> crumbs = {{article.words.say("crumb.home"), here.in("index.html")}};
  if (page.kind == PageKind::Lesson) {
    if (const std::size_t topic = shared.topic_index(page.topic);
        topic < shared.course.topics.size())
      crumbs.push_back(
          {shared.typeset(shared.course.topics[topic].title.in(article.reader), article.reader),
           here.in("topics/" + page.topic + ".html")});
  } else if (page.kind == PageKind::Guide) {
    crumbs.push_back({article.words.say("guides.title"), here.in("guides/index.html")});
  } else if (page.kind == PageKind::Logbook || page.kind == PageKind::Entry) {
    crumbs.push_back({article.words.say("logbooks.title"), here.in("logbooks/index.html")});
    if (page.kind == PageKind::Entry) {
      const model::Page& logbook = shared.course.pages[page.logbook];
      crumbs.push_back({shared.title(logbook, article.reader),
                        here.to(address_in(shared, logbook, article.reader))});
    }
  }
  set_crumbs(article.context, crumbs);
}

void set_meta(Article& article) {
  const Shared& shared = article.shared;
  const model::Page& page = article.page;
  Context& context = article.context;
  const std::size_t level = shared.level_index(page.level);
  const bool levelled = level < shared.course.levels.size();
  context.set("page_level_title",
              levelled ? shared.typeset(shared.course.levels[level].title.in(article.reader),
                                        article.reader)
                       : "");
  context.set("page_level_href", levelled ? article.here.in("levels/" + page.level + ".html") : "");
  const std::string_view status =
      page.kind == PageKind::Entry ? std::string_view() : status_id(page.status);
  const std::string& entry_status = page.entry.status;
  context.set("page_status", !status.empty() ? article.words.say(fmt::format("status.{}", status))
                             : !entry_status.empty() ? article.words.say("entry." + entry_status)
                                                     : std::string());
  context.set("page_status_tone",
              tone_of(status.empty() ? std::string_view(entry_status) : status));
  Contexts facts;
  if (!page.entry.system.empty()) facts.push_back(Context().set("fact", page.entry.system));
  if (page.minutes_read > 0)
    facts.push_back(Context().set(
        "fact",
        article.words.say("time.read", {{"time", article.words.duration(page.minutes_read)}})));
  if (page.minutes_do > 0)
    facts.push_back(Context().set(
        "fact", article.words.say("time.do", {{"time", article.words.duration(page.minutes_do)}})));
  const bool any =
      levelled || !facts.empty() || page.verified || !status.empty() || !entry_status.empty();
  context.set("has_meta", any).set("facts", std::move(facts));
  context.set("verified", page.verified ? article.words.date(page.verified->date) : "");
  context.set("verified_iso", page.verified ? iso_date(page.verified->date) : "");
  std::vector<std::string> systems;
  if (page.verified)
    for (const std::string& system : page.verified->on) systems.push_back(system_name(system));
  context.set("verified_on", article.words.list(systems));
}

Context notice(std::string_view tone, std::string label, std::string text) {
  Context context;
  context.set("tone", std::string(tone))
      .set("label", std::move(label))
      .set("text", std::move(text));
  context.set("href", "").set("link", "").set("link_lang", "");
  return context;
}

// Why a translation is behind its original, in a sentence; empty when it is not.
std::string behind_text(const Article& article) {
  const model::Page& page = article.page;
  const auto& translation = page.halves[article.content].translation;
  if (!translation || article.content == page.source) return {};
  if (!translation->sections.empty()) {
    const model::Half& source = page.halves[page.source];
    if (!source.exists) return {};
    const model::Freshness fresh = model::freshness(page, article.content);
    if (!fresh.changed.empty())
      return article.words.count("notice.behind_sections", fresh.changed.size());
    return fresh.removed > 0 ? article.words.say("notice.behind_removed") : std::string();
  }
  if (translation->of <= 0 || translation->of >= page.rev) return {};
  return article.words.say("notice.behind_text", {{"of", fmt::format("{}", translation->of)},
                                                  {"rev", fmt::format("{}", page.rev)}});
}

void set_notices(Article& article) {
  const Shared& shared = article.shared;
  const model::Page& page = article.page;
  const Words& words = article.words;
  Contexts notices;
  if (article.content != article.reader) {
    const std::string name = shared.languages[article.content].words.say("language.name");
    notices.push_back(notice("link", words.say("notice.missing"),
                             words.say("notice.missing_text", {{"language", name}})));
  }
  if (const std::string text = behind_text(article); !text.empty()) {
    Context behind = notice("warn", words.say("notice.behind"), text);
    if (page.source < page.halves.size() && page.halves[page.source].exists)
      behind.set("href", article.here.to(address_in(shared, page, page.source)))
          .set("link", words.say("notice.behind_link"))
          .set("link_lang", shared.languages[page.source].code);
    notices.push_back(std::move(behind));
  }
  if (const std::string_view status = status_id(page.status); !status.empty())
    notices.push_back(notice(tone_of(status), words.say(fmt::format("notice.{}", status)),
                             words.say(fmt::format("notice.{}_text", status))));
  article.context.set("notices", std::move(notices));
}

void set_dates(Article& article, const model::FileDates& dates) {
  const Words& words = article.words;
  const SiteConfig& config = article.shared.config;
  Context& context = article.context;
  const bool revised = dates.published && dates.published != dates.changed;
  context.set("changed", dates.changed ? words.date(*dates.changed) : "");
  context.set("changed_iso", dates.changed ? iso_date(*dates.changed) : "");
  context.set("published", revised ? words.date(*dates.published) : "");
  context.set("published_iso", revised ? iso_date(*dates.published) : "");
  context.set("authors", config.authors ? words.list(dates.authors) : "");
  Contexts changes;
  for (const model::FileDates::Change& change : dates.changes) {
    if (changes.size() == static_cast<std::size_t>(config.changes)) break;
    std::string url = config.commit_link;
    if (const std::size_t at = url.find("{commit}"); at != std::string::npos)
      url.replace(at, 8, change.commit);
    changes.push_back(Context()
                          .set("date", words.date(change.on))
                          .set("date_iso", iso_date(change.on))
                          .set("subject", change.subject)
                          .set("url", url));
  }
  context.set("has_changes", !changes.empty()).set("changes", std::move(changes));
}

void set_colophon(Article& article) {
  const model::Page& page = article.page;
  const model::Half& half = page.halves[article.content];
  Context& context = article.context;
  std::string translated;
  if (half.translation && !half.translation->by.empty() && !half.translation->status.empty())
    translated =
        article.words.say("translated." + half.translation->by + "-" + half.translation->status);
  context.set("translated", translated);
  set_dates(article, half.dates);
  Contexts credits;
  for (const auto& [role, names] : page.credits)
    credits.push_back(Context().set("role", role).set("names", article.words.list(names)));
  context.set("credits", std::move(credits));
  std::string edit = article.shared.config.edit_link;
  if (const std::size_t at = edit.find("{path}"); at != std::string::npos)
    edit.replace(at, 6, text::encode_path(half.file));
  context.set("edit_url", edit);
}

}  // namespace

Article::Article(const Shared& shared_, const model::Page& page_, model::LanguageIndex reader_)
    : shared(shared_),
      page(page_),
      reader(reader_),
      content(model::shown_language(page_, reader_)),
      here(address_in(shared_, page_, reader_), shared_.languages[reader_].code),
      words(shared_.languages[reader_].words) {
  context = page_context(shared, here, reader, head_of(*this));
  context.set("page_id", page.id).set("page_rev", fmt::format("{}", page.rev));
  context.set("content_lang", content == reader ? "" : shared.languages[content].code);
  set_crumbs_of(*this);
  set_meta(*this);
  set_notices(*this);
  set_colophon(*this);
  set_contents(*this, {});
}

void set_title(Article& article, Writer& writer, std::span<const markdown::Block>& blocks) {
  std::string id;
  const auto* title =
      blocks.empty() ? nullptr : std::get_if<markdown::Heading>(&blocks.front().node);
  if (title != nullptr && title->level == 1) {
    id = writer.anchors.next(blocks.front().at);
    article.context.set("h1_html", text::Html::trusted(written_apart(
                                       writer, [&] { write_inlines(writer, title->text); })));
    writer.heading = article.shared.title(article.page, article.reader);
    blocks = blocks.subspan(1);
    write_behind(writer);
  } else {
    article.context.set("h1_html",
                        text::Html::escape(article.shared.title(article.page, article.reader)));
  }
  article.context.set("h1_id", id);
}

void set_contents(Article& article,
                  const std::vector<std::pair<std::string, std::string>>& id_and_title) {
  Contexts contents;
  for (const auto& [id, title] : id_and_title)
    contents.push_back(Context().set("id", encode_fragment(id)).set("title", title));
  article.context.set("has_contents", contents.size() > 1);
  article.context.set("contents", std::move(contents));
}

void set_text(Article& article, const markdown::Document& document) {
  Writer writer(article.shared, article.here, article.page, article.reader, article.content);
  std::span<const markdown::Block> blocks = document.blocks;
  set_title(article, writer, blocks);
  write_blocks(writer, blocks);
  write_footnotes(writer, document.footnotes);
  article.context.set("body_html", taken(writer));
  std::vector<std::pair<std::string, std::string>> contents;
  const model::Half& half = writer.half;
  for (std::size_t i = 0; i < half.facts.headings.size() && i < half.anchors.size(); ++i)
    if (half.facts.headings[i].level == 2)
      contents.emplace_back(half.anchors[i],
                            article.shared.typeset(half.facts.headings[i].title, article.content));
  set_contents(article, contents);
}

Output finish(Article& article, std::string_view template_name) {
  return {article.here.address(),
          article.shared.theme.render(template_name, article.context,
                                      article.shared.languages[article.reader].code)};
}

}  // namespace render
