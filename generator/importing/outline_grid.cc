// A README whose table is the course: levels and topics are its head and its first column, the
// links of a cell are its lessons.
#include <algorithm>
#include <optional>

#include "generator/base/ascii.h"
#include "generator/importing/outline.h"

namespace importing {
namespace {

using base::message;

struct Table {
  std::size_t first = 0;  // lines
  std::size_t last = 0;
  std::vector<std::string> head;
  std::vector<std::pair<std::size_t, std::vector<std::string>>> rows;  // line, cells
};

// Cells between bars that are neither escaped nor code.
std::vector<std::string> cells_of(const SourceText& source, const std::vector<Zone>& zones,
                                  std::size_t line) {
  const std::string_view text = base::trimmed(source.line(line));
  const std::size_t begin = source.start(line) + source.line(line).find(text);
  std::vector<std::string> out;
  std::string cell;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool bar =
        text[i] == '|' && zones[begin + i] == Zone::Prose && (i == 0 || text[i - 1] != '\\');
    if (!bar) {
      cell += text[i];
      continue;
    }
    if (i > 0) out.emplace_back(base::trimmed(cell));
    cell.clear();
  }
  if (!is_blank(cell)) out.emplace_back(base::trimmed(cell));
  return out;
}

bool is_delimiter(std::string_view line) {
  const std::string_view text = base::trimmed(line);
  return text.find('-') != std::string_view::npos && text.find('|') != std::string_view::npos &&
         text.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::vector<Table> tables_of(const SourceText& source, const std::vector<Zone>& zones) {
  std::vector<Table> out;
  for (std::size_t i = 1; i < source.line_count(); ++i) {
    if (!is_delimiter(source.line(i)) || zones[source.start(i)] == Zone::Fence) continue;
    if (source.line(i - 1).find('|') == std::string_view::npos) continue;
    Table table;
    table.first = i - 1;
    table.head = cells_of(source, zones, i - 1);
    table.last = i;
    while (table.last + 1 < source.line_count() &&
           source.line(table.last + 1).find('|') != std::string_view::npos) {
      ++table.last;
      table.rows.emplace_back(table.last, cells_of(source, zones, table.last));
    }
    i = table.last;
    out.push_back(std::move(table));
  }
  return out;
}

struct Reader {
  const Tree& tree;
  const Places& places;
  Outline& out;
  Notes notes;
  const SourceText& source;
  const std::string file;

  bool leads_to_page(std::string_view target) const {
    const Places::Found found = places.find(file, target);
    return found.kind == Places::Kind::File && is_markdown(found.file) && found.file != file;
  }

  std::size_t pages_in(const Table& table) const {
    std::size_t count = 0;
    for (const auto& [line, cells] : table.rows)
      for (const std::string& cell : cells) {
        const std::vector<Zone> prose(cell.size(), Zone::Prose);
        for (const FoundLink& link :
             find_links(cell, prose, [&](std::string_view t) { return leads_to_page(t); }))
          count += leads_to_page(link.target) ? 1 : 0;
      }
    return count;
  }

  // The links of a cell become lessons, the rest its text.
  void take_cell(std::string_view cell, std::size_t line, std::size_t level, std::size_t topic) {
    const std::uint32_t at = source.origin(line);
    const std::vector<Zone> prose(cell.size(), Zone::Prose);
    std::string rest;
    std::size_t done = 0;
    for (const FoundLink& link :
         find_links(cell, prose, [&](std::string_view t) { return leads_to_page(t); })) {
      rest += cell.substr(done, link.begin - done);
      done = link.end;
      if (link.mended)
        notes.done(at, message("a malformed link in the grid, mended: '{}'",
                               "un lien mal formé dans la grille, réparé : « {} »", link.target));
      if (!leads_to_page(link.target)) {
        rest += plain_words(link.text);
        notes.person(at, message("the grid leads to '{}', which is no page here",
                                 "la grille mène à « {} », qui n'est pas une page d'ici",
                                 link.malformed ? std::string(cell) : link.target));
        continue;
      }
      const std::string page = places.find(file, link.target).file;
      if (out.placed.count(page) > 0) {
        notes.person(at,
                     message("'{}' is in the grid already; it keeps its first cell",
                             "« {} » est déjà dans la grille ; elle garde sa première case", page));
        continue;
      }
      place(out, page, level, topic);
      if (!link.text.empty()) out.titles.emplace(page, plain_words(link.text));
    }
    rest += cell.substr(std::min(done, cell.size()));
    std::string words = plain_words(rest);
    constexpr std::string_view kSeparators = " \t,;·•/&+-–—|";
    const std::size_t begin = words.find_first_not_of(kSeparators);
    if (begin == std::string::npos) return;
    const std::size_t end = words.find_last_not_of(kSeparators);
    words = words.substr(begin, end - begin + 1);
    if (words.size() > 2) out.texts.push_back({level, topic, words});
  }

  // Titles, each once, and which of them each of the written ones is: cells under one that repeats
  // are the same cells, and one without words goes on with the one before it.
  struct Titles {
    std::vector<std::string> all;
    std::vector<std::size_t> index;
  };
  Titles unite(const std::vector<std::string>& written, std::uint32_t at) {
    Titles united;
    for (const std::string& one : written) {
      std::string title = plain_words(one);
      if (title.empty() && !united.index.empty()) {
        united.index.push_back(united.index.back());
        continue;
      }
      if (title.empty()) title = "?";
      const std::size_t before = united.all.size();
      united.index.push_back(index_of(united.all, title));
      if (united.all.size() == before)
        notes.done(at, message("'{}' is there more than once in the grid: its cells are one",
                               "« {} » est plusieurs fois dans la grille : ses cases n'en font "
                               "qu'une",
                               title));
    }
    return united;
  }

  void take(const Table& table) {
    const std::vector<std::string> head(table.head.begin() + 1, table.head.end());
    std::vector<std::string> side;
    for (const auto& [line, cells] : table.rows)
      side.push_back(cells.empty() ? std::string() : cells.front());
    const bool rows_are_levels =
        std::none_of(head.begin(), head.end(), [](const auto& t) { return names_a_level(t); }) &&
        std::any_of(side.begin(), side.end(), [](const auto& t) { return names_a_level(t); });
    const std::uint32_t at = source.origin(table.first);
    const Titles columns = unite(head, at), rows = unite(side, at);
    out.levels = rows_are_levels ? rows.all : columns.all;
    out.topics = rows_are_levels ? columns.all : rows.all;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const auto& [line, cells] = table.rows[i];
      if (cells.size() < table.head.size())
        notes.person(
            source.origin(line),
            message("this row of the grid has {} cells, its head {}: the others are empty",
                    "cette ligne de la grille a {} cases, son en-tête {} : les autres sont "
                    "vides",
                    cells.size(), table.head.size()));
      if (cells.size() > table.head.size())
        notes.person(source.origin(line),
                     message("this row of the grid has {} cells, its head {}: what is beyond is "
                             "left out",
                             "cette ligne de la grille a {} cases, son en-tête {} : ce qui dépasse "
                             "est laissé",
                             cells.size(), table.head.size()));
      for (std::size_t k = 1; k < std::min(cells.size(), table.head.size()); ++k)
        take_cell(cells[k], line, rows_are_levels ? rows.index[i] : columns.index[k - 1],
                  rows_are_levels ? columns.index[k - 1] : rows.index[i]);
    }
    out.shape = Shape::Readme;
    out.grid_file = file;
    out.grid_first = source.origin(table.first);
    out.grid_last = source.origin(table.last);
  }
};

}  // namespace

bool read_grid(const Tree& tree, const Places& places, Outline& out, std::vector<Note>& notes) {
  struct Best {
    const SourceFile* page = nullptr;
    std::size_t table = 0;
    std::size_t links = 1;  // one link is no grid
  } best;
  for (const SourceFile& page : tree.pages()) {
    const std::string name = page.path.substr(0, page.path.find('.'));
    if (name != "README" && name != "readme" && name != "Readme" && name != "Home" &&
        name != "index")
      continue;
    const SourceText source(page.text);
    const auto zones = zones_of(source);
    std::vector<Note> unused;
    const Reader reader{tree, places, out, Notes(page.path, unused), source, page.path};
    const std::vector<Table> tables = tables_of(source, zones);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      if (tables[i].head.size() < 2 || tables[i].rows.empty()) continue;
      if (tables[i].head.size() > 40 || tables[i].rows.size() > 200) continue;
      const std::size_t links = reader.pages_in(tables[i]);
      if (links > best.links) best = {&page, i, links};
    }
  }
  if (best.page == nullptr) return false;
  const SourceText source(best.page->text);
  Reader reader{tree, places, out, Notes(best.page->path, notes), source, best.page->path};
  reader.take(tables_of(source, zones_of(source))[best.table]);
  return true;
}

}  // namespace importing
