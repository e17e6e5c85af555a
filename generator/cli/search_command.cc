// atelier search: asks the search database that the last build left.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "generator/base/nearest.h"
#include "generator/cli/commands.h"
#include "generator/pipeline/project.h"
#include "generator/search/database.h"
#include "generator/text/utf8.h"

namespace cli {
using base::message;
namespace {

using search::Hit;

struct SearchOptions {
  std::vector<std::string> words;
  std::string folder = ".";
  search::Filters filters;
  bool errors = false;
  std::size_t limit = 10;
  std::string format = "text";
};

constexpr std::size_t kShownQuery = 80;  // of a query that is said again, in bytes

// One line without control characters, which a terminal would obey.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_character(text, at);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    out += control ? std::string("·") : std::string(text.substr(begin, at - begin));
  }
  return out;
}

std::string shown(std::string_view query) {
  const std::string_view cut = text::cut_to(query, kShownQuery);
  return plain(cut) + (cut.size() < query.size() ? "…" : "");
}

class Printer {
 public:
  explicit Printer(const Session& session) : session_(session) {}

  void print(const Hit& hit, std::size_t number) {
    std::ostream& out = session_.out;
    const std::string& name = hit.heading.empty() ? hit.title : hit.heading;
    out << fmt::format("{:>2}. {}", number, styled("1", plain(name)));
    if (!hit.heading.empty()) out << styled("2", " · " + plain(hit.title));
    out << "\n    " << styled("36", plain(link(hit))) << '\n';
    if (!hit.error.empty())
      out << "    "
          << session_.say(message("known error: {}", "erreur connue : {}", plain(hit.error)))
          << '\n';
    if (!hit.snippet.text.empty()) out << "    " << marked(hit.snippet) << '\n';
  }

  static std::string link(const Hit& hit) {
    return hit.anchor.empty() ? hit.address : hit.address + "#" + hit.anchor;
  }

 private:
  // ECMA-48, Select Graphic Rendition.
  std::string styled(std::string_view code, std::string text) const {
    if (session_.out_colour == base::Colour::Never) return text;
    return fmt::format("\033[{}m{}\033[0m", code, text);
  }

  std::string marked(const search::Snippet& snippet) const {
    std::string out;
    std::size_t at = 0;
    const std::string_view text = snippet.text;
    for (const search::Range& mark : snippet.marks) {
      out += plain(text.substr(at, mark.begin - at));
      out += styled("1;33", plain(text.substr(mark.begin, mark.end - mark.begin)));
      at = mark.end;
    }
    return out + plain(text.substr(at));
  }

  const Session& session_;
};

const char* name_of(search::Tier tier) {
  switch (tier) {
    case search::Tier::Error:
      return "error";
    case search::Tier::Title:
      return "title";
    case search::Tier::Heading:
      return "heading";
    case search::Tier::Section:
      return "section";
    case search::Tier::Page:
      return "page";
    case search::Tier::Some:
      break;
  }
  return "some";
}

void print_json(const Session& session, std::string_view query, std::string_view language,
                const search::Answer& answer) {
  using Json = nlohmann::ordered_json;
  Json hits = Json::array();
  for (const Hit& hit : answer.hits) {
    Json marks = Json::array();
    for (const search::Range& mark : hit.snippet.marks) marks.push_back({mark.begin, mark.end});
    Json one = {{"address", Printer::link(hit)},
                {"title", hit.title},
                {"heading", hit.heading},
                {"level", hit.level},
                {"topic", hit.topic},
                {"kind", hit.kind},
                {"tier", name_of(hit.tier)},
                {"score", hit.score},
                {"snippet", hit.snippet.text},
                {"marks", marks}};
    if (!hit.error.empty()) {
      one["error"] = hit.error;
      one["matched"] = {hit.matched.begin, hit.matched.end};
    }
    hits.push_back(std::move(one));
  }
  Json corrections = Json::array();
  for (const search::Correction& one : answer.corrections)
    corrections.push_back({{"from", one.from}, {"to", one.to}});
  Json elsewhere = Json::object();
  for (const auto& [other, count] : answer.elsewhere) elsewhere[other] = count;
  const Json document = {{"query", text::cut_to(query, 10'000)},
                         {"language", language},
                         {"total", answer.total},
                         {"hits", hits},
                         {"missing", answer.missing},
                         {"corrections", corrections},
                         {"elsewhere", elsewhere}};
  session.out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

// What there is to say beside the results.
void print_notes(const Session& session, std::string_view query, bool errors,
                 const search::Answer& answer) {
  const auto say = [&](const base::Message& words) { session.err << session.say(words) << '\n'; };
  if (answer.hits.empty())
    say(message("nothing found for '{}'", "rien trouvé pour « {} »", shown(query)));
  else if (answer.hits.front().tier == search::Tier::Some)
    say(errors ? message("no known error is exactly this one; these are the nearest",
                         "aucune erreur connue n'est exactement celle-ci ; voici les plus proches")
               : message("no section has all these words; these are the nearest",
                         "aucune section n'a tous ces mots ; voici les plus proches"));
  for (const search::Correction& one : answer.corrections)
    say(message("'{}' instead of '{}'", "« {} » au lieu de « {} »", plain(one.to),
                shown(one.from)));
  for (const std::string& word : answer.missing)
    say(message("the course does not use '{}'", "le cours n'emploie pas « {} »", shown(word)));
  if (answer.hits.size() < answer.total)
    say(message("{} of {} results; more with --limit", "{} résultats sur {} ; plus avec --limit",
                answer.hits.size(), answer.total));
  for (const auto& [language, count] : answer.elsewhere)
    say(message("in '{}': {} more (--lang {})", "en « {} » : {} de plus (--lang {})", language,
                count, language));
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

base::Result<search::Database> open(const SearchOptions& options, const Session& session) {
  const auto project = TRY(pipeline::find_project(options.folder, session.program));
  std::error_code failed;
  if (!std::filesystem::exists(project.search_database(), failed))
    return base::fail(base::ErrorKind::System,
                      message("there is no search index yet", "il n'y a pas encore d'index"), {},
                      message("run 'atelier build'", "lancez « atelier build »"));
  return search::Database::open(project.search_database());
}

// A filter that no page has finds nothing; better say which there are.
base::Done check_filter(std::string_view option, const std::string& value,
                        base::Result<std::vector<std::string>> known) {
  if (!known) return base::fail(std::move(known).error());
  if (value.empty() || std::find(known->begin(), known->end(), value) != known->end()) return {};
  base::Message hint = base::did_you_mean(value, *known);
  if (hint.empty()) {
    const std::string list = fmt::format("{}", fmt::join(*known, ", "));
    hint = message("try one of: {}", "essayez : {}", list);
  }
  return base::fail(
      base::ErrorKind::Usage,
      message("the course has no {} '{}'", "le cours n'a pas de {} « {} »", option, shown(value)),
      {}, std::move(hint));
}

base::Result<search::Answer> ask(search::Database& database, const SearchOptions& options,
                                 const std::string& query, const std::string& language) {
  using search::FilterKind;
  const search::Filters& filters = options.filters;
  for (const auto& [option, kind, value] :
       {std::tuple("--level", FilterKind::Level, &filters.level),
        std::tuple("--topic", FilterKind::Topic, &filters.topic),
        std::tuple("--kind", FilterKind::Kind, &filters.kind)})
    if (auto done = check_filter(option, *value, database.filter_values(kind)); !done)
      return base::fail(std::move(done).error());
  if (!options.errors) return database.search(query, language, filters, options.limit);
  search::Answer out;
  out.hits = TRY(database.find_error(query, language, options.limit));
  out.total = out.hits.size();
  return out;
}

Status run(const SearchOptions& options, const Session& session) {
  auto database = open(options, session);
  if (!database) return report_failure(session, database.error());
  const std::vector<std::string>& languages = database->languages();
  std::string language = session.locale == base::Locale::Fr ? "fr" : "en";
  if (!languages.empty() &&
      std::find(languages.begin(), languages.end(), language) == languages.end())
    language = languages.front();
  const std::string query = join(options.words);
  const auto answer = ask(*database, options, query, language);
  if (!answer) return report_failure(session, answer.error());
  if (options.format == "json") {
    print_json(session, query, language, *answer);
  } else {
    Printer printer(session);
    for (std::size_t i = 0; i < answer->hits.size(); ++i) printer.print(answer->hits[i], i + 1);
    print_notes(session, query, options.errors, *answer);
  }
  return answer->hits.empty() ? kFoundProblems : kDone;
}

}  // namespace

Command add_search(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "search", session.say(message("search in a course that was built",
                                    "chercher dans un cours déjà construit")));
  const auto options = std::make_shared<SearchOptions>();
  command
      ->add_option("query", options->words,
                   session.say(message("words, a question, or an error message in quotes",
                                       "des mots, une question, ou un message d'erreur entre "
                                       "guillemets")))
      ->required();
  command->add_option(
      "--folder", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command->add_option("--level", options->filters.level,
                      session.say(message("only this level", "ce niveau seulement")));
  command->add_option("--topic", options->filters.topic,
                      session.say(message("only this topic", "ce sujet seulement")));
  command->add_option(
      "--kind", options->filters.kind,
      session.say(message("only this kind of page: lesson, guide, entry, glossary, tip, page, lab",
                          "ce genre de page seulement : lesson, guide, entry, glossary, tip, "
                          "page, lab")));
  command->add_flag("--errors", options->errors,
                    session.say(message("the query is an error pasted from a terminal",
                                        "la question est une erreur collée d'un terminal")));
  command
      ->add_option("-n,--limit", options->limit,
                   session.say(message("how many results (default: 10)",
                                       "combien de résultats (par défaut : 10)")))
      ->check(CLI::Range(1, 1000));
  command->add_option("--format", options->format, session.say(message("text, json", "text, json")))
      ->check(CLI::IsMember({"text", "json"}));
  command->footer(session.say(message(
      "It searches the course's texts in the language of the program (--lang). Exit status: 0 "
      "something found, 1 nothing, 2 wrong usage, 3 could not run.\n\n"
      "Examples:\n  atelier search firewall ufw\n  atelier search --lang fr pare-feu --level "
      "beginner\n  atelier search --errors 'listen tcp 0.0.0.0:8443: bind: address already in "
      "use'\n  atelier search ssh --format json | jq -r '.hits[].address'",
      "La recherche se fait dans les textes de la langue du programme (--lang). Statut de sortie : "
      "0 trouvé, 1 rien, 2 mauvais usage, 3 impossible d'exécuter.\n\n"
      "Exemples :\n  atelier search pare-feu ufw\n  atelier search --lang en firewall --level "
      "beginner\n  atelier search --errors 'listen tcp 0.0.0.0:8443: bind: address already in "
      "use'\n  atelier search ssh --format json | jq -r '.hits[].address'")));
  return {command, [options, &session] { return run(*options, session); }};
}

}  // namespace cli
