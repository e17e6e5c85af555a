#include "generator/pipeline/code.h"

#include <algorithm>
#include <set>

namespace pipeline {

model::CheckCode code_check(std::shared_ptr<highlight::Cache> cache) {
  return [cache = std::move(cache)](std::string_view language, std::string_view text) {
    std::vector<base::Error> out;
    const auto tokens = cache->highlight(language, text);
    for (const highlight::SyntaxError& error : tokens->errors)
      out.push_back(highlight::syntax_problem(error, language, {}, {1, 1}));
    return out;
  };
}

std::optional<base::Error> missing_grammars(const model::Course& course) {
  return missing_grammars(course, highlight::languages_without_grammar());
}

std::optional<base::Error> missing_grammars(const model::Course& course,
                                            const std::vector<std::string>& lacking) {
  if (lacking.empty()) return std::nullopt;
  std::set<std::string> used;
  for (const model::Page& page : course.pages)
    for (const model::Half& half : page.halves)
      for (const markdown::CodeFact& code : half.facts.code)
        used.emplace(highlight::language_called(code.language));
  std::vector<std::string> missing;
  std::copy_if(lacking.begin(), lacking.end(), std::back_inserter(missing),
               [&](const std::string& name) { return used.count(name) > 0; });
  if (missing.empty()) return std::nullopt;
  return highlight::missing_grammars(missing);
}

}  // namespace pipeline
