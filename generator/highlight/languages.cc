#include "generator/highlight/languages.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/highlight/scanners/scanners.h"

namespace highlight {
namespace {

constexpr Context kJsonContexts[] = {{"{", "}"}, {"[", "]"}};
constexpr Context kScriptContexts[] = {{"({", "})"}, {"class _{", "}"}, {"async()=>{", "}"}};
constexpr Context kTypeContexts[] = {
    {"({", "})"}, {"class _{", "}"}, {"interface _{", "}"}, {"async()=>{", "}"}};

// Templates of other tools in data: {{ .Values.name }}, {% if %}.
constexpr std::string_view kTemplates = R"(\{\{|\{%)";
constexpr std::string_view kToml =
    R"((?m)\{\{|\{%|\\[ \t]+$)";  // and a space behind a line's last backslash
// Prompts; <some value> in small letters; heredocs whose word is escaped; "for x do", on one line
// or two; '$' and '~' as mere characters; arithmetic as a command's first word; [[ =~ ]] with a
// bare parenthesis.
constexpr std::string_view kHardShell =
    R"((?m)^\s*[$%>] |<[A-Za-z][\w.:/|-]*(?: [\w.:/|-]+)*>|<<-?\\|^\s*for \w+(?: do\b|\s*$)|)"
    R"(\$(?:[/,;)\\|]|\s|$)|=\s~|\(\(\w+ |=~ *\\?\()";
// Declaration files say things that no program does.
constexpr std::string_view kDeclarations =
    R"(import\(|\bdeclare\b|\bglobal \{|default function ?\(|keyof readonly)";
constexpr std::string_view kPrompts = R"((?m)^\s*(?:>>>|\.\.\.|[!%]\w|In \[\d))";

// The grammars of C, C++, CSS, HTML, PowerShell and SQL refuse too much that is right - fragments,
// macros, arguments of foreign programs, dialects - to report what they refuse.
constexpr Language kLanguages[] = {
    {.name = "bash",
     .grammar = "bash",
     .errors = Errors::Reported,
     .operators = Operators::Shown,
     .excused = kHardShell},
    {.name = "c", .grammar = "c", .shortest_placeholder = 2},
    {.name = "caddyfile", .scan = scan_caddyfile},
    {.name = "console", .scan = scan_console},
    {.name = "cpp", .grammar = "cpp", .shortest_placeholder = 2},
    {.name = "css", .grammar = "css"},
    {.name = "diff", .scan = scan_diff},
    {.name = "dockerfile", .scan = scan_dockerfile},
    {.name = "dotenv", .scan = scan_dotenv},
    {.name = "html", .grammar = "html", .shortest_placeholder = 2},
    {.name = "http", .scan = scan_http},
    {.name = "ini", .scan = scan_ini},
    {.name = "javascript",
     .grammar = "javascript",
     .errors = Errors::Reported,
     .contexts = kScriptContexts,
     .shortest_placeholder = 2},
    {.name = "json",
     .grammar = "json",
     .errors = Errors::Reported,
     .contexts = kJsonContexts,
     .excused = kTemplates,
     .placeholder = '1'},
    {.name = "nginx", .scan = scan_nginx},
    {.name = "output"},
    {.name = "powershell", .grammar = "powershell", .operators = Operators::Shown},
    {.name = "python", .grammar = "python", .errors = Errors::Reported, .excused = kPrompts},
    {.name = "sql", .grammar = "sql"},
    {.name = "text"},
    {.name = "toml",
     .grammar = "toml",
     .errors = Errors::Reported,
     .excused = kToml,
     .placeholder = '1'},
    {.name = "typescript",
     .grammar = "typescript",
     .errors = Errors::Reported,
     .contexts = kTypeContexts,
     .excused = kDeclarations,
     .shortest_placeholder = 2},
    {.name = "yaml", .grammar = "yaml", .errors = Errors::Reported, .excused = kTemplates},
};

struct Alias {
  std::string_view alias;
  std::string_view name;
};
constexpr Alias kAliases[] = {
    {"bat", "text"},
    {"c++", "cpp"},
    {"caddy", "caddyfile"},
    {"cc", "cpp"},
    {"cfg", "ini"},
    {"cjs", "javascript"},
    {"conf", "ini"},
    {"csv", "text"},
    {"docker", "dockerfile"},
    {"env", "dotenv"},
    {"h", "c"},
    {"hpp", "cpp"},
    {"htm", "html"},
    {"js", "javascript"},
    {"jsonc", "json"},
    {"jsonl", "json"},
    {"jsx", "javascript"},
    {"log", "text"},
    {"markdown", "text"},
    {"md", "text"},
    {"mjs", "javascript"},
    {"ndjson", "json"},
    {"patch", "diff"},
    {"plain", "text"},
    {"plaintext", "text"},
    {"postgres", "sql"},
    {"postgresql", "sql"},
    {"properties", "ini"},
    {"ps", "powershell"},
    {"ps1", "powershell"},
    {"pwsh", "powershell"},
    {"py", "python"},
    {"pycon", "console"},
    {"python3", "python"},
    {"sh", "bash"},
    {"shell", "bash"},
    {"shell-session", "console"},
    {"sh-session", "console"},
    {"svg", "html"},
    {"systemd", "ini"},
    {"terminal", "console"},
    {"ts", "typescript"},
    {"txt", "text"},
    {"xml", "html"},
    {"yml", "yaml"},
    {"zsh", "bash"},
};

}  // namespace

std::span<const Language> languages() { return kLanguages; }

const Language* find_language(std::string_view written) {
  if (written.size() > 32) return nullptr;
  const std::string wanted = base::lower(written);
  std::string_view name = wanted;
  for (const Alias& alias : kAliases)
    if (alias.alias == wanted) name = alias.name;
  for (const Language& language : kLanguages)
    if (language.name == name) return &language;
  return nullptr;
}

const std::vector<std::string>& language_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Language& language : kLanguages) out.emplace_back(language.name);
    for (const Alias& alias : kAliases) out.emplace_back(alias.alias);
    std::sort(out.begin(), out.end());
    return out;
  }();
  return names;
}

std::string_view language_called(std::string_view written) {
  const Language* language = find_language(written);
  return language == nullptr ? std::string_view() : language->name;
}

bool is_language(std::string_view written) { return find_language(written) != nullptr; }

}  // namespace highlight
