#include "generator/highlight/languages.h"

#include <algorithm>
#include <array>

#include "generator/highlight/scanners/scanners.h"

namespace highlight {
namespace {

constexpr Context kJsonContexts[] = {{"{", "}"}, {"[", "]"}};
constexpr Context kScriptContexts[] = {{"({", "})"}, {"class _{", "}"}, {"async()=>{", "}"}};
constexpr Context kTypeContexts[] = {
    {"({", "})"}, {"class _{", "}"}, {"interface _{", "}"}, {"async()=>{", "}"}};

// Templates of other tools in data: {{ .Values.name }}, {% if %}.
constexpr std::string_view kTemplates = R"(\{\{|\{%)";
// Prompts, heredocs whose word is escaped, a loop's "do" on the line behind "for x", '$' and '~' as
// mere characters, arithmetic as a command's first word, [[ =~ ]] with a bare parenthesis.
constexpr std::string_view kHardShell =
    R"((?m)^\s*[$%>] |<<-?\\|^\s*for \w+\s*$|\$(?:[/,;)\\|]|\s|$)|=\s~|\(\(\w+ |=~ *\\?\()";
constexpr std::string_view kPrompts = R"((?m)^\s*(?:>>>|\.\.\.|[!%]\w|In \[\d))";

// The grammars of C, C++, CSS, HTML, PowerShell and SQL refuse too much that is right - fragments,
// macros, arguments of foreign programs, dialects - to report what they refuse.
constexpr Language kLanguages[] = {
    {"bash", "bash", nullptr, Errors::Reported, Operators::Shown, {}, kHardShell},
    {"c", "c"},
    {"caddyfile", {}, scan_caddyfile},
    {"console", {}, scan_console},
    {"cpp", "cpp"},
    {"css", "css"},
    {"diff", {}, scan_diff},
    {"dockerfile", {}, scan_dockerfile},
    {"dotenv", {}, scan_dotenv},
    {"html", "html"},
    {"http", {}, scan_http},
    {"ini", {}, scan_ini},
    {"javascript", "javascript", nullptr, Errors::Reported, Operators::Plain, kScriptContexts},
    {"json", "json", nullptr, Errors::Reported, Operators::Plain, kJsonContexts, kTemplates, '1'},
    {"nginx", {}, scan_nginx},
    {"output"},
    {"powershell", "powershell", nullptr, Errors::Ignored, Operators::Shown},
    {"python", "python", nullptr, Errors::Reported, Operators::Plain, {}, kPrompts},
    {"sql", "sql"},
    {"text"},
    {"toml", "toml", nullptr, Errors::Reported, Operators::Plain, {}, kTemplates, '1'},
    {"typescript", "typescript", nullptr, Errors::Reported, Operators::Plain, kTypeContexts,
     R"(import\()"},
    {"yaml", "yaml", nullptr, Errors::Reported, Operators::Plain, {}, kTemplates},
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

std::string lower(std::string_view written) {
  std::string out(written);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

}  // namespace

std::span<const Language> languages() { return kLanguages; }

const Language* find_language(std::string_view written) {
  if (written.size() > 32) return nullptr;
  const std::string wanted = lower(written);
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

bool is_language(std::string_view written) { return find_language(written) != nullptr; }

}  // namespace highlight
