#include "generator/pipeline/translated.h"

#include <catch2/catch.hpp>

using namespace pipeline;

namespace {

const model::Translation kRecord = {3, "machine", "reviewed", {0x5f0c1a2b, 1}};
const std::string kLine =
    "translation: { of: 3, by: machine, status: reviewed, sections: \"5f0c1a2b 00000001\" }";

}  // namespace

TEST_CASE("only the line of the translation is rewritten, and every other byte is kept") {
  struct Case {
    std::string before, after;
  };
  const auto c = GENERATE(values<Case>({
      {"---\ntitle: A\ntranslation: { of: 1, by: human, status: draft }\n---\n\n# A\n",
       "---\ntitle: A\n" + kLine + "\n---\n\n# A\n"},
      {"---\ntranslation: {of: 1, sections: \"00000000\"}  # by hand\ntitle: \"é\"\n---\nx\r\ny",
       "---\n" + kLine + "  # by hand\ntitle: \"é\"\n---\nx\r\ny"},
      // None yet: it is added at the end, with the file's own line ends.
      {"---\ntitle: A\n---\nbody", "---\ntitle: A\n" + kLine + "\n---\nbody"},
      {"---\r\ntitle: A\r\n---\r\nbody", "---\r\ntitle: A\r\n" + kLine + "\r\n---\r\nbody"},
      // Not the line that is meant.
      {"---\ntranslations: 1\ntitle: \"translation: {}\"\n---\n\ntranslation: {}\n",
       "---\ntranslations: 1\ntitle: \"translation: {}\"\n" + kLine + "\n---\n\ntranslation: {}\n"},
  }));
  CAPTURE(c.before);
  const auto after = with_record(c.before, "a.md", kRecord);
  REQUIRE(after);
  CHECK(*after == c.after);
  CHECK(*with_record(*after, "a.md", kRecord) == c.after);  // again changes nothing
}

TEST_CASE("a translation that is not on one line is refused, with the line to write") {
  for (const char* text :
       {"---\ntranslation:\n  of: 1\n  by: human\n---\n",
        "---\ntranslation: { of: 1,\n  by: human }\n---\n", "---\ntranslation: \"{}\"\n---\n"}) {
    CAPTURE(text);
    const auto refused = with_record(text, "content/a.md", kRecord);
    REQUIRE_FALSE(refused);
    CHECK(base::describe(refused.error(), base::Locale::En) ==
          "content/a.md: error: 'translation' does not stand on one line\n  hint: write it so: " +
              kLine + "\n");
  }
  const auto refused = with_record("# A\n", "content/a.md", kRecord);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.fr == "le fichier n'a pas d'en-tête");
}
