#include "generator/model/lint/code.h"

#include <algorithm>
#include <array>

#include "generator/model/lint/walk.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::size_t kMostReported = 50;  // in one file

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Shown, not copied.
bool is_output(std::string_view language) { return language == "output" || language == "text"; }

// Mostly prose: any character may stand there.
bool is_prose(std::string_view language) {
  static constexpr std::array<std::string_view, 10> kProse = {
      "mermaid", "markdown", "md", "html", "xml", "csv", "diff", "http", "tex", "latex"};
  return language.empty() || is_one_of(kProse, language);
}

// "$ ", "PS> ", "PS C:\work> "; the length of the prompt, 0 when there is none.
std::size_t prompt_length(std::string_view line) {
  if (line.starts_with("$ ")) return 2;
  if (line.starts_with("PS> ")) return 4;
  if (line.size() > 5 && line.starts_with("PS ") && line[4] == ':') {
    const std::size_t end = line.find("> ");
    if (end != std::string_view::npos && end < 100) return end + 2;
  }
  return 0;
}

struct Mark {
  char32_t character;
  base::Message name;
};

const Mark* find_mark(char32_t c) {
  static const std::array<Mark, 10> kMarks = {{
      {0x00A0, {"a no-break space", "une espace insécable"}},
      {0x202F, {"a narrow no-break space", "une espace fine insécable"}},
      {0x2009, {"a thin space", "une espace fine"}},
      {0x00AB, {"an opening guillemet", "un guillemet ouvrant"}},
      {0x00BB, {"a closing guillemet", "un guillemet fermant"}},
      {0x201C, {"an opening curly quote", "un guillemet courbe ouvrant"}},
      {0x201D, {"a closing curly quote", "un guillemet courbe fermant"}},
      {0x201E, {"a low curly quote", "un guillemet courbe bas"}},
      {0x2018, {"an opening single curly quote", "une apostrophe courbe ouvrante"}},
      {0x2019, {"a curly apostrophe", "une apostrophe courbe"}},
  }};
  const auto found = std::find_if(kMarks.begin(), kMarks.end(),
                                  [&](const Mark& mark) { return mark.character == c; });
  return found != kMarks.end() ? &*found : nullptr;
}

bool is_space(char32_t c) { return c == 0x00A0 || c == 0x202F || c == 0x2009; }

bool is_shell(std::string_view language) {
  static constexpr std::array<std::string_view, 10> kShells = {
      "sh", "bash", "zsh", "shell", "console", "powershell", "ps1", "cmd", "bat", "dockerfile"};
  return is_one_of(kShells, language);
}

bool is_key(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" -");
  return begin != std::string_view::npos &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-';
         });
}

// Whether a typographic quote at `at` of a line stands where code stands, and not the text of a
// string or a comment: nothing opens one of these before it, and it begins a word or a value.
bool is_in_code(std::string_view language, std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at);
  if (before.find_first_of("\"'`#") != std::string_view::npos) return false;
  const std::size_t last = before.find_last_not_of(' ');
  if (last == std::string_view::npos) return false;
  if (is_shell(language)) return before.ends_with(' ') || before.ends_with('=');
  if (before.find("//") != std::string_view::npos || before.find("--") != std::string_view::npos)
    return false;
  // Behind "key:" a value starts; behind any other colon it may be a sentence.
  if (before[last] == ':') return is_key(before.substr(0, last));
  return std::string_view("=(,[{").find(before[last]) != std::string_view::npos;
}

std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1 && !text.empty(); --number)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

// Text that goes over several lines: what is inside may hold any character.
class LongStrings {
 public:
  // True when the line that is about to be read begins inside one. Call for every line, in order.
  bool enter(std::string_view line) {
    const bool inside = inside_;
    for (const std::string_view mark : {"\"\"\"", "'''"}) {
      for (std::size_t at = line.find(mark); at != std::string_view::npos;
           at = line.find(mark, at + mark.size()))
        inside_ = !inside_;
    }
    if (!heredoc_ && line.find("<<") != std::string_view::npos) heredoc_ = true;
    return inside || heredoc_;
  }

 private:
  bool inside_ = false;
  bool heredoc_ = false;  // to the end of the block: where it ends does not matter here
};

class Code : public Visitor {
 public:
  Code(const FileContext& context, const CheckCode& check, Problems& problems)
      : context_(context), check_(check), problems_(problems) {}

  void block(const markdown::Block& block) override {
    const auto* code = std::get_if<markdown::CodeBlock>(&block.node);
    if (code == nullptr) return;
    look(*code);
    if (check_ && !code->broken && !code->language.empty()) look_at_syntax(*code);
  }

  void inlines(const markdown::Inlines& all, const markdown::Block&) override {
    look_at_spans(all, 0);
  }

 private:
  void look(const markdown::CodeBlock& code) {
    if (is_output(code.language)) return;
    const bool odd = std::any_of(code.text.begin(), code.text.end(),
                                 [](char c) { return c == '\xC2' || c == '\xE2'; });
    const bool prompts = !is_prose(code.language) || code.language.empty();
    LongStrings strings;
    std::uint32_t number = 0;
    std::string_view rest = code.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      const bool in_string = strings.enter(line);
      if (const std::size_t length = prompts && !in_string ? prompt_length(line) : 0; length > 0)
        add_prompt(where(code, number, line, 0, length), line.substr(0, length - 1));
      if (odd) look_at_line(code, number, line, in_string);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++number;
    }
  }

  void look_at_syntax(const markdown::CodeBlock& code) {
    for (base::Error& error : check_(code.language, code.text)) {
      if (++reported_ > kMostReported) return;
      const base::Position at = error.where.begin;
      if (at.line == 0 || at.column == 0) continue;
      problems_.push_back(
          problem("code-syntax",
                  where(code, at.line - 1, line_of(code.text, at.line), at.column - 1, at.column),
                  std::move(error.message), std::move(error.hint)));
    }
  }

  void look_at_line(const markdown::CodeBlock& code, std::uint32_t number, std::string_view line,
                    bool in_string) {
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t begin = at;
      const char32_t c = text::next_character(line, at);
      const Mark* mark = c >= 0x80 ? find_mark(c) : nullptr;
      if (mark == nullptr) continue;
      const bool wrong = is_space(c) ? !is_prose(code.language)
                                     : !is_prose(code.language) && !in_string &&
                                           is_in_code(code.language, line, begin);
      if (!wrong) continue;
      add_mark(where(code, number, line, begin, at), mark->name);
      return;  // one a line says enough
    }
  }

  // A no-break space in a code span is copied with it; quotes there may be what a program prints.
  void look_at_spans(const markdown::Inlines& all, int depth) {
    for (const markdown::Inline& node : all) {
      if (depth < markdown::kMaximumDepth) look_at_spans(node.children, depth + 1);
      if (node.kind != markdown::InlineKind::Code || node.text.find('\xC2') == std::string::npos)
        continue;
      if (node.text.find("\u00A0") == std::string::npos) continue;
      add_mark(context_.at(node.at, node.end), find_mark(0x00A0)->name);
    }
  }

  // The line of a code block is the end of a line of the file, behind the indentation or the quote
  // it stands in.
  base::Span where(const markdown::CodeBlock& code, std::uint32_t number, std::string_view line,
                   std::size_t begin, std::size_t end) const {
    const std::uint32_t in_file = code.text_at.line + number;
    const std::size_t length = context_.lines.text(in_file).size();
    const std::size_t shift = length >= line.size() ? length - line.size() : 0;
    const auto column = [&](std::size_t offset) {
      return static_cast<std::uint32_t>(shift + offset + 1);
    };
    return context_.at({in_file, column(begin)}, {in_file, column(end)});
  }

  void add_prompt(base::Span span, std::string_view prompt) {
    if (++reported_ > kMostReported) return;
    problems_.push_back(problem(
        "prompt-in-code", std::move(span),
        base::message("the prompt '{}' would be copied with the command",
                      "l'invite « {} » serait copiée avec la commande", prompt),
        base::message(
            "leave the prompt out; put what is printed into a block of language 'output'",
            "retirez l'invite ; mettez ce qui s'affiche dans un bloc de langage « output »")));
  }

  void add_mark(base::Span span, const base::Message& name) {
    if (++reported_ > kMostReported) return;
    base::Message message = {name.en + " stands in code", name.fr + " se trouve dans du code"};
    problems_.push_back(problem(
        "space-in-code", std::move(span), std::move(message),
        base::message("type this character again: a plain space or a straight quote",
                      "retapez ce caractère : une espace ordinaire ou un guillemet droit")));
  }

  const FileContext& context_;
  const CheckCode& check_;
  Problems& problems_;
  std::size_t reported_ = 0;
};

}  // namespace

void lint_code(const FileContext& context, const CheckCode& check, Problems& problems) {
  Code code(context, check, problems);
  walk(context.document, code);
}

}  // namespace model
