// Which file of a content folder is what, by its path alone: the pages with their halves, the
// pictures, and what is none of these. Pure; content/README.md has the table of paths.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "generator/base/files.h"
#include "generator/model/course.h"
#include "generator/model/problem.h"

namespace model {

// A page as the folders show it.
struct PageFiles {
  PageKind kind = PageKind::Plain;
  std::string id;      // from the path: "net.firewall"
  std::string folder;  // "lessons/net/firewall"; of an Entry the logbook's
  std::string stem;    // what stands before ".fr.md": "lesson", "glossary", "about"
  std::string meta;    // "lessons/net/firewall/lesson.toml"; empty when there is none
  std::uintmax_t meta_size = 0;
  std::vector<std::string> halves;    // by LanguageIndex; empty when missing
  std::vector<std::uintmax_t> sizes;  // of the halves
};

struct Inventory {
  std::vector<PageFiles> pages;     // by kind, folder, id; without those that are only a name
  std::vector<std::string> figures;  // figures/<id>.toml
  std::vector<std::string> assets;  // below assets/
  std::vector<std::string> beside;  // pictures and downloads in the folders of pages
  std::vector<std::string>
      readmes;  // README.md: never pages, but secrets do not belong there either
};

Inventory take_inventory(std::span<const base::FileEntry> files,
                         std::span<const std::string> languages, Problems& problems);

// The kinds of files that a site may hand out: pictures, sound, documents, archives; by the name's
// ending.
bool is_asset_name(std::string_view path);

// "lessons/net/firewall/lesson.toml" for a kind with a TOML file, else empty.
std::string meta_file_of(PageKind kind, std::string_view folder);

// "lessons/net/firewall/lesson.en.md": where a half of the page would be.
std::string half_file_of(const Page& page, std::string_view language);

}  // namespace model
