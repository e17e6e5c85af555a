#include <algorithm>
#include <map>
#include <set>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/text/utf8.h"
#include "labs/formats/reasons.h"
#include "labs/spec/load.h"

namespace spec {
using base::message;
namespace fs = std::filesystem;
namespace {

class Linter {
 public:
  Linter(const Lab& lab, std::vector<base::Error>& problems) : lab_(lab), problems_(problems) {
    for (const Check& check : lab.checks) ids_.push_back(check.id);
  }

  void run() {
    duplicates();
    needs();
    names();
    reasons();
    causes();
  }

 private:
  void report(std::string_view rule, const base::Span& where, base::Message what,
              base::Message hint = {}, base::Severity severity = base::Severity::Error) {
    base::Error error{base::ErrorKind::Content, std::move(what), where, std::move(hint)};
    error.rule = rule;
    error.severity = severity;
    problems_.push_back(std::move(error));
  }

  void duplicates() {
    std::set<std::string> seen;
    for (const Check& check : lab_.checks)
      if (!seen.insert(check.id).second)
        report("schema", check.where,
               message("two checks are called '{}'", "deux vérifications s'appellent « {} »",
                       check.id));
    seen.clear();
    for (const Cause& cause : lab_.causes)
      if (!seen.insert(cause.id).second)
        report("cause", cause.where,
               message("two causes are called '{}'", "deux causes s'appellent « {} »", cause.id));
    seen.clear();
    const auto name = [&](const std::string& one, const base::Span& where) {
      if (!seen.insert(one).second)
        report("variable", where,
               message("'{}' is already the name of another value",
                       "« {} » est déjà le nom d'une autre valeur", one));
    };
    for (const Variable& variable : lab_.variables) name(variable.name, variable.where);
    for (const Secret& secret : lab_.secrets) name(secret.name, secret.where);
    for (const Check& check : lab_.checks)
      for (const Capture& capture : check.captures) name(capture.name, capture.where);
  }

  void needs() {
    for (const Check& check : lab_.checks) {
      for (const std::string& need : check.needs) {
        if (lab_.find_check(need) != nullptr) continue;
        base::Message hint = base::did_you_mean(need, ids_);
        report("needs", check.where,
               message("'{}' needs '{}', which is no check",
                       "« {} » a besoin de « {} », qui n'est pas une vérification", check.id,
                       text::shortened(need)),
               std::move(hint));
      }
    }
    find_cycles();
    if (cyclic_) return;
    for (const Check& check : lab_.checks) collect_ancestors(check);
  }

  // Checks are taken away while their needs are all taken; what stays turns in a circle.
  void find_cycles() {
    std::set<std::string> done;
    std::vector<const Check*> left;
    for (const Check& check : lab_.checks) left.push_back(&check);
    for (bool moved = true; moved;) {
      moved = false;
      std::vector<const Check*> still;
      for (const Check* check : left) {
        const bool ready =
            std::all_of(check->needs.begin(), check->needs.end(), [&](const auto& need) {
              return done.contains(need) || lab_.find_check(need) == nullptr;
            });
        if (ready) {
          done.insert(check->id);
          moved = true;
        } else {
          still.push_back(check);
        }
      }
      left = std::move(still);
    }
    cyclic_ = !left.empty();
    for (const Check* check : left) {
      const auto back = std::find_if(check->needs.begin(), check->needs.end(),
                                     [&](const auto& need) { return !done.contains(need); });
      report("needs", check->where,
             message("'{}' waits for '{}', which waits for it",
                     "« {} » attend « {} », qui l'attend", check->id, *back));
    }
  }

  const std::set<std::string>& collect_ancestors(const Check& check) {
    // Needs are at most as deep as there are checks; the walk keeps its own stack.
    const auto known = ancestors_.find(check.id);
    if (known != ancestors_.end()) return known->second;
    std::set<std::string> out;
    std::vector<const Check*> open = {&check};
    while (!open.empty()) {
      const Check* one = open.back();
      open.pop_back();
      for (const std::string& need : one->needs) {
        const Check* parent = lab_.find_check(need);
        if (parent != nullptr && out.insert(need).second) open.push_back(parent);
      }
    }
    return ancestors_[check.id] = std::move(out);
  }

  void names() {
    std::map<std::string, const Check*> captured;
    std::vector<std::string> all = {"run.nonce", "run.password", "run.time"};
    for (const Variable& variable : lab_.variables) all.push_back(variable.name);
    for (const Secret& secret : lab_.secrets) all.push_back(secret.name);
    for (const Check& check : lab_.checks)
      for (const Capture& capture : check.captures) {
        captured[capture.name] = &check;
        all.push_back(capture.name);
      }
    std::set<std::string> used;
    const auto known = [&](const std::string& name, const base::Span& where) {
      used.insert(name);
      if (std::find(all.begin(), all.end(), name) != all.end()) return true;
      report("variable", where,
             message("nothing is called '{{{{{}}}}}'", "rien ne s'appelle « {{{{{}}}}} »",
                     text::shortened(name)),
             base::did_you_mean(name, all));
      return false;
    };
    for (const Variable& variable : lab_.variables)
      for (const std::string& name : names_in(variable.otherwise.value_or("")))
        known(name, variable.where);
    for (const Check& check : lab_.checks) {
      for (const std::string& name : check.unless_given) known(name, check.where);
      for (const std::string& name : names_in(check)) {
        if (!known(name, check.where) || cyclic_) continue;
        const auto owner = captured.find(name);
        if (owner == captured.end() || owner->second == &check) continue;
        if (!ancestors_[check.id].contains(owner->second->id))
          report("capture", check.where,
                 message("'{}' uses '{{{{{}}}}}' of '{}', which it does not need",
                         "« {} » utilise « {{{{{}}}}} » de « {} », dont elle n'a pas besoin",
                         check.id, name, owner->second->id),
                 message("add \"{}\" to its needs", "ajoutez \"{}\" à ses « needs »",
                         owner->second->id));
      }
    }
    for (const Variable& variable : lab_.variables)
      if (!used.contains(variable.name)) unused("variable", variable.where, variable.name);
    for (const Secret& secret : lab_.secrets)
      if (!used.contains(secret.name)) unused("variable", secret.where, secret.name);
    for (const Check& check : lab_.checks)
      for (const Capture& capture : check.captures)
        if (!used.contains(capture.name)) unused("capture", capture.where, capture.name);
  }

  void unused(std::string_view rule, const base::Span& where, const std::string& name) {
    report(rule, where, message("'{}' is never used", "« {} » n'est jamais utilisé", name), {},
           base::Severity::Warning);
  }

  // Every code that a check with this probe can end with.
  std::vector<std::string> codes_of(const Check& check) const {
    const ProbeInfo& probe = info_of(check.probe);
    std::vector<std::string> out;
    for (const formats::Reason& reason : formats::reasons())
      for (const std::string_view pattern : probe.reasons)
        if (formats::covers(pattern, reason.code)) out.emplace_back(reason.code);
    for (const AnswerRule& rule : lab_.answers)
      if (rule.probe == check.probe) out.push_back(rule.reason);
    for (std::size_t i = 1; i <= check.expect.size(); ++i)
      out.push_back(fmt::format("expect.{}", i));
    return out;
  }

  void reason(const std::string& written, const Check& check, const base::Span& where) {
    if (written.empty() || written.find("{{") != std::string::npos) return;
    const auto codes = codes_of(check);
    const bool numbered = written.starts_with("http.") &&
                          formats::find_reason(written) != nullptr &&
                          std::find(codes.begin(), codes.end(), "http.*") != codes.end();
    if (numbered || std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
          return formats::covers(written, code);
        }))
      return;
    base::Message hint = base::did_you_mean(written, codes);
    if (hint.empty())
      hint =
          message("add an [[answer]] with that reason, or see lab-check explain --reasons",
                  "ajoutez un [[answer]] avec cette raison, ou voyez lab-check explain --reasons");
    report("reason", where,
           message("'{}' never ends with the reason '{}'",
                   "« {} » ne donne jamais la raison « {} »", check.id, text::shortened(written)),
           std::move(hint));
  }

  void reasons() {
    for (const Check& check : lab_.checks) {
      for (const Expectation& expectation : check.expect) {
        if (expectation.subject.name != "reason") continue;
        if (const auto* one = std::get_if<std::string>(&expectation.value.value);
            one != nullptr &&
            (expectation.wanted == Operator::Equal || expectation.wanted == Operator::NotEqual))
          reason(*one, check, expectation.where);
        if (const auto* list = std::get_if<text::Array>(&expectation.value.value))
          for (const text::Node& value : *list)
            if (const auto* text = std::get_if<std::string>(&value.value))
              reason(*text, check, expectation.where);
      }
      for (const Hint& hint : check.hints)
        if (!hint.on.empty()) reason(hint.on, check, hint.where);
      if (check.retry)
        for (const std::string& pattern : check.retry->only_on) reason(pattern, check, check.where);
    }
  }

  static std::string signature(const Cause& cause) {
    std::vector<std::string> lines;
    for (const Condition& condition : cause.when) {
      std::string line = condition.check + (condition.passes ? "+" : "-");
      for (const std::string& code : condition.reasons) line += " " + code;
      lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
  }

  enum class Must { Nothing, Explain };
  void conditions(const Cause& cause, const std::vector<Condition>& list,
                  Must must = Must::Explain) {
    bool fails = false;
    for (const Condition& condition : list) {
      fails = fails || !condition.passes;
      const Check* check = lab_.find_check(condition.check);
      if (check == nullptr) {
        report("cause", condition.where,
               message("no check is called '{}'", "aucune vérification ne s'appelle « {} »",
                       text::shortened(condition.check)),
               base::did_you_mean(condition.check, ids_));
        continue;
      }
      for (const std::string& code : condition.reasons) reason(code, *check, condition.where);
    }
    if (must == Must::Explain && !list.empty() && !fails)
      report("cause", cause.where,
             message("'{}' explains nothing: none of its conditions is a failure",
                     "« {} » n'explique rien : aucune de ses conditions n'est un échec", cause.id));
  }

  void causes() {
    std::map<std::string, const Cause*> by_signature;
    std::vector<std::string> ids;
    for (const Cause& cause : lab_.causes) ids.push_back(cause.id);
    for (const Cause& cause : lab_.causes) {
      conditions(cause, cause.when);
      conditions(cause, cause.unless, Must::Nothing);
      conditions(cause, cause.seen);
      for (const std::string& rival : cause.rivals)
        if (lab_.find_cause(rival) == nullptr)
          report("cause", cause.where,
                 message("no cause is called '{}'", "aucune cause ne s'appelle « {} »",
                         text::shortened(rival)),
                 base::did_you_mean(rival, ids));
      if (!cause.rivals.empty() && cause.settle.empty())
        report("cause", cause.where,
               message("'{}' has a rival, and no test that decides",
                       "« {} » a une rivale, et aucun test qui départage", cause.id),
               message("add settle = {{ en = \"…\", fr = \"…\" }}",
                       "ajoutez settle = {{ en = \"…\", fr = \"…\" }}"));
      const auto [same, fresh] = by_signature.emplace(signature(cause), &cause);
      if (!fresh && std::find(cause.rivals.begin(), cause.rivals.end(), same->second->id) ==
                        cause.rivals.end())
        report("cause", cause.where,
               message("'{}' and '{}' look the same", "« {} » et « {} » se ressemblent en tout",
                       cause.id, same->second->id),
               message("name it in rivals, or add a condition that tells them apart",
                       "nommez-la dans « rivals », ou ajoutez une condition qui les distingue"));
    }
  }

  const Lab& lab_;
  std::vector<base::Error>& problems_;
  std::vector<std::string> ids_;
  std::map<std::string, std::set<std::string>> ancestors_;
  bool cyclic_ = false;
};

// The Markdown file that holds the page, in its first language, and whether the anchor is in it.
bool has_page(const fs::path& content, std::string_view page) {
  const std::size_t hash = page.find('#');
  const std::string path(page.substr(0, hash));
  const std::string anchor(hash == std::string_view::npos ? "" : page.substr(hash + 1));
  if (path.find("..") != std::string::npos) return false;
  const auto holds = [&](const fs::path& file, const std::string& id) {
    const auto text = base::read_file(file, 16u << 20);
    if (!text) return false;
    return id.empty() || text->find("<!-- id: " + id) != std::string::npos ||
           text->find("<!-- log: " + id) != std::string::npos ||
           text->find("<!-- step: " + id) != std::string::npos;
  };
  const fs::path folder = content / path;
  for (const char* name : {"guide.en.md", "lesson.en.md", "logbook.en.md"})
    if (holds(folder / name, anchor)) return true;
  if (holds(content / (path + ".en.md"), anchor)) return true;
  // An entry of a logbook: logbooks/supabase/ENTRY.
  const std::size_t slash = path.rfind('/');
  return slash != std::string::npos &&
         holds(content / path.substr(0, slash) / "logbook.en.md", path.substr(slash + 1));
}

}  // namespace

void lint_lab(const Lab& lab, std::vector<base::Error>& problems) { Linter(lab, problems).run(); }

void lint_pages(const Lab& lab, const fs::path& content, std::vector<base::Error>& problems) {
  const auto look = [&](const std::string& page, const base::Span& where) {
    if (page.empty() || has_page(content, page)) return;
    base::Error error{
        base::ErrorKind::Content,
        message("the course has no page '{}'", "le cours n'a pas de page « {} »",
                text::shortened(page)),
        where,
        message("pages are guides/X, lessons/TOPIC/X, logbooks/X or logbooks/X/ENTRY, "
                "with #PART behind them",
                "les pages sont guides/X, lessons/SUJET/X, logbooks/X ou "
                "logbooks/X/ENTRÉE, suivies de #PARTIE")};
    error.rule = "page";
    problems.push_back(std::move(error));
  };
  look(lab.page, lab.page_where);
  for (const Check& check : lab.checks) look(check.page, check.page_where);
  for (const Cause& cause : lab.causes) look(cause.page, cause.page_where);
}

}  // namespace spec
