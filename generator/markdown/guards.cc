#include "generator/markdown/guards.h"

#include <algorithm>
#include <string_view>

#include "generator/base/ascii.h"
#include "generator/markdown/fence_scan.h"

namespace markdown {
namespace {

constexpr std::string_view kRule = "page-too-large";

// Each of these is a number of steps (or bytes, or cells) which cmark would do or make.
//
// - "@", "![", "<?", "<!" and delimiter rows of tables: each may make cmark look through its whole
// block. About 1 to 5 ns a
//   step; "@" also keeps a copy of what follows. "www." and "://" do so up to the next space.
constexpr std::size_t kMaximumRescans = 128u << 20;
// - Every link that is closed walks over all emphasis marks before it. About 4 ns a step.
constexpr std::size_t kMaximumEmphasisSteps = 64u << 20;
// - A row of a table that is too short is filled with cells, 250 bytes each.
constexpr std::size_t kMaximumCells = 200'000;
// - A blank line asks every open list item. About 20 ns a step.
constexpr std::size_t kMaximumBlankSteps = 16u << 20;
// - A node that is added to the tree asks every container it is in. About 2 ns a step.
constexpr std::size_t kMaximumTreeSteps = 256u << 20;
// - Every use of a link definition copies its address and title.
constexpr std::size_t kMaximumCopies = 32u << 20;

struct Shape {
  std::size_t content = 0;  // offset of the first byte behind indentation and container markers
  std::size_t columns = 0;  // of indentation, before the first marker
  std::size_t markers = 0;  // of quotes, list items and footnotes
};

// The length of the list marker or the start of a footnote at `at`; 0 when there is none.
std::size_t marker_length(std::string_view line, std::size_t at) {
  const auto ends_here = [&](std::size_t i) { return i >= line.size() || base::is_blank(line[i]); };
  if (line[at] == '-' || line[at] == '+' || line[at] == '*') return ends_here(at + 1) ? 1 : 0;
  if (line.substr(at).starts_with("[^")) {
    const std::size_t end = line.find("]:", at);
    return end == std::string_view::npos ? 0 : end + 2 - at;
  }
  std::size_t i = at;
  while (i < line.size() && i < at + 9 && base::is_digit(line[i])) ++i;
  const bool marker = i > at && i < line.size() && (line[i] == '.' || line[i] == ')');
  return marker && ends_here(i + 1) ? i + 1 - at : 0;
}

Shape shape_of(std::string_view line) {
  Shape out;
  while (out.content < line.size()) {
    if (base::is_blank(line[out.content])) {
      if (out.markers == 0) out.columns += line[out.content] == '\t' ? 4 : 1;
      ++out.content;
      continue;
    }
    const std::size_t length = line[out.content] == '>' ? 1 : marker_length(line, out.content);
    if (length == 0) break;
    out.content += length;
    ++out.markers;
  }
  return out;
}

// A line that ends every paragraph and table: blank, or blank inside quotes. (A '>' that is
// indented by four can be text.)
bool separates(std::string_view line) {
  if (line.find_first_not_of(" \t>") != std::string_view::npos) return false;
  if (line.find('>') == std::string_view::npos) return true;
  return line.find('\t') == std::string_view::npos && line.find("    >") == std::string_view::npos;
}

// Columns of the delimiter row of a table; 0 when the line cannot be one.
std::size_t delimiter_columns(std::string_view line) {
  if (line.find_first_not_of("|:- \t\v\f") != std::string_view::npos) return 0;
  std::size_t columns = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] == '-' && (i == 0 || line[i - 1] != '-')) ++columns;
  return columns;
}

// What one block may cost, counted line by line. (A block of ours is what stands between two blank
// lines; it holds one or more of cmark's.)
struct Block {
  std::uint32_t first_line = 0;
  std::size_t bytes = 0;
  std::size_t lines = 0;
  std::size_t rescans = 0;  // of the whole block
  std::size_t word_steps = 0;
  std::size_t emphasis = 0;
  std::size_t closers = 0;
  std::size_t columns = 0;

  void count(std::string_view text) {
    std::size_t word = 0;       // where the present word begins
    std::size_t addresses = 0;  // in it
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char next = i + 1 < text.size() ? text[i + 1] : '\0';
      switch (text[i]) {
        case ' ':
        case '\t':
          word_steps += addresses * (i - word);
          word = i + 1;
          addresses = 0;
          break;
        case 'w':
          if (next == 'w' && text.substr(i).starts_with("www.")) ++addresses;
          break;
        case ':':
          if (next == '/') ++addresses;
          break;
        case '*':
        case '_':
        case '~':
          ++emphasis;
          break;
        case ']':
          ++closers;
          break;
        case '@':
          ++rescans;
          break;
        case '!':
          if (next == '[') ++rescans;
          break;
        case '<':
          if (next == '?' || next == '!') ++rescans;
          break;
        default:
          break;
      }
    }
    word_steps += addresses * (text.size() - word);
  }
};

class Cost {
 public:
  Cost(const SourceText& source, Problems& problems) : source_(source), problems_(problems) {}

  bool check() {
    FenceScan fences;
    for (std::uint32_t line = 1; line <= source_.line_count(); ++line) {
      const std::string_view text = source_.line(line);
      const Shape shape = shape_of(text);
      const std::string_view content = text.substr(shape.content);
      if (fences.is_code(text, content, shape.markers, shape.columns)) {
        if (!close_block()) return false;
        continue;
      }
      const std::size_t depth = shape.markers > 0 ? shape.markers + shape.columns / 2 : 0;
      if (depth > depth_) {
        depth_ = depth;
        deepest_line_ = line;
      }
      if (separates(text)) {
        ++blank_lines_;
        if (!close_block()) return false;
        continue;
      }
      if (!add_line(line, text, content)) return false;
    }
    return close_block() && check_depth() && check_copies();
  }

 private:
  bool refuse(std::uint32_t line, base::Message message, base::Message hint,
              std::string_view rule = kRule) {
    const Range where = {source_.position(line, 1), source_.position(line, SIZE_MAX)};
    problems_.error(rule, where, std::move(message), std::move(hint));
    return false;
  }

  bool add_line(std::uint32_t line, std::string_view text, std::string_view content) {
    if (block_.lines == 0) block_.first_line = line;
    ++block_.lines;
    block_.bytes += text.size() + 1;
    block_.count(content);
    brackets_ += static_cast<std::size_t>(std::count(content.begin(), content.end(), '['));
    measure_definition(line, content);

    const std::size_t columns = delimiter_columns(content);
    if (columns > kMaximumColumns && content.find('|') != std::string_view::npos) {
      return refuse(line,
                    base::message("this table has {} columns; at most {} are read",
                                  "ce tableau a {} colonnes ; {} au plus sont lues", columns,
                                  kMaximumColumns),
                    base::message("split the table", "divisez le tableau"));
    }
    if (columns > 0) ++block_.rescans;
    block_.columns = std::max(block_.columns, columns);
    if (block_.bytes <= kMaximumBlockBytes) return true;
    return refuse(block_.first_line,
                  base::message("this block has more than {} bytes without a blank line",
                                "ce bloc a plus de {} octets sans ligne vide", kMaximumBlockBytes),
                  base::message("put blank lines between paragraphs; a long listing belongs in "
                                "fenced code",
                                "mettez des lignes vides entre les paragraphes ; un long listage "
                                "se place dans un bloc de code"));
  }

  // The end of a block: its part of the page's whole cost.
  bool close_block() {
    if (block_.lines == 0) return true;
    rescans_ += block_.rescans * block_.bytes + block_.word_steps;
    emphasis_steps_ += block_.emphasis * block_.closers;
    cells_ += block_.columns * block_.lines;
    const std::uint32_t line = block_.first_line;
    block_ = Block();
    definition_ = 0;
    if (rescans_ <= kMaximumRescans && emphasis_steps_ <= kMaximumEmphasisSteps &&
        cells_ <= kMaximumCells)
      return true;
    if (cells_ > kMaximumCells) {
      return refuse(
          line,
          base::message("the tables of this page have more than {} cells",
                        "les tableaux de cette page ont plus de {} cellules", kMaximumCells),
          base::message("put the data in a file and link to it",
                        "mettez les données dans un fichier et faites un lien"));
    }
    return refuse(line,
                  base::message("this block holds too many marks ('@', '![', '<!', '*', ']') to be "
                                "read in a reasonable time",
                                "ce bloc contient trop de marques (« @ », « ![ », « <! », « * », "
                                "« ] ») pour être lu en un temps raisonnable"),
                  base::message("put blank lines between its parts, or make it fenced code",
                                "séparez ses parties par des lignes vides, ou faites-en un bloc de "
                                "code"));
  }

  // The longest stretch that could be one link definition.
  void measure_definition(std::uint32_t line, std::string_view content) {
    if (content.find("]:") != std::string_view::npos) {
      definition_ = 0;
      in_definition_line_ = line;
    } else if (definition_ == 0) {
      return;
    }
    definition_ += content.size() + 1;
    if (definition_ > longest_definition_) {
      longest_definition_ = definition_;
      definition_line_ = in_definition_line_;
    }
  }

  bool check_depth() {
    if (blank_lines_ * depth_ <= kMaximumBlankSteps &&
        source_.text().size() * depth_ <= kMaximumTreeSteps)
      return true;
    return refuse(
        deepest_line_,
        base::message("lists and quotes are nested {} deep",
                      "des listes et des citations sont imbriquées sur {} niveaux", depth_),
        base::message("nest at most {} deep", "imbriquez sur {} niveaux au plus", kMaximumDepth),
        "nesting-depth");
  }

  bool check_copies() {
    if (brackets_ * longest_definition_ <= kMaximumCopies) return true;
    return refuse(definition_line_,
                  base::message("a link definition of {} bytes on a page with {} brackets",
                                "une définition de lien de {} octets dans une page de {} crochets",
                                longest_definition_, brackets_),
                  base::message("shorten the address, or write it where it is used",
                                "raccourcissez l'adresse, ou écrivez-la là où elle sert"));
  }

  const SourceText& source_;
  Problems& problems_;
  Block block_;
  std::size_t rescans_ = 0;
  std::size_t emphasis_steps_ = 0;
  std::size_t cells_ = 0;
  std::size_t depth_ = 0;
  std::uint32_t deepest_line_ = 1;
  std::size_t blank_lines_ = 0;
  std::size_t brackets_ = 0;
  std::size_t definition_ = 0;  // bytes of the one being read
  std::size_t longest_definition_ = 0;
  std::uint32_t in_definition_line_ = 1;
  std::uint32_t definition_line_ = 1;
};

}  // namespace

bool check_bytes(const Source& source, Problems& problems) {
  if (source.body.size() <= kMaximumBytes) return true;
  problems.error(kRule, {{source.body_line, 1}},
                 base::message("this page has {} bytes; at most {} are read",
                               "cette page a {} octets ; {} au plus sont lus", source.body.size(),
                               kMaximumBytes),
                 base::message("split the page", "divisez la page"));
  return false;
}

bool check_cost(const SourceText& source, Problems& problems) {
  return Cost(source, problems).check();
}

}  // namespace markdown
