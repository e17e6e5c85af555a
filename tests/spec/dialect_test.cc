// Runs the examples of dialect.md. UPDATE_SPEC=1 writes what comes out into the document instead;
// read the difference.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "generator/markdown/document.h"
#include "generator/markdown/facts.h"
#include "tests/spec/dump.h"

namespace {

constexpr std::string_view kFence = "~~~~~~";

// An example: a fence "example" and, right behind it, fences with what must come out of it.
struct Example {
  std::string heading;
  std::size_t line = 0;  // of the document
  std::string input;
  bool facts = false;      // they are shown as well
  bool french = false;     // the problems are shown in French
  std::size_t repeat = 1;  // hostile input is written short
  std::size_t end = 0;     // of the example, in the document
  std::string outputs;     // what stands behind it
};

std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

// Cuts the document at its lines; an example's outputs are taken as text.
std::vector<Example> examples_of(const std::string& document) {
  std::vector<Example> out;
  std::string heading;
  std::size_t number = 0;
  enum class In { Prose, Input, Outputs, Output } in = In::Prose;
  for (std::size_t at = 0; at < document.size();) {
    const std::size_t end = std::min(document.find('\n', at), document.size() - 1) + 1;
    const std::string line = document.substr(at, end - at);
    const bool fence = line.starts_with(kFence);
    ++number;
    if (in == In::Prose || in == In::Outputs) {
      if (line.starts_with("#")) heading = line.substr(line.find_first_not_of("# "));
      if (fence && line.find("example") != std::string::npos) {
        out.emplace_back();
        out.back().heading = heading.substr(0, heading.size() - 1);
        out.back().line = number;
        out.back().facts = line.find(" facts") != std::string::npos;
        out.back().french = line.find(" french") != std::string::npos;
        const std::size_t repeat = line.find("repeat=");
        if (repeat != std::string::npos) out.back().repeat = std::stoul(line.substr(repeat + 7));
        in = In::Input;
      } else if (fence && in == In::Outputs) {
        out.back().outputs += line;
        out.back().end = end;
        in = In::Output;
      } else if (in == In::Outputs) {
        in = In::Prose;
      }
    } else if (in == In::Input) {
      if (fence) {
        out.back().end = end;
        in = In::Outputs;
      } else {
        out.back().input += line;
      }
    } else {
      out.back().outputs += line;
      out.back().end = end;
      if (fence) in = In::Outputs;
    }
    at = end;
  }
  return out;
}

// The input as it is parsed: of one that is repeated without its last line end.
std::string expanded(const Example& example) {
  if (example.repeat == 1) return example.input;
  std::string unit = example.input;
  if (unit.find('\n') + 1 == unit.size()) unit.pop_back();
  std::string out;
  for (std::size_t i = 0; i < example.repeat; ++i) out += unit;
  return out;
}

// Of a repeated example only the beginning is shown.
std::string shortened(const std::string& text, const Example& example) {
  if (example.repeat == 1) return text;
  std::string out;
  std::istringstream lines(text);
  std::string line;
  for (int i = 0; i < 8 && std::getline(lines, line); ++i)
    out += line.substr(0, 96) + (line.size() > 96 ? "…\n" : "\n");
  if (std::getline(lines, line)) out += "…\n";
  return out;
}

std::string fenced(std::string_view name, const std::string& text) {
  return fmt::format("{}{}\n{}{}\n", kFence, name, text, kFence);
}

std::string run(const Example& example) {
  std::vector<base::Error> problems;
  const std::string body = expanded(example);
  const markdown::Document document = markdown::parse({body, "page.md", 1}, problems);
  std::string out = fenced("tree", shortened(spec::dump(document), example));
  if (example.facts)
    out +=
        fenced("facts", shortened(spec::dump(markdown::collect_facts(document, body, 1)), example));
  const base::Locale locale = example.french ? base::Locale::Fr : base::Locale::En;
  if (!problems.empty())
    out += fenced("problems", shortened(spec::dump(problems, locale), example));
  return out;
}

void update(const std::string& document) {
  std::string out;
  std::size_t copied = 0;
  for (const Example& example : examples_of(document)) {
    out += document.substr(copied, example.end - example.outputs.size() - copied);
    out += run(example);
    copied = example.end;
  }
  std::ofstream(SPEC_FILE, std::ios::binary) << out << document.substr(copied);
}

}  // namespace

TEST_CASE("every example of tests/spec/dialect.md comes out as it is written there") {
  if (std::getenv("UPDATE_SPEC") != nullptr) update(read(SPEC_FILE));
  const std::vector<Example> examples = examples_of(read(SPEC_FILE));
  REQUIRE(examples.size() > 50);
  for (const Example& example : examples) {
    DYNAMIC_SECTION(example.heading << ", line " << example.line) {
      INFO(example.input.substr(0, 2000));
      REQUIRE_FALSE(example.outputs.empty());
      CHECK(run(example) == example.outputs);
    }
  }
}

TEST_CASE("every message of the examples is there in both languages") {
  for (const Example& example : examples_of(read(SPEC_FILE))) {
    std::vector<base::Error> problems;
    const std::string body = expanded(example);
    static_cast<void>(markdown::parse({body, "page.md", 1}, problems));
    for (const base::Error& problem : problems) {
      INFO(example.heading << ": " << problem.message.en);
      CHECK_FALSE(problem.message.en.empty());
      CHECK_FALSE(problem.message.fr.empty());
      CHECK(problem.message.en != problem.message.fr);
      CHECK(problem.hint.en.empty() == problem.hint.fr.empty());
      CHECK_FALSE(problem.message.en.ends_with('.'));
      CHECK_FALSE(problem.message.fr.ends_with('.'));
    }
  }
}
