// The words of a theme: strings/<language>.toml, flattened to dotted keys.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/theme/files.h"

namespace theme {

struct String {
  std::string text;
  base::Span where;  // of the value
};

using Strings = std::map<std::string, String, std::less<>>;
using StringsByLanguage = std::map<std::string, Strings, std::less<>>;

// Reads the strings of every language and reports, as rule theme-string: no file, a value that is
// no text, a key that one language lacks, placeholders that differ between languages, "{{" in a
// text. A key that a language lacks is given another language's text, so that the result has the
// same keys in each.
StringsByLanguage read_strings(const Files& files, const std::vector<std::string>& languages,
                               std::vector<base::Error>& problems);

// The names between '{' and '}', in order of their names: "{n} of {all}" -> {"all", "n"}.
std::set<std::string> placeholders(std::string_view text);
// Which of "one" and "other" a language says for `count`.
std::string_view plural_form(std::string_view language, long count);

}  // namespace theme
