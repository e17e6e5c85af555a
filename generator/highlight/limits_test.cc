#include <catch2/catch.hpp>
#include <ctime>

#include "generator/highlight/languages.h"
#include "generator/highlight/test_spans.h"

namespace highlight {
namespace {

std::string repeated(std::string_view unit, std::size_t size) {
  std::string out;
  while (out.size() < size) out += unit;
  out.resize(size);
  return out;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

TEST_CASE("code that is built to be slow is given up within a second") {
  // Each of these took tree-sitter seconds or minutes, or broke it: quadratic error recovery,
  // scanners that look ahead without an end, trees as deep as the text is long, one node with
  // 65,536 children.
  struct Case {
    std::string_view language, unit;
  };
  const auto c = GENERATE(values<Case>({
      {"json", "["},
      {"json", "a{"},
      {"bash", ")"},
      {"bash", "(a)"},
      {"bash", "if(a)"},
      {"bash", "a|"},
      {"bash", "f\"{"},
      {"bash", "<<A\n"},
      {"python", "<!--"},
      {"python", "a."},
      {"python", "a\""},
      {"python", "if x:\n "},
      {"javascript", "class A{"},
      {"javascript", "{"},
      {"typescript", "a<"},
      {"html", "<a><b>"},
      {"html", "a<"},
      {"css", "|"},
      {"css", "[a,"},
      {"powershell", "a,"},
      {"powershell", "@\""},
      {"sql", "select "},
      {"sql", "$("},
      {"c", "@\""},
      {"cpp", "a<b<"},
      {"yaml", "- "},
      {"yaml", "...\n"},
      {"toml", "a={b="},
      {"dotenv", "A=\"\n"},
      {"dotenv", "A='x\n"},
      {"caddyfile", "{"},
      {"nginx", "a\""},
      {"http", "###\n"},
      {"console", "$ (\n"},
      {"diff", "+\n"},
      {"dockerfile", "FROM AS "},
  }));
  CAPTURE(c.language, c.unit);
  highlight(c.language, "x");  // compiles the query, which is no part of this
  const double start = cpu_seconds();
  for (const std::size_t size : {kMaximumBytes, kMaximumBytes - 7, std::size_t{70'000}})
    highlight(c.language, repeated(c.unit, size));
  CHECK(cpu_seconds() - start < 15.0);
}

TEST_CASE("ordinary code of the greatest size is highlighted") {
  const std::string line = "echo \"$HOME\" | grep -v x > /tmp/y # z\n";
  const Tokens tokens =
      highlight("bash", repeated(line, kMaximumBytes / line.size() * line.size()));
  CHECK_FALSE(tokens.given_up);
  CHECK(tokens.spans.size() > 5000);
}

TEST_CASE("more than the greatest size is plain") {
  const Tokens tokens = highlight("bash", repeated("echo x\n", kMaximumBytes + 1));
  CHECK(tokens.given_up);
  CHECK(tokens.spans.empty());
  CHECK(tokens.errors.empty());
}

TEST_CASE("what a block costs does not depend on the blocks before it") {
  // Of this size and kind, some are just within the budget and some just beyond.
  const auto given_up = [](std::size_t size) {
    return highlight("bash", repeated("if(a)", size)).given_up;
  };
  std::vector<bool> first, second;
  for (std::size_t size = 100; size < 6000; size += 100) first.push_back(given_up(size));
  highlight("python", repeated("<!--", 9000));
  for (std::size_t size = 100; size < 6000; size += 100) second.push_back(given_up(size));
  CHECK(first == second);
  CHECK(std::count(first.begin(), first.end(), true) > 0);
  CHECK(std::count(first.begin(), first.end(), false) > 0);
}

TEST_CASE("bytes that are no text have no spans") {
  const auto code = GENERATE(as<std::string>{}, "echo \xFF", "\xC3", "echo \xED\xA0\x80",
                             std::string("echo \0 x", 8));
  for (const Language& language : languages()) CHECK(highlight(language.name, code).spans.empty());
}

}  // namespace
}  // namespace highlight
