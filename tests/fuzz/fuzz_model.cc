// The model, on the three texts it reads. The first byte says which:
//   'T'  course.toml: what passes without a complaint has all its references valid
//   'M'  a page: every problem lies inside the text, has a known rule, and comes out again
//   else any text with secrets: they lie inside it, in order, and no message repeats one
#include <algorithm>
#include <set>
#include <string>

#include "generator/model/decode_course.h"
#include "generator/model/lint/encoding.h"
#include "generator/model/page_file.h"
#include "generator/model/rules.h"
#include "generator/text/toml.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;
using namespace model;

void check_problem(const base::Error& error, std::string_view source) {
  law(!error.message.en.empty() && !error.message.fr.empty(), "a problem speaks both languages");
  law(find_rule(error.rule) != nullptr, "a problem has a known rule");
  law(find_rule(error.rule)->severity == error.severity, "a problem is as severe as its rule");
  const auto lines = static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n')) + 1;
  law(error.where.begin.line <= lines, "a problem lies inside the text");
  law(error.where.end.line <= lines, "a problem ends inside the text");
}

void check_texts(const Texts& texts, const Course& course) {
  law(texts.empty() || texts.by_language.size() == course.languages.size(),
      "a text has every language");
  for (const std::string& text : texts.by_language)
    law(!texts.empty() && !text.empty(), "no language is left out");
}

void check_course(std::string_view source) {
  const auto root = text::parse_toml(source, "fuzz.toml");
  if (!root) return;
  Problems problems;
  const auto decoded = decode_course(*root, "fuzz.toml", problems);
  for (const base::Error& error : problems) check_problem(error, source);
  if (!decoded || !problems.empty()) return;
  const Course& course = decoded->course;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Cell& cell : course.cells) {
    law(course.find_level(cell.level) != nullptr, "a cell has a level that exists");
    law(course.find_topic(cell.topic) != nullptr, "a cell has a topic that exists");
    law(seen.emplace(cell.level, cell.topic).second, "a cell is there once");
    check_texts(cell.text, course);
  }
  law(seen.size() == course.levels.size() * course.topics.size(), "every cell is there");
  check_texts(course.title, course);
  for (const Level& level : course.levels) check_texts(level.promise, course);
  for (const Topic& topic : course.topics) check_texts(topic.question, course);
  for (const CompetencyBlock& block : course.blocks)
    law(block.ratio() >= 0 && block.ratio() <= 100, "a ratio is a percentage");
}

// Finds the first and the last byte of every block wrong.
std::vector<base::Error> check_code(std::string_view, std::string_view text) {
  std::vector<base::Error> out(2);
  out[0].where.begin = {1, 1};
  base::Position& end = out[1].where.begin = {1, 1};
  for (std::size_t at = 0; at + 1 < text.size(); ++at)
    end = text[at] == '\n' ? base::Position{end.line + 1, 1}
                           : base::Position{end.line, end.column + 1};
  for (base::Error& error : out) error.message = base::message("wrong", "faux");
  return out;
}

std::vector<base::Error> problems_of(const std::string& source) {
  static const std::vector<std::string> kLanguages = {"fr", "en"};
  static const Schemas kSchemas(kLanguages);
  static const DenyList kDeny = DenyList::parse("acme\n");
  static const std::filesystem::path kNowhere;
  Course course;
  course.languages = kLanguages;
  course.tab_groups = {{"os", {{"unix", {{"Linux", "Linux"}}}}}};
  Page page;
  page.kind = PageKind::Lesson;
  page.meta_file = "fuzz.toml";
  page.variables = {{"VPS_IP", "ip", "203.0.113.10", false, {}}};
  page.objectives = {"one"};
  MetaPlaces places;
  places.objectives = {{"one", {1, 1}, {1, 2}}};
  Half half;
  half.file = "fuzz.md";
  FileReport report;
  static const CheckCode kCheck = check_code;
  examine_half({kNowhere, course, kSchemas, kDeny, kCheck}, {page, places, 0}, source, half,
               report);
  apply_waivers(std::move(report.waivers), report.problems);
  drop_beside_secrets(report.problems);
  std::sort(report.problems.begin(), report.problems.end(), base::before);
  return std::move(report.problems);
}

void check_page(std::string_view text) {
  std::string source(text);
  Problems about_bytes;
  lint_bytes(source, "fuzz.md", about_bytes);
  const auto problems = problems_of(source);
  for (const base::Error& error : problems) {
    // What the page lacks is a problem of its TOML.
    if (error.where.file == "fuzz.md") check_problem(error, source);
    base::describe(error, base::Locale::Fr, source);
  }
  const auto again = problems_of(source);
  law(std::equal(problems.begin(), problems.end(), again.begin(), again.end(),
                 [](const base::Error& a, const base::Error& b) {
                   return !base::before(a, b) && !base::before(b, a);
                 }),
      "the same text has the same problems");
}

void check_secrets(std::string_view text) {
  std::size_t last = 0;
  for (const Secret& found : find_secrets(text, DenyList())) {
    law(found.begin >= last, "secrets come in order and do not overlap");
    law(found.begin < found.end && found.end <= text.size(), "a secret lies inside the text");
    last = found.end;
    const std::string_view secret = text.substr(found.begin, found.end - found.begin);
    law(secret.size() < 8 || found.message.en.find(secret.substr(0, 8)) == std::string::npos,
        "a message does not repeat the secret");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  if (input.empty()) return 0;
  const std::string_view rest = input.substr(1);
  if (input.front() == 'T')
    check_course(rest);
  else if (input.front() == 'M')
    check_page(rest);
  else
    check_secrets(input);
  return 0;
}
