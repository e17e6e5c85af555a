// Waivers: "<!-- allow: rule-id reason -->" alone on a line lets the next line break that rule once
// and for all, and says why. Before a code block or a table it holds for all of it, as no comment
// can stand inside. In TOML and front matter it is "# allow: rule-id reason".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/markdown/document.h"
#include "generator/model/lint/lines.h"
#include "generator/model/problem.h"

namespace model {

struct Waiver {
  std::string file;
  std::string rule;
  bool reason = false;
  std::uint32_t first = 0;  // the lines it holds for
  std::uint32_t last = 0;
  base::Position at;  // of the rule's id
  base::Position end;
};

// Those of a Markdown file. Lines inside code blocks of `document` are code, not waivers.
std::vector<Waiver> find_waivers(const Lines& lines, std::string_view file,
                                 const markdown::Document& document);
// Those of a TOML file, or of front matter: of lines before `end`.
std::vector<Waiver> find_toml_waivers(const Lines& lines, std::string_view file, std::uint32_t end);

// Takes out of `problems` what is waived, and reports a waiver without a reason, of an unknown
// rule, or that waives nothing as rule `waiver`. Returns how many problems were taken out.
std::size_t apply_waivers(std::vector<Waiver> waivers, Problems& problems);

// What stands on a line with a secret is not repeated by other rules: takes them out of `problems`.
void drop_beside_secrets(Problems& problems);

}  // namespace model
