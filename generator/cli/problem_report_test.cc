#include "generator/cli/problem_report.h"

#include <catch2/catch.hpp>
#include <sstream>

using base::message;

namespace {

struct Printed {
  std::string out;
  std::string err;
};

Printed print(cli::Format format, base::Locale locale) {
  std::ostringstream out, err;
  cli::Session session{out, err, locale, base::Colour::Never, base::Colour::Never, false, {}};
  const std::vector<base::Error> problems = {
      {base::ErrorKind::Content,
       message("no page '{}'", "aucune page « {} »", "a:b"),
       {"x.md", {3, 7}, {3, 10}},
       message("50 % off\nnext", "suite"),
       "link-broken",
       base::Severity::Error},
      {base::ErrorKind::Content,
       message("long title", "titre long"),
       {"y.md", {1, 1}, {}},
       {},
       "title-long",
       base::Severity::Warning},
  };
  cli::print_problems(session, problems, format);
  return {out.str(), err.str()};
}

}  // namespace

TEST_CASE("problems as text go to the error stream, in the language asked for") {
  const Printed printed = print(cli::Format::Text, base::Locale::Fr);
  CHECK(printed.out.empty());
  CHECK(printed.err ==
        "x.md:3:7: erreur: aucune page « a:b » [link-broken]\n  conseil: suite\n"
        "y.md:1:1: attention: titre long [title-long]\n");
}

TEST_CASE("problems for GitHub are workflow commands, with what they cannot hold escaped") {
  CHECK(print(cli::Format::Github, base::Locale::En).out ==
        "::error file=x.md,line=3,col=7,title=link-broken::no page 'a:b'%0A50 %25 off%0Anext\n"
        "::warning file=y.md,line=1,col=1,title=title-long::long title\n");
}

TEST_CASE("problems as JSON carry positions, rule and hint") {
  const std::string json = print(cli::Format::Json, base::Locale::En).out;
  CHECK(json.find("\"rule\": \"link-broken\"") != std::string::npos);
  CHECK(json.find("\"end_column\": 10") != std::string::npos);
  CHECK(json.find("\"errors\": 1,\n  \"warnings\": 1") != std::string::npos);
}

TEST_CASE("problems are counted with the plural of the language") {
  CHECK(cli::count_problems(base::Locale::En, 0, 0) == "no problems");
  CHECK(cli::count_problems(base::Locale::En, 1, 0) == "1 error, 0 warnings");
  CHECK(cli::count_problems(base::Locale::Fr, 2, 0) == "2 erreurs, 0 avertissement");
}
