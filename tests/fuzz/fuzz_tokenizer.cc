// The laws of the tokenizer: a query finds the text that it was copied from. The first byte chooses
// the language; the second, where the query is cut out, between spaces.
#include <algorithm>
#include <string>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/search/tokenizer.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

std::vector<std::string> terms_of(search::Tokenizer& tokenizer, std::string_view text) {
  std::vector<std::string> out;
  for (const search::Token& token : tokenizer.tokens(text)) {
    fuzz::law(token.begin < token.end && token.end <= text.size(),
              "a token's place is in the text");
    fuzz::law(!token.term.empty() && !text::first_invalid(token.term),
              "a term is some well-formed text");
    fuzz::law(token.term.find_first_of(" |,!\n") == std::string_view::npos,
              "a term can stand in a file of the index");
    out.emplace_back(token.term);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr std::string_view kLanguages[] = {"fr", "en", "de"};
  const std::string_view language = kLanguages[data[0] % 3];
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);

  search::Tokenizer tokenizer(language);
  std::vector<std::string> indexed = terms_of(tokenizer, text);
  std::sort(indexed.begin(), indexed.end());

  std::size_t from = text.size() * data[1] / 256;
  while (from > 0 && !base::is_space(text[from - 1])) --from;
  std::size_t to = std::min(from + 200, text.size());
  while (to < text.size() && !base::is_space(text[to])) ++to;
  const std::string_view query = text.substr(from, to - from);
  // The query's own tokenizer has not seen the text.
  search::Tokenizer fresh(language);
  for (const std::string& term : terms_of(fresh, query))
    fuzz::law(std::binary_search(indexed.begin(), indexed.end(), term),
              "every term of a query is one of the text it was copied from");
  fuzz::law(terms_of(fresh, query) == terms_of(tokenizer, query),
            "what was met before changes nothing");
  return 0;
}
