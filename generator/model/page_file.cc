#include "generator/model/page_file.h"

#include <algorithm>

#include "generator/model/lint/code.h"
#include "generator/model/lint/context.h"
#include "generator/model/lint/declared.h"
#include "generator/model/lint/encoding.h"
#include "generator/model/lint/prose.h"
#include "generator/model/lint/structure.h"
#include "generator/model/source.h"
#include "generator/text/front_matter.h"

namespace model {
namespace {

// A file that is wrong on every line must not fill the memory; what is shown of it is fewer still.
constexpr std::size_t kMostKept = 2000;

// A quiz that is no quiz is missing from the facts, and so are the headings inside it.
bool misleads(const base::Error& error) {
  return error.rule.starts_with("directive-") || error.rule.ends_with("-shape") ||
         error.rule == "details-unbalanced" || error.rule == "page-too-large" ||
         error.rule == "nesting-depth";
}

void shrink(markdown::Facts& facts) {
  facts.headings.shrink_to_fit();
  facts.links.shrink_to_fit();
  facts.code.shrink_to_fit();
  facts.placeholders.shrink_to_fit();
  facts.quizzes.shrink_to_fit();
  facts.objectives.shrink_to_fit();
  facts.worksheet.shrink_to_fit();
  facts.tabs.shrink_to_fit();
  facts.labs.shrink_to_fit();
  facts.logs.shrink_to_fit();
}

}  // namespace

FileReport load_half(const FileSettings& settings, const Page& page, const MetaPlaces& places,
                     LanguageIndex language, Half& half) {
  FileReport report;
  const auto source =
      read_source(settings.content, half.file, markdown::kMaximumBytes, report.problems);
  if (!source) return report;
  half.exists = true;
  half.source = source->hash;
  examine_half(settings, {page, places, language}, source->text, half, report);
  keep_most_important(report.problems, kMostKept);
  return report;
}

void examine_half(const FileSettings& settings, const HalfOf& of, std::string_view source,
                  Half& half, FileReport& report) {
  Problems& problems = report.problems;
  const Lines lines(source);
  lint_mojibake(source, lines, half.file, problems);

  text::Parts parts = {{}, source, 0, 1};
  FrontPlaces front;
  bool has_front = false;
  if (auto split = text::split_front_matter(source, half.file)) {
    parts = *split;
    if (auto node = text::parse_front_matter(parts, half.file)) {
      const MetaContext context = {settings.schemas, settings.course.languages, half.file};
      front = decode_front_matter(*node, of.page.kind, context, half, problems);
      has_front = true;
    } else {
      problems.push_back(std::move(node).error());
    }
  } else {
    problems.push_back(std::move(split).error());
  }

  const std::size_t before = problems.size();
  const markdown::Document document =
      markdown::parse({parts.body, half.file, parts.body_line}, problems);
  report.misread =
      std::any_of(problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end(), misleads);
  half.facts = markdown::collect_facts(document, parts.body, parts.body_line);
  shrink(half.facts);

  const FileContext context = {settings.course, of.page, of.language, half,          front,
                               source,          lines,   document,    report.misread};
  // Without front matter, what it would have said is not wrong as well.
  lint_structure(context, has_front, problems);
  lint_texts(context, problems);
  lint_tabs(context, problems);
  lint_declared(context, of.places, problems);
  lint_code(context, settings.check_code, problems);
  lint_prose(context, problems);
  lint_secrets(source, lines, half.file, settings.deny, problems);
  report.waivers = find_waivers(lines, half.file, document);
  std::vector<Waiver> in_front = find_toml_waivers(lines, half.file, parts.body_line);
  report.waivers.insert(report.waivers.end(), in_front.begin(), in_front.end());
  // A page without a title is shown by its first heading.
  if (half.title.empty() && !half.facts.headings.empty())
    half.title = half.facts.headings.front().title;
}

FileReport scan_text(const FileSettings& settings, std::string_view file) {
  FileReport report;
  const auto source = read_source(settings.content, file, markdown::kMaximumBytes, report.problems);
  if (!source) return report;
  const Lines lines(source->text);
  lint_secrets(source->text, lines, file, settings.deny, report.problems);
  report.waivers = find_waivers(lines, file, markdown::Document());
  keep_most_important(report.problems, kMostKept);
  return report;
}

}  // namespace model
