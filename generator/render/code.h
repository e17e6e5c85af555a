// Code as markup: the one place where highlighting joins in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"
#include "generator/markdown/document.h"
#include "generator/model/course.h"
#include "generator/text/html.h"

namespace render {

// The text of a block, escaped and coloured, with the declared placeholders marked for the
// worksheet and the marked lines in <mark>. `tokens` are those of code.text.
text::Html code_html(const markdown::CodeBlock& code, const std::vector<model::Variable>& variables,
                     const highlight::Tokens& tokens = {});

// Appends an inline piece: escaped, placeholders marked.
void append_code(std::string& out, std::string_view code,
                 const std::vector<model::Variable>& variables);

// What a language is called: "sh" -> "Shell"; as written when it is not known.
std::string language_title(std::string_view language);

}  // namespace render
