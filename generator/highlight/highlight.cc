#include "generator/highlight/highlight.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "generator/highlight/grammars.h"
#include "generator/highlight/languages.h"
#include "generator/highlight/parse.h"
#include "generator/highlight/placeholders.h"
#include "generator/highlight/query.h"
#include "generator/highlight/syntax_errors.h"
#include "generator/text/utf8.h"

namespace highlight {
namespace {

using base::message;

// The code as it was understood: alone, or as a fragment with something around it.
struct Reading {
  Tree tree;
  std::string text;        // what was parsed
  std::size_t before = 0;  // bytes of it that precede the code
};

Reading read(const Grammar& grammar, std::string_view code, Context context) {
  Reading out;
  out.text.reserve(context.before.size() + code.size() + context.after.size());
  out.text.append(context.before).append(code).append(context.after);
  out.before = context.before.size();
  Budget budget(Budget::for_bytes(code.size()));
  out.tree = parse(grammar.language(), out.text, budget);
  return out;
}

void add_insets(const std::vector<Inset>& insets, std::string_view code,
                std::vector<Token>& spans) {
  for (const Inset& inset : insets) {
    std::erase_if(spans, [&](const Token& token) {
      return token.begin >= inset.begin && token.end <= inset.end;
    });
    for (const Token& token :
         highlight(inset.language, code.substr(inset.begin, inset.end - inset.begin)).spans)
      spans.push_back({token.begin + inset.begin, token.end + inset.begin, token.kind});
  }
  if (!insets.empty()) std::sort(spans.begin(), spans.end());
}

// Moves the spans from the parsed text to the code, and cuts off what lies outside.
void shift(std::vector<Token>& spans, std::size_t before, std::size_t size) {
  if (before == 0) return;
  const auto first = static_cast<std::uint32_t>(before);
  const auto last = static_cast<std::uint32_t>(before + size);
  for (Token& token : spans) {
    token.begin = std::clamp(token.begin, first, last) - first;
    token.end = std::clamp(token.end, first, last) - first;
  }
  std::erase_if(spans, [](const Token& token) { return token.begin == token.end; });
}

// A grammar that reads part of a character as a token has met bytes that it does not expect.
void drop_half_characters(std::vector<Token>& spans, std::string_view code) {
  const auto inside = [&](std::size_t at) {
    return at < code.size() && (static_cast<unsigned char>(code[at]) & 0xC0) == 0x80;
  };
  std::erase_if(spans,
                [&](const Token& token) { return inside(token.begin) || inside(token.end); });
}

bool is_excused(const Language& language, std::string_view code) {
  if (language.excused.empty()) return false;
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(re2::StringPiece(language.excused.data(), language.excused.size()),
                            options);
  return re2::RE2::PartialMatch(re2::StringPiece(code.data(), code.size()), expression);
}

Tokens parse_and_paint(const Language& language, const Grammar& grammar, std::string_view code) {
  Tokens out;
  const std::vector<Placeholder> placeholders =
      find_placeholders(code, language.shortest_placeholder);
  const std::string masked = mask(code, placeholders, language.placeholder);
  Reading reading = read(grammar, masked, {});
  if (!reading.tree || !is_tractable(*reading.tree)) {
    out.given_up = true;
    return out;
  }
  bool wrong = has_errors(*reading.tree);
  for (const Context& context : language.contexts) {
    if (!wrong) break;
    Reading other = read(grammar, masked, context);
    if (!other.tree || has_errors(*other.tree) || !is_tractable(*other.tree)) continue;
    reading = std::move(other);
    wrong = false;
  }
  Painting painting = paint(grammar, *reading.tree, reading.text, language.operators);
  add_insets(painting.insets, reading.text, painting.spans);
  out.spans = std::move(painting.spans);
  shift(out.spans, reading.before, code.size());
  if (wrong && language.errors == Errors::Reported && !has_elision(code, out.spans) &&
      !is_excused(language, code))
    out.errors = find_syntax_errors(grammar.language(), *reading.tree, masked, code, out.spans);
  mend(out.spans, placeholders);
  return out;
}

}  // namespace

Tokens highlight_as(const Language& language, std::string_view code) {
  Tokens out;
  if (language.grammar.empty() && language.scan == nullptr) return out;
  if (code.size() > kMaximumBytes) {
    out.given_up = true;
    return out;
  }
  if (code.find('\0') != std::string_view::npos || text::first_invalid(code)) return out;
  if (const Grammar* grammar = find_grammar(language.grammar)) {
    out = parse_and_paint(language, *grammar, code);
  } else if (language.scan != nullptr) {
    const std::vector<Placeholder> placeholders =
        find_placeholders(code, language.shortest_placeholder);
    language.scan(mask(code, placeholders, language.placeholder), out.spans);
    mend(out.spans, placeholders);
  }
  drop_half_characters(out.spans, code);
  return out;
}

Tokens highlight(std::string_view language, std::string_view code) {
  const Language* found = find_language(language);
  return found == nullptr ? Tokens{} : highlight_as(*found, code);
}

base::Error syntax_problem(const SyntaxError& error, std::string_view language,
                           std::string_view file, base::Position text_at) {
  base::Error out;
  out.message = message("this {0} does not parse: {1}", "ce code {0} est mal formé : {2}", language,
                        error.message.en, error.message.fr);
  out.where = {std::string(file),
               {text_at.line + error.at.line - 1, text_at.column + error.at.column - 1},
               {}};
  out.hint = error.hint.empty() ? message("a sample that is wrong on purpose says so: ```{} broken",
                                          "un exemple faux exprès le dit : ```{} broken", language)
                                : error.hint;
  out.rule = "code-syntax";
  out.severity = base::Severity::Warning;
  return out;
}

std::vector<std::string> languages_without_grammar() {
  std::vector<std::string> out;
  for (const Language& language : languages())
    if (!language.grammar.empty() && find_grammar(language.grammar) == nullptr)
      out.emplace_back(language.name);
  return out;
}

base::Error missing_grammars(const std::vector<std::string>& languages) {
  base::Error out;
  const std::string names = fmt::format("{}", fmt::join(languages, ", "));
  out.kind = base::ErrorKind::System;
  out.message = message(
      "this program was built without the grammars of {0}: their code is neither coloured nor "
      "checked",
      "ce programme a été construit sans les grammaires de {0} : leur code n’est ni coloré ni "
      "vérifié",
      names);
  out.hint = message("run 'npm ci' in the project's folder and build again",
                     "lancez « npm ci » dans le dossier du projet et reconstruisez");
  out.severity = base::Severity::Warning;
  return out;
}

const Grammar* find_grammar(std::string_view name) {
  for (const Grammar& grammar : grammars())
    if (!name.empty() && grammar.name == name) return &grammar;
  return nullptr;
}

}  // namespace highlight
