// Pages that gather from everywhere: the glossary by letter, every error text, the competency grid.
#include <algorithm>

#include "generator/render/article.h"
#include "generator/render/lines.h"
#include "generator/render/pages.h"
#include "generator/text/collate.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

// Things in the order of the language, under their letters: {letter_id, letter, <what>: [...]};
// what begins with no letter last.
class LetterIndex {
 public:
  LetterIndex(const Words& words, std::string_view what) : words_(words), what_(what) {}

  void add(std::string_view text, Context item) {
    std::string letter = text::index_letter(text);
    entries_.push_back({letter.empty(), std::move(letter), text::sort_key(text, words_.language()),
                        std::string(text), std::move(item)});
  }

  Contexts take() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.other, a.key, a.text) < std::tie(b.other, b.key, b.text);
    });
    Contexts letters, group;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      group.push_back(std::move(entries_[i].item));
      if (i + 1 < entries_.size() && entries_[i + 1].letter == entries_[i].letter) continue;
      const bool other = entries_[i].other;
      letters.push_back(
          Context()
              .set("letter_id", "letter_" + (other ? "other" : entries_[i].letter))
              .set("letter", other ? words_.say("glossary.other") : entries_[i].letter)
              .set(what_, std::move(group)));
      group.clear();
    }
    return letters;
  }

 private:
  struct Entry {
    bool other;
    std::string letter, key, text;
    Context item;
  };
  const Words& words_;
  std::string what_;
  std::vector<Entry> entries_;
};

// Terms of the other languages by their id, which is the same in each.
class TermsElsewhere {
 public:
  explicit TermsElsewhere(const Article& article)
      : article_(article), places_(article.shared.languages.size()) {
    for (model::LanguageIndex i = 0; i < places_.size(); ++i) {
      const model::Half& half = article.page.halves[i];
      if (i == article.content || !half.exists) continue;
      for (std::size_t at = 0; at < half.anchors.size() && at < half.facts.headings.size(); ++at)
        places_[i].emplace(half.anchors[at], at);
    }
  }

  Contexts of(const std::string& id) const {
    Contexts others;
    for (model::LanguageIndex i = 0; i < places_.size(); ++i) {
      const auto found = places_[i].find(id);
      if (found == places_[i].end()) continue;
      const Shared& shared = article_.shared;
      const std::string& term = article_.page.halves[i].facts.headings[found->second].title;
      others.push_back(
          Context()
              .set("code", shared.languages[i].code)
              .set("href", article_.here.to(model::address_of(shared.course, article_.page, i), id))
              .set("term", shared.typeset(term, i)));
    }
    return others;
  }

 private:
  const Article& article_;
  std::vector<std::map<std::string_view, std::size_t>> places_;  // by language: id -> heading
};

// Blocks [0, first second-level heading), then one range a term.
std::size_t next_term(std::span<const markdown::Block> blocks, std::size_t from) {
  for (; from < blocks.size(); ++from) {
    const auto* heading = std::get_if<markdown::Heading>(&blocks[from].node);
    if (heading != nullptr && heading->level == 2) break;
  }
  return from;
}

std::string verdict_of(const Words& words, const model::CompetencyBlock& block) {
  const std::string all = words.number(block.items.size());
  const std::string ratio = words.percent(block.ratio());
  std::string verdict = words.count("competencies.verdict", static_cast<std::size_t>(block.done()),
                                    {{"all", all}, {"ratio", ratio}});
  if (!block.declared) return verdict;
  const int gap = *block.declared - block.ratio();
  const std::string declared = words.percent(*block.declared);
  verdict += ' ';
  if (gap == 0) return verdict + words.say("competencies.declared_same");
  return verdict +
         words.count(gap > 0 ? "competencies.declared_more" : "competencies.declared_less",
                     static_cast<std::size_t>(gap > 0 ? gap : -gap), {{"declared", declared}});
}

Contexts links_of(const Shared& shared, const Here& here, model::LanguageIndex language,
                  const model::CompetencyItem& item) {
  std::vector<const model::Page*> pages;
  for (const std::string& id : item.lessons)
    if (const model::Page* page = shared.course.find_any(id)) pages.push_back(page);
  Contexts links = sentence_links(shared, here, language, pages);
  for (const std::string& id : item.labs) {
    const model::LabSummary* lab = shared.course.find_lab(id);
    if (lab == nullptr) continue;
    links.push_back(Context()
                        .set("href", here.to(model::address_of_lab(shared.course, id, language)))
                        .set("title", shared.typeset(lab->title.in(language), language))
                        .set("separator", ""));
  }
  const Words& words = shared.languages[language].words;
  for (std::size_t i = 0; i < links.size(); ++i)
    links[i].set("separator", words.separator(i, links.size()));
  return links;
}

Context block_context(const Shared& shared, const Here& here, model::LanguageIndex language,
                      const model::CompetencyBlock& block) {
  const Words& words = shared.languages[language].words;
  Context context;
  context.set("block_id", block.id)
      .set("title", shared.typeset(block.title.in(language), language));
  context.set("ticked", fmt::format("{}/{}", block.done(), block.items.size()));
  context.set("ratio", words.percent(block.ratio()))
      .set("ratio_number", fmt::format("{}", block.ratio()));
  context.set("declared",
              block.declared ? words.percent(*block.declared) : words.say("competencies.none"));
  context.set("target", words.percent(block.target)).set("verdict", verdict_of(words, block));
  Contexts items;
  for (const model::CompetencyItem& item : block.items) {
    Contexts links = links_of(shared, here, language, item);
    items.push_back(
        Context()
            .set("item_id", item.id)
            .set("state_class", item.done ? "done" : "todo")
            .set("state", words.say(item.done ? "competencies.done" : "competencies.todo"))
            .set("text", shared.typeset(item.text.in(language), language))
            .set("has_links", !links.empty())
            .set("links", std::move(links)));
  }
  return context.set("items", std::move(items));
}

}  // namespace

Output glossary_page(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                     const model::PageText& text) {
  Article article(shared, page, language);
  Writer writer(shared, article.here, page, article.reader, article.content);
  std::span<const markdown::Block> blocks = text.document.blocks;
  set_title(article, writer, blocks);
  const std::string behind = taken(writer).str();  // of the section before the first term
  std::size_t from = next_term(blocks, 0);
  article.context.set("lead_html", text::Html::trusted(behind + written_apart(writer, [&] {
                                                         write_blocks(writer, blocks.first(from));
                                                       })));
  LetterIndex index(writer.words, "terms");
  const TermsElsewhere elsewhere(article);
  while (from < blocks.size()) {
    const auto& heading = std::get<markdown::Heading>(blocks[from].node);
    const std::string id = writer.anchors.next(blocks[from].at);
    const std::size_t to = next_term(blocks, from + 1);
    writer.level = 2;
    writer.heading = shared.typeset(markdown::plain_text(heading.text), article.content);
    Context term;
    term.set("id", id).set("others", elsewhere.of(id));
    term.set("term_html", text::Html::trusted(
                              written_apart(writer, [&] { write_inlines(writer, heading.text); })));
    term.set("definition_html", text::Html::trusted(written_apart(writer, [&] {
               write_behind(writer);
               write_blocks(writer, blocks.subspan(from + 1, to - from - 1));
             })));
    index.add(markdown::plain_text(heading.text), std::move(term));
    from = to;
  }
  article.context.set("letters", index.take());
  write_footnotes(writer, text.document.footnotes);
  article.context.set("notes_html", taken(writer));
  return finish(article, "glossary");
}

Output errors_page(const Shared& shared, model::LanguageIndex language) {
  const std::string& code = shared.languages[language].code;
  const Words& words = shared.languages[language].words;
  const Here here(code + "/errors.html", code);
  PageHead head =
      made_page(shared, words.say("errors.title"), words.say("errors.lead"), "errors.html");
  head.part = Part::Errors;
  head.is_part_index = true;
  Context context = page_context(shared, here, language, head);
  set_crumbs(context, {{words.say("crumb.home"), here.in("index.html")}});
  LetterIndex index(words, "errors");
  for (const ErrorText& error : shared.errors) {
    const model::Page& page = shared.course.pages[error.page];
    const model::LanguageIndex shown = model::shown_language(page, language);
    index.add(error.text,
              Context()
                  .set("text", error.text)
                  .set("href", here.to(model::address_of(shared.course, page, language), error.log))
                  .set("system", page.entry.system)
                  .set("title", shared.title(page, language))
                  .set("title_lang", shown == language ? "" : shared.languages[shown].code));
  }
  context.set("has_letters", !shared.errors.empty()).set("letters", index.take());
  return {here.address(), shared.theme.render("errors", context, code)};
}

Output competencies_page(const Shared& shared, model::LanguageIndex language) {
  const std::string& code = shared.languages[language].code;
  const Words& words = shared.languages[language].words;
  const Here here(code + "/competencies.html", code);
  Context context = page_context(shared, here, language,
                                 made_page(shared, words.say("competencies.title"),
                                           words.say("competencies.lead"), "competencies.html"));
  set_crumbs(context, {{words.say("crumb.home"), here.in("index.html")}});
  Contexts blocks;
  for (const model::CompetencyBlock& block : shared.course.blocks)
    blocks.push_back(block_context(shared, here, language, block));
  context.set("blocks", std::move(blocks));
  return {here.address(), shared.theme.render("competencies", context, code)};
}

}  // namespace render
