#include "generator/highlight/query.h"

#include <re2/re2.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "generator/base/handle.h"
#include "generator/highlight/budget.h"
#include "generator/highlight/grammars.h"

namespace highlight {
namespace {

using QueryHandle = base::Handle<TSQuery, ts_query_delete>;
using Cursor = base::Handle<TSQueryCursor, ts_query_cursor_delete>;

// So many matches may be open at once; real code needs a handful.
constexpr std::uint32_t kOpenMatches = 64;

// What a capture does to its node. `kind` empty: the node has no class, whatever is around it.
struct Paint {
  enum class Does { Nothing, Colours, Insets } does = Does::Nothing;
  std::optional<TokenClass> kind = std::nullopt;
  std::string_view inset = {};
};

struct Name {
  std::string_view capture;
  std::optional<TokenClass> kind;
};
// A name that is not here is looked up without its last part: "function.method" -> "function". Of
// names that stay unknown nothing is painted; so is "variable", which in most queries is every
// identifier.
constexpr Name kNames[] = {
    {"attribute", TokenClass::Attribute},
    {"boolean", TokenClass::Constant},
    {"comment", TokenClass::Comment},
    {"conditional", TokenClass::Keyword},
    {"constant", TokenClass::Constant},
    {"constructor", TokenClass::Type},
    {"delimiter", TokenClass::Punctuation},
    {"embedded", std::nullopt},
    {"field", TokenClass::Property},
    {"float", TokenClass::Number},
    {"function", TokenClass::Function},
    {"function.builtin", TokenClass::Builtin},
    {"heading", TokenClass::Heading},
    {"keyword", TokenClass::Keyword},
    {"label", TokenClass::Property},
    {"none", std::nullopt},
    {"number", TokenClass::Number},
    {"operator", TokenClass::Operator},
    {"parameter", TokenClass::Variable},
    {"property", TokenClass::Property},
    {"punctuation", TokenClass::Punctuation},
    {"reference", TokenClass::Variable},  // ours: $HOME, where only some identifiers are variables
    {"storageclass", TokenClass::Keyword},
    {"string", TokenClass::String},
    {"tag", TokenClass::Tag},
    {"tag.error", std::nullopt},
    {"type", TokenClass::Type},
    {"type.qualifier", TokenClass::Keyword},
    {"variable.builtin", TokenClass::Builtin},
};

Paint paint_of(std::string_view capture) {
  if (capture.starts_with("inset.")) return {Paint::Does::Insets, std::nullopt, capture.substr(6)};
  for (;;) {
    for (const Name& name : kNames)
      if (name.capture == capture) return {Paint::Does::Colours, name.kind};
    const std::size_t dot = capture.rfind('.');
    if (dot == std::string_view::npos) return {};
    capture = capture.substr(0, dot);
  }
}

struct Predicate {
  enum class Kind { Equal, Match, AnyOf } kind = Kind::Equal;
  bool wanted = true;  // false for the #not-… ones
  std::uint32_t capture = 0;
  std::optional<std::uint32_t> other_capture = std::nullopt;  // Equal
  std::vector<std::string> texts = {};
  std::unique_ptr<re2::RE2> expression = nullptr;
};

struct Pattern {
  std::vector<Predicate> predicates;
  bool usable = true;  // false: it has a predicate that is not understood
};

struct Compiled {
  QueryHandle query;
  std::vector<Paint> paints;  // by capture
  std::vector<Pattern> patterns;
  std::string error;
};

std::string_view string_at(const TSQuery* query, std::uint32_t id) {
  std::uint32_t size = 0;
  const char* text = ts_query_string_value_for_id(query, id, &size);
  return {text, size};
}

bool add_predicate(const TSQuery* query, const TSQueryPredicateStep* steps, std::uint32_t count,
                   Pattern& pattern) {
  const std::string_view name = string_at(query, steps[0].value_id);
  // Settings, and questions about scopes, of which a highlighter without scopes knows nothing.
  if (name == "set!" || name == "is?" || name == "is-not?") return true;
  if (count < 3 || steps[1].type != TSQueryPredicateStepTypeCapture) return false;
  Predicate predicate;
  predicate.capture = steps[1].value_id;
  predicate.wanted = !name.starts_with("not-");
  const std::string_view kind = predicate.wanted ? name : name.substr(4);
  for (std::uint32_t i = 2; i < count; ++i) {
    if (steps[i].type == TSQueryPredicateStepTypeString)
      predicate.texts.emplace_back(string_at(query, steps[i].value_id));
    else
      predicate.other_capture = steps[i].value_id;
  }
  if (kind == "eq?" && count == 3) {
    predicate.kind = Predicate::Kind::Equal;
  } else if (kind == "any-of?" && !predicate.other_capture) {
    predicate.kind = Predicate::Kind::AnyOf;
  } else if (kind == "match?" && count == 3 && !predicate.other_capture) {
    predicate.kind = Predicate::Kind::Match;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    predicate.expression = std::make_unique<re2::RE2>(predicate.texts[0], options);
    if (!predicate.expression->ok()) return false;
  } else {
    return false;
  }
  pattern.predicates.push_back(std::move(predicate));
  return true;
}

Pattern pattern_of(const TSQuery* query, std::uint32_t index) {
  Pattern pattern;
  std::uint32_t count = 0;
  const TSQueryPredicateStep* steps = ts_query_predicates_for_pattern(query, index, &count);
  for (std::uint32_t begin = 0, i = 0; i < count; ++i) {
    if (steps[i].type != TSQueryPredicateStepTypeDone) continue;
    if (!add_predicate(query, steps + begin, i - begin, pattern)) pattern.usable = false;
    begin = i + 1;
  }
  return pattern;
}

std::string describe(std::string_view query, std::uint32_t offset, TSQueryError error) {
  const auto line = 1 + std::count(query.begin(), query.begin() + offset, '\n');
  constexpr std::string_view kWhat[] = {"",
                                        "syntax error",
                                        "no such node",
                                        "no such field",
                                        "no such capture",
                                        "impossible pattern",
                                        "wrong ABI"};
  return fmt::format("line {}: {}", line, kWhat[std::min<std::size_t>(error, 6)]);
}

Compiled compile(const Grammar& grammar) {
  Compiled out;
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  out.query.reset(ts_query_new(grammar.language(), grammar.query.data(),
                               static_cast<std::uint32_t>(grammar.query.size()), &offset, &error));
  if (!out.query) {
    out.error = describe(grammar.query, offset, error);
    return out;
  }
  for (std::uint32_t i = 0; i < ts_query_capture_count(out.query.get()); ++i) {
    std::uint32_t size = 0;
    const char* name = ts_query_capture_name_for_id(out.query.get(), i, &size);
    out.paints.push_back(paint_of({name, size}));
  }
  for (std::uint32_t i = 0; i < ts_query_pattern_count(out.query.get()); ++i) {
    out.patterns.push_back(pattern_of(out.query.get(), i));
    if (!out.patterns.back().usable)
      out.error += fmt::format("pattern {}: a predicate that is not understood\n", i + 1);
  }
  return out;
}

// Compiled when it is first wanted (a few milliseconds, the largest 40), and kept: the programs
// that highlight nothing do not pay.
const Compiled& compiled(const Grammar& grammar) {
  constexpr std::size_t kMost = 64;
  static std::array<std::once_flag, kMost> once;
  static std::array<Compiled, kMost> queries;
  const auto index = static_cast<std::size_t>(&grammar - grammars().data());
  std::call_once(once.at(index), [&] {
    const Budget unlimited(std::numeric_limits<std::size_t>::max());
    queries[index] = compile(grammar);
  });
  return queries[index];
}

std::string_view text_of(TSNode node, std::string_view code) {
  const std::size_t begin = ts_node_start_byte(node);
  return code.substr(begin, ts_node_end_byte(node) - begin);
}

// Whether every node that the capture caught satisfies it, as tree-sitter's own highlighter has it.
bool holds(const Predicate& predicate, const TSQueryMatch& match, std::string_view code) {
  for (std::uint16_t i = 0; i < match.capture_count; ++i) {
    if (match.captures[i].index != predicate.capture) continue;
    const std::string_view text = text_of(match.captures[i].node, code);
    bool is = false;
    switch (predicate.kind) {
      case Predicate::Kind::Equal:
        if (predicate.other_capture) {
          for (std::uint16_t j = 0; j < match.capture_count; ++j)
            if (match.captures[j].index == *predicate.other_capture)
              is = is || text_of(match.captures[j].node, code) == text;
        } else {
          is = text == predicate.texts[0];
        }
        break;
      case Predicate::Kind::AnyOf:
        is = std::find(predicate.texts.begin(), predicate.texts.end(), text) !=
             predicate.texts.end();
        break;
      case Predicate::Kind::Match:
        is = re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                    *predicate.expression);
        break;
    }
    if (is != predicate.wanted) return false;
  }
  return true;
}

struct Layer {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t pattern;
  std::optional<TokenClass> kind;
};

// The layers are nodes of one tree: any two are apart, or one lies in the other. What is on top
// shows.
std::vector<Token> flatten(std::vector<Layer> layers) {
  std::stable_sort(layers.begin(), layers.end(), [](const Layer& a, const Layer& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return a.pattern < b.pattern;
  });
  std::vector<Token> out;
  std::vector<Layer> open;
  std::uint32_t at = 0;
  const auto show_until = [&](std::uint32_t end) {
    if (end > at && !open.empty() && open.back().kind) {
      if (!out.empty() && out.back().end == at && out.back().kind == *open.back().kind)
        out.back().end = end;
      else
        out.push_back({at, end, *open.back().kind});
    }
    at = std::max(at, end);
  };
  for (const Layer& layer : layers) {
    while (!open.empty() && open.back().end <= layer.begin) {
      show_until(open.back().end);
      open.pop_back();
    }
    show_until(layer.begin);
    open.push_back(layer);
  }
  while (!open.empty()) {
    show_until(open.back().end);
    open.pop_back();
  }
  return out;
}

}  // namespace

std::string query_error(const Grammar& grammar) { return compiled(grammar).error; }

Painting paint(const Grammar& grammar, const TSTree& tree, std::string_view code,
               Operators operators) {
  Painting out;
  const Compiled& query = compiled(grammar);
  if (!query.query) return out;
  const Cursor cursor(ts_query_cursor_new());
  ts_query_cursor_set_match_limit(cursor.get(), kOpenMatches);
  ts_query_cursor_exec(cursor.get(), query.query.get(), ts_tree_root_node(&tree));
  std::vector<Layer> layers;
  for (TSQueryMatch match; ts_query_cursor_next_match(cursor.get(), &match);) {
    const Pattern& pattern = query.patterns[match.pattern_index];
    if (!pattern.usable ||
        !std::all_of(pattern.predicates.begin(), pattern.predicates.end(),
                     [&](const Predicate& predicate) { return holds(predicate, match, code); }))
      continue;
    for (std::uint16_t i = 0; i < match.capture_count; ++i) {
      const TSNode node = match.captures[i].node;
      const Paint& how = query.paints[match.captures[i].index];
      const std::uint32_t begin = ts_node_start_byte(node);
      const std::uint32_t end = ts_node_end_byte(node);
      if (begin == end || how.does == Paint::Does::Nothing) continue;
      if (how.does == Paint::Does::Insets)
        out.insets.push_back({begin, end, how.inset});
      else if (how.kind == TokenClass::Operator && operators == Operators::Plain)
        layers.push_back({begin, end, match.pattern_index, std::nullopt});
      else
        layers.push_back({begin, end, match.pattern_index, how.kind});
    }
  }
  out.spans = flatten(std::move(layers));
  std::sort(out.insets.begin(), out.insets.end(),
            [](const Inset& a, const Inset& b) { return a.begin < b.begin; });
  return out;
}

}  // namespace highlight
