// The search database of a course, for asking: what `atelier search` and the reference services
// answer from. index_writer.h documents the file.
//
// One object serves one thread at a time. Opening costs nothing; nothing is kept of a query.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/base/result.h"
#include "generator/search/ranking.h"
#include "generator/search/snippet.h"

namespace search {

struct Filters {
  std::string level;  // ids; empty: any
  std::string topic;
  std::string kind;
  bool operator==(const Filters&) const = default;
};

enum class FilterKind { Level, Topic, Kind };

struct Hit {
  std::string language;
  std::string address;  // "fr/lessons/tools/note-taking.html"
  std::string anchor;   // may be empty
  std::string title;
  std::string heading;  // may be empty
  std::string level;
  std::string topic;
  std::string kind;
  Snippet snippet;
  Tier tier = Tier::Some;
  double score = 0;
  std::string error;  // Tier::Error: the error of the section that was recognised
  Range matched;      // and where it is in the query
};

struct Correction {
  std::string from;  // as in the query
  std::string to;
};

struct Answer {
  std::vector<Hit> hits;                // best first
  std::size_t total = 0;                // how many there are in all
  std::vector<std::string> missing;     // words that this language does not have at all
  std::vector<Correction> corrections;  // what was looked for instead: "did you mean"
  std::vector<std::pair<std::string, std::size_t>>
      elsewhere;  // other languages and how much they have, when it is not nothing
};

class Database {
 public:
  // Refuses a file that is not a search database of this version.
  static base::Result<Database> open(const std::filesystem::path& path);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  // In the order of the course.
  const std::vector<std::string>& languages() const;

  // What a filter may be: what some page of any language is. Sorted.
  base::Result<std::vector<std::string>> filter_values(FilterKind kind);

  // The last word may be incomplete when the query does not end in a space. A language that the
  // course does not have is an error.
  base::Result<Answer> search(std::string_view query, std::string_view language,
                              const Filters& filters = {}, std::size_t limit = 20);

  // The sections whose errors are in a text pasted from a terminal, whatever its numbers, paths and
  // hosts; best first. Those of tier Error are certain, the others are suggestions.
  base::Result<std::vector<Hit>> find_error(std::string_view pasted, std::string_view language,
                                            std::size_t limit = 5);

 private:
  struct State;
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace search
