#include <algorithm>

#include "generator/importing/mend.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '#' || c == '-' || c == '_' || c == '.';
}

// "{.bash .numberLines}", "sh,ignore", "python {hl_lines=…}" -> the language alone.
std::string language_of(std::string_view info) {
  std::size_t begin = 0;
  while (begin < info.size() && (info[begin] == '{' || info[begin] == '.' || info[begin] == ' '))
    ++begin;
  std::size_t end = begin;
  while (end < info.size() && is_word(info[end])) ++end;
  std::string out = text::lower_case(info.substr(begin, end - begin));
  // "title=…" behind no language is no language.
  if (end < info.size() && info[end] == '=') out.clear();
  return out;
}

std::string title_of(std::string_view info) {
  const std::size_t at = info.find("title=\"");
  if (at == std::string_view::npos) return {};
  const std::size_t end = info.find('"', at + 7);
  if (end == std::string_view::npos || end == at + 7) return {};
  return fmt::format(" title=\"{}\"", info.substr(at + 7, end - at - 7));
}

// "{2,4-5}", when all lines are there.
std::string marks_of(std::string_view info, std::size_t lines) {
  const std::size_t open = info.find('{');
  const std::size_t close = open == std::string_view::npos ? open : info.find('}', open);
  if (close == std::string_view::npos || close == open + 1) return {};
  const std::string_view inside = info.substr(open + 1, close - open - 1);
  if (inside.find_first_not_of("0123456789,-") != std::string_view::npos) return {};
  std::size_t number = 0, before = 0;
  bool digits = false;
  for (const char c : std::string(inside) + ",") {
    if (c >= '0' && c <= '9') {
      number = std::min<std::size_t>(number * 10 + static_cast<std::size_t>(c - '0'), 1'000'000);
      digits = true;
      continue;
    }
    if (!digits || number == 0 || number > lines || number < before) return {};
    before = c == '-' ? number : 0;
    number = 0;
    digits = false;
  }
  return fmt::format(" {{{}}}", inside);
}

std::size_t prompt_length(std::string_view line) {
  if (line.starts_with("$ ")) return 2;
  if (line.starts_with("PS> ")) return 4;
  if (line.size() > 5 && line.starts_with("PS ") && line[4] == ':') {
    const std::size_t end = line.find("> ");
    if (end != std::string_view::npos && end < 100) return end + 2;
  }
  return 0;
}

bool may_have_prompts(std::string_view language) {
  static constexpr std::string_view kNames[] = {"",        "sh",       "bash",       "zsh", "shell",
                                                "console", "terminal", "powershell", "ps1"};
  return std::find(std::begin(kNames), std::end(kNames), language) != std::end(kNames);
}

bool is_shown_only(std::string_view language) {
  return language == "output" || language == "text" || language == "markdown" || language == "md";
}

class Fences {
 public:
  Fences(SourceText& source, Notes& notes) : source_(source), notes_(notes) {}

  void run() {
    // Spaces first, in place; then what needs whole blocks.
    for (const FencedBlock& block : fenced_blocks(source_)) {
      if (!block.closed) close(block);
      const std::string language = language_of(block.info);
      const std::string info = head(block, language);
      if (info != block.info) {
        notes_.done(source_.origin(block.first),
                    message("what stood behind the fence: '{}', now '{}'",
                            "derrière le bloc de code : « {} », maintenant « {} »",
                            text::shortened(block.info), info));
        put_head(block, info);
      }
      if (may_have_prompts(language)) prompts(block, language);
      if (!is_shown_only(language)) spaces(block, language);
    }
    code_spans();
    source_.apply(std::move(edits_));
  }

 private:
  static std::size_t body_lines(const FencedBlock& block) {
    return block.last - block.first - (block.closed ? 1 : 0);
  }
  static std::string head(const FencedBlock& block, const std::string& language) {
    if (block.info == language) return language;
    return language + (language.empty() ? "" : title_of(block.info)) +
           (language.empty() ? "" : marks_of(block.info, body_lines(block)));
  }
  void put_head(const FencedBlock& block, const std::string& info) {
    const std::size_t begin =
        static_cast<std::size_t>(block.fence.data() - source_.text().data()) + block.fence.size();
    edits_.push_back({begin, source_.end(block.first), info});
  }

  void close(const FencedBlock& block) {
    notes_.person(source_.origin(block.first),
                  message("this code block had no end: it ends with the page now",
                          "ce bloc de code n'avait pas de fin : il finit maintenant avec la page"));
    const std::size_t end = source_.text().size();
    edits_.push_back({end, end, fmt::format("{}{}\n", block.indent, block.fence)});
  }

  // The line of the block without the indentation of its fence.
  std::string_view body(const FencedBlock& block, std::size_t line) const {
    std::string_view text = source_.line(line);
    if (text.starts_with(block.indent)) text.remove_prefix(block.indent.size());
    return text;
  }

  void prompts(const FencedBlock& block, const std::string& language) {
    const std::size_t end = block.first + 1 + body_lines(block);
    std::size_t count = 0;
    bool first = false, seen = false, output = false, goes_on = false;
    for (std::size_t i = block.first + 1; i < end; ++i) {
      const std::string_view line = body(block, i);
      if (is_blank(line)) continue;
      const bool prompt = prompt_length(line) > 0;
      if (!seen) first = prompt;
      seen = true;
      count += prompt ? 1 : 0;
      if (!prompt && !goes_on && count > 0) output = true;
      goes_on = (prompt || goes_on) && line.ends_with('\\');
    }
    if (count == 0) return;
    const std::uint32_t at = source_.origin(block.first);
    if (!first) {
      notes_.person(at, message("commands and what they print stand in one block: it is only shown",
                                "des commandes et ce qu'elles affichent sont dans un même bloc : "
                                "il n'est que montré"));
      put_head(block, "text");
      return;
    }
    const bool windows = prompt_length(body(block, block.first + 1)) != 2;
    const std::string shell = windows                                   ? "powershell"
                              : language == "zsh" || language == "bash" ? language
                                                                        : "sh";
    put_head(block, shell);
    notes_.done(at, output ? message("prompts are gone, and what the commands print has its own "
                                     "block",
                                     "les invites sont ôtées, et ce que les commandes affichent a "
                                     "son propre bloc")
                           : message("prompts are gone", "les invites sont ôtées"));
    bool command = true;
    goes_on = false;
    const std::string fence = std::string(block.indent) + std::string(block.fence);
    for (std::size_t i = block.first + 1; i < end; ++i) {
      const std::string_view line = body(block, i);
      const std::size_t length = prompt_length(line);
      if (is_blank(line)) continue;
      const std::size_t begin = source_.end(i) - line.size();
      if (length > 0) {
        std::string before;
        if (!command) before = fmt::format("{}\n\n{}{}\n{}", fence, fence, shell, block.indent);
        edits_.push_back({command ? begin : source_.start(i), begin + length, before});
        command = true;
      } else if (command && !goes_on) {
        edits_.push_back(
            {source_.start(i), source_.start(i), fmt::format("{}\n\n{}output\n", fence, fence)});
        command = false;
      }
      goes_on = (length > 0 || goes_on) && line.ends_with('\\');
    }
  }

  // No-break spaces and curly quotes in code are what a word processor made of it.
  void spaces(const FencedBlock& block, const std::string& language) {
    const bool shell = may_have_prompts(language) && !language.empty();
    bool said = false;
    for (std::size_t i = block.first + 1; i < block.first + 1 + body_lines(block); ++i) {
      const std::string_view line = source_.line(i);
      if (line.find('\xC2') == std::string_view::npos &&
          line.find('\xE2') == std::string_view::npos)
        continue;
      const bool plain_quotes = line.find_first_of("\"'#") != std::string_view::npos;
      for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        const char32_t c = text::next_character(line, at);
        std::string with;
        if (c == 0x00A0 || c == 0x202F || c == 0x2009)
          with = " ";
        else if (!plain_quotes && shell && (c == 0x201C || c == 0x201D || c == 0x201E))
          with = "\"";
        else if (!plain_quotes && shell && (c == 0x2018 || c == 0x2019))
          with = "'";
        else
          continue;
        edits_.push_back({source_.start(i) + begin, source_.start(i) + at, with});
        if (!said)
          notes_.done(source_.origin(i), message("spaces and quotes in code are plain ones now",
                                                 "les espaces et guillemets du code sont "
                                                 "maintenant ordinaires"));
        said = true;
      }
    }
  }

  void code_spans() {
    const std::string& text = source_.text();
    if (text.find("\u00A0") == std::string::npos) return;
    const std::vector<Zone> zones = zones_of(source_);
    for (std::size_t at = text.find("\u00A0"); at != std::string::npos;
         at = text.find("\u00A0", at + 2))
      if (zones[at] == Zone::Span) edits_.push_back({at, at + 2, " "});
  }

  SourceText& source_;
  Notes& notes_;
  Edits edits_;
};

}  // namespace

void mend_fences(SourceText& source, Notes& notes) { Fences(source, notes).run(); }

}  // namespace importing
