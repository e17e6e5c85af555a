#include <algorithm>
#include <optional>
#include <set>

#include "generator/base/ascii.h"
#include "generator/importing/links.h"
#include "generator/importing/mend.h"
#include "generator/markdown/directives/log.h"
#include "generator/text/slug.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;
using markdown::LogPart;

// The part that a heading or a label in bold means: more words than our own are known.
std::optional<LogPart> part_of(std::string_view written) {
  struct Word {
    std::string_view slug;
    LogPart part;
  };
  static constexpr Word kWords[] = {{"probleme", LogPart::Problem},
                                    {"problem", LogPart::Problem},
                                    {"le-probleme", LogPart::Problem},
                                    {"symptome", LogPart::Problem},
                                    {"symptomes", LogPart::Problem},
                                    {"symptom", LogPart::Problem},
                                    {"symptoms", LogPart::Problem},
                                    {"erreur", LogPart::Problem},
                                    {"error", LogPart::Problem},
                                    {"probleme-rencontre", LogPart::Problem},
                                    {"message-d-erreur", LogPart::Problem},
                                    {"diagnostic", LogPart::Diagnosis},
                                    {"diagnosis", LogPart::Diagnosis},
                                    {"cause", LogPart::Diagnosis},
                                    {"causes", LogPart::Diagnosis},
                                    {"cause-racine", LogPart::Diagnosis},
                                    {"root-cause", LogPart::Diagnosis},
                                    {"analyse", LogPart::Diagnosis},
                                    {"analysis", LogPart::Diagnosis},
                                    {"explication", LogPart::Diagnosis},
                                    {"explanation", LogPart::Diagnosis},
                                    {"solution", LogPart::Solution},
                                    {"solutions", LogPart::Solution},
                                    {"la-solution", LogPart::Solution},
                                    {"resolution", LogPart::Solution},
                                    {"correction", LogPart::Solution},
                                    {"correctif", LogPart::Solution},
                                    {"fix", LogPart::Solution},
                                    {"remede", LogPart::Solution},
                                    {"prevention", LogPart::Prevention},
                                    {"pour-eviter", LogPart::Prevention},
                                    {"pour-l-eviter", LogPart::Prevention},
                                    {"how-to-avoid", LogPart::Prevention},
                                    {"how-to-avoid-it", LogPart::Prevention}};
  if (written.size() > 60) return std::nullopt;
  const std::string slug = text::Slug::from_title(written).str();
  for (const Word& word : kWords)
    if (word.slug == slug) return word.part;
  return std::nullopt;
}

std::string_view title_of(LogPart part, bool french) {
  switch (part) {
    case LogPart::Problem:
      return french ? "Problème" : "Problem";
    case LogPart::Diagnosis:
      return french ? "Diagnostic" : "Diagnosis";
    case LogPart::Solution:
      return "Solution";
    case LogPart::Prevention:
      break;
  }
  return french ? "Prévention" : "Prevention";
}

// "**Problème :** text" -> the label and where the text begins.
struct Label {
  LogPart part;
  std::size_t rest = 0;  // offset in the line
};
std::optional<Label> label_of(std::string_view line) {
  if (!line.starts_with("**")) return std::nullopt;
  const std::size_t close = line.find("**", 2);
  if (close == std::string_view::npos || close > 60) return std::nullopt;
  std::string_view words = line.substr(2, close - 2);
  while (words.ends_with(':') || words.ends_with(' ')) words.remove_suffix(1);
  const auto part = part_of(words);
  if (!part) return std::nullopt;
  std::size_t rest = close + 2;
  while (rest < line.size() && (line[rest] == ' ' || line[rest] == ':')) ++rest;
  return Label{*part, rest};
}

struct Part {
  LogPart part;
  std::size_t line = 0;     // of its heading or label
  std::size_t heading = 0;  // index in Headings; npos of a label
  std::size_t rest = 0;     // of a label: where its text begins
};
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Texts in the first part that a program surely printed.
std::vector<std::string> errors_in(const SourceText& source, std::size_t first, std::size_t last) {
  static constexpr std::string_view kMarks[] = {"error",  "refused",    "denied",    "failed",
                                                "cannot", "not found",  "timed out", "timeout",
                                                "unable", "invalid",    "exception", "unreachable",
                                                "erreur", "impossible", "refusé",    "échec"};
  std::vector<std::string> out;
  const auto take = [&](std::string_view written) {
    const std::string_view text = base::trimmed(written);
    if (text.size() < 8 || text.size() > 200 || out.size() >= 5) return;
    if (text.find_first_of("\"<>\\`\n") != std::string_view::npos ||
        text.find("--") != std::string_view::npos)
      return;
    const std::string low = text::lower_case(text);
    const bool error =
        std::any_of(std::begin(kMarks), std::end(kMarks),
                    [&](std::string_view mark) { return low.find(mark) != std::string::npos; });
    if (!error) return;
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    if (std::find(out.begin(), out.end(), escaped) == out.end()) out.push_back(escaped);
  };
  bool fence = false;
  for (std::size_t i = first; i < last; ++i) {
    const std::string_view line = source.line(i);
    if (base::trimmed(line).starts_with("```")) {
      fence = !fence;
    } else if (fence) {
      take(line);
    } else {
      std::size_t at = 0;
      for (std::size_t open; (open = line.find('`', at)) != std::string_view::npos;) {
        const std::size_t close = line.find('`', open + 1);
        if (close == std::string_view::npos) break;
        take(line.substr(open + 1, close - open - 1));
        at = close + 1;
      }
    }
  }
  return out;
}

class Marker {
 public:
  Marker(SourceText& source, Headings& headings, std::string_view language, Notes& notes)
      : source_(source),
        headings_(headings),
        french_(language == "fr"),
        notes_(notes),
        zones_(zones_of(source)) {
    for (const Heading& heading : headings.headings) ids_.insert(heading.id);
  }

  void run() {
    const auto& all = headings_.headings;
    for (std::size_t i = 0; i < all.size();) {
      std::size_t next = i + 1;
      while (next < all.size() && all[next].level > all[i].level) ++next;
      i = section(i, next) ? next : i + 1;
    }
    if (edits_.empty()) return;
    source_.apply(std::move(edits_));
    find_lines();
  }

 private:
  std::size_t line_of(std::size_t heading) const {
    return heading < headings_.headings.size() ? headings_.headings[heading].line
                                               : source_.line_count();
  }

  // The section of heading `i`, whose own headings are [i + 1, next): an entry, when its parts say
  // so.
  bool section(std::size_t i, std::size_t next) {
    const Heading& heading = headings_.headings[i];
    if (part_of(plain_words(heading.text)) || heading.level > 4) return false;
    const std::size_t first = heading.line + 1, last = line_of(next);
    std::vector<Part> parts;
    if (next > i + 1) {
      for (std::size_t k = i + 1; k < next; ++k) {
        const Heading& inner = headings_.headings[k];
        if (inner.level > heading.level + 1) continue;
        const auto part = part_of(plain_words(inner.text));
        if (!part) return false;
        parts.push_back({*part, inner.line, k, 0});
      }
    } else {
      for (std::size_t line = first; line < last; ++line) {
        if (zones_[std::min(source_.start(line), zones_.size() - 1)] == Zone::Fence) continue;
        if (line > first && !is_blank(source_.line(line - 1))) continue;
        if (const auto label = label_of(source_.line(line)))
          parts.push_back({label->part, line, kNone, label->rest});
      }
    }
    return entry(i, first, last, parts);
  }

  bool entry(std::size_t i, std::size_t first, std::size_t last, const std::vector<Part>& parts) {
    std::set<LogPart> there;
    bool ordered = true;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      there.insert(parts[k].part);
      ordered = ordered && (k == 0 || parts[k - 1].part < parts[k].part);
    }
    const bool core = there.count(LogPart::Problem) > 0 && there.count(LogPart::Solution) > 0;
    if (!core) return false;
    const Heading& heading = headings_.headings[i];
    const std::uint32_t at = source_.origin(heading.line);
    if (!ordered || there.count(LogPart::Diagnosis) == 0) {
      notes_.person(at, message("'{}' looks like a logbook entry; its parts must be Problem, "
                                "Diagnosis, Solution, Prevention, in this order",
                                "« {} » ressemble à une fiche de journal ; ses parties doivent "
                                "être Problème, Diagnostic, Solution, Prévention, dans cet ordre",
                                text::shortened(heading.text)));
      return false;
    }
    const std::size_t second = parts.size() > 1 ? parts[1].line : last;
    const auto errors = errors_in(source_, first, second);
    const std::string arguments =
        errors.empty() ? std::string() : fmt::format(" errors=\"{}\"", fmt::join(errors, "|"));
    edits_.push_back({source_.start(heading.line), source_.start(heading.line),
                      fmt::format("<!-- log: {}{} -->\n", heading.id, arguments)});
    const std::string marks(static_cast<std::size_t>(heading.level) + 1, '#');
    for (const Part& part : parts) {
      const std::string title = fmt::format("{} {}", marks, title_of(part.part, french_));
      std::string with = title;
      if (part.heading == kNone) {
        const std::string_view rest = base::trimmed(
            source_.line(part.line).substr(std::min(part.rest, source_.line(part.line).size())));
        with += "\n";
        if (!rest.empty()) with += "\n" + std::string(rest);
      }
      edits_.push_back({source_.start(part.line), source_.end(part.line), with});
    }
    std::string end = "<!-- /log -->\n\n";
    if (there.count(LogPart::Prevention) == 0) {
      end = fmt::format("{} {}\n\n{}", marks, title_of(LogPart::Prevention, french_), end);
      notes_.person(at, message("the logbook entry '{}' says nothing of prevention yet",
                                "la fiche de journal « {} » ne dit encore rien de la prévention",
                                text::shortened(heading.text)));
    }
    const std::size_t close =
        last < source_.line_count() ? source_.start(last) : source_.text().size();
    const bool blank = close == 0 || source_.text()[close - 1] == '\n';
    edits_.push_back({close, close, (blank ? "\n" : "\n\n") + end});
    notes_.done(at,
                message("recognised as a logbook entry: '{}'",
                        "reconnue comme fiche de journal : « {} »", text::shortened(heading.text)));
    Heading& owner = headings_.headings[i];
    owner.in_log = true;
    for (const Part& part : parts)
      if (part.heading != kNone) {
        Heading& inner = headings_.headings[part.heading];
        inner.in_log = true;
        inner.text = title_of(part.part, french_);
      }
    return true;
  }

  // Lines moved; headings are the same, in the same order, with the new ones of labels between.
  void find_lines() {
    const std::vector<Zone> zones = zones_of(source_);
    std::size_t next = 0;
    auto& all = headings_.headings;
    for (std::size_t i = 0; i < source_.line_count() && next < all.size(); ++i) {
      if (source_.end(i) == source_.start(i) || zones[source_.start(i)] == Zone::Fence) continue;
      const std::string line = fmt::format(
          "{} {}", std::string(static_cast<std::size_t>(all[next].level), '#'), all[next].text);
      if (source_.line(i) == line) all[next++].line = i;
    }
    all.resize(next);
  }

  SourceText& source_;
  Headings& headings_;
  bool french_;
  Notes& notes_;
  std::vector<Zone> zones_;
  std::set<std::string> ids_;
  Edits edits_;
};

}  // namespace

void mark_log_entries(SourceText& source, Headings& headings, std::string_view language,
                      Notes& notes) {
  if (source.text().empty()) return;
  Marker(source, headings, language, notes).run();
}

}  // namespace importing
