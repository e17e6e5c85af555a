// history_only FOLDER: reads the history of every file below it, prints how many and the date of the newest change.
#include <fmt/format.h>

#include "generator/history/history.h"

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: history_only FOLDER\n");
    return 2;
  }
  const auto repository = history::Repository::open(arguments[1]);
  if (!repository || !*repository) return 3;
  const auto history = (*repository)->read();
  if (!history) {
    fmt::print(stderr, "{}", base::describe(history.error(), base::Locale::En));
    return 3;
  }
  history::Moment newest;
  for (const history::FileHistory& file : history->files)
    if (file.last && newest < file.last->when) newest = file.last->when;
  fmt::print("{} files, the newest change on {}\n", history->files.size(),
             history::utc_date(newest));
  return 0;
}
