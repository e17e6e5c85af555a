#include "generator/importing/notes.h"

#include <algorithm>
#include <tuple>

namespace importing {

void put_in_order(std::vector<Note>& notes) {
  std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) {
    return std::tie(a.where.file, a.where.begin.line) < std::tie(b.where.file, b.where.begin.line);
  });
}

void Notes::add(Care care, std::uint32_t line, base::Message what) {
  if (++count_ > kMost) return;
  if (count_ == kMost)
    what = base::message("there is more in this file; the report stops here",
                         "ce fichier en a davantage ; le rapport s'arrête ici");
  out_.push_back({care, {file_, {line, 0}, {}}, std::move(what)});
}

}  // namespace importing
