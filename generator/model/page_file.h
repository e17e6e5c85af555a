// One Markdown file -> the Half it is, and everything that can be said about it alone. Pure but for
// reading the file; any thread.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "generator/model/check_code.h"
#include "generator/model/course.h"
#include "generator/model/decode_page.h"
#include "generator/model/lint/secrets.h"
#include "generator/model/problem.h"
#include "generator/model/schemas.h"
#include "generator/model/waivers.h"

namespace model {

// What all files of a course share.
struct FileSettings {
  const std::filesystem::path& content;
  const Course& course;
  const Schemas& schemas;
  const DenyList& deny;
  const CheckCode& check_code;
};

struct FileReport {
  Problems problems;
  std::vector<Waiver> waivers;
  bool misread =
      false;  // a block could not be read as such: what the facts say of it would mislead
};

// Reads half.file and fills the rest of `half`; `exists` stays false when the file cannot be read
// at all. `page` holds what its TOML says; its other halves are not looked at.
FileReport load_half(const FileSettings& settings, const Page& page, const MetaPlaces& places,
                     LanguageIndex language, Half& half);

// The same for a text that is there already, valid UTF-8: everything but the rules about its bytes.
struct HalfOf {
  const Page& page;
  const MetaPlaces& places;
  LanguageIndex language = 0;
};
void examine_half(const FileSettings& settings, const HalfOf& of, std::string_view source,
                  Half& half, FileReport& report);

// Secrets in a text that is no page.
FileReport scan_text(const FileSettings& settings, std::string_view file);

}  // namespace model
