#include "generator/text/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "generator/text/utf8.h"

namespace text {
namespace {

constexpr std::size_t kMostBytes = 1u << 20;
constexpr int kDeepest = 32;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

base::Error problem(base::Message message, std::string_view file, base::Position begin,
                    base::Position end = {}, base::Message hint = {}) {
  return {base::ErrorKind::Content,
          std::move(message),
          {std::string(file), begin, end},
          std::move(hint),
          "toml"};
}

// The library counts columns in characters, we in bytes. Every 32nd character's offset is kept, so
// that a position in a line of a megabyte costs no walk from the line's start.
class Places {
 public:
  explicit Places(std::string_view source) : source_(source) {
    start_line(source.starts_with(kBom) ? kBom.size() : 0);
    std::size_t in_line = 0;
    for (std::size_t at = lines_.front().start; at < source.size(); ++at) {
      if ((source[at] & 0xC0) == 0x80) continue;
      if (in_line++ % kStep == 0) marks_.push_back(at);
      if (source[at] == '\n') {
        start_line(at + 1);
        in_line = 0;
      }
    }
  }

  base::Position position(const toml::source_position& place) const {
    if (place.line == 0 || place.line > lines_.size()) return {};
    const Line& line = lines_[place.line - 1];
    const std::size_t characters = place.column - 1;
    std::size_t at = line.start;
    const std::size_t mark = line.first_mark + characters / kStep;
    std::size_t left = characters;
    if (mark < marks_.size() &&
        (place.line == lines_.size() || mark < lines_[place.line].first_mark)) {
      at = marks_[mark];
      left = characters % kStep;
    }
    for (; left > 0 && at < source_.size(); --left) {
      ++at;
      while (at < source_.size() && (source_[at] & 0xC0) == 0x80) ++at;
    }
    return {place.line, static_cast<std::uint32_t>(at - line_start(place.line) + 1)};
  }

  base::Position position_of(std::size_t offset) const {
    const auto after =
        std::upper_bound(lines_.begin(), lines_.end(), offset,
                         [](std::size_t at, const Line& line) { return at < line.start; });
    const auto number = std::max<std::ptrdiff_t>(1, after - lines_.begin());
    const auto line = static_cast<std::uint32_t>(number);
    return {line, static_cast<std::uint32_t>(offset - line_start(line) + 1)};
  }

 private:
  static constexpr std::size_t kStep = 32;
  struct Line {
    std::size_t start;
    std::size_t first_mark;
  };
  void start_line(std::size_t at) { lines_.push_back({at, marks_.size()}); }
  // The library does not count the byte order mark; an editor's bytes do.
  std::size_t line_start(std::uint32_t line) const {
    return line == 1 ? 0 : lines_[line - 1].start;
  }

  std::string_view source_;
  std::vector<Line> lines_;
  std::vector<std::size_t> marks_;
};

// Behind the string that opens at `at`; an unclosed one ends with its line, where the parser will
// complain.
std::size_t behind_string(std::string_view source, std::size_t at) {
  const char quote = source[at];
  const bool escapes = quote == '"';
  const std::string triple(3, quote);
  const bool lines = source.substr(at).starts_with(triple);
  for (at += lines ? 3 : 1; at < source.size(); ++at) {
    if (escapes && source[at] == '\\') {
      ++at;
    } else if (lines && source.substr(at).starts_with(triple)) {
      at += 3;
      for (int more = 0; more < 2 && at < source.size() && source[at] == quote; ++more) ++at;
      return at;
    } else if (!lines && (source[at] == quote || source[at] == '\n')) {
      return at + (source[at] == quote ? 1 : 0);
    }
  }
  return source.size();
}

// Where brackets or dotted keys nest deeper than a course ever does. The library makes a table of
// each part of a dotted key and destroys them by recursion, which a key of a million dots would let
// run out of stack.
std::optional<std::size_t> find_too_deep(std::string_view source) {
  int depth = 0;
  int dots = 0;
  for (std::size_t at = 0; at < source.size(); ++at) {
    switch (source[at]) {
      case '#':
        at = std::min(source.find('\n', at), source.size()) - 1;
        break;
      case '"':
      case '\'':
        at = behind_string(source, at) - 1;
        break;
      case '[':
      case '{':
        dots = 0;
        if (++depth > kDeepest) return at;
        break;
      case ']':
      case '}':
        dots = 0;
        depth = std::max(0, depth - 1);
        break;
      case '.':
        if (++dots > kDeepest) return at;
        break;
      case ',':
      case '=':
      case '\n':
        dots = 0;
        break;
      default:
        break;
    }
  }
  return std::nullopt;
}

class Converter {
 public:
  Converter(const Places& places, std::string_view file) : places_(places), file_(file) {}

  base::Result<Node> convert(const toml::node& from, int depth) {
    Node node;
    node.at = places_.position(from.source().begin);
    node.end = places_.position(from.source().end);
    if (depth > kDeepest) return base::fail(problem(too_deep(), file_, node.at));
    if (const auto* table = from.as_table()) {
      node.value = TRY(convert_table(*table, depth));
    } else if (const auto* array = from.as_array()) {
      Array values;
      values.reserve(array->size());
      for (const toml::node& value : *array) values.push_back(TRY(convert(value, depth + 1)));
      node.value = std::move(values);
    } else if (const auto* string = from.as_string()) {
      node.value = string->get();
    } else if (const auto* integer = from.as_integer()) {
      node.value = integer->get();
    } else if (const auto* number = from.as_floating_point()) {
      node.value = number->get();
    } else if (const auto* boolean = from.as_boolean()) {
      node.value = boolean->get();
    } else if (const auto* date = from.as_date()) {
      node.value = Date{date->get().year, date->get().month, date->get().day};
    } else {
      return base::fail(
          problem({"a date stands here without a time", "une date s'écrit ici sans heure"}, file_,
                  node.at, node.end, {"write it as 2026-11-20", "écrivez-la comme 2026-11-20"}));
    }
    return node;
  }

  static base::Message too_deep() {
    return base::message("nested more than {} deep", "imbriqué sur plus de {} niveaux", kDeepest);
  }

 private:
  base::Result<Table> convert_table(const toml::table& from, int depth) {
    Table table;
    table.reserve(from.size());
    for (auto&& [key, value] : from) {
      Node node = TRY(convert(value, depth + 1));
      table.push_back(
          {std::string(key.str()), places_.position(key.source().begin), std::move(node)});
    }
    // The library sorts by name; the order of the file is the author's.
    std::stable_sort(table.begin(), table.end(),
                     [](const Member& a, const Member& b) { return a.key_at < b.key_at; });
    return table;
  }

  const Places& places_;
  std::string_view file_;
};

// The library's words, with what it was reading behind them instead of in front.
base::Error unreadable(const toml::parse_error& error, const Places& places,
                       std::string_view file) {
  constexpr std::string_view kLead = "Error while parsing ";
  std::string words(error.description());
  if (words.starts_with(kLead)) {
    const std::size_t colon = words.find(": ");
    if (colon != std::string::npos)
      words =
          words.substr(colon + 2) + " (" + words.substr(kLead.size(), colon - kLead.size()) + ")";
  }
  base::Message hint;
  if (words.find("escape") != std::string::npos || words.find("hex digit") != std::string::npos)
    hint = {"text with backslashes goes between single quotes: 'C:\\x'",
            "un texte avec des barres obliques inverses s'écrit entre apostrophes : 'C:\\x'"};
  return problem(base::message("unreadable TOML: {}", "TOML illisible : {}", shortened(words, 300)),
                 file, places.position(error.source().begin), {}, std::move(hint));
}

}  // namespace

base::Result<Node> parse_toml(std::string_view source, std::string_view file) {
  if (source.size() > kMostBytes) {
    return base::fail(
        problem(base::message("{} bytes are too many: a TOML file has at most {}",
                              "{} octets, c'est trop : un fichier TOML en a au plus {}",
                              source.size(), kMostBytes),
                file, {}));
  }
  const Places places(source);
  if (const auto invalid = first_invalid(source)) {
    return base::fail(problem(
        {"the text is not UTF-8 from here on", "à partir d'ici, le texte n'est pas de l'UTF-8"},
        file, places.position_of(*invalid), {},
        {"save the file as UTF-8", "enregistrez le fichier en UTF-8"}));
  }
  if (const auto deep = find_too_deep(source))
    return base::fail(problem(Converter::too_deep(), file, places.position_of(*deep)));
  try {
    const toml::table table = toml::parse(source);
    return Converter(places, file).convert(table, 0);
  } catch (const toml::parse_error& error) {
    return base::fail(unreadable(error, places, file));
  }
}

}  // namespace text
