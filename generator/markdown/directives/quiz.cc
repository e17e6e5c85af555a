#include "generator/markdown/directives/quiz.h"

#include <algorithm>
#include <array>

#include "generator/base/nearest.h"
#include "generator/markdown/directives/numbers.h"
#include "generator/markdown/directives/quiz_reader.h"

namespace markdown {
namespace {

struct KindName {
  std::string_view name;
  QuizKind kind;
};

constexpr std::array<KindName, 6> kKinds = {{{"single", QuizKind::Single},
                                             {"multiple", QuizKind::Multiple},
                                             {"number", QuizKind::Number},
                                             {"text", QuizKind::Text},
                                             {"order", QuizKind::Order},
                                             {"match", QuizKind::Match}}};

bool read_kind(Opening& opening, Quiz& quiz, Context& context) {
  constexpr std::string_view kRule = "directive-argument";
  const base::Message all =
      base::message("the kinds are single, multiple, number, text, order and match",
                    "les sortes sont single, multiple, number, text, order et match");
  const std::optional<Argument> written = opening.arguments.take_word();
  if (!written) {
    context.problems.error(kRule, opening.comment,
                           base::message("this quiz has no kind", "ce quiz n'a pas de sorte"), all);
    return false;
  }
  const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const KindName& kind) { return kind.name == written->raw; });
  if (known != kKinds.end()) {
    quiz.kind = known->kind;
    return true;
  }
  std::vector<std::string> names;
  for (const KindName& kind : kKinds) names.emplace_back(kind.name);
  base::Message hint = base::did_you_mean(written->raw, names);
  context.problems.error(kRule, written->where,
                         base::message("there is no kind of quiz '{}'",
                                       "il n'y a pas de quiz de sorte « {} »", shown(written->raw)),
                         hint.empty() ? all : std::move(hint));
  return false;
}

bool read_tolerance(Opening& opening, Quiz& quiz, Context& context) {
  const std::optional<Argument> written = opening.arguments.take("tol");
  if (!written) return true;
  const std::optional<std::string> number = normal_number(written->value());
  if (number) quiz.tolerance = number_value(*number);
  if (number && quiz.tolerance >= 0) return true;
  context.problems.error(
      "directive-argument", written->value_where,
      base::message("'{}' is no tolerance", "« {} » n'est pas une tolérance", shown(written->raw)),
      base::message("write a number that is not negative: tol=0.5",
                    "écrivez un nombre positif ou nul : tol=0.5"));
  return false;
}

bool read_norm(Opening& opening, Quiz& quiz, Context& context) {
  const std::optional<Argument> written = opening.arguments.take("norm");
  if (!written) return true;
  const std::string value = written->value();
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(',', at), value.size());
    const std::string word = value.substr(at, end - at);
    at = end + 1;
    if (word == "case") {
      quiz.fold_case = true;
    } else if (word == "space") {
      quiz.fold_space = true;
    } else {
      const std::vector<std::string> known = {"case", "space"};
      base::Message hint = base::did_you_mean(word, known);
      if (hint.empty())
        hint = base::message("write norm=case, norm=space or norm=case,space",
                             "écrivez norm=case, norm=space ou norm=case,space");
      context.problems.error("directive-argument", written->value_where,
                             base::message("'{}' is nothing that could be ignored in an answer",
                                           "« {} » n'est rien que l'on puisse ignorer dans une "
                                           "réponse",
                                           shown(word)),
                             std::move(hint));
      return false;
    }
  }
  return true;
}

bool read_options(Opening& opening, Quiz& quiz, Context& context) {
  bool good = true;
  if (quiz.kind == QuizKind::Number) {
    good = read_tolerance(opening, quiz, context);
    refuse_rest(opening, {"tol"}, context);
  } else if (quiz.kind == QuizKind::Text) {
    good = read_norm(opening, quiz, context);
    refuse_rest(opening, {"norm"}, context);
  } else {
    refuse_rest(opening, {}, context);
  }
  return good;
}

}  // namespace

std::optional<BlockNode> parse_quiz(Opening& opening, Blocks& blocks, Context& context) {
  Quiz quiz;
  const std::optional<Argument> id = take_id(opening, context);
  bool good = id.has_value();
  // Without an id the next word cannot be told from a kind.
  if (id) {
    context.ids.emplace_back(id->raw, id->where);
    quiz.id = id->raw;
    quiz.at = id->where.begin;
    good = read_kind(opening, quiz, context) && read_options(opening, quiz, context);
  }
  std::optional<FirstHeading> heading = check_heading(opening, blocks, "quiz-shape", context);
  if (!good || !heading) return std::nullopt;
  quiz.question = std::move(heading->text);
  quiz.level = heading->level;
  quiz.heading_at = heading->at;
  if (!QuizReader(opening, blocks, quiz, context).read()) return std::nullopt;
  return quiz;
}

}  // namespace markdown
