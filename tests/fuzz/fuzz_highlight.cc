// Highlighting: the first line names a language, the rest is code. Spans are in order, inside the
// code and never half a character; an error lies in the code; and the markup is the code.
#include <algorithm>
#include <string>

#include "generator/highlight/highlight.h"
#include "generator/highlight/markup.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

bool starts_character(std::string_view code, std::size_t at) {
  return at >= code.size() || (static_cast<unsigned char>(code[at]) & 0xC0) != 0x80;
}

// What a reader of the page sees: no tags, and the four entities decoded.
std::string read_markup(std::string_view markup) {
  std::string out;
  for (std::size_t at = 0; at < markup.size(); ++at) {
    if (markup[at] == '<') {
      at = markup.find('>', at);
      law(at != std::string_view::npos, "a tag is closed");
      continue;
    }
    if (markup[at] != '&') {
      out += markup[at];
      continue;
    }
    const std::size_t end = markup.find(';', at);
    law(end != std::string_view::npos, "an entity is closed");
    const std::string_view name = markup.substr(at + 1, end - at - 1);
    out += name == "lt" ? '<' : name == "gt" ? '>' : name == "quot" ? '"' : '&';
    at = end;
  }
  return out;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++out;
  return out;
}

void check_markup(std::string_view code, const highlight::Tokens& tokens) {
  const std::string markup = highlight::code_markup(code, tokens).str();
  law(read_markup(markup) == code, "the markup is the code");
  law(count(markup, "<span") == count(markup, "</span>"), "every span is closed");
  std::size_t middle = code.size() / 2;
  while (!starts_character(code, middle)) ++middle;
  const std::string halves = highlight::code_markup(code, tokens, 0, middle).str() +
                             highlight::code_markup(code, tokens, middle).str();
  law(read_markup(halves) == code, "so are its pieces");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::view(data, size);
  const std::size_t cut = std::min(input.find('\n'), input.size());
  std::string language(input.substr(0, cut));
  const std::string_view code = input.substr(std::min(cut + 1, input.size()));
  if (!highlight::is_language(language)) {
    const auto& names = highlight::language_names();
    language = names[size == 0 ? 0 : data[0] % names.size()];
  }

  const highlight::Tokens tokens = highlight::highlight(language, code);
  std::size_t at = 0;
  for (const highlight::Token& token : tokens.spans) {
    law(token.begin >= at && token.end > token.begin && token.end <= code.size(),
        "spans are in order and inside the code");
    law(starts_character(code, token.begin) && starts_character(code, token.end),
        "a span holds whole characters");
    at = token.end;
  }
  law(tokens.errors.size() <= highlight::kMaximumErrors, "a block has few errors");
  for (const highlight::SyntaxError& error : tokens.errors) {
    law(error.offset <= code.size(), "an error is in the code");
    law(fuzz::offset_of(code, error.at) == error.offset, "an error's place is its offset");
    fuzz::check_error(highlight::syntax_problem(error, language, "fuzz.md", {7, 1}), "fuzz.md");
  }
  // A NUL cannot stand in HTML; Markdown has replaced it before code comes here.
  if (code.find('\0') == std::string_view::npos) check_markup(code, tokens);
  return 0;
}
