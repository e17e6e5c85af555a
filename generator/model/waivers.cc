#include "generator/model/waivers.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "generator/base/ascii.h"
#include "generator/model/lint/walk.h"
#include "generator/model/rules.h"

namespace model {
namespace {

constexpr std::size_t kMostInFile = 500;

struct CodeLines {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// The lines of every code block, fences included, in order.
class CodeBlocks : public Visitor {
 public:
  void block(const markdown::Block& block) override {
    if (std::holds_alternative<markdown::CodeBlock>(block.node))
      found.push_back({block.at.line, std::max(block.at.line, block.end.line)});
  }
  std::vector<CodeLines> found;
};

const CodeLines* block_of(const std::vector<CodeLines>& blocks, std::uint32_t line) {
  const auto after = std::upper_bound(
      blocks.begin(), blocks.end(), line,
      [](std::uint32_t wanted, const CodeLines& code) { return wanted < code.first; });
  if (after == blocks.begin()) return nullptr;
  const CodeLines& code = *(after - 1);
  return line <= code.last ? &code : nullptr;
}

// "rule-id reason" with its place; `line` holds `content`.
Waiver parse(std::string_view line, std::string_view content, std::uint32_t number,
             std::string_view file) {
  Waiver out;
  out.file = file;
  content = base::trimmed(content);
  const std::size_t length = std::min(content.find_first_of(" \t"), content.size());
  out.rule = content.substr(0, length);
  out.reason = !base::trimmed(content.substr(length)).empty();
  const auto column = static_cast<std::uint32_t>(content.data() - line.data() + 1);
  out.at = {number, content.empty() ? 1 : column};
  out.end = {number, out.at.column + static_cast<std::uint32_t>(length)};
  out.first = out.last = number + 1;
  return out;
}

}  // namespace

std::vector<Waiver> find_waivers(const Lines& lines, std::string_view file,
                                 const markdown::Document& document) {
  constexpr std::string_view kOpen = "<!-- allow:", kClose = "-->";
  std::vector<Waiver> out;
  std::vector<CodeLines> blocks;
  bool have_blocks = false;
  for (std::uint32_t number = 1; number <= lines.count() && out.size() < kMostInFile; ++number) {
    const std::string_view line = lines.text(number);
    std::string_view content = base::trimmed(line);
    if (!content.starts_with(kOpen) || !content.ends_with(kClose) ||
        content.size() < kOpen.size() + kClose.size())
      continue;
    if (!have_blocks) {
      CodeBlocks code;
      walk(document, code);
      std::sort(code.found.begin(), code.found.end(),
                [](const CodeLines& a, const CodeLines& b) { return a.first < b.first; });
      blocks = std::move(code.found);
      have_blocks = true;
    }
    if (block_of(blocks, number) != nullptr) continue;
    content = content.substr(kOpen.size(), content.size() - kOpen.size() - kClose.size());
    Waiver waiver = parse(line, content, number, file);
    // Several waivers may stand above the same line.
    while (base::trimmed(lines.text(waiver.first)).starts_with(kOpen)) ++waiver.first;
    waiver.last = waiver.first;
    if (const CodeLines* code = block_of(blocks, waiver.first)) {
      waiver.last = code->last;
    } else if (base::trimmed(lines.text(waiver.first)).starts_with('|')) {
      while (base::trimmed(lines.text(waiver.last + 1)).starts_with('|')) ++waiver.last;
    }
    out.push_back(std::move(waiver));
  }
  return out;
}

std::vector<Waiver> find_toml_waivers(const Lines& lines, std::string_view file,
                                      std::uint32_t end) {
  constexpr std::string_view kOpen = "# allow:";
  std::vector<Waiver> out;
  for (std::uint32_t number = 1;
       number < end && number <= lines.count() && out.size() < kMostInFile; ++number) {
    const std::string_view line = lines.text(number);
    const std::string_view content = base::trimmed(line);
    if (content.starts_with(kOpen))
      out.push_back(parse(line, content.substr(kOpen.size()), number, file));
  }
  return out;
}

std::size_t apply_waivers(std::vector<Waiver> waivers, Problems& problems) {
  if (waivers.empty()) return 0;
  std::unordered_map<std::string, std::vector<std::size_t>> by_rule;  // "file\nrule" -> waivers
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    by_rule[waivers[i].file + '\n' + waivers[i].rule].push_back(i);
  }
  std::vector<bool> used(waivers.size());
  const auto is_waived = [&](const base::Error& error) {
    const auto found = by_rule.find(error.where.file + '\n' + error.rule);
    if (found == by_rule.end()) return false;
    bool waived = false;
    for (const std::size_t i : found->second) {
      const Waiver& waiver = waivers[i];
      if (error.where.begin.line < waiver.first || error.where.begin.line > waiver.last) continue;
      used[i] = true;
      waived = waived || waiver.reason;
    }
    return waived;
  };
  const std::size_t before = problems.size();
  problems.erase(std::remove_if(problems.begin(), problems.end(), is_waived), problems.end());
  const std::size_t taken = before - problems.size();
  Suggestions suggestions;
  std::vector<std::string> ids;
  for (const Rule& rule : rules()) ids.emplace_back(rule.id);
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    const Waiver& waiver = waivers[i];
    const base::Span where = {waiver.file, waiver.at, waiver.end};
    if (find_rule(waiver.rule) == nullptr) {
      problems.push_back(problem(
          "waiver", where,
          base::message("there is no rule '{}'", "il n'y a pas de règle « {} »", waiver.rule),
          suggestions.near(
              waiver.rule, ids,
              base::message(
                  "the rule's id stands in brackets at the end of each report",
                  "l'identifiant de la règle est entre crochets à la fin de chaque message"))));
    } else if (!waiver.reason) {
      problems.push_back(
          problem("waiver", where,
                  base::message("the waiver of '{}' gives no reason",
                                "la dérogation à « {} » ne donne pas de raison", waiver.rule),
                  base::message("say why it is right here: <!-- allow: {} because … -->",
                                "dites pourquoi c'est juste ici : <!-- allow: {} parce que … -->",
                                waiver.rule)));
    } else if (!used[i]) {
      problems.push_back(problem(
          "waiver", where,
          base::message("nothing here breaks the rule '{}'", "rien ici n'enfreint la règle « {} »",
                        waiver.rule),
          base::message("remove the waiver; it holds for the next line, code block or table",
                        "retirez la dérogation ; elle vaut pour la ligne, le bloc de code ou le "
                        "tableau qui suit")));
    }
  }
  return taken;
}

void drop_beside_secrets(Problems& problems) {
  std::set<std::pair<std::string, std::uint32_t>> lines;
  for (const base::Error& error : problems)
    if (error.sensitive) lines.emplace(error.where.file, error.where.begin.line);
  if (lines.empty()) return;
  const auto is_beside = [&](const base::Error& error) {
    return !error.sensitive && lines.count({error.where.file, error.where.begin.line}) > 0;
  };
  problems.erase(std::remove_if(problems.begin(), problems.end(), is_beside), problems.end());
}

}  // namespace model
