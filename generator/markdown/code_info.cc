#include "generator/markdown/code_info.h"

#include <algorithm>
#include <charconv>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"
#include "generator/markdown/arguments.h"
#include "generator/text/utf8.h"

namespace markdown {
namespace {

constexpr std::string_view kRule = "code-info";

struct Info {
  const Excerpt& line;
  CodeBlock& code;
  Context& context;

  Range range(std::size_t begin, std::size_t end) const {
    return {line.position(begin), line.position(end)};
  }

  // "2" or "4-5" at [begin, end).
  void read_lines(std::size_t begin, std::size_t end, std::uint32_t count) {
    const std::string_view written = line.text().substr(begin, end - begin);
    LineRange lines;
    const char* last = written.data() + written.size();
    auto [at, error] = std::from_chars(written.data(), last, lines.first);
    lines.last = lines.first;
    if (error == std::errc() && at != last && *at == '-') {
      const auto second = std::from_chars(at + 1, last, lines.last);
      at = second.ptr;
      error = second.ec;
    }
    if (error != std::errc() || at != last || lines.first == 0 || lines.first > lines.last) {
      context.problems.error(
          kRule, range(begin, end),
          base::message("'{}' names no lines", "« {} » ne désigne pas de lignes", shown(written)),
          base::message("write numbers and ranges: {{2,4-5}}",
                        "écrivez des numéros et des intervalles : {{2,4-5}}"));
      return;
    }
    if (lines.last > count) {
      context.problems.error(
          kRule, range(begin, end),
          base::message("line {} is marked, and the code has {}",
                        "la ligne {} est marquée, et le code en a {}", lines.last, count));
      return;
    }
    code.marked.push_back(lines);
  }

  // "{2,4-5}" from `at`, a '{'; gives the offset behind it.
  std::size_t read_marked(std::size_t at, std::size_t end) {
    const std::size_t close = line.text().substr(0, end).find('}', at);
    if (close == std::string_view::npos) {
      context.problems.error(kRule, range(at, end),
                             base::message("this '{{' is not closed", "ce « {{ » n'est pas fermé"));
      return end;
    }
    const auto count =
        static_cast<std::uint32_t>(std::count(code.text.begin(), code.text.end(), '\n'));
    for (std::size_t begin = at + 1; begin <= close && !context.problems.full();) {
      std::size_t comma = std::min(line.text().find(',', begin), close);
      const std::size_t next = comma + 1;
      while (begin < comma && base::is_blank(line.text()[begin])) ++begin;
      while (comma > begin && base::is_blank(line.text()[comma - 1])) --comma;
      read_lines(begin, comma, count);
      begin = next;
    }
    return close + 1;
  }

  void merge_marked() {
    std::vector<LineRange>& marked = code.marked;
    std::sort(marked.begin(), marked.end(),
              [](const LineRange& a, const LineRange& b) { return a.first < b.first; });
    std::vector<LineRange> merged;
    for (const LineRange& lines : marked) {
      if (!merged.empty() && lines.first <= merged.back().last + 1)
        merged.back().last = std::max(merged.back().last, lines.last);
      else
        merged.push_back(lines);
    }
    marked = std::move(merged);
  }

  void read_arguments(std::size_t begin, std::size_t end) {
    Arguments arguments(line, begin, end, kRule, context.problems);
    if (const auto title = arguments.take("title")) code.title = title->value();
    std::vector<Argument> unknown;
    while (const auto word = arguments.take_word()) {
      if (word->raw == "broken") {
        code.broken = true;
        continue;
      }
      const std::vector<std::string> known = {"broken", "title"};
      base::Message hint = base::did_you_mean(word->raw, known);
      if (word->raw == "title")
        hint = base::message("write title=\"…\"", "écrivez title=\"…\"");
      else if (hint.empty())
        hint = base::message("behind the language stand title=\"…\", {{2,4-5}} and broken",
                             "après le langage viennent title=\"…\", {{2,4-5}} et broken");
      context.problems.error(kRule, word->where,
                             base::message("'{}' says nothing about code",
                                           "« {} » ne dit rien d'un code", shown(word->raw)),
                             std::move(hint));
    }
    const std::vector<std::string> keys = {"title"};
    arguments.refuse_rest(keys, context.problems);
  }
};

}  // namespace

void read_code_info(const Excerpt& line, std::size_t begin, std::size_t end, CodeBlock& code,
                    Context& context) {
  Info info{line, code, context};
  const std::string_view text = line.text();
  while (begin < end && base::is_blank(text[begin])) ++begin;
  std::size_t word = begin;
  while (word < end && !base::is_blank(text[word]) && text[word] != '{') ++word;
  const std::string_view language = text.substr(begin, word - begin);
  if (language.find('=') == std::string_view::npos) {
    if (language == "broken") {
      context.problems.error(kRule, info.range(begin, word),
                             base::message("'broken' stands where the language belongs",
                                           "« broken » est à la place du langage"),
                             base::message("write the language first: ```sh broken",
                                           "écrivez d'abord le langage : ```sh broken"));
      code.broken = true;
    } else {
      code.language = text::lower_case(language);
    }
    begin = word;
  }
  // The lines in braces may stand between the other arguments.
  std::size_t from = begin;
  bool quoted = false;
  for (std::size_t at = begin; at < end; ++at) {
    if (text[at] == '\\' && quoted) {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (text[at] == '{' && !quoted) {
      info.read_arguments(from, at);
      from = info.read_marked(at, end);
      at = from - 1;
    }
  }
  info.read_arguments(from, end);
  info.merge_marked();
}

}  // namespace markdown
