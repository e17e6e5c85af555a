#include "generator/exporting/epub.h"

#include <algorithm>
#include <map>

#include "generator/base/hash.h"
#include "generator/exporting/xhtml.h"
#include "generator/model/links.h"

namespace exporting {
namespace {

constexpr std::string_view kBookStyle =
    "body{line-height:1.5}pre{white-space:pre-wrap;border:1px solid #999;padding:.5em}"
    "code{font-family:monospace}table{border-collapse:collapse}th,td{border:1px solid #999;"
    "padding:.2em .4em;text-align:left;vertical-align:top}aside.alert{border-left:.3em solid #555;"
    "padding-left:1em}img{max-width:100%}\n";

// A name-based id of the book (RFC 4122 has version 8 for what others decide).
std::string book_id(const std::string& name) {
  std::string hex = base::hex(base::hash("epub:" + name));
  hex[12] = '8';
  hex[16] = "89ab"[(hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0') & 3];
  return fmt::format("urn:uuid:{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4),
                     hex.substr(12, 4), hex.substr(16, 4), hex.substr(20));
}

class Book {
 public:
  Book(const CourseSource& source, model::LanguageIndex language, const BookOptions& options)
      : source_(source),
        course_(source.course),
        index_(language),
        language_(source.course.languages[language]),
        options_(options),
        pictures_(source) {}

  base::Result<std::vector<PackedFile>> make() {
    const auto pages = pages_in_order(course_);
    for (std::size_t i = 0; i < pages.size(); ++i)
      chapter_of_[model::address_of(course_, *pages[i], index_)] = chapter_name(i);
    std::vector<PackedFile> chapters;
    std::string solutions;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const model::Page& page = *pages[i];
      const model::PageText text = TRY(read_text(source_, page, index_));
      const model::Half& half = half_of(page, index_);
      const std::string& shown = course_.languages[model::shown_language(page, index_)];
      XhtmlOptions options;
      options.language = shown;
      options.address = [&](std::string_view target, bool image) {
        return address(page, target, image);
      };
      chapters.push_back(
          {chapter_name(i), document(half.title, shown,
                                     fmt::format("<h1>{}</h1>\n{}", xml(half.title),
                                                 write_xhtml(text.document, half, options)))});
      const std::string answers = solutions_of(text.document, half, options);
      if (!answers.empty())
        solutions += fmt::format("<section><h2><a href=\"{}\">{}</a></h2>\n{}</section>\n",
                                 chapter_name(i), xml(half.title), lowered(answers));
    }
    if (!solutions.empty()) {
      const std::string title(word(Word::Solutions, language_));
      chapters.push_back(
          {"solutions.xhtml",
           document(title, language_, fmt::format("<h1>{}</h1>\n{}", title, solutions))});
    }
    std::vector<PackedFile> out;
    out.push_back({"mimetype", "application/epub+zip"});
    out.push_back({"META-INF/container.xml",
                   R"(<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
)"});
    const std::vector<PackedFile> pictures = TRY(pictures_.read());
    out.push_back({"EPUB/package.opf", package(chapters, pictures)});
    out.push_back({"EPUB/nav.xhtml", navigation(pages, !solutions.empty())});
    out.push_back({"EPUB/style.css", std::string(kBookStyle)});
    out.push_back({"EPUB/title.xhtml",
                   document(course_.title.in(index_), language_,
                            fmt::format("<h1>{}</h1>\n<p>{}</p>\n", xml(course_.title.in(index_)),
                                        xml(course_.tagline.in(index_))))});
    for (const PackedFile& file : chapters) out.push_back({"EPUB/" + file.path, file.bytes});
    for (const PackedFile& file : pictures) out.push_back({"EPUB/" + file.path, file.bytes});
    return out;
  }

 private:
  static std::string chapter_name(std::size_t index) {
    return fmt::format("c{:04}.xhtml", index + 1);
  }

  // Answers stand one level below the lesson's title.
  static std::string lowered(std::string text) {
    for (const auto& [from, to] : {std::pair("<h2>", "<h3>"), std::pair("</h2>", "</h3>")})
      for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 4))
        text.replace(at, std::string_view(from).size(), to);
    return text;
  }

  std::string address(const model::Page& page, std::string_view target, bool image) {
    const model::ResolvedLink link = model::resolve_link(
        course_, half_of(page, index_).file, model::shown_language(page, index_), target, image);
    const bool is_page = link.outcome == model::LinkOutcome::Page ||
                         link.outcome == model::LinkOutcome::WrongLanguage;
    if (const auto found = chapter_of_.find(link.address); is_page && found != chapter_of_.end())
      return found->second + (has_anchor(link) ? "#" + link.fragment : std::string());
    return packed_address(source_, page, index_, target, image, "", pictures_);
  }
  // A book may not lead to a place that is not there.
  bool has_anchor(const model::ResolvedLink& link) const {
    if (link.fragment.empty()) return false;
    for (const model::Page* page : pages_in_order(course_)) {
      if (model::address_of(course_, *page, index_) != link.address) continue;
      const auto& anchors = half_of(*page, index_).anchors;
      return std::find(anchors.begin(), anchors.end(), link.fragment) != anchors.end();
    }
    return false;
  }

  static std::string document(std::string_view title, std::string_view language,
                              std::string_view body) {
    return without_controls(fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{}" xml:lang="{}">
<head><title>{}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{}</body>
</html>
)",
        language, language, xml(title), body));
  }

  std::string navigation(const std::vector<const model::Page*>& pages, bool solutions) const {
    std::string list;
    for (std::size_t i = 0; i < pages.size(); ++i)
      list += fmt::format("<li><a href=\"{}\">{}</a></li>\n", chapter_name(i),
                          xml(half_of(*pages[i], index_).title));
    if (solutions)
      list += fmt::format("<li><a href=\"solutions.xhtml\">{}</a></li>\n",
                          word(Word::Solutions, language_));
    if (list.empty())
      list =
          fmt::format("<li><a href=\"title.xhtml\">{}</a></li>\n", xml(course_.title.in(index_)));
    const std::string title(word(Word::Contents, language_));
    return document(
        title, language_,
        fmt::format("<nav epub:type=\"toc\" id=\"toc\"><h1>{}</h1>\n<ol>\n{}</ol>\n</nav>\n", title,
                    list));
  }

  std::string package(const std::vector<PackedFile>& chapters,
                      const std::vector<PackedFile>& pictures) const {
    std::string manifest, spine;
    for (const PackedFile& chapter : chapters) {
      const std::string id = xml_id(chapter.path.substr(0, chapter.path.find('.')));
      manifest +=
          fmt::format("    <item id=\"{}\" href=\"{}\" media-type=\"application/xhtml+xml\"/>\n",
                      id, chapter.path);
      spine += fmt::format("    <itemref idref=\"{}\"/>\n", id);
    }
    for (std::size_t i = 0; i < pictures.size(); ++i)
      manifest += fmt::format("    <item id=\"picture{}\" href=\"{}\" media-type=\"{}\"/>\n", i + 1,
                              xml(pictures[i].path), media_type(pictures[i].path));
    const bool french = language_ == "fr";
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">{}</dc:identifier>
    <dc:title>{}</dc:title>
    <dc:language>{}</dc:language>
    <dc:description>{}</dc:description>
    <meta property="dcterms:modified">{}</meta>
    <meta property="schema:accessMode">textual</meta>
{}    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">{}</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
    <item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
{}  </manifest>
  <spine>
    <itemref idref="title"/>
    <itemref idref="nav"/>
{}  </spine>
</package>
)",
        language_, book_id(course_.id + ":" + language_), xml(course_.title.in(index_)), language_,
        xml(course_.description.in(index_)), options_.modified,
        pictures.empty() ? "" : "    <meta property=\"schema:accessMode\">visual</meta>\n",
        french ? "Texte structuré ; chaque image a une description."
               : "Structured text; every picture has a description.",
        manifest, spine);
  }

  const CourseSource& source_;
  const model::Course& course_;
  model::LanguageIndex index_;
  std::string language_;
  const BookOptions& options_;
  Pictures pictures_;
  std::map<std::string, std::string> chapter_of_;  // by address in the site
};

}  // namespace

base::Result<std::vector<PackedFile>> epub(const CourseSource& source,
                                           model::LanguageIndex language,
                                           const BookOptions& options) {
  return Book(source, language, options).make();
}

}  // namespace exporting
