#include "generator/exporting/scorm.h"

#include "generator/exporting/questions.h"
#include "generator/exporting/run_time.h"
#include "generator/exporting/xhtml.h"

namespace exporting {
namespace {

// {"fr":{"right":"…"}}: the words that the script says.
std::string words_of(const CourseSource& source,
                     const std::vector<model::LanguageIndex>& languages) {
  static constexpr std::pair<std::string_view, Word> kWords[] = {
      {"right", Word::Right}, {"wrong", Word::Wrong},       {"score", Word::Score},
      {"done", Word::Done},   {"recorded", Word::Recorded}, {"kept", Word::Kept}};
  std::string out = "{";
  for (const model::LanguageIndex index : languages) {
    const std::string& language = source.course.languages[index];
    out += fmt::format("{}\"{}\":{{", out.size() > 1 ? "," : "", language);
    bool first = true;
    for (const auto& [key, which] : kWords) {
      out += fmt::format("{}\"{}\":{}", first ? "" : ",", key, json_string(word(which, language)));
      first = false;
    }
    out += "}";
  }
  return out + "}";
}

std::string manifest(const CourseSource& source, const model::Page& page,
                     model::LanguageIndex language, const std::vector<PackedFile>& files,
                     bool graded) {
  std::string list;
  for (const PackedFile& file : files)
    list += fmt::format("      <file href=\"{}\"/>\n", xml(file.path));
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{}" version="1.{}" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="ORG">
    <organization identifier="ORG">
      <title>{}</title>
      <item identifier="ITEM" identifierref="RES" isvisible="true">
        <title>{}</title>
{}      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="RES" type="webcontent" adlcp:scormtype="sco" href="index.html">
{}    </resource>
  </resources>
</manifest>
)",
      xml_id(fmt::format("{}.{}.{}", source.course.id, page.id, source.course.languages[language])),
      page.rev, xml(source.course.title.in(language)), xml(half_of(page, language).title),
      graded ? fmt::format("        <adlcp:masteryscore>{}</adlcp:masteryscore>\n", kMastery) : "",
      list);
}

}  // namespace

base::Result<std::string> package_page(const CourseSource& source, const PackagePage& package,
                                       Pictures& pictures) {
  const model::Page& page = *package.page;
  std::string mains;
  for (const model::LanguageIndex language : package.languages) {
    const model::PageText text = TRY(read_text(source, page, language));
    const model::Half& half = half_of(page, language);
    const std::string& shown = source.course.languages[model::shown_language(page, language)];
    XhtmlOptions options;
    options.language = shown;
    options.quizzes = Quizzes::Interactive;
    if (package.languages.size() > 1) options.prefix = source.course.languages[language] + "-";
    options.address = [&](std::string_view target, bool image) {
      return packed_address(source, page, language, target, image, options.prefix, pictures);
    };
    mains +=
        fmt::format("<main lang=\"{}\" data-language=\"{}\"{}>\n<h1>{}</h1>\n{}</main>\n", shown,
                    source.course.languages[language], mains.empty() ? "" : " hidden=\"hidden\"",
                    xml(half.title), write_xhtml(text.document, half, options));
  }
  const model::LanguageIndex first = package.languages.front();
  return without_controls(fmt::format(
      R"(<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{}</title>
<link rel="stylesheet" href="lesson.css"/>
</head>
<body data-lesson="{}" data-mastery="{}" data-words="{}">
{}<footer id="status"><p id="score" role="status"></p><p><button id="done" type="button" hidden="hidden">{}</button></p><p id="kept"></p></footer>
<script src="{}"></script>
<script src="lesson.js"></script>
</body>
</html>
)",
      source.course.languages[first], xml(half_of(page, first).title), xml(page.id), kMastery,
      xml(words_of(source, package.languages)), mains,
      word(Word::Done, source.course.languages[first]), package.recorder));
}

base::Result<std::vector<PackedFile>> scorm_package(const CourseSource& source,
                                                    const model::Page& page,
                                                    model::LanguageIndex language) {
  Pictures pictures(source);
  std::vector<PackedFile> files;
  files.push_back(
      {"index.html", TRY(package_page(source, {&page, {language}, "scorm.js"}, pictures))});
  files.push_back({"lesson.css", std::string(lesson_style())});
  files.push_back({"lesson.js", std::string(lesson_script())});
  files.push_back({"scorm.js", std::string(scorm_script())});
  for (PackedFile& picture : TRY(pictures.read())) files.push_back(std::move(picture));
  const bool graded = !half_of(page, language).facts.quizzes.empty();
  PackedFile first{"imsmanifest.xml", manifest(source, page, language, files, graded)};
  files.insert(files.begin(), std::move(first));
  return files;
}

}  // namespace exporting
