#include "generator/cli/problem_report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "generator/base/files.h"

namespace cli {
namespace {

const char* word(base::Severity severity) {
  return severity == base::Severity::Error ? "error" : "warning";
}

void print_text(const Session& session, std::span<const base::Error> problems) {
  std::map<std::string, std::string> sources;
  for (const base::Error& problem : problems) {
    const auto [found, fresh] = sources.try_emplace(problem.where.file);
    if (fresh && problem.where.begin.line != 0) {
      if (auto text = base::read_file(problem.where.file)) found->second = std::move(*text);
    }
    session.err << base::describe(problem, session.locale, found->second, session.colour);
  }
}

void print_json(const Session& session, std::span<const base::Error> problems) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  std::size_t errors = 0;
  for (const base::Error& problem : problems) {
    if (problem.severity == base::Severity::Error) ++errors;
    list.push_back({{"file", problem.where.file},
                    {"line", problem.where.begin.line},
                    {"column", problem.where.begin.column},
                    {"end_line", problem.where.end.line},
                    {"end_column", problem.where.end.column},
                    {"severity", word(problem.severity)},
                    {"rule", problem.rule},
                    {"message", problem.message.in(session.locale)},
                    {"hint", problem.hint.in(session.locale)}});
  }
  const Json document = {
      {"problems", list}, {"errors", errors}, {"warnings", problems.size() - errors}};
  session.out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

// GitHub's escapes for the data and for the properties of a workflow command.
std::string escape_command(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

void print_github(const Session& session, std::span<const base::Error> problems) {
  for (const base::Error& problem : problems) {
    std::string text = problem.message.in(session.locale);
    if (!problem.hint.empty()) text += "\n" + problem.hint.in(session.locale);
    session.out << fmt::format("::{} file={},line={},col={},title={}::{}\n", word(problem.severity),
                               escape_command(problem.where.file, true), problem.where.begin.line,
                               problem.where.begin.column, escape_command(problem.rule, true),
                               escape_command(text, false));
  }
}

}  // namespace

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names = {"text", "json", "github"};
  return names;
}

Format format_of(std::string_view name) {
  if (name == "json") return Format::Json;
  if (name == "github") return Format::Github;
  return Format::Text;
}

void print_problems(const Session& session, std::span<const base::Error> problems, Format format) {
  switch (format) {
    case Format::Text:
      return print_text(session, problems);
    case Format::Json:
      return print_json(session, problems);
    case Format::Github:
      return print_github(session, problems);
  }
}

std::string count_problems(base::Locale locale, std::size_t errors, std::size_t warnings) {
  const bool french = locale == base::Locale::Fr;
  if (errors + warnings == 0) return french ? "aucun problème" : "no problems";
  // English: 0 errors, 1 error; French: 0 erreur, 1 erreur, 2 erreurs.
  const auto counted = [french](std::size_t n, const char* one, const char* many) {
    return fmt::format("{} {}", n, n == 1 || (french && n == 0) ? one : many);
  };
  if (french)
    return counted(errors, "erreur", "erreurs") + ", " +
           counted(warnings, "avertissement", "avertissements");
  return counted(errors, "error", "errors") + ", " + counted(warnings, "warning", "warnings");
}

}  // namespace cli
