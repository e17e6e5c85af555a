#include "generator/render/head.h"

#include "generator/render/licence.h"
#include "generator/render/pages.h"
#include "generator/render/search_page.h"
#include "generator/text/url.h"

namespace render {

namespace {

using theme::Context;
using theme::Contexts;

// "page" on the page itself, "true" in its part of the site, else nothing.
std::string current(const PageHead& head, Part part) {
  if (head.part != part) return {};
  return head.is_part_index ? "page" : "true";
}

void set_navigation(Context& context, const Shared& shared, const PageHead& head,
                    std::string_view language) {
  context.set("in_course", current(head, Part::Course));
  context.set("in_guides", current(head, Part::Guides));
  context.set("in_logbooks", current(head, Part::Logbooks));
  context.set("in_labs", current(head, Part::Labs));
  context.set("in_glossary", current(head, Part::Glossary));
  context.set("in_errors", head.part == Part::Errors);
  context.set("in_search", head.part == Part::Search);
  context.set("searches", head.part == Part::Errors || head.part == Part::Search);
  context.set("search", head.bare ? "" : search_root(language));
  context.set("has_guides", !shared.guides.empty());
  context.set("has_logbooks", !shared.logbooks.empty());
  context.set("has_labs", !shared.course.labs.empty());
  context.set("has_glossary", shared.glossary != nullptr);
  context.set("has_errors", !shared.errors.empty());
  context.set("has_tips", shared.tips != nullptr);
  context.set("has_competencies", !shared.course.blocks.empty());
}

void set_languages(Context& context, const Shared& shared, const Here& here,
                   model::LanguageIndex language, const PageHead& head) {
  Contexts languages;
  for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i) {
    const std::string& code = shared.languages[i].code;
    const std::string address =
        i < head.switch_to.size() ? head.switch_to[i] : code + "/index.html";
    languages.push_back(Context()
                            .set("code", code)
                            .set("label", shared.languages[i].words.say("language.name"))
                            .set("href", here.to(address))
                            .set("current", i == language && !head.bare));
  }
  context.set("languages", std::move(languages));
}

void set_alternates(Context& context, const Shared& shared, const Here& here,
                    const PageHead& head) {
  const auto url_of = [&](const std::string& address) {
    const std::string url = absolute(shared, address);
    return url.empty() ? here.to(address) : url;
  };
  Contexts alternates;
  std::string fallback;
  std::size_t found = 0;
  for (model::LanguageIndex i = 0; i < head.alternates.size(); ++i) {
    if (head.alternates[i].empty()) continue;
    ++found;
    const std::string url = url_of(head.alternates[i]);
    if (fallback.empty()) fallback = url;
    alternates.push_back(Context().set("code", shared.languages[i].code).set("url", url));
  }
  if (found > 1) alternates.push_back(Context().set("code", "x-default").set("url", fallback));
  context.set("alternates", found > 1 ? std::move(alternates) : Contexts{});
}

void set_foot(Context& context, const Shared& shared, model::LanguageIndex language,
              const PageHead& head) {
  Contexts pages;
  if (!head.bare)
    for (const PageIndex i : shared.plain) {
      const model::Page& page = shared.course.pages[i];
      if (page.id != "about" && page.id != "accessibility")
        continue;  // the others stand on the home page
      pages.push_back(Context()
                          .set("path", "pages/" + text::encode_path(page.id) + ".html")
                          .set("title", shared.title(page, language)));
    }
  context.set("foot_pages", std::move(pages));
  const std::string& licence = head.licence.empty() ? shared.licence : head.licence;
  context.set("licence", licence_name(licence));
  context.set("licence_url", licence_url(licence, shared.languages[language].code));
}

}  // namespace

PageHead made_page(const Shared& shared, std::string title, std::string description,
                   std::string_view rest) {
  PageHead head;
  head.title = std::move(title);
  head.description = std::move(description);
  for (const LanguageData& language : shared.languages)
    head.alternates.push_back(language.code + "/" + std::string(rest));
  head.switch_to = head.alternates;
  return head;
}

Context page_context(const Shared& shared, const Here& here, model::LanguageIndex language,
                     const PageHead& head) {
  const LanguageData& data = shared.languages[language];
  Context context;
  context.set("lang", data.code);
  context.set("root", here.root());
  context.set("home", here.home());
  context.set("course_id", shared.course.id);
  context.set("glossary_data", head.bare ? "" : glossary_script_path(shared, language));
  context.set("site_title", data.site_title);
  context.set("site_name", data.site_name);
  context.set("page_title", head.title);
  context.set("head_title", head.title == data.site_title
                                ? head.title
                                : data.words.say("page.title", {{"title", head.title},
                                                                {"site", data.site_name}}));
  context.set("page_description", head.description);
  context.set("page_level", head.level);
  context.set("og_type", head.article ? "article" : "website");
  context.set("no_index", !head.index);
  context.set("bare", head.bare);
  context.set(
      "canonical",
      head.index ? absolute(shared, head.canonical.empty() ? here.address() : head.canonical) : "");
  context.set("feed", shared.feeds && !head.bare ? here.in("feed.xml") : "");
  set_navigation(context, shared, head, data.code);
  set_languages(context, shared, here, language, head);
  set_alternates(context, shared, here, head);
  set_foot(context, shared, language, head);
  return context;
}

std::string absolute(const Shared& shared, std::string_view address) {
  if (shared.config.url.empty()) return {};
  std::string path = text::encode_path(address);
  if (path == "index.html") path.clear();
  return shared.config.url + path;
}

void set_crumbs(Context& context, const std::vector<Crumb>& crumbs) {
  Contexts list;
  for (const Crumb& crumb : crumbs)
    list.push_back(Context().set("label", crumb.label).set("href", crumb.href));
  context.set("crumbs", std::move(list));
}

}  // namespace render
