#include "generator/search/snippet.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace {

using Wanted = std::set<std::string, std::less<>>;

// Marks in brackets.
std::string shown(std::string_view text, const Wanted& wanted, std::size_t longest = 40) {
  search::Tokenizer tokenizer("fr");
  search::Snippet snippet = search::snippet(text, wanted, tokenizer, longest);
  for (auto mark = snippet.marks.rbegin(); mark != snippet.marks.rend(); ++mark) {
    snippet.text.insert(mark->end, "]");
    snippet.text.insert(mark->begin, "[");
  }
  return snippet.text;
}

}  // namespace

TEST_CASE("a snippet shows the words that were asked for in their sentence") {
  const std::string text =
      "Un serveur écoute sur un port. Le pare-feu décide de ce qui entre, et l’adresse du serveur "
      "change.";
  CHECK(shown("Un port.", {"port"}) == "Un [port].");
  CHECK(shown(text, {"absent"}) == "Un serveur écoute sur un port. Le …");
  CHECK(shown(text, {"décide", "entre"}) == "… [décide] de ce qui [entre], et …");
  CHECK(shown(text, {"serveur", "adresse"}) ==
        "… et [l’adresse] du [serveur] change.");  // where most different ones are
  CHECK(shown("a\n\tb  \x01 c", {"b"}) == "a [b] c");
  CHECK(shown("", {"x"}).empty());
}

TEST_CASE("a snippet never cuts a character") {
  for (std::size_t longest = 1; longest < 30; ++longest) {
    const std::string text = "éééééééééé日本日本日本日本 ééé";
    search::Tokenizer tokenizer("fr");
    const auto snippet = search::snippet(text, {}, tokenizer, longest);
    CAPTURE(longest, snippet.text);
    CHECK(snippet.text.find("\uFFFD") == std::string::npos);
    for (std::size_t at = 0; at < snippet.text.size(); ++at)
      if ((static_cast<unsigned char>(snippet.text[at]) & 0xC0) == 0x80) CHECK(at > 0);
  }
}
