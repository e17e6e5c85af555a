#include "generator/render/search_page.h"

#include "generator/render/head.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

// As a string of JSON (RFC 8259), which is one of JavaScript too.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == '<')
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

std::string search_root(std::string_view language) {
  return fmt::format("assets/search/{}.js", language);
}

Output search_page(const Shared& shared, model::LanguageIndex language) {
  const LanguageData& data = shared.languages[language];
  const Here here(data.code + "/search.html", data.code);
  PageHead head = made_page(shared, data.words.say("search.title"), data.words.say("search.open"),
                            "search.html");
  head.part = Part::Search;
  head.index = false;
  Context context = page_context(shared, here, language, head);
  set_crumbs(context, {{data.words.say("crumb.home"), here.in("index.html")}});
  Contexts ways;
  const auto add = [&](std::string_view key, std::string_view rest) {
    ways.push_back(Context().set("label", data.words.say(key)).set("href", here.in(rest)));
  };
  if (!shared.errors.empty()) add("not_found.errors", "errors.html");
  if (shared.glossary != nullptr) add("not_found.glossary", "glossary.html");
  add("not_found.home", "index.html");
  context.set("ways", std::move(ways));
  return {here.address(), shared.theme.render("search", context, data.code)};
}

Output search_words(const Shared& shared, model::LanguageIndex language) {
  const std::string& code = shared.languages[language].code;
  std::string list;
  const auto add = [&list](std::string_view key, std::string_view words) {
    list += (list.empty() ? "" : ",\n") + quoted(key) + ":" + quoted(words);
  };
  for (const auto& [key, words] : shared.theme.strings_under("search.", code)) add(key, words);
  const auto add_all = [&](std::string_view kind, const auto& all) {
    for (const auto& one : all)
      add(fmt::format("{}/{}", kind, one.id),
          one.title.empty() ? one.id : shared.typeset(one.title.in(language), language));
  };
  add_all("level", shared.course.levels);
  add_all("topic", shared.course.topics);
  return {fmt::format("assets/search/words.{}.js", code), "atelierWords({" + list + "})\n"};
}

}  // namespace render
