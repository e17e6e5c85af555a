// search_probe: the search library from a shell, in lines of JSON, for the tests and the bench that
// are written in JavaScript.
//
//   build DATABASE            sections from standard input -> a database
//   dump DATABASE             a database -> its sections, in its order
//   shards DATABASE FOLDER    a database -> the browser's files below FOLDER
//   ask DATABASE              queries {"language", "query", "filters"?} -> answers
//   tokens LANGUAGE           texts (one JSON string a line) -> their terms
//   patterns                  texts -> their error patterns and whether they look like errors
#include <fmt/format.h>

#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "generator/base/files.h"
#include "generator/database/database.h"
#include "generator/search/database.h"
#include "generator/search/error_pattern.h"
#include "generator/search/index_writer.h"
#include "generator/search/shards.h"
#include "generator/search/tokenizer.h"

namespace {

using nlohmann::json;

std::string line_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

search::Section section_of(const json& line) {
  search::Section out;
  out.language = line.at("language");
  out.address = line.at("address");
  out.anchor = line.at("anchor");
  out.title = line.at("title");
  out.heading = line.at("heading");
  out.level = line.at("level");
  out.topic = line.at("topic");
  out.kind = line.at("kind");
  out.body = line.at("body");
  out.code = line.at("code");
  out.errors = line.at("errors");
  return out;
}

// Says what it cost on standard error: reading and parsing the lines is not counted.
base::Done build(const std::string& database) {
  search::IndexWriter writer = TRY(search::IndexWriter::create(database));
  std::size_t bytes = 0;
  double cost = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const search::Section section = section_of(json::parse(line));
    bytes += section.heading.size() + section.body.size() + section.code.size();
    const double before = cpu_milliseconds();
    if (auto done = writer.add(section); !done) return done;
    cost += cpu_milliseconds() - before;
  }
  const double before = cpu_milliseconds();
  if (auto done = writer.finish(); !done) return done;
  cost += cpu_milliseconds() - before;
  std::cerr << line_of({{"bytes", bytes}, {"milliseconds", cost}}) << '\n';
  return {};
}

base::Done dump(const std::string& path) {
  auto database = TRY(database::Database::open(path, database::Mode::Read));
  auto rows =
      TRY(database.prepare("SELECT s.id, l.tag, p.address, s.anchor, p.title, s.heading, p.level, "
                           "p.topic, p.kind, s.body, s.code FROM section s "
                           "JOIN page p ON p.id = (s.id >> 40 << 40) + ((s.id & 0xFFFFFFFF) / 16) "
                           "JOIN language l ON l.number = s.id >> 40 ORDER BY s.id"));
  auto errors = TRY(database.prepare("SELECT text FROM error WHERE section = ? ORDER BY rowid"));
  while (TRY(rows.step())) {
    json section;
    constexpr const char* kNames[] = {"",      "language", "address", "anchor", "title", "heading",
                                      "level", "topic",    "kind",    "body",   "code"};
    for (int i = 1; i <= 10; ++i) section[kNames[i]] = rows.text(i);
    section["errors"] = json::array();
    errors.bind(1, rows.integer(0));
    while (TRY(errors.step())) section["errors"].push_back(errors.text(0));
    errors.reset();
    std::cout << line_of(section) << '\n';
  }
  return {};
}

base::Done shards(const std::string& database, const std::string& folder) {
  const double before = cpu_milliseconds();
  double writing = 0;
  const auto summary =
      search::write_shards(database, "search", [&](std::string_view path, std::string_view bytes) {
        const double start = cpu_milliseconds();
        auto done = base::write_file(std::filesystem::path(folder) / path, bytes);
        writing += cpu_milliseconds() - start;
        return done;
      });
  if (!summary) return base::fail(summary.error());
  std::cerr << line_of({{"files", summary->files},
                        {"bytes", summary->bytes},
                        {"milliseconds", cpu_milliseconds() - before - writing}})
            << '\n';
  return {};
}

base::Done ask(const std::string& path) {
  search::Database database = TRY(search::Database::open(path));
  for (std::string line; std::getline(std::cin, line);) {
    const json query = json::parse(line);
    const json filters = query.value("filters", json::object());
    const search::Filters wanted{filters.value("level", ""), filters.value("topic", ""),
                                 filters.value("kind", "")};
    const auto answer = TRY(database.search(std::string(query.at("query")),
                                            std::string(query.at("language")), wanted, 10));
    json out = {{"total", answer.total},
                {"missing", answer.missing},
                {"corrections", json::array()},
                {"hits", json::array()}};
    for (const auto& correction : answer.corrections)
      out["corrections"].push_back({correction.from, correction.to});
    for (const auto& hit : answer.hits)
      out["hits"].push_back({{"address", hit.address},
                             {"anchor", hit.anchor},
                             {"tier", static_cast<int>(hit.tier)},
                             {"score", hit.score}});
    std::cout << line_of(out) << '\n';
  }
  return {};
}

void tokens(const std::string& language) {
  search::Tokenizer tokenizer(language);
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = json::parse(line);
    json out = json::array();
    for (const search::Token& token : tokenizer.tokens(text)) out.push_back(token.term);
    std::cout << line_of(out) << '\n';
  }
}

void patterns() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = json::parse(line);
    std::cout << line_of({search::error_pattern(text), search::looks_like_error(text)}) << '\n';
  }
}

base::Done run(const std::vector<std::string>& words) {
  const auto is = [&](std::string_view command, std::size_t count) {
    return !words.empty() && words[0] == command && words.size() == count;
  };
  if (is("build", 2)) return build(words[1]);
  if (is("dump", 2)) return dump(words[1]);
  if (is("shards", 3)) return shards(words[1], words[2]);
  if (is("ask", 2)) return ask(words[1]);
  if (is("tokens", 2)) return tokens(words[1]), base::Done{};
  if (is("patterns", 1)) return patterns(), base::Done{};
  return base::fail(base::ErrorKind::Usage,
                    base::message("usage: see the first lines of search_probe.cc",
                                  "usage : voir les premières lignes de search_probe.cc"));
}

}  // namespace

int main(int count, char** words) {
  const auto done = run({words + 1, words + count});
  if (done) return 0;
  std::cerr << base::describe(done.error(), base::Locale::En);
  return 2;
}
