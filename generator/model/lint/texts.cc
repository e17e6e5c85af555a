#include <algorithm>
#include <array>

#include "generator/model/lint/structure.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

// Link texts that say nothing about where they lead, in lower case, without final marks.
bool says_nothing(std::string_view text) {
  static constexpr std::array<std::string_view, 32> kEmpty = {
      "ici",      "là",         "par ici",       "cliquez ici",    "cliquer ici", "voir ici",
      "lien",     "ce lien",    "le lien",       "cette page",     "cette leçon", "page",
      "suite",    "la suite",   "lire la suite", "en savoir plus", "plus",        "voir",
      "here",     "click here", "click",         "see here",       "link",        "this link",
      "the link", "this page",  "this lesson",   "more",           "read more",   "learn more",
      "see more", "this"};
  const std::size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return true;
  const std::size_t end = text.find_last_not_of(" \t\n.,;:!?>");
  const std::string plain = text::lower_case(
      text.substr(begin, end == std::string_view::npos || end < begin ? 0 : end - begin + 1));
  return std::find(kEmpty.begin(), kEmpty.end(), plain) != kEmpty.end();
}

bool starts_with_http(std::string_view address) {
  constexpr std::string_view kHttp = "http://";
  if (address.size() < kHttp.size()) return false;
  return std::equal(kHttp.begin(), kHttp.end(), address.begin(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  });
}

// Loopback, and the hosts of examples, which nobody can reach.
bool is_harmless_host(std::string_view address) {
  std::string_view host = address.substr(7);
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.starts_with("[")) return true;
  host = host.substr(0, host.find(':'));
  const std::string low = "." + text::lower_case(host);
  if (low.find('.', 1) == std::string::npos) return true;  // localhost, a container's name
  for (const std::string_view start :
       {".127.", ".0.0.0.0", ".10.", ".192.168.", ".192.0.2.", ".198.51.100.", ".203.0.113."})
    if (low.starts_with(start)) return true;
  for (const std::string_view end :
       {".example", ".test", ".invalid", ".localhost", ".local", ".internal"})
    if (low.ends_with(end)) return true;
  return low.find(".example.") != std::string::npos;
}

const TabGroup* find_group(const Course& course, std::string_view id) {
  const auto found = std::find_if(course.tab_groups.begin(), course.tab_groups.end(),
                                  [&](const TabGroup& group) { return group.id == id; });
  return found != course.tab_groups.end() ? &*found : nullptr;
}

void lint_labels(const FileContext& context, const markdown::TabsFact& tabs, const TabGroup& group,
                 Problems& problems) {
  std::vector<std::string> labels;
  for (const TabChoice& choice : group.choices)
    if (!choice.label.empty()) labels.push_back(choice.label.in(context.language));
  std::vector<bool> there(labels.size());
  for (const std::string& heading : tabs.labels) {
    // The longest label counts, so that "Linux" and "Linux on ARM" may be two choices.
    std::size_t best = labels.size();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (heading.starts_with(labels[i]) &&
          (best == labels.size() || labels[i].size() > labels[best].size()))
        best = i;
    }
    if (best < labels.size()) {
      there[best] = true;
      continue;
    }
    const base::Message list = quoted_list(labels);
    base::Message hint = {fmt::format("start its heading with one of {}", list.en),
                          fmt::format("commencez son titre par l'un de ceux-ci : {}", list.fr)};
    problems.push_back(
        problem("tabs-choice", context.at(tabs.at),
                base::message("the tab '{}' belongs to no choice of the group '{}'",
                              "l'onglet « {} » n'appartient à aucun choix du groupe « {} »",
                              heading, group.id),
                std::move(hint)));
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (!there[i]) missing.push_back(labels[i]);
  if (missing.empty()) return;
  const base::Message list = quoted_list(missing);
  problems.push_back(problem("tabs-choice", context.at(tabs.at),
                             {fmt::format("there is no tab for {}", list.en),
                              fmt::format("il n'y a pas d'onglet pour {}", list.fr)},
                             base::message("readers who chose it see another one",
                                           "qui a fait ce choix en voit un autre")));
}

}  // namespace

void lint_texts(const FileContext& context, Problems& problems) {
  for (const markdown::LinkFact& link : context.half.facts.links) {
    const base::Span where = context.at(link.at, link.end);
    const bool blank = link.text.find_first_not_of(" \t\n") == std::string::npos;
    if (link.image) {
      if (blank)
        problems.push_back(
            problem("image-alt", where,
                    base::message("the picture '{}' has no alternative text",
                                  "l'image « {} » n'a pas de texte de remplacement", link.target),
                    base::message("say what one learns from it: ![…]({})",
                                  "dites ce qu'elle apprend : ![…]({})", link.target)));
      continue;
    }
    if (blank) {
      problems.push_back(problem("link-text", where,
                                 base::message("the link has no text", "le lien n'a pas de texte"),
                                 base::message("say where it leads", "dites où il mène")));
    } else if (says_nothing(link.text)) {
      problems.push_back(problem("link-text", where,
                                 base::message("'{}' does not say where the link leads",
                                               "« {} » ne dit pas où mène le lien", link.text),
                                 base::message("use the title of what it leads to",
                                               "employez le titre de ce à quoi il mène")));
    }
    if (starts_with_http(link.target) && !is_harmless_host(link.target)) {
      problems.push_back(
          problem("link-insecure", where,
                  base::message("'{}' is not encrypted", "« {} » n'est pas chiffré", link.target),
                  base::message("use https://{}", "employez https://{}", link.target.substr(7))));
    }
  }
}

void lint_tabs(const FileContext& context, Problems& problems) {
  Suggestions suggestions;
  for (const markdown::TabsFact& tabs : context.half.facts.tabs) {
    if (const TabGroup* group = find_group(context.course, tabs.group)) {
      lint_labels(context, tabs, *group, problems);
      continue;
    }
    std::vector<std::string> names;
    for (const TabGroup& group : context.course.tab_groups) names.push_back(group.id);
    base::Message hint =
        suggestions.near(tabs.group, names,
                         base::message("groups are [[tab_group]] tables of course.toml",
                                       "les groupes sont les tables [[tab_group]] de course.toml"));
    problems.push_back(
        problem("tabs-group", context.at(tabs.at),
                base::message("no group of tabs '{}'", "aucun groupe d'onglets « {} »", tabs.group),
                std::move(hint)));
  }
}

}  // namespace model
