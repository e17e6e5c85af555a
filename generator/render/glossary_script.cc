// The glossary as a script that a page brings when the first definition is asked for:
// Atelier.setTerms({"dns": {"term": "…", "text": "…", "others": [["en", "…"]]}}), plain text all of
// it.
#include <nlohmann/json.hpp>

#include "generator/markdown/walk.h"
#include "generator/render/pages.h"

namespace render {

namespace {

// The text of what a term says, blocks apart by a space.
struct Collector : markdown::Visitor {
  std::string text;

  void line(const markdown::Inlines& inlines) {
    if (!text.empty()) text += ' ';
    text += markdown::plain_text(inlines);
  }
};

std::string term_in(const model::Half& half, std::string_view id) {
  for (std::size_t i = 0; i < half.anchors.size() && i < half.facts.headings.size(); ++i)
    if (half.anchors[i] == id) return half.facts.headings[i].title;
  return {};
}

}  // namespace

std::string glossary_script_path(const Shared& shared, model::LanguageIndex language) {
  if (shared.glossary == nullptr) return {};
  base::Hash sources = base::hash(shared.languages[language].code);
  for (const model::Half& half : shared.glossary->halves)
    if (half.exists) sources = base::combine(sources, half.source);
  return fmt::format("assets/terms.{}.{}.js", shared.languages[language].code,
                     base::short_hex(sources));
}

Output glossary_script(const Shared& shared, const model::Page& page, model::LanguageIndex language,
                       const model::PageText& text) {
  const model::LanguageIndex shown = model::shown_language(page, language);
  const model::Half& half = page.halves[shown];
  nlohmann::ordered_json terms = nlohmann::ordered_json::object();
  nlohmann::ordered_json* open = nullptr;  // the term whose text comes
  std::size_t heading = 0;                 // the next of half.facts.headings
  for (const markdown::Block& block : text.document.blocks) {
    const auto* title = std::get_if<markdown::Heading>(&block.node);
    if (title != nullptr) {
      const std::string id = heading < half.anchors.size() ? half.anchors[heading] : std::string();
      ++heading;
      if (title->level != 2) continue;
      open = &terms[id];
      *open = {{"term", shared.typeset(markdown::plain_text(title->text), shown)}, {"text", ""}};
      auto& others = (*open)["others"] = nlohmann::ordered_json::array();
      for (model::LanguageIndex i = 0; i < page.halves.size(); ++i) {
        const std::string other = i == shown ? std::string() : term_in(page.halves[i], id);
        if (!other.empty()) others.push_back({shared.languages[i].code, shared.typeset(other, i)});
      }
      continue;
    }
    if (open == nullptr) continue;
    Collector collector;
    markdown::walk(std::span(&block, 1), collector);
    std::string& said = (*open)["text"].get_ref<std::string&>();
    if (!said.empty() && !collector.text.empty()) said += ' ';
    said += shared.typeset(collector.text, shown);
  }
  return {glossary_script_path(shared, language),
          "Atelier.setTerms(" +
              terms.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + ");\n"};
}

}  // namespace render
