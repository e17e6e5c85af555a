// Pages that belong to no text: wrong addresses, and the choice of a language at the root.
#include "generator/render/pages.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

Context message_in(const Shared& shared, const Here& here, model::LanguageIndex language,
                   bool first, bool bare) {
  const LanguageData& data = shared.languages[language];
  Contexts ways;
  const auto add = [&](std::string_view key, const std::string& rest) {
    ways.push_back(
        Context().set("label", data.words.say(key)).set("href", here.to(data.code + "/" + rest)));
  };
  add("not_found.home", "index.html");
  if (!shared.errors.empty()) add("not_found.errors", "errors.html");
  if (shared.glossary != nullptr) add("not_found.glossary", "glossary.html");
  Context context;
  context.set("message_lang", bare ? data.code : "").set("first_heading", first);
  context.set("heading", data.words.say("not_found.title"))
      .set("text", data.words.say("not_found.text"));
  return context.set("ways", std::move(ways));
}

}  // namespace

Output not_found_page(const Shared& shared, model::LanguageIndex language) {
  const LanguageData& data = shared.languages[language];
  const Here here = Here::anywhere(data.code + "/404.html", data.code, shared.config.base_path());
  PageHead head = made_page(shared, data.words.say("not_found.title"),
                            data.words.say("not_found.text"), "404.html");
  head.index = false;
  for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i)
    head.switch_to[i] = shared.languages[i].code + "/index.html";
  head.alternates.clear();
  Context context = page_context(shared, here, language, head);
  context.set("messages", Contexts{message_in(shared, here, language, true, false)});
  return {here.address(), shared.theme.render("not_found", context, data.code)};
}

Output root_not_found_page(const Shared& shared) {
  const LanguageData& data = shared.languages.front();
  const Here here = Here::anywhere("404.html", data.code, shared.config.base_path());
  PageHead head;
  head.title = data.words.say("not_found.title");
  head.description = data.words.say("not_found.text");
  head.index = false;
  head.bare = true;
  Context context = page_context(shared, here, 0, head);
  Contexts messages;
  for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i)
    messages.push_back(message_in(shared, here, i, i == 0, true));
  context.set("messages", std::move(messages));
  return {here.address(), shared.theme.render("not_found", context, data.code)};
}

Output chooser_page(const Shared& shared) {
  const LanguageData& first = shared.languages.front();
  const Here here("index.html", first.code);
  PageHead head;
  head.title = first.site_title;
  head.description =
      shared.course.description.empty() ? "" : shared.typeset(shared.course.description.in(0), 0);
  head.bare = true;
  Context context = page_context(shared, here, 0, head);
  Contexts alternates, choices;
  for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i) {
    const LanguageData& data = shared.languages[i];
    const std::string home = data.code + "/index.html";
    const std::string url = absolute(shared, home);
    alternates.push_back(
        Context().set("code", data.code).set("url", url.empty() ? here.to(home) : url));
    choices.push_back(Context()
                          .set("code", data.code)
                          .set("title", data.site_title)
                          .set("tagline", shared.course.tagline.empty()
                                              ? ""
                                              : shared.typeset(shared.course.tagline.in(i), i))
                          .set("href", here.to(home))
                          .set("label", data.words.say("language.enter")));
  }
  context.set("alternates", std::move(alternates)).set("choices", std::move(choices));
  return {here.address(), shared.theme.render("chooser", context, first.code)};
}

}  // namespace render
