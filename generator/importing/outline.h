// How the source arranges its pages: the grid of a README, the table of contents of an mdBook, the
// navigation of MkDocs, the sections of Hugo, the folders of everything else. One shape is found
// and becomes levels, topics and the pages of their cells.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/links.h"
#include "generator/importing/notes.h"
#include "generator/importing/tree.h"

namespace importing {

enum class Shape { Readme, MdBook, MkDocs, Hugo, Folders };

struct PlacedPage {
  std::string file;  // of the source
  std::size_t level = 0;
  std::size_t topic = 0;
};

struct OutlineCell {
  std::size_t level = 0;
  std::size_t topic = 0;
  std::string text;  // what the cell says besides its links
};

struct Outline {
  Shape shape = Shape::Folders;
  std::string title;
  std::string description;
  std::string language;             // when a configuration says it
  std::vector<std::string> levels;  // titles, in order; not empty
  std::vector<std::string> topics;  // the same
  std::vector<PlacedPage> lessons;  // in reading order; a file stands there once
  std::set<std::string> placed;     // files of `lessons`
  std::vector<OutlineCell> texts;
  std::map<std::string, std::string> titles;  // of files, as the navigation has them
  std::set<std::string> structure;            // files that are not pages: SUMMARY.md
  std::string root;                           // the folder of the pages: "src/"
  // Lines of a page that became the grid: [first, last], from 1.
  std::string grid_file;
  std::uint32_t grid_first = 0;
  std::uint32_t grid_last = 0;
};

// `places` learns the roots of absolute links.
Outline find_outline(const Tree& tree, Places& places, std::vector<Note>& notes);

// Parts of find_outline(), each in a file of its own. False: the source has not this shape.
bool read_grid(const Tree& tree, const Places& places, Outline& out, std::vector<Note>& notes);
bool read_mdbook(const Tree& tree, Places& places, Outline& out, std::vector<Note>& notes);
bool read_mkdocs(const Tree& tree, Places& places, Outline& out, std::vector<Note>& notes);
bool read_hugo(const Tree& tree, Places& places, Outline& out, std::vector<Note>& notes);
void read_folders(const Tree& tree, Outline& out);

// "Débutant", "02 - Niveau intermédiaire", "advanced".
bool names_a_level(std::string_view title);
// "02-prise_de_notes" -> "prise de notes"
std::string title_of_name(std::string_view name);
// The index of the title, which is added when it is new.
std::size_t index_of(std::vector<std::string>& titles, const std::string& title);
// Places the page, unless it has a place.
void place(Outline& outline, const std::string& file, std::size_t level, std::size_t topic);

}  // namespace importing
