#include "generator/model/lint/structure.h"

#include <algorithm>
#include <array>

#include "generator/text/slug.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::size_t kLongestTitle = 70;  // characters that a list of results shows
constexpr std::size_t kLongestDescription = 160;
constexpr int kOldAfterDays = 180;

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// Titles are equal when their words are: spaces and the marks that typography exchanges do not
// count.
std::string comparable(std::string_view title) {
  std::string out;
  for (std::size_t at = 0; at < title.size();) {
    const char32_t c = text::next_character(title, at);
    if (c == U' ' || c == U'\t' || c == U'\n' || c == 0x00A0 || c == 0x202F) continue;
    if (c == 0x2019 || c == U'\'') {
      out += '\'';
    } else if (c == 0x00AB || c == 0x00BB || c == 0x201C || c == 0x201D || c == U'"') {
      out += '"';
    } else if (c == U'`' || c == U'*') {
      continue;  // marks of Markdown, which front matter cannot have
    } else {
      text::append_character(out, c);
    }
  }
  return out;
}

bool wants_section_ids(PageKind kind) {
  return kind == PageKind::Lesson || kind == PageKind::Guide || kind == PageKind::Glossary ||
         kind == PageKind::Tips;
}

base::Message hashes(int level) {
  return {std::string(static_cast<std::size_t>(level), '#'),
          std::string(static_cast<std::size_t>(level), '#')};
}

void lint_headings(const FileContext& context, Problems& problems) {
  const auto& headings = context.half.facts.headings;
  if (headings.empty() || headings.front().level != 1) {
    const base::Position at = headings.empty() ? base::Position{1, 1} : headings.front().at;
    problems.push_back(
        problem("heading-first", context.at(at),
                base::message("the page does not start with a '#' heading",
                              "la page ne commence pas par un titre « # »"),
                base::message("write the title first: # {}", "écrivez d'abord le titre : # {}",
                              context.half.title.empty() ? "…" : context.half.title)));
  } else if (!context.half.title.empty() &&
             comparable(headings.front().title) != comparable(context.half.title)) {
    problems.push_back(
        problem("heading-title", context.at(headings.front().at),
                base::message("the first heading is '{}', the title is '{}'",
                              "le premier titre est « {} », le titre de la page est « {} »",
                              headings.front().title, context.half.title),
                base::message("make them equal", "rendez-les égaux")));
  }
  int last = headings.empty() ? 1 : headings.front().level;
  for (std::size_t i = 1; i < headings.size(); ++i) {
    const auto& heading = headings[i];
    if (heading.level == 1) {
      problems.push_back(problem("heading-first", context.at(heading.at),
                                 base::message("a second '#' heading: '{}'",
                                               "un second titre « # » : « {} »", heading.title),
                                 base::message("a page has one title; use '##'",
                                               "une page a un seul titre ; employez « ## »")));
    } else if (heading.level > last + 1) {
      problems.push_back(
          problem("heading-jump", context.at(heading.at),
                  base::message("'{}' follows '{}': a level is left out",
                                "« {} » suit « {} » : il manque un niveau",
                                hashes(heading.level).en, hashes(last).en),
                  base::message("use '{}'", "employez « {} »", hashes(last + 1).en)));
    }
    last = heading.level;
    if (heading.level == 2 && heading.id.empty() && !context.misread &&
        wants_section_ids(context.page.kind)) {
      problems.push_back(
          problem("section-id", context.at(heading.at),
                  base::message("the section '{}' has no id",
                                "la section « {} » n'a pas d'identifiant", heading.title),
                  base::message("put <!-- id: {} --> on the line above",
                                "mettez <!-- id: {} --> sur la ligne au-dessus",
                                text::Slug::from_title(heading.title).str())));
    }
  }
}

void lint_front(const FileContext& context, Problems& problems) {
  const Half& half = context.half;
  if (const std::size_t length = count_characters(half.title); length > kLongestTitle) {
    problems.push_back(
        problem("title-long", context.at(context.front.title),
                base::message("the title has {} characters", "le titre a {} caractères", length),
                base::message("{} are shown in full everywhere", "{} s'affichent en entier partout",
                              kLongestTitle)));
  }
  if (half.description.empty()) {
    problems.push_back(
        problem("description-missing", context.at({1, 1}),
                base::message("the page has no description", "la page n'a pas de description"),
                base::message("add a sentence to the front matter: description: …",
                              "ajoutez une phrase à l'en-tête : description: …")));
  } else if (const std::size_t length = count_characters(half.description);
             length > kLongestDescription) {
    problems.push_back(
        problem("description-long", context.at(context.front.description),
                base::message("the description has {} characters", "la description a {} caractères",
                              length),
                base::message("search engines show {}", "les moteurs de recherche en montrent {}",
                              kLongestDescription)));
  }
  if (!half.translation) return;
  const int of = half.translation->of;
  // A record of sections is compared with the original itself (lint/pairs.cc).
  if (of < context.page.rev && half.translation->sections.empty()) {
    problems.push_back(problem(
        "translation-behind", context.at(context.front.translation_of),
        base::message("this translates revision {}; the page is at {}",
                      "ceci traduit la révision {} ; la page en est à la {}", of, context.page.rev),
        base::message("bring the text up to date, then write 'of: {}'",
                      "mettez le texte à jour, puis écrivez « of: {} »", context.page.rev)));
  } else if (of > context.page.rev) {
    problems.push_back(problem(
        "translation-ahead", context.at(context.front.translation_of),
        base::message("this translates revision {}; the page is only at {}",
                      "ceci traduit la révision {} ; la page n'en est qu'à la {}", of,
                      context.page.rev),
        base::message("write 'of: {}', or raise 'rev' of the page",
                      "écrivez « of: {} », ou augmentez « rev » de la page", context.page.rev)));
  }
}

// An entry in a file of its own has the four parts as '##' sections, unless a directive holds them.
void lint_entry(const FileContext& context, Problems& problems) {
  if (context.page.kind != PageKind::Entry || !context.half.facts.logs.empty()) return;
  struct Part {
    std::string_view stem;  // of the folded heading, in both languages
    std::string_view en, fr;
  };
  static constexpr std::array<Part, 4> kParts = {{{"problem", "Problem", "Problème"},
                                                  {"diagnos", "Diagnosis", "Diagnostic"},
                                                  {"solution", "Solution", "Solution"},
                                                  {"prevention", "Prevention", "Prévention"}}};
  for (const Part& part : kParts) {
    const bool there =
        std::any_of(context.half.facts.headings.begin(), context.half.facts.headings.end(),
                    [&](const auto& heading) {
                      return heading.level == 2 &&
                             text::Slug::from_title(heading.title).str().starts_with(part.stem);
                    });
    if (there) continue;
    problems.push_back(problem(
        "log-shape", context.at({1, 1}),
        {fmt::format("the part '{}' is missing", part.en),
         fmt::format("il manque la partie « {} »", part.fr)},
        base::message(
            "an entry has four sections: ## Problem, ## Diagnosis, ## Solution, ## Prevention",
            "une fiche a quatre sections : ## Problème, ## Diagnostic, ## Solution, ## "
            "Prévention")));
  }
}

// A number that grows by one from each day to the next (Gregorian calendar).
long serial(const text::Date& date) {
  const int year = date.month > 2
                       ? date.year
                       : date.year - 1;  // a year that starts in March ends with the leap day
  const int month = date.month > 2 ? date.month - 3 : date.month + 9;
  return 365L * year + year / 4 - year / 100 + year / 400 + (153L * month + 2) / 5 + date.day;
}

}  // namespace

void lint_structure(const FileContext& context, bool has_front_matter, Problems& problems) {
  lint_headings(context, problems);
  if (has_front_matter) lint_front(context, problems);
  lint_entry(context, problems);
}

int days_between(const text::Date& from, const text::Date& to) {
  return static_cast<int>(serial(to) - serial(from));
}

void lint_age(const Page& page, const MetaPlaces& places, const std::optional<text::Date>& today,
              Problems& problems) {
  if (!today || !page.verified) return;
  const int days = days_between(page.verified->date, *today);
  if (days <= kOldAfterDays) return;
  problems.push_back(
      problem("verified-old", {page.meta_file, places.verified, {}},
              base::message("verified {} days ago", "vérifié il y a {} jours", days),
              base::message("do it all again once, then write today's date",
                            "refaites le tout une fois, puis écrivez la date du jour")));
}

}  // namespace model
