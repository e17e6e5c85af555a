#include "generator/highlight/parse.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <vector>

#include "generator/base/handle.h"

namespace highlight {
namespace {

using Parser = base::Handle<TSParser, ts_parser_delete>;

// The code is handed out in pieces, so that a scanner that looks far ahead for every token pays for
// it.
constexpr std::uint32_t kPiece = 512;
constexpr std::size_t kPriceOfPiece = 256;

struct Input {
  std::string_view code;
  Budget* budget;
};

const char* read_piece(void* payload, std::uint32_t offset, TSPoint, std::uint32_t* size) {
  const Input& input = *static_cast<const Input*>(payload);
  input.budget->spend(kPriceOfPiece);
  if (offset >= input.code.size()) {
    *size = 0;
    return "";
  }
  *size = std::min(kPiece, static_cast<std::uint32_t>(input.code.size() - offset));
  return input.code.data() + offset;
}

// A parser keeps memory from one parse to the next, which would make the cost of a block depend on
// the blocks before it: each has its own.
Tree run(const TSLanguage* language, std::string_view code, Budget& budget, TSLogger logger) {
  const Parser parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), language)) return nullptr;
  ts_parser_set_cancellation_flag(parser.get(), budget.exhausted());
  ts_parser_set_logger(parser.get(), logger);
  Input input{code, &budget};
  return Tree(ts_parser_parse(parser.get(), nullptr, {&input, read_piece, TSInputEncodingUTF8}));
}

// The lines of the log that matter here, as of tree-sitter 0.20:
//   process version:0, version_count:1, state:612, row:0, col:9     a version of the parse stands
//   there lexed_lookahead sym:identifier, size:2                          and sees this token; the
//   size includes the space before it detect_error which it cannot take resume version:0 nor could
//   any other version: error recovery begins
struct Listener {
  Budget* budget;
  const std::vector<std::size_t>* lines;  // where each line begins
  Obstacle now = {};
  Obstacle furthest = {};
  bool refused = false;
  bool done = false;
};

std::optional<std::size_t> number_after(std::string_view line, std::string_view name) {
  const std::size_t at = line.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t value = 0;
  const char* first = line.data() + at + name.size();
  const auto result = std::from_chars(first, line.data() + line.size(), value);
  if (result.ec != std::errc()) return std::nullopt;
  return value;
}

void listen(void* payload, TSLogType kind, const char* text) {
  Listener& listener = *static_cast<Listener*>(payload);
  if (kind != TSLogTypeParse || listener.done) return;
  const std::string_view line(text);
  if (line.starts_with("process version")) {
    const auto row = number_after(line, "row:");
    const auto column = number_after(line, "col:");
    if (row && column && *row < listener.lines->size()) {
      listener.now.offset = (*listener.lines)[*row] + *column;
      listener.now.end = listener.now.offset;
      listener.now.symbol.clear();
    }
  } else if (line.starts_with("lexed_lookahead sym:")) {
    const std::size_t size = line.rfind(", size:");
    if (size == std::string_view::npos) return;
    listener.now.symbol = line.substr(20, size - 20);
    listener.now.end = listener.now.offset + number_after(line, ", size:").value_or(0);
  } else if (line.starts_with("detect_error")) {
    if (!listener.refused || listener.now.offset > listener.furthest.offset)
      listener.furthest = listener.now;
    listener.refused = true;
  } else if (line.starts_with("resume version") && listener.refused) {
    listener.done = true;
    listener.budget->exhaust();  // the rest is of no interest
  }
}

bool is_error(TSNode node) {
  return ts_node_symbol(node) == static_cast<TSSymbol>(-1);  // as the library has it
}

}  // namespace

void DeleteTree::operator()(TSTree* tree) const { ts_tree_delete(tree); }

Tree parse(const TSLanguage* language, std::string_view code, Budget& budget) {
  return run(language, code, budget, {});
}

bool has_errors(const TSTree& tree) { return ts_node_has_error(ts_tree_root_node(&tree)); }

bool is_tractable(const TSTree& tree) {
  constexpr std::size_t kMostDepth = 200;
  constexpr std::size_t kMostSteps = 2'000'000;
  // Hidden nodes show only in the memory that the cursor takes for the way down to them.
  constexpr std::size_t kMostBytes = 64u << 10;
  const Budget watch(std::numeric_limits<std::size_t>::max());
  struct Level {
    bool in_error = false;
    std::size_t run = 0;
  };
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(&tree));
  std::vector<Level> levels(1);
  std::size_t steps = 0;
  bool done = false;
  while (!done && levels.size() <= kMostDepth && steps <= kMostSteps) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    Level& level = levels.back();
    level.run = ts_node_is_named(node) && !level.in_error ? 0 : level.run + 1;
    steps += level.run;
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      levels.push_back({is_error(node), 0});
      continue;
    }
    while (!done && !ts_tree_cursor_goto_next_sibling(&cursor)) {
      levels.pop_back();
      done = !ts_tree_cursor_goto_parent(&cursor);
    }
  }
  ts_tree_cursor_delete(&cursor);
  return done && watch.largest() <= kMostBytes;
}

std::optional<Obstacle> first_obstacle(const TSLanguage* language, std::string_view code,
                                       Budget& budget) {
  std::vector<std::size_t> lines{0};
  for (std::size_t i = 0; i < code.size(); ++i)
    if (code[i] == '\n') lines.push_back(i + 1);
  Listener listener{&budget, &lines};
  run(language, code, budget, {&listener, listen});
  if (!listener.done) return std::nullopt;
  listener.furthest.offset = std::min(listener.furthest.offset, code.size());
  listener.furthest.end = std::clamp(listener.furthest.end, listener.furthest.offset, code.size());
  return listener.furthest;
}

}  // namespace highlight
