#include "generator/preview/live_state.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using preview::LiveState;
using preview::Update;

namespace {

constexpr std::string_view kReload = R"({"reload":true})";

base::Error problem(std::string file, std::uint32_t line, std::string words) {
  return {base::ErrorKind::Content,
          {words, "fr " + words},
          {std::move(file), {line, 3}, {}},
          {"try", "essayez"},
          "links"};
}

Update with(std::vector<base::Error> errors) {
  Update out;
  out.pages = {{"content/a.fr.md", {"fr/a.html"}}, {"content/b.fr.md", {"fr/b.html", "en/b.html"}}};
  for (const base::Error& error : errors) out.problems.push_back({error, "report", "rapport"});
  return out;
}
Update changing(std::vector<std::string> files) {
  Update out;
  out.changed = std::move(files);
  return out;
}

}  // namespace

TEST_CASE("a page hears that it changed since it was served") {
  LiveState state("1");
  const std::uint64_t served = state.version();
  state.take(changing({"fr/a.html"}));
  CHECK(state.message_for("fr/a.html", served, "1") == kReload);
  CHECK(state.message_for("fr/b.html", served, "1") != kReload);
  CHECK(state.message_for("fr/a.html", state.version(), "1") != kReload);
}

TEST_CASE("what every page may use reloads them all, what none shows reloads none") {
  struct Case {
    std::string file;
    bool reloads;
  };
  const auto c = GENERATE(values<Case>({
      {"content/assets/plan.png", true},
      {"assets/style.0123456789.css", true},
      {"assets/search/fr.js", false},  // read when somebody searches
      {"worker.js", false},            // not used in a preview
      {"sitemap.xml", false},
      {"robots.txt", false},
  }));
  CAPTURE(c.file);
  LiveState state("1");
  const std::uint64_t served = state.version();
  state.take(changing({c.file}));
  CHECK((state.message_for("fr/a.html", served, "1") == kReload) == c.reloads);
}

TEST_CASE("a page of an earlier server begins anew") {
  LiveState state("2");
  CHECK(state.message_for("fr/a.html", 99, "1") == kReload);
}

TEST_CASE("problems come with their place, those of the page first") {
  LiveState state("1");
  state.take(with({problem("content/a.fr.md", 7, "dead link"),
                   problem("content/b.fr.md", 9, "no such term"),
                   problem("content/course.toml", 1, "no such level")}));
  const json told = json::parse(state.message_for("en/b.html", state.version(), "1"));
  REQUIRE(told["problems"].size() == 3);
  const json& first = told["problems"][0];
  CHECK(first["here"] == true);
  CHECK(first["file"] == "content/b.fr.md");
  CHECK(first["line"] == 9);
  CHECK(first["column"] == 3);
  CHECK(first["rule"] == "links");
  CHECK(first["severity"] == "error");
  CHECK(first["en"] == json{{"message", "no such term"}, {"hint", "try"}, {"report", "report"}});
  CHECK(first["fr"]["message"] == "fr no such term");
  // What no page alone is made from is everywhere.
  CHECK(told["problems"][1]["file"] == "content/course.toml");
  CHECK(told["problems"][1]["here"] == true);
  CHECK(told["problems"][2]["here"] == false);
  CHECK(told["problems"][2]["page"] == "fr/a.html");
  CHECK(told["more"] == 0);
}

TEST_CASE("problems that are repaired are gone") {
  LiveState state("1");
  state.take(with({problem("content/a.fr.md", 7, "dead link")}));
  state.take(with({}));
  CHECK(json::parse(state.message_for("fr/a.html", state.version(), "1"))["problems"].empty());
}

TEST_CASE("a thousand problems are counted, and bytes that are no text do no harm") {
  LiveState state("1");
  std::vector<base::Error> many(1000, problem("content/\xff.md", 1, "\xff"));
  state.take(with(many));
  const json told = json::parse(state.message_for("fr/a.html", state.version(), "1"));
  CHECK(told["problems"].size() == 50);
  CHECK(told["more"] == 950);
}

TEST_CASE("files differ by their bytes, or by being there") {
  const publish::SiteFile one = {{1, 1}, 1, 1, 1}, two = {{2, 2}, 1, 1, 1};
  publish::SiteFile later = one;
  later.modified = 9;  // the same bytes, written again
  CHECK(preview::changed_files({{"a", one}, {"b", one}, {"c", one}, {"e", one}},
                               {{"b", two}, {"c", later}, {"d", one}}) ==
        std::vector<std::string>{"a", "b", "d", "e"});
}
