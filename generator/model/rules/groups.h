// The rules by subject: each file of this folder adds those of its own. Private to rules.cc.
#pragma once

#include <vector>

#include "generator/model/rules.h"

namespace model {

using Rules = std::vector<Rule>;

void add_file_rules(Rules& rules);       // bytes, files, folders, TOML, front matter
void add_dialect_rules(Rules& rules);    // what markdown/ finds
void add_structure_rules(Rules& rules);  // headings, descriptions, age, waivers
void add_text_rules(Rules& rules);       // links' texts, pictures, code, French spacing
void add_link_rules(Rules& rules);
void add_pair_rules(Rules& rules);
void add_declared_rules(Rules& rules);  // placeholders, worksheets, objectives, tabs
void add_figure_rules(Rules& rules);
void add_grid_rules(Rules& rules);      // what refers to what
void add_secret_rules(Rules& rules);

constexpr base::Severity kError = base::Severity::Error;
constexpr base::Severity kWarning = base::Severity::Warning;

}  // namespace model
