// What SQLite says, in PostgreSQL's words and codes.
#include <algorithm>

#include "labs/services/postgres/execute.h"

namespace services::postgres {
namespace {

std::string between(std::string_view text, std::string_view before, std::string_view behind) {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  const std::size_t start = begin + before.size();
  const std::size_t end = std::min(text.find(behind, start), text.size());
  return std::string(text.substr(start, end - start));
}

// "public.users" -> "users": SQLite names what it looked for with its schema.
std::string bare(std::string name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

}  // namespace

Problem problem_of(const base::Error& error, std::string_view) {
  // "database: <what SQLite says> (<the statement>)"
  std::string words = error.message.en;
  if (words.starts_with("database: ")) words.erase(0, 10);
  words = words.substr(0, words.find(" ("));
  const auto says = [&](std::string_view part) { return words.find(part) != std::string::npos; };
  if (says("no such table: "))
    return {"42P01",
            "relation \"" + bare(between(words, "no such table: ", "\n")) + "\" does not exist"};
  if (says("no such column: "))
    return {"42703",
            "column \"" + bare(between(words, "no such column: ", "\n")) + "\" does not exist"};
  if (says("has no column named "))
    return {"42703", "column \"" + between(words, "has no column named ", "\n") +
                         "\" of relation \"" + between(words, "table ", " has") +
                         "\" does not exist"};
  if (says("no such function: "))
    return {"42883", "function " + between(words, "no such function: ", "\n") + " does not exist",
            "", "this reference has fewer functions than a real PostgreSQL"};
  if (says("syntax error"))
    return {"42601", "syntax error at or near \"" + between(words, "near \"", "\":") + "\""};
  if (says("incomplete input")) return {"42601", "syntax error at end of input"};
  if (says("UNIQUE constraint failed: ")) {
    const std::string where = between(words, "failed: ", ",");
    std::string name = where;
    std::replace(name.begin(), name.end(), '.', '_');
    return {"23505", "duplicate key value violates unique constraint \"" + name + "_key\""};
  }
  if (says("NOT NULL constraint failed: ")) {
    const std::string where = between(words, "failed: ", "\n");
    return {"23502", fmt::format("null value in column \"{}\" of relation \"{}\" violates not-null "
                                 "constraint",
                                 bare(where), where.substr(0, where.find('.')))};
  }
  if (says("FOREIGN KEY constraint failed"))
    return {"23503", "insert or update violates a foreign key constraint"};
  if (says("CHECK constraint failed"))
    return {"23514",
            "new row violates check constraint \"" + between(words, "failed: ", "\n") + "\""};
  if (says("interrupted")) return {"57014", "canceling statement due to statement timeout"};
  if (says("not authorized") || says("prohibited")) return {"42501", "permission denied"};
  return {"0A000", "this reference cannot do that: " + words, "",
          "it runs on SQLite; a real PostgreSQL may be able to"};
}

}  // namespace services::postgres
