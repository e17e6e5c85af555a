// A folder of Markdown from anywhere becomes a course in our formats: find_outline() says where its
// pages stand, the menders of mend.h put each into form, the links are led to where the pages went.
// The same source gives the same bytes; the source is only read.
//
// What is made is checked as `atelier check` would. A page in which something is wrong that nothing
// here could mend is a draft, so that the rest can be built at once; the report says which, and
// why.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/importing/notes.h"
#include "generator/model/problem.h"

namespace importing {

struct ImportOptions {
  std::filesystem::path source;
  std::filesystem::path out;  // missing or empty
  std::string origin;         // the address of the repository, when its configuration does not say
  base::Locale locale = base::Locale::En;  // of the report
};

struct ImportedFile {
  std::string from;  // of the source
  std::string to;    // from `out`
  std::string title;
  bool draft = false;
};

struct Imported {
  std::string title;
  std::vector<std::string> languages;
  std::vector<ImportedFile> pages;                            // by source
  std::vector<ImportedFile> assets;                           // the same
  std::vector<Note> notes;                                    // in the order of the report
  model::Problems problems;                                   // what check says of the result
  std::map<std::string, std::vector<std::string>> variables;  // of the source's pages, by name:
                                                              // the files that use them

  std::size_t count(Care care) const;
  std::size_t drafts() const;
};

constexpr std::string_view kReport = "import-report.md";

// Writes content/ and the report into `out`, whole or not at all.
base::Result<Imported> import_course(const ImportOptions& options);

// The report, as Markdown.
std::string write_report(const Imported& imported, base::Locale locale);

}  // namespace importing
