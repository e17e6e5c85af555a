#include "generator/model/lint/links.h"

#include <algorithm>

#include "generator/base/parallel.h"
#include "generator/model/links.h"
#include "generator/text/url.h"

namespace model {
namespace {

constexpr std::size_t kMostSuggestions = 100;  // in the whole course; each looks at every page

// A link that leads nowhere, until the message about it is made.
struct Dead {
  const Half* half = nullptr;
  const markdown::LinkFact* link = nullptr;
  LanguageIndex language = 0;
  LinkOutcome outcome = LinkOutcome::NoPage;
};

bool is_remote_image(const markdown::LinkFact& link, LinkOutcome outcome) {
  return link.image && outcome == LinkOutcome::External;
}

bool is_dead(LinkOutcome outcome) {
  return outcome != LinkOutcome::Page && outcome != LinkOutcome::Asset &&
         outcome != LinkOutcome::External && outcome != LinkOutcome::Anchor;
}

void collect(const Course& course, const Page& page, std::vector<Dead>& dead) {
  if (page.in_logbook_file) return;  // the logbook's file has the same links
  for (LanguageIndex language = 0; language < page.halves.size(); ++language) {
    const Half& half = page.halves[language];
    if (!half.exists) continue;
    for (const markdown::LinkFact& link : half.facts.links) {
      const LinkOutcome outcome =
          resolve_link(course, half.file, language, link.target, link.image).outcome;
      if (is_dead(outcome) || is_remote_image(link, outcome))
        dead.push_back({&half, &link, language, outcome});
    }
  }
}

base::Message write_instead(const std::string& nearest) {
  if (nearest.empty()) return {};
  return base::message("did you mean '{}'?", "vouliez-vous dire « {} » ?", nearest);
}

// Where the target is, for messages: the path without the fragment.
std::string path_of(std::string_view target) {
  return std::string(target.substr(0, target.find('#')));
}

struct Said {
  std::string_view rule;
  base::Message message;
  base::Message hint;
};

Said broken(const Dead& dead, const ResolvedLink& resolved,
            const std::vector<std::string>& drafts) {
  const std::string& written = dead.link->target;
  const std::string path = path_of(written);
  if (written.empty())
    return {"link-broken", base::message("the link leads nowhere", "le lien ne mène nulle part"),
            base::message("write the path of a page's file",
                          "écrivez le chemin du fichier d'une page")};
  const std::string file = text::resolve(dead.half->file, text::parse_target(written).path);
  if (std::binary_search(drafts.begin(), drafts.end(), file))
    return {"link-broken",
            base::message("'{}' is a draft, which is not published",
                          "« {} » est un brouillon, qui n'est pas publié", path),
            base::message("remove the link, or give that page the status 'beta'",
                          "retirez le lien, ou donnez à cette page le statut « beta »")};
  base::Message hint = write_instead(resolved.nearest);
  if (file.empty()) {
    if (hint.empty())
      hint = base::message("link to a page of the course, or to https://…",
                           "faites un lien vers une page du cours, ou vers https://…");
    return {"link-broken",
            base::message("'{}' is outside the course", "« {} » est hors du cours", path),
            std::move(hint)};
  }
  if (hint.empty())
    hint = base::message("links lead to the file of a page: ../x/lesson.en.md",
                         "un lien mène au fichier d'une page : ../x/lesson.fr.md");
  if (name_of(file) == "README.md")
    return {
        "link-broken",
        base::message("'{}' is not a page of the site", "« {} » n'est pas une page du site", path),
        std::move(hint)};
  return {"link-broken", base::message("no page '{}'", "aucune page « {} »", path),
          std::move(hint)};
}

Said said_of(const Dead& dead, const ResolvedLink& resolved,
             const std::vector<std::string>& drafts) {
  const std::string& written = dead.link->target;
  switch (dead.outcome) {
    case LinkOutcome::Unsafe:
      return {
          "link-unsafe",
          base::message("'{}' is not a safe address", "« {} » n'est pas une adresse sûre", written),
          base::message("links are relative paths, https:, mailto: or tel:",
                        "un lien est un chemin relatif, https:, mailto: ou tel:")};
    case LinkOutcome::External:
      return {"image-remote",
              base::message("the picture '{}' is on another host",
                            "l'image « {} » est sur un autre hôte", written),
              base::message("put a copy into assets/", "mettez-en une copie dans assets/")};
    case LinkOutcome::NoAsset: {
      base::Message hint = write_instead(resolved.nearest);
      if (hint.empty())
        hint = base::message("put the file into assets/ or beside the page",
                             "mettez le fichier dans assets/ ou à côté de la page");
      return {dead.link->image ? "image-missing" : "link-broken",
              base::message("no file '{}'", "aucun fichier « {} »", path_of(written)),
              std::move(hint)};
    }
    case LinkOutcome::NoAnchor: {
      const std::string fragment = written.substr(std::min(written.find('#'), written.size()));
      base::Message hint = write_instead(resolved.nearest);
      if (hint.empty())
        hint = base::message(
            "sections get an id by <!-- id: … --> above the heading",
            "une section reçoit un identifiant par <!-- id: … --> au-dessus du titre");
      if (written.starts_with('#'))
        return {"anchor-broken",
                base::message("no section '{}' on this page",
                              "aucune section « {} » dans cette page", fragment),
                std::move(hint)};
      return {"anchor-broken",
              base::message("no section '{}' in '{}'", "aucune section « {} » dans « {} »",
                            fragment, path_of(written)),
              std::move(hint)};
    }
    case LinkOutcome::WrongLanguage:
      return {"link-language",
              base::message("'{}' is the page in another language",
                            "« {} » est la page dans une autre langue", path_of(written)),
              base::message("link to the file in this page's language",
                            "faites un lien vers le fichier dans la langue de cette page")};
    default:
      return broken(dead, resolved, drafts);
  }
}

}  // namespace

void lint_links(const Course& course, const std::vector<std::string>& drafts, unsigned jobs,
                Problems& problems) {
  std::vector<std::vector<Dead>> dead_of_page(course.pages.size());
  base::parallel_for(course.pages.size(), jobs,
                     [&](std::size_t i) { collect(course, course.pages[i], dead_of_page[i]); });
  std::size_t suggestions = 0;
  for (const std::vector<Dead>& dead_links : dead_of_page) {
    for (const Dead& dead : dead_links) {
      const Suggest suggest = suggestions++ < kMostSuggestions ? Suggest::Yes : Suggest::No;
      const ResolvedLink resolved = resolve_link(course, dead.half->file, dead.language,
                                                 dead.link->target, dead.link->image, suggest);
      Said said = said_of(dead, resolved, drafts);
      problems.push_back(problem(said.rule, {dead.half->file, dead.link->at, dead.link->end},
                                 std::move(said.message), std::move(said.hint)));
    }
  }
}

}  // namespace model
