// What the packages have in common: which pages they are made of, where their links lead, the
// pictures they carry. Reads the pages' files; apart from that pure.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/exporting/zip.h"
#include "generator/model/load.h"

namespace exporting {

struct CourseSource {
  const model::Course& course;
  std::filesystem::path content;
  std::string site_url;  // of the published site, with a final '/'; empty: links to it stay text
};

// The lessons in the order of the grid, then the guides.
std::vector<const model::Page*> pages_in_order(const model::Course& course);
// The lessons alone.
std::vector<const model::Page*> lessons_in_order(const model::Course& course);

// The text of the page as readers of the language are shown it.
base::Result<model::PageText> read_text(const CourseSource& source, const model::Page& page,
                                        model::LanguageIndex language);
const model::Half& half_of(const model::Page& page, model::LanguageIndex language);

// Pictures of the course on their way into a package, under names of plain letters and digits.
class Pictures {
 public:
  explicit Pictures(const CourseSource& source) : source_(&source) {}

  // `address`: of the site, "assets/x.png". The name in the package.
  std::string take(std::string_view address);
  base::Result<std::vector<PackedFile>> read() const;  // in order of names
  bool empty() const { return names_.empty(); }

 private:
  const CourseSource* source_;
  std::map<std::string, std::string> names_;  // content file -> name
};

// Where a link of the page leads from inside a package: to itself, to the published site, to a
// picture of the package. Empty when to nothing.
std::string packed_address(const CourseSource& source, const model::Page& page,
                           model::LanguageIndex language, std::string_view target, bool image,
                           std::string_view prefix, Pictures& pictures);

// Text as XML takes it: escaped, without the control characters that no XML may hold.
std::string xml(std::string_view plain);
// The same for a document that is XML already.
std::string without_controls(std::string document);
// A letter, then letters, digits, '_', '.', '-': "net.dns-fr" stays, "4.x" -> "i4.x".
std::string xml_id(std::string_view id);
// "image/png" by the name's ending.
std::string_view media_type(std::string_view name);

}  // namespace exporting
