#include "generator/exporting/cmi5.h"

#include "generator/exporting/run_time.h"
#include "generator/exporting/scorm.h"

namespace exporting {
namespace {

template <class F>
std::string strings(const CourseSource& source, std::string_view tag, F text_in,
                    std::string_view indent) {
  std::string out = fmt::format("{}<{}>", indent, tag);
  for (std::size_t i = 0; i < source.course.languages.size(); ++i)
    out += fmt::format("<langstring lang=\"{}\">{}</langstring>", source.course.languages[i],
                       xml(text_in(i)));
  return out + fmt::format("</{}>\n", tag);
}

std::string unit(const CourseSource& source, const std::string& base_id, const model::Page& page) {
  const std::string_view indent = "    ";
  const bool graded = !half_of(page, page.source).facts.quizzes.empty();
  std::string out = fmt::format(
      "{}<au id=\"{}{}\" moveOn=\"CompletedOrPassed\"{} launchMethod=\"AnyWindow\">\n", indent,
      xml(base_id), xml(page.id),
      graded ? fmt::format(" masteryScore=\"{:.1f}\"", kMastery / 100.0) : std::string());
  out += strings(
      source, "title", [&](std::size_t i) { return half_of(page, i).title; }, "      ");
  out += strings(
      source, "description",
      [&](std::size_t i) {
        const model::Half& half = half_of(page, i);
        return half.description.empty() ? half.title : half.description;
      },
      "      ");
  out += fmt::format("      <url>{}/index.html</url>\n{}</au>\n", xml(xml_id(page.id)), indent);
  return out;
}

}  // namespace

base::Result<std::vector<PackedFile>> cmi5_package(const CourseSource& source,
                                                   const std::string& base_id,
                                                   const std::vector<const model::Page*>& lessons) {
  const model::Course& course = source.course;
  std::vector<PackedFile> files;
  std::vector<model::LanguageIndex> all(course.languages.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  for (const model::Page* page : lessons) {
    const std::string folder = xml_id(page->id) + "/";
    Pictures pictures(source);
    files.push_back(
        {folder + "index.html", TRY(package_page(source, {page, all, "cmi5.js"}, pictures))});
    files.push_back({folder + "lesson.css", std::string(lesson_style())});
    files.push_back({folder + "lesson.js", std::string(lesson_script())});
    files.push_back({folder + "cmi5.js", std::string(cmi5_script())});
    for (PackedFile& picture : TRY(pictures.read()))
      files.push_back({folder + picture.path, std::move(picture.bytes)});
  }
  std::string out = R"(<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
)";
  out += fmt::format("  <course id=\"{}{}\">\n", xml(base_id), xml(course.id));
  out += strings(
      source, "title", [&](std::size_t i) { return course.title.in(i); }, "    ");
  out += strings(
      source, "description", [&](std::size_t i) { return course.description.in(i); }, "    ");
  out += "  </course>\n";
  for (const model::Level& level : course.levels) {
    std::string units;
    for (const model::Page* page : lessons)
      if (page->level == level.id) units += unit(source, base_id, *page);
    if (units.empty()) continue;  // a block holds at least one
    out += fmt::format("  <block id=\"{}level/{}\">\n", xml(base_id), xml(level.id));
    out += strings(
        source, "title", [&](std::size_t i) { return level.title.in(i); }, "    ");
    out += strings(
        source, "description", [&](std::size_t i) { return level.objective.in(i); }, "    ");
    out += units + "  </block>\n";
  }
  out += "</courseStructure>\n";
  files.insert(files.begin(), {"cmi5.xml", without_controls(std::move(out))});
  return files;
}

}  // namespace exporting
