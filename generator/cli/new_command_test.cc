#include <catch2/catch.hpp>
#include <sstream>

#include "generator/base/files.h"
#include "generator/cli/commands.h"
#include "tests/support/temporary_folder.h"

namespace {

struct Ran {
  cli::Status status;
  std::string out, err;
};

Ran run(const std::vector<std::string>& arguments, const std::string& typed) {
  std::ostringstream out, err;
  std::istringstream in(typed);
  const cli::Session session{
      out, err, base::Locale::En, base::Colour::Never, base::Colour::Never, false, {}, &in};
  const cli::Status status = cli::run_atelier(arguments, session);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("what no option said is asked for, and an empty answer takes what is offered") {
  const support::TemporaryFolder folder;
  const std::string course = (folder.path() / "c").string();
  const Ran ran = run({"new", "course", course}, "\n Le cours \n\n");
  CHECK(ran.status == cli::kDone);
  // The first title must be given, so it is asked for again; the second has one to offer.
  CHECK(ran.err.starts_with("title in 'fr': title in 'fr': title in 'en' [Le cours]: "));
  const auto toml = base::read_file(folder.path() / "c" / "content" / "course.toml");
  REQUIRE(toml);
  CHECK(toml->find("title = { fr = \"Le cours\", en = \"Le cours\" }") != std::string::npos);
}

TEST_CASE("input that ends gives no answer, and nothing is written") {
  const support::TemporaryFolder folder;
  const Ran ran = run({"--lang", "fr", "new", "course", (folder.path() / "c").string()}, "");
  CHECK(ran.status == cli::kUsage);
  CHECK(ran.err ==
        "titre en « fr » : erreur: il manque un titre\n  conseil: écrivez-le : --title fr=\"…\"\n");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "c"));
}
