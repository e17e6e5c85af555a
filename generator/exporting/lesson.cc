#include "generator/exporting/lesson.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/model/links.h"
#include "generator/text/html.h"

namespace exporting {
namespace {

struct MediaType {
  std::string_view ending, type;
};
constexpr MediaType kTypes[] = {{".png", "image/png"},   {".jpg", "image/jpeg"},
                                {".jpeg", "image/jpeg"}, {".gif", "image/gif"},
                                {".webp", "image/webp"}, {".svg", "image/svg+xml"},
                                {".avif", "image/avif"}};

std::string ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string out(dot == std::string_view::npos ? std::string_view() : name.substr(dot));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

}  // namespace

std::vector<const model::Page*> lessons_in_order(const model::Course& course) {
  std::vector<const model::Page*> out;
  for (const model::Page& page : course.pages)
    if (page.kind == model::PageKind::Lesson) out.push_back(&page);
  return out;
}

std::vector<const model::Page*> pages_in_order(const model::Course& course) {
  std::vector<const model::Page*> out = lessons_in_order(course);
  for (const model::Page& page : course.pages)
    if (page.kind == model::PageKind::Guide) out.push_back(&page);
  return out;
}

const model::Half& half_of(const model::Page& page, model::LanguageIndex language) {
  return page.halves[model::shown_language(page, language)];
}

base::Result<model::PageText> read_text(const CourseSource& source, const model::Page& page,
                                        model::LanguageIndex language) {
  return model::read_page(source.content, half_of(page, language));
}

std::string Pictures::take(std::string_view address) {
  // asset_address() puts what lies beside a page below assets/.
  for (const std::string& file : source_->course.assets) {
    if (model::asset_address(file) != address) continue;
    if (media_type(file).empty()) return {};
    const auto [found, is_new] = names_.try_emplace(file);
    if (is_new) found->second = fmt::format("files/p{}{}", names_.size(), ending_of(file));
    return found->second;
  }
  return {};
}

base::Result<std::vector<PackedFile>> Pictures::read() const {
  std::vector<PackedFile> out;
  for (const auto& [file, name] : names_)
    out.push_back({name, TRY(base::read_file(source_->content / file))});
  std::sort(out.begin(), out.end(),
            [](const PackedFile& a, const PackedFile& b) { return a.path < b.path; });
  return out;
}

std::string packed_address(const CourseSource& source, const model::Page& page,
                           model::LanguageIndex language, std::string_view target, bool image,
                           std::string_view prefix, Pictures& pictures) {
  const model::ResolvedLink link =
      model::resolve_link(source.course, half_of(page, language).file,
                          model::shown_language(page, language), target, image);
  switch (link.outcome) {
    case model::LinkOutcome::Anchor:
      return link.fragment.empty() ? std::string() : fmt::format("#{}{}", prefix, link.fragment);
    case model::LinkOutcome::External:
      return image ? std::string() : link.address;
    case model::LinkOutcome::Asset: {
      std::string name = pictures.take(link.address);
      if (!name.empty() || source.site_url.empty()) return name;
      return source.site_url + link.address;
    }
    case model::LinkOutcome::Page:
    case model::LinkOutcome::WrongLanguage:
      if (source.site_url.empty()) return {};
      return source.site_url + link.address + (link.fragment.empty() ? "" : "#" + link.fragment);
    default:
      return {};
  }
}

std::string without_controls(std::string document) {
  for (char& c : document)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = ' ';
  return document;
}

std::string xml(std::string_view plain) {
  return without_controls(text::Html::escape(plain).str());
}

std::string xml_id(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool other = (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (out.empty() && !letter) out = "i";
    out += letter || other ? c : '-';
  }
  return out.empty() ? "i" : out;
}

std::string_view media_type(std::string_view name) {
  const std::string ending = ending_of(name);
  for (const MediaType& known : kTypes)
    if (known.ending == ending) return known.type;
  return {};
}

}  // namespace exporting
