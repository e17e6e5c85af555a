// Self-checks, complete without a script: one can choose and type, and unfold hints, answers and
// the solution. The right answers are in the page on purpose; data- attributes tell a script what
// is what.
#include <algorithm>
#include <numeric>

#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {

namespace {

using namespace markdown;

constexpr std::size_t kMostOptions = 12;  // of a select; with more, items stand without one

std::string_view id_of(QuizKind kind) {
  switch (kind) {
    case QuizKind::Single:
      return "single";
    case QuizKind::Multiple:
      return "multiple";
    case QuizKind::Number:
      return "number";
    case QuizKind::Text:
      return "text";
    case QuizKind::Order:
      return "order";
    case QuizKind::Match:
      return "match";
  }
  return "single";
}

// "A" … "Z", then "27".
std::string letter(std::size_t index) {
  return index < 26 ? std::string(1, static_cast<char>('A' + index)) : fmt::format("{}", index + 1);
}

// An order that is not the right one, the same in every language: every step-th item around the
// circle, from the second on.
std::vector<std::size_t> mixed(std::size_t count) {
  std::size_t step = count / 2 + 1;
  while (count > 0 && std::gcd(step, count) != 1) ++step;
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = (1 + i * step) % count;
  return order;
}

// Blocks as the text of a control's label, which takes no blocks: their first paragraph; the rest
// stands behind the label.
void write_label(Writer& writer, const Blocks& blocks, std::size_t index) {
  const auto* paragraph = blocks.empty() ? nullptr : std::get_if<Paragraph>(&blocks.front().node);
  writer.out += "<span>";
  if (paragraph != nullptr)
    write_inlines(writer, paragraph->text);
  else
    text::escape_to(writer.out,
                    writer.words.say("quiz.choice", {{"n", fmt::format("{}", index + 1)}}));
  writer.out += "</span>";
}

void write_rest(Writer& writer, const Blocks& blocks) {
  const bool labelled = !blocks.empty() && std::holds_alternative<Paragraph>(blocks.front().node);
  write_blocks(writer, std::span(blocks).subspan(labelled ? 1 : 0));
}

void write_summary(Writer& writer, std::string_view name, const std::string& summary) {
  writer.out += fmt::format("<details class=\"{}\"><summary>", name);
  text::escape_to(writer.out, summary);
  writer.out += "</summary>\n";
}

void write_choices(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  const bool single = quiz.kind == QuizKind::Single;
  for (std::size_t i = 0; i < quiz.choices.size(); ++i) {
    const Choice& choice = quiz.choices[i];
    out += fmt::format("<div class=\"choice\" data-choice=\"{}\"{}>", i + 1,
                       choice.right ? " data-right" : "");
    out += fmt::format("<label><input type=\"{}\"", single ? "radio" : "checkbox");
    write_attribute(out, "name", "quiz_" + quiz.id);
    out += fmt::format(" value=\"{}\"><i>{}</i> ", i + 1, letter(i));
    write_label(writer, choice.text, i);
    out += "</label>";
    write_rest(writer, choice.text);
    out += "</div>\n";
  }
}

void write_field(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  out += "<p><label>";
  text::escape_to(out, writer.words.say("quiz.yours"));
  out += " <input type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"";
  if (quiz.kind == QuizKind::Number) {
    out += " inputmode=\"decimal\"";
    write_attribute(out, "data-tolerance", fmt::format("{}", quiz.tolerance));
  }
  if (quiz.fold_case) out += " data-fold-case";
  if (quiz.fold_space) out += " data-fold-space";
  write_attribute(out, "name", "quiz_" + quiz.id);
  out += "></label></p>\n";
}

void write_places(Writer& writer, std::size_t count) {
  writer.out += "<select><option value=\"\">–</option>";
  for (std::size_t i = 1; i <= count; ++i) writer.out += fmt::format("<option>{}</option>", i);
  writer.out += "</select> ";
}

void write_order(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  const std::size_t count = quiz.ordered.size();
  out += "<ul class=\"order\">\n";
  for (const std::size_t i : mixed(count)) {
    out += fmt::format("<li data-right=\"{}\">", i + 1);
    out += "<label>";
    if (count <= kMostOptions) write_places(writer, count);
    write_label(writer, quiz.ordered[i], i);
    out += "</label>";
    write_rest(writer, quiz.ordered[i]);
    out += "</li>\n";
  }
  out += "</ul>\n";
}

void write_match(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  const std::vector<std::size_t> order = mixed(quiz.pairs.size());
  out += "<table class=\"match\"><thead><tr>";
  for (const Inlines& column : quiz.columns) {
    out += "<th scope=\"col\">";
    write_inlines(writer, column);
    out += "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < quiz.pairs.size(); ++i) {
    out += fmt::format("<tr data-right=\"{}\"><th scope=\"row\">", i + 1);
    write_inlines(writer, quiz.pairs[i].first);
    out += "</th><td>";
    if (quiz.pairs.size() <= kMostOptions) {
      const std::string item =
          writer.shared.typeset(plain_text(quiz.pairs[i].first), writer.content);
      out += "<select";
      write_attribute(out, "aria-label", writer.words.say("quiz.match", {{"item", item}}));
      out += "><option value=\"\">–</option>";
      for (const std::size_t j : order) {
        out += fmt::format("<option value=\"{}\">", j + 1);
        text::escape_to(out,
                        writer.shared.typeset(plain_text(quiz.pairs[j].second), writer.content));
        out += "</option>";
      }
      out += "</select>";
    }
    out += "</td></tr>\n";
  }
  out += "</tbody></table>\n";
}

void write_verdicts(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  out += "<ol class=\"answers\" type=\"A\">\n";
  for (std::size_t i = 0; i < quiz.choices.size(); ++i) {
    const Choice& choice = quiz.choices[i];
    out += fmt::format("<li class=\"{}\" data-for=\"{}\"><b>", choice.right ? "right" : "wrong",
                       i + 1);
    text::escape_to(out, writer.words.say(choice.right ? "quiz.right" : "quiz.wrong"));
    out += "</b> ";
    write_tight(writer, choice.feedback);
    out += "</li>\n";
  }
  out += "</ol>\n";
}

void write_accepted(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  out += "<p>";
  text::escape_to(out, writer.words.count("quiz.accepted", quiz.answers.size()));
  for (const std::string& answer : quiz.answers) {
    out += " <code translate=\"no\" data-answer>";
    text::escape_to(out, answer);
    out += "</code>";
  }
  if (quiz.tolerance > 0) {
    out += ' ';
    text::escape_to(
        out, writer.words.say("quiz.tolerance", {{"n", writer.words.decimal(quiz.tolerance)}}));
  }
  out += "</p>\n";
}

void write_right_order(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  out += "<p>";
  text::escape_to(out, writer.words.say("quiz.order"));
  out += "</p>\n<ol>\n";
  for (const Blocks& item : quiz.ordered) {
    out += "<li>";
    write_tight(writer, item);
    out += "</li>\n";
  }
  out += "</ol>\n";
}

void write_right_pairs(Writer& writer, const Quiz& quiz) {
  Table table;
  table.columns.resize(quiz.columns.size());
  table.head = quiz.columns;
  for (const auto& [left, right] : quiz.pairs) table.rows.push_back({left, right});
  write_table(writer, table);
}

void write_question(Writer& writer, const Quiz& quiz) {
  switch (quiz.kind) {
    case QuizKind::Single:
    case QuizKind::Multiple:
      return write_choices(writer, quiz);
    case QuizKind::Number:
    case QuizKind::Text:
      return write_field(writer, quiz);
    case QuizKind::Order:
      return write_order(writer, quiz);
    case QuizKind::Match:
      return write_match(writer, quiz);
  }
}

void write_answer(Writer& writer, const Quiz& quiz) {
  write_summary(writer, "answer", writer.words.say("quiz.answer"));
  switch (quiz.kind) {
    case QuizKind::Single:
    case QuizKind::Multiple:
      write_verdicts(writer, quiz);
      break;
    case QuizKind::Number:
    case QuizKind::Text:
      write_accepted(writer, quiz);
      break;
    case QuizKind::Order:
      write_right_order(writer, quiz);
      break;
    case QuizKind::Match:
      write_right_pairs(writer, quiz);
      break;
  }
  write_blocks(writer, quiz.feedback);
  writer.out += "</details>\n";
}

void write_legend(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  const int level = std::clamp(quiz.level, 2, 6);
  const std::string id = writer.anchors.next(quiz.heading_at);
  writer.heading = writer.shared.typeset(plain_text(quiz.question), writer.content);
  out += fmt::format("<fieldset><legend><h{}", level);
  if (!id.empty()) write_attribute(out, "id", id);
  out += '>';
  write_inlines(writer, quiz.question);
  out += fmt::format("</h{}></legend>\n", level);
  write_behind(writer);
  if (quiz.kind == QuizKind::Multiple) {
    out += "<p class=\"several\">";
    text::escape_to(out, writer.words.say("quiz.several"));
    out += "</p>\n";
  }
}

}  // namespace

void write_quiz(Writer& writer, const Quiz& quiz) {
  std::string& out = writer.out;
  const std::string heading = writer.heading;
  out += "<section class=\"quiz\"";
  write_attribute(out, "data-quiz", quiz.id);
  write_attribute(out, "data-kind", id_of(quiz.kind));
  out += ">\n";
  write_legend(writer, quiz);
  write_blocks(writer, quiz.lead);
  write_question(writer, quiz);
  out += "</fieldset>\n";
  for (std::size_t i = 0; i < quiz.hints.size(); ++i) {
    const bool one = quiz.hints.size() == 1;
    write_summary(writer, "hint",
                  one ? writer.words.say("quiz.hint")
                      : writer.words.say("quiz.hint_number", {{"n", fmt::format("{}", i + 1)}}));
    write_blocks(writer, quiz.hints[i]);
    out += "</details>\n";
  }
  write_answer(writer, quiz);
  if (!quiz.solution.empty()) {
    write_summary(writer, "solution", writer.words.say("quiz.solution"));
    write_blocks(writer, quiz.solution);
    out += "</details>\n";
  }
  out += "</section>\n";
  writer.heading = heading;
}

}  // namespace render
