#include "generator/exporting/outline_table.h"

namespace exporting {
namespace {

std::string_view status_name(model::Status status) {
  switch (status) {
    case model::Status::Draft:
      return "draft";
    case model::Status::Beta:
      return "beta";
    case model::Status::Active:
      return "active";
    case model::Status::Deprecated:
      break;
  }
  return "deprecated";
}

std::string row(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(cells[i]);
  return out + "\r\n";
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string out(text);
  if (!out.empty() && std::string_view("=+-@\t\r").find(out.front()) != std::string_view::npos)
    out.insert(out.begin(), '\'');
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string outline_csv(const CourseSource& source, model::LanguageIndex language) {
  const model::Course& course = source.course;
  std::string out = row({"kind", "id", "level", "topic", "title", "description", "minutes_read",
                         "minutes_do", "requires", "quizzes", "lab", "status", "rev", "address"});
  for (const model::Page* page : pages_in_order(course)) {
    const model::Half& half = half_of(*page, language);
    const model::Level* level = course.find_level(page->level);
    const model::Topic* topic = course.find_topic(page->topic);
    out += row({page->kind == model::PageKind::Lesson ? "lesson" : "guide", page->id,
                level != nullptr ? level->title.in(language) : std::string(),
                topic != nullptr ? topic->title.in(language) : std::string(), half.title,
                half.description, fmt::format("{}", page->minutes_read),
                fmt::format("{}", page->minutes_do),
                fmt::format("{}", fmt::join(page->requirements, " ")),
                fmt::format("{}", half.facts.quizzes.size()), page->lab,
                std::string(status_name(page->status)), fmt::format("{}", page->rev),
                source.site_url + model::address_of(course, *page, language)});
  }
  return out;
}

}  // namespace exporting
