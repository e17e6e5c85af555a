#include "labs/report/text.h"

#include <algorithm>
#include <map>

#include "generator/text/utf8.h"

namespace report {
using base::message;
using engine::CheckResult;
using engine::Outcome;
namespace {

bool is_unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFFFD;
}

class Writer {
 public:
  explicit Writer(const TextOptions& options) : options_(options) {}

  const std::string& say(const base::Message& words) const { return words.in(options_.locale); }

  std::string painted(std::string_view text, std::string_view code) const {
    if (options_.colour == base::Colour::Never) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }

  void line(std::string_view text) { out_ += std::string(text) + "\n"; }

  void head(const CheckResult& check, std::string_view sign, std::string_view colour) {
    const std::string title = printable(say(check.title));
    std::size_t width = 0;
    for (std::size_t at = 0; at < title.size(); ++width) text::next_character(title, at);
    const std::string gap(width < 62 ? 62 - width : 2, ' ');
    std::string text = painted(sign, colour) + " " + title + gap + painted(check.id, "2");
    if (!check.reason.empty()) text += painted("  [" + check.reason + "]", colour);
    line(text);
  }

  void said(const CheckResult& check) {
    std::string text = printable(say(check.layer));
    if (!check.says.empty())
      text += (text.empty()                          ? ""
               : options_.locale == base::Locale::Fr ? " : "
                                                     : ": ") +
              printable(say(check.says));
    if (!check.detail.empty()) text += " (" + printable(say(check.detail)) + ")";
    if (!text.empty()) line("    " + text);
    if (!check.words.empty())
      line("    " + say(message("it said: {}", "il a dit : {}", printable(check.words))));
  }

  void misses(const CheckResult& check) {
    // Where no answer came, that nothing was seen is said already.
    const bool silent = std::all_of(check.misses.begin(), check.misses.end(),
                                    [](const engine::Miss& miss) { return miss.seen.empty(); });
    if (silent && !check.reason.starts_with("expect.") && check.reason != "capture.missing" &&
        !options_.verbose)
      return;
    const std::size_t most = options_.verbose ? check.misses.size() : 3;
    for (std::size_t i = 0; i < check.misses.size() && i < most; ++i) {
      const engine::Miss& miss = check.misses[i];
      const std::string seen =
          miss.seen.empty() ? say(message("nothing", "rien")) : printable(miss.seen);
      const std::string wanted = printable(miss.subject + " " + miss.expected);
      if (options_.locale == base::Locale::Fr) {
        line("    attendu  " + wanted);
        line("    vu       " + seen);
      } else {
        line("    expected  " + wanted);
        line("    seen      " + seen);
      }
    }
    if (check.misses.size() > most)
      line("    " + counted(options_.locale, check.misses.size() - most,
                            {"more expectation (--verbose)", "attente de plus (--verbose)"},
                            {"more expectations (--verbose)", "attentes de plus (--verbose)"}));
  }

  void page(std::string_view name) {
    if (!name.empty()) line("    " + page_address(name, options_.locale, options_.site));
  }

  void cause(const engine::CauseResult& found) {
    if (found.rivals.empty()) {
      line("  " + painted("→", "36") + " " +
           say(message("Cause: {} ({})", "Cause : {} ({})", say(found.title), found.id)));
    } else {
      line("  " + painted("→", "36") + " " +
           say(message("One of these:", "L'une de ces causes :")));
      line(fmt::format("      {} ({})", say(found.title), found.id));
      for (std::size_t i = 0; i < found.rivals.size(); ++i)
        line(fmt::format("      {} ({})", say(found.rival_titles[i]), found.rivals[i]));
      if (!found.settle.empty())
        line("    " + say(message("What decides: {}", "Ce qui tranche : {}", say(found.settle))));
    }
    line("    " + printable(say(found.fix)));
    page(found.page);
  }

  std::string take() { return std::move(out_); }

 private:
  const TextOptions& options_;
  std::string out_;
};

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// The failed checks with what is known about each.
class RunWriter {
 public:
  RunWriter(const engine::RunResult& result, const TextOptions& options)
      : result_(result), options_(options), writer_(options) {
    for (const CheckResult& check : result.checks)
      if (check.outcome == Outcome::Blocked && !check.blocked_by.empty())
        waiting_[check.blocked_by.front()].push_back(check.id);
    for (const auto& cause : result.diagnosis.causes)
      for (const std::string& check : cause.explains) causes_[check].push_back(&cause);
  }

  std::string write() {
    writer_.line(
        fmt::format("{} ({} {})", writer_.say(result_.title), result_.lab, result_.version));
    for (const CheckResult& check : result_.checks)
      if (check.outcome == Outcome::Passed) writer_.head(check, "✓", "32");
    for (const CheckResult& check : result_.checks)
      if (check.outcome == Outcome::Failed) failed(check);
    not_run();
    not_applicable();
    end();
    return writer_.take();
  }

 private:
  void failed(const CheckResult& check) {
    writer_.line("");
    writer_.head(check, "✗", "31");
    writer_.said(check);
    writer_.misses(check);
    if (options_.verbose && !check.reproduce.empty())
      writer_.line("    $ " + printable(check.reproduce));
    const auto causes = causes_.find(check.id);
    if (causes == causes_.end()) {
      if (!check.hint.empty())
        writer_.line("  " + writer_.painted("→", "36") + " " + printable(writer_.say(check.hint)));
      writer_.page(check.page);
    } else {
      for (const engine::CauseResult* cause : causes->second) {
        if (told_.emplace(cause, check.id).second)
          writer_.cause(*cause);
        else
          writer_.line("  → " + writer_.say(message("same cause as {}", "même cause que {}",
                                                    told_.at(cause))));
      }
    }
    waiting(check.id);
  }

  void waiting(const std::string& id) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    writer_.line("  " + writer_.painted("⧗", "33") + " " +
                 counted(options_.locale, found->second.size(),
                         {"check waits for this one", "vérification attend celle-ci"},
                         {"checks wait for this one", "vérifications attendent celle-ci"}) +
                 (options_.locale == base::Locale::Fr ? " : " : ": ") + joined(found->second));
  }

  // Checks that could not run for the same reason are told together.
  void not_run() {
    std::vector<std::pair<const CheckResult*, std::vector<std::string>>> groups;
    for (const CheckResult& check : result_.checks) {
      if (check.outcome != Outcome::CouldNotRun) continue;
      const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
        return group.first->reason == check.reason && group.first->detail == check.detail;
      });
      if (same == groups.end())
        groups.push_back({&check, {check.id}});
      else
        same->second.push_back(check.id);
    }
    for (const auto& [check, ids] : groups) {
      writer_.line("");
      writer_.line(writer_.painted("!", "33") + " " +
                   counted(options_.locale, ids.size(),
                           {"check could not run", "vérification n'a pas pu s'exécuter"},
                           {"checks could not run", "vérifications n'ont pas pu s'exécuter"}) +
                   writer_.painted("  [" + check->reason + "]", "33"));
      writer_.line("    " + joined(ids));
      writer_.said(*check);
      for (const std::string& id : ids) waiting(id);
    }
  }

  void not_applicable() {
    std::vector<std::string> ids;
    for (const CheckResult& check : result_.checks)
      if (check.outcome == Outcome::NotApplicable) ids.push_back(check.id);
    if (ids.empty()) return;
    writer_.line("");
    writer_.line("· " +
                 counted(options_.locale, ids.size(),
                         {"check does not apply", "vérification est sans objet"},
                         {"checks do not apply", "vérifications sont sans objet"}) +
                 (options_.locale == base::Locale::Fr ? " : " : ": ") + joined(ids));
  }

  void end() {
    const engine::Counts counts = result_.count();
    writer_.line("");
    if (result_.interrupted)
      writer_.line(
          writer_.say(message("The run was interrupted; this is what was known by then.",
                              "L'exécution a été interrompue ; voici ce que l'on savait.")));
    writer_.line(summary(counts, options_.locale) + fmt::format("; {:.2f} s", result_.seconds));
    if (counts.failed > 0 && counts.blocked > 0)
      writer_.line(
          writer_.say(message("Repair this, then run again: only then can what waits be seen.",
                              "Réparez ceci, puis relancez : ce qui attend ne se verra "
                              "qu'ensuite.")));
  }

  const engine::RunResult& result_;
  const TextOptions& options_;
  Writer writer_;
  std::map<std::string, std::vector<std::string>> waiting_;
  std::map<std::string, std::vector<const engine::CauseResult*>> causes_;
  std::map<const engine::CauseResult*, std::string> told_;
};

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_character(text, at);
    if (c == '\n' || c == '\t' || c == '\r')
      out += ' ';
    else if (is_unsafe(c))
      out += "·";
    else
      text::append_character(out, c);
  }
  return out;
}

std::string page_address(std::string_view page, base::Locale locale, std::string_view site) {
  if (page.empty()) return {};
  const std::size_t hash = std::min(page.find('#'), page.size());
  std::string base(site);
  if (!base.empty() && base.back() != '/') base += '/';
  return fmt::format("{}{}/{}.html{}", base, locale == base::Locale::Fr ? "fr" : "en",
                     page.substr(0, hash), page.substr(hash));
}

std::string counted(base::Locale locale, std::size_t n, const base::Message& one,
                    const base::Message& many) {
  const bool single = n == 1 || (n == 0 && locale == base::Locale::Fr);
  return fmt::format("{} {}", n, (single ? one : many).in(locale));
}

std::string summary(const engine::Counts& counts, base::Locale locale) {
  struct Row {
    std::size_t n;
    base::Message one, many;
  };
  const Row rows[] = {
      {counts.passed, {"passed", "réussie"}, {"passed", "réussies"}},
      {counts.failed, {"failed", "échouée"}, {"failed", "échouées"}},
      {counts.blocked, {"blocked", "en attente"}, {"blocked", "en attente"}},
      {counts.not_applicable, {"not applicable", "sans objet"}, {"not applicable", "sans objet"}},
      {counts.could_not_run,
       {"could not run", "impossible à exécuter"},
       {"could not run", "impossibles à exécuter"}},
  };
  std::string out;
  for (const Row& row : rows)
    if (row.n > 0 || &row == rows)
      out += (out.empty() ? "" : ", ") + counted(locale, row.n, row.one, row.many);
  return out;
}

std::string check_text(const CheckResult& check, const TextOptions& options) {
  Writer writer(options);
  writer.head(check, check.outcome == Outcome::Passed ? "✓" : "✗", "31");
  writer.said(check);
  writer.misses(check);
  writer.page(check.page);
  return writer.take();
}

std::string to_text(const engine::RunResult& result, const TextOptions& options) {
  return RunWriter(result, options).write();
}

}  // namespace report
