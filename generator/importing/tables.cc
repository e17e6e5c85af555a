#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/importing/mend.h"

namespace importing {
namespace {

using base::message;

class Tables {
 public:
  Tables(SourceText& source, Notes& notes)
      : source_(source), notes_(notes), zones_(zones_of(source)) {}

  void run() {
    for (std::size_t i = 0; i < source_.line_count();) i = table_at(i);
    source_.apply(std::move(edits_));
  }

 private:
  bool is_row(std::size_t line) const {
    if (line >= source_.line_count()) return false;
    const std::string_view text = source_.line(line);
    return !is_blank(text) && zones_[source_.start(line)] != Zone::Fence &&
           text.find('|') != std::string_view::npos && base::trimmed(text).front() != '>';
  }
  bool is_framed(std::size_t line) const {
    if (!is_row(line)) return false;
    const std::string_view text = base::trimmed(source_.line(line));
    return text.size() > 2 && text.front() == '|' && text.back() == '|';
  }
  bool is_delimiter(std::size_t line) const {
    if (!is_row(line)) return false;
    const std::string_view text = base::trimmed(source_.line(line));
    return text.find('-') != std::string_view::npos &&
           text.find_first_not_of("|-: \t") == std::string_view::npos;
  }

  std::size_t count_cells(std::size_t line) const {
    const std::string_view text = base::trimmed(source_.line(line));
    const std::size_t begin = source_.start(line) + source_.line(line).find(text);
    std::size_t bars = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '|' && zones_[begin + i] == Zone::Prose && (i == 0 || text[i - 1] != '\\'))
        ++bars;
    std::size_t cells = bars + 1;
    if (text.front() == '|') --cells;
    if (text.back() == '|' && (text.size() < 2 || text[text.size() - 2] != '\\')) --cells;
    return cells;
  }

  static std::string cells(std::size_t count, std::string_view cell) {
    std::string out = "|";
    for (std::size_t i = 0; i < count; ++i) out += fmt::format(" {} |", cell);
    return out;
  }

  std::size_t table_at(std::size_t i) {
    if (!is_row(i)) return i + 1;
    std::size_t end = i;
    while (is_row(end)) ++end;
    if (i + 1 < end && is_delimiter(i + 1)) {
      mend_rows(i, end);
    } else if (i + 2 < end && is_framed(i)) {
      // Rows that surely are a table, and have no line under their head.
      const std::size_t count = count_cells(i);
      bool all = count >= 2;
      for (std::size_t row = i; row < end; ++row)
        all = all && is_framed(row) && count_cells(row) == count && !is_delimiter(row);
      if (all) {
        notes_.done(source_.origin(i), message("the table had no line under its head",
                                               "le tableau n'avait pas de ligne sous son en-tête"));
        edits_.push_back({source_.end(i), source_.end(i), "\n" + cells(count, "---")});
      }
    }
    return end;
  }

  void mend_rows(std::size_t head, std::size_t end) {
    const std::size_t columns = count_cells(head);
    std::size_t most = columns;
    for (std::size_t row = head + 2; row < end; ++row) most = std::max(most, count_cells(row));
    constexpr std::size_t kMostColumns = 60;
    if (columns == 0 || most > kMostColumns) return;
    if (most > columns) {
      notes_.person(source_.origin(head),
                    message("the table has {} columns in its head and {} below: the others have no "
                            "title",
                            "le tableau a {} colonnes dans son en-tête et {} dessous : les autres "
                            "n'ont pas de titre",
                            columns, most));
      const std::string_view text = base::trimmed(source_.line(head));
      std::string extra = text.back() == '|' ? "" : " |";
      for (std::size_t i = columns; i < most; ++i) extra += "  |";
      edits_.push_back({source_.end(head), source_.end(head), extra});
    }
    if (count_cells(head + 1) != most) {
      notes_.done(source_.origin(head + 1),
                  message("the line under the table's head has its columns now",
                          "la ligne sous l'en-tête du tableau a maintenant ses colonnes"));
      edits_.push_back({source_.start(head + 1), source_.end(head + 1), cells(most, "---")});
    }
  }

  SourceText& source_;
  Notes& notes_;
  std::vector<Zone> zones_;
  Edits edits_;
};

}  // namespace

void mend_tables(SourceText& source, Notes& notes) { Tables(source, notes).run(); }

}  // namespace importing
