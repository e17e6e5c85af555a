// The report of an import, as a Markdown file beside what was made.
#include <algorithm>
#include <map>

#include "generator/importing/import.h"
#include "generator/importing/mend.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::Locale;
using base::message;
using base::Message;

// As text of a line of Markdown: nothing of a stranger's file becomes markup here.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = text::next_character(text, at);
    if (c < 0x20 || c == 0x7F) c = U' ';
    if (c == U'<' || c == U'[' || c == U']' || c == U'*' || c == U'_' || c == U'|' || c == U'`' ||
        c == U'\\' || c == U'#')
      out += '\\';
    text::append_character(out, c);
  }
  return out;
}

std::string place(const base::Span& where) {
  std::string out = shown(where.file);
  if (where.begin.line > 0) out += fmt::format(":{}", where.begin.line);
  return out;
}

class Report {
 public:
  Report(const Imported& imported, Locale locale) : imported_(imported), locale_(locale) {}

  std::string write() {
    line("# " + say(message("Import of '{}'", "Import de « {} »", shown(imported_.title))));
    line();
    line(say(message("{} pages ({} drafts), {} files, languages: {}.",
                     "{} pages ({} brouillons), {} fichiers, langues : {}.", imported_.pages.size(),
                     imported_.drafts(), imported_.assets.size(),
                     fmt::format("{}", fmt::join(imported_.languages, ", ")))));
    notes(Care::Person, message("What needs a person", "Ce qui demande une personne"),
          message("Nothing.", "Rien."));
    problems();
    worksheet();
    files();
    notes(Care::Done, message("What was done", "Ce qui a été fait"), message("Nothing.", "Rien."));
    return std::move(out_);
  }

 private:
  const std::string& say(const Message& text) const { return text.in(locale_); }
  void line(std::string_view text = {}) {
    out_ += text;
    out_ += '\n';
  }
  void section(const Message& title) {
    line();
    line("## " + say(title));
    line();
  }

  void notes(Care care, const Message& title, const Message& none) {
    section(title);
    std::vector<std::string> said;
    std::map<std::string, std::size_t> times;
    for (const Note& note : imported_.notes) {
      if (note.care != care) continue;
      std::string words = fmt::format("{} — {}", place(note.where), shown(note.what.in(locale_)));
      if (++times[words] == 1) said.push_back(std::move(words));
    }
    for (const std::string& words : said) {
      const std::size_t count = times[words];
      line("- " + words + (count == 1 ? std::string() : fmt::format(" (×{})", count)));
    }
    if (said.empty()) line(say(none));
  }

  void problems() {
    section(message("What 'atelier check' says of the result",
                    "Ce que « atelier check » dit du résultat"));
    if (imported_.problems.empty()) line(say(message("Nothing.", "Rien.")));
    constexpr std::size_t kMost = 1000;
    for (std::size_t i = 0; i < std::min(imported_.problems.size(), kMost); ++i) {
      const base::Error& problem = imported_.problems[i];
      line(fmt::format("- {} — {} \\[{}\\]", shown(base::to_string(problem.where)),
                       shown(problem.message.in(locale_)), problem.rule));
    }
  }

  // What a learner would type once: a proposal, as labels are the author's to write.
  void worksheet() {
    if (imported_.variables.empty()) return;
    section(message("A worksheet, as a proposal", "Une fiche de valeurs, en proposition"));
    line(
        say(message("Placeholders are declared in the pages that use them; variables of the "
                    "environment (with `$`) are not.",
                    "Les emplacements sont déclarés dans les pages qui les emploient ; les "
                    "variables d'environnement (avec `$`) ne le sont pas.")));
    line();
    line(say(message("| Name | Type | Example | Pages |", "| Nom | Type | Exemple | Pages |")));
    line("| --- | --- | --- | --- |");
    for (const auto& [name, files] : imported_.variables) {
      const Placeholder guess =
          placeholder_of(name.starts_with('$') ? std::string_view(name).substr(1) : name);
      line(fmt::format("| `{}` | {} | `{}` | {} |", name, guess.type, guess.example, files.size()));
    }
  }

  void files() {
    section(message("Where each file went", "Où chaque fichier est allé"));
    line(say(message("| From | To |", "| De | Vers |")));
    line("| --- | --- |");
    for (const auto* list : {&imported_.pages, &imported_.assets})
      for (const ImportedFile& file : *list)
        line(fmt::format("| {} | {}{} |", shown(file.from), shown(file.to),
                         file.draft ? say(message(" (draft)", " (brouillon)")) : std::string()));
  }

  const Imported& imported_;
  Locale locale_;
  std::string out_;
};

}  // namespace

std::string write_report(const Imported& imported, Locale locale) {
  return Report(imported, locale).write();
}

}  // namespace importing
