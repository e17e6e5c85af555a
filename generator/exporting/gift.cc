#include "generator/exporting/gift.h"

#include <algorithm>

#include "generator/exporting/questions.h"
#include "generator/exporting/xhtml.h"

namespace exporting {
namespace {

using namespace markdown;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += ' ';
      continue;
    }
    if (std::string_view("~=#{}:\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

struct Gift {
  XhtmlOptions options;

  std::string html(const Blocks& blocks) const {
    // A single paragraph stands without its tags.
    if (blocks.size() == 1)
      if (const auto* paragraph = std::get_if<Paragraph>(&blocks.front().node))
        return escaped(inline_xhtml(paragraph->text, options));
    return escaped(blocks_xhtml(blocks, options));
  }
  std::string html(const Inlines& inlines) const { return escaped(inline_xhtml(inlines, options)); }
  std::string feedback(const Blocks& blocks) const {
    return blocks.empty() ? std::string() : "#" + html(blocks);
  }

  std::string choices(const Quiz& quiz) const {
    const auto right = static_cast<std::size_t>(std::count_if(
        quiz.choices.begin(), quiz.choices.end(), [](const Choice& one) { return one.right; }));
    const std::size_t wrong = quiz.choices.size() - right;
    std::string out;
    for (const Choice& choice : quiz.choices) {
      out += '\t';
      if (quiz.kind == QuizKind::Single)
        out += choice.right ? '=' : '~';
      else
        out += fmt::format("~%{}{}%", choice.right ? "" : "-", share(choice.right ? right : wrong));
      out += html(choice.text) + feedback(choice.feedback) + "\n";
    }
    return out;
  }
  // The fractions that Moodle knows have at most five decimals.
  static std::string share(std::size_t count) {
    if (count == 0) return "100";
    std::string out = fmt::format("{:.5f}", 100.0 / static_cast<double>(count));
    while (out.ends_with('0')) out.pop_back();
    if (out.ends_with('.')) out.pop_back();
    return out;
  }

  std::string answers(const Quiz& quiz) const {
    if (quiz.kind == QuizKind::Single || quiz.kind == QuizKind::Multiple)
      return "\n" + choices(quiz);
    std::string out;
    if (quiz.kind == QuizKind::Number) {
      out += "#\n";
      for (const std::string& answer : quiz.answers)
        out += fmt::format("\t={}:{}\n", answer, quiz.tolerance);
      return out;
    }
    out += "\n";
    if (quiz.kind == QuizKind::Text)
      for (const std::string& answer : quiz.answers) out += fmt::format("\t={}\n", escaped(answer));
    for (std::size_t i = 0; i < quiz.ordered.size(); ++i)
      out += fmt::format("\t={} -> {}\n", html(quiz.ordered[i]), i + 1);
    for (const auto& [left, right] : quiz.pairs)
      out += fmt::format("\t={} -> {}\n", html(left), plain(right));
    return out;
  }
  // What is chosen from a list has no markup in Moodle.
  static std::string plain(const Inlines& inlines) { return escaped(plain_text(inlines)); }
};

}  // namespace

std::string gift_question(const Quiz& quiz, std::string_view name, std::string_view language) {
  const bool empty =
      quiz.choices.empty() && quiz.answers.empty() && quiz.ordered.empty() && quiz.pairs.empty();
  if (empty) return {};
  Gift gift;
  gift.options.language = language;
  std::string stem = "<p>" + gift.html(quiz.question) + "</p>";
  if (!quiz.lead.empty()) stem += escaped(blocks_xhtml(quiz.lead, gift.options));
  std::string out = fmt::format("::{}::[html]{}{{{}", escaped(name), stem, gift.answers(quiz));
  Blocks general = quiz.feedback;
  general.insert(general.end(), quiz.solution.begin(), quiz.solution.end());
  if (!general.empty()) out += "\t####" + gift.html(general) + "\n";
  return out + "}\n";
}

base::Result<std::string> gift(const CourseSource& source, model::LanguageIndex language,
                               const std::vector<const model::Page*>& pages) {
  std::string out;
  for (const model::Page* page : pages) {
    const model::PageText text = TRY(read_text(source, *page, language));
    const auto quizzes = quizzes_of(text.document);
    if (quizzes.empty()) continue;
    const std::string& shown = source.course.languages[model::shown_language(*page, language)];
    // '/' separates categories.
    std::string title = half_of(*page, language).title;
    std::replace(title.begin(), title.end(), '/', '-');
    out += fmt::format("$CATEGORY: {}/{}\n\n", source.course.id, title);
    for (const Quiz* quiz : quizzes) {
      const std::string question =
          gift_question(*quiz, fmt::format("{} {}", page->id, quiz->id), shown);
      if (!question.empty()) out += question + "\n";
    }
  }
  return without_controls(std::move(out));
}

}  // namespace exporting
