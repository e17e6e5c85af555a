#include "generator/render/code.h"

#include <algorithm>

#include "generator/highlight/markup.h"
#include "generator/render/writer.h"

namespace render {

namespace {

bool is_name_character(char c, bool first) {
  return (c >= 'A' && c <= 'Z') || (!first && ((c >= '0' && c <= '9') || c == '_'));
}

// The placeholder that starts at `at`, without its brackets; empty when there is none.
std::string_view placeholder_at(std::string_view code, std::size_t at) {
  std::size_t end = at + 1;
  while (end < code.size() && is_name_character(code[end], end == at + 1)) ++end;
  if (end == at + 1 || end >= code.size() || code[end] != '>') return {};
  return code.substr(at + 1, end - at - 1);
}

bool is_marked(const markdown::CodeBlock& code, std::uint32_t line) {
  return std::any_of(code.marked.begin(), code.marked.end(), [&](const markdown::LineRange& range) {
    return range.first <= line && line <= range.last;
  });
}

struct LanguageTitle {
  std::string_view id, title;
};
constexpr LanguageTitle kLanguages[] = {
    {"bash", "Shell"},
    {"c", "C"},
    {"caddy", "Caddyfile"},
    {"cpp", "C++"},
    {"css", "CSS"},
    {"csv", "CSV"},
    {"diff", "Diff"},
    {"dockerfile", "Dockerfile"},
    {"dotenv", ".env"},
    {"html", "HTML"},
    {"http", "HTTP"},
    {"ini", "INI"},
    {"javascript", "JavaScript"},
    {"js", "JavaScript"},
    {"json", "JSON"},
    {"jsonc", "JSON"},
    {"markdown", "Markdown"},
    {"md", "Markdown"},
    {"nginx", "nginx"},
    {"powershell", "PowerShell"},
    {"ps1", "PowerShell"},
    {"py", "Python"},
    {"python", "Python"},
    {"sh", "Shell"},
    {"shell", "Shell"},
    {"sql", "SQL"},
    {"toml", "TOML"},
    {"ts", "TypeScript"},
    {"typescript", "TypeScript"},
    {"xml", "XML"},
    {"yaml", "YAML"},
    {"yml", "YAML"},
};

void open_block(Writer& writer, const markdown::CodeBlock& code, std::string_view language) {
  std::string& out = writer.out;
  out += "<figure class=\"block";
  if (code.broken) out += " broken";
  out += '"';
  if (!code.language.empty()) write_attribute(out, "data-language", code.language);
  out += "><figcaption>";
  if (!code.title.empty()) {
    out += "<b>";
    text::escape_to(out,
                    text::typeset(code.title, writer.shared.languages[writer.content].typography));
    out += "</b> ";
  }
  text::escape_to(out, language);
  if (code.broken) {
    out += " <em>";
    text::escape_to(out, writer.words.say("code.broken"));
    out += "</em>";
  }
  out += "</figcaption>";
}

void write_text(Writer& writer, const markdown::CodeBlock& code) {
  const auto tokens = writer.shared.code->highlight(code.language, code.text);
  writer.out += code_html(code, writer.variables, *tokens).str();
}

// Appends the bytes [begin, end) of the code.
void append_piece(std::string& out, std::string_view code, const highlight::Tokens& tokens,
                  const std::vector<model::Variable>& variables, std::size_t begin,
                  std::size_t end) {
  std::size_t done = begin;
  for (std::size_t at = code.find('<', begin); at < end; at = code.find('<', at + 1)) {
    const std::string_view name = placeholder_at(code, at);
    const bool declared = !name.empty() && std::any_of(variables.begin(), variables.end(),
                                                       [&](const model::Variable& variable) {
                                                         return variable.name == name;
                                                       });
    if (!declared) continue;
    out += highlight::code_markup(code, tokens, done, at).str();
    out += fmt::format("<span class=\"ask\" data-var=\"{0}\">&lt;{0}&gt;</span>", name);
    done = at + name.size() + 2;
  }
  out += highlight::code_markup(code, tokens, done, end).str();
}

void write_output(Writer& writer, const markdown::CodeBlock& code) {
  writer.out += "<pre tabindex=\"0\"><samp translate=\"no\">";
  write_text(writer, code);
  writer.out += "</samp></pre>";
}

}  // namespace

void append_code(std::string& out, std::string_view code,
                 const std::vector<model::Variable>& variables) {
  append_piece(out, code, {}, variables, 0, code.size());
}

text::Html code_html(const markdown::CodeBlock& code, const std::vector<model::Variable>& variables,
                     const highlight::Tokens& tokens) {
  const std::string_view text = code.text;
  std::string out;
  out.reserve(text.size() * 2);
  if (code.marked.empty()) {
    append_piece(out, text, tokens, variables, 0, text.size());
    return text::Html::trusted(std::move(out));
  }
  bool marking = false;
  std::size_t begin = 0;
  for (std::uint32_t line = 1; begin < text.size(); ++line) {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    const bool marked = is_marked(code, line);
    if (marked != marking) out += marked ? "<mark>" : "</mark>";
    marking = marked;
    append_piece(out, text, tokens, variables, begin, end);
    begin = end;
  }
  if (marking) out += "</mark>";
  return text::Html::trusted(std::move(out));
}

std::string language_title(std::string_view language) {
  for (const LanguageTitle& known : kLanguages)
    if (known.id == language) return std::string(known.title);
  return std::string(language);
}

void write_inline_code(Writer& writer, std::string_view code) {
  writer.out += "<code translate=\"no\">";
  append_code(writer.out, code, writer.variables);
  writer.out += "</code>";
}

void write_code(Writer& writer, const markdown::CodeBlock& code,
                const markdown::CodeBlock* output) {
  std::string& out = writer.out;
  const bool is_output = code.language == "output";
  const bool is_text = code.language.empty() || code.language == "text" || code.language == "txt";
  open_block(writer, code,
             is_output ? writer.words.say("code.output")
             : is_text ? writer.words.say("code.text")
                       : language_title(code.language));
  if (is_output) {
    write_output(writer, code);
  } else {
    out += "<pre tabindex=\"0\"><code translate=\"no\">";
    write_text(writer, code);
    out += "</code></pre>";
  }
  if (output != nullptr) {
    out += "<div class=\"out\"><p>";
    text::escape_to(out, output->title.empty() ? writer.words.say("code.output") : output->title);
    out += "</p>";
    write_output(writer, *output);
    out += "</div>";
  }
  out += "</figure>\n";
}

}  // namespace render
