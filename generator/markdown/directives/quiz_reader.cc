#include "generator/markdown/directives/quiz_reader.h"

#include <algorithm>
#include <iterator>

#include "generator/base/nearest.h"
#include "generator/markdown/directives/numbers.h"

namespace markdown {
namespace {

bool is_answer_word(std::string_view folded) {
  return folded.starts_with("reponse") || folded.starts_with("answer");
}
bool is_hint_word(std::string_view folded) {
  return folded.starts_with("indice") || folded.starts_with("hint");
}
bool is_solution_word(std::string_view folded) { return folded.starts_with("solution"); }

bool is_typed(QuizKind kind) { return kind == QuizKind::Number || kind == QuizKind::Text; }

base::Message how_to_answer(QuizKind kind) {
  switch (kind) {
    case QuizKind::Single:
    case QuizKind::Multiple:
      return base::message("write '- [x]' before a right answer and '- [ ]' before a wrong one",
                           "écrivez « - [x] » devant une bonne réponse et « - [ ] » devant une "
                           "mauvaise");
    case QuizKind::Order:
      return base::message("write a numbered list in the right order",
                           "écrivez une liste numérotée dans le bon ordre");
    case QuizKind::Match:
      return base::message("write a table of two columns, each row a right pair",
                           "écrivez un tableau de deux colonnes, chaque ligne une bonne paire");
    default:
      return base::message(
          "write the accepted answers as a list inside <details> whose summary is "
          "'Answer'",
          "écrivez les réponses admises en liste dans un <details> dont le résumé "
          "est « Réponse »");
  }
}

void append(Blocks& to, Blocks&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

bool QuizReader::refuse(const Range& where, base::Message message, base::Message hint) {
  context_.problems.error("quiz-shape", where, std::move(message), std::move(hint));
  return false;
}

// The index of the block that holds the answers; 0 when there is none.
std::size_t QuizReader::find_answers() const {
  const bool choice = quiz_.kind == QuizKind::Single || quiz_.kind == QuizKind::Multiple;
  std::size_t plain_list = 0;
  for (std::size_t i = 1; i < blocks_.size(); ++i) {
    const BlockNode& node = blocks_[i].node;
    if (const List* list = std::get_if<List>(&node)) {
      const bool ticked = std::any_of(list->items.begin(), list->items.end(),
                                      [](const Item& item) { return item.ticked.has_value(); });
      if ((choice && ticked) || (quiz_.kind == QuizKind::Order && list->ordered)) return i;
      if (choice && plain_list == 0) plain_list = i;
    }
    if (quiz_.kind == QuizKind::Match && std::holds_alternative<Table>(node)) return i;
    const Details* details = std::get_if<Details>(&node);
    if (is_typed(quiz_.kind) && details != nullptr && is_answer_word(folded(details->summary)))
      return i;
  }
  return plain_list;
}

// Says of every block what it is for; reports those that are for nothing.
bool QuizReader::sort_parts(std::size_t answers) {
  bool good = true;
  bool solved = false;
  parts_.assign(blocks_.size(), Part::Lead);
  for (std::size_t i = 1; i < blocks_.size(); ++i) {
    const Details* details = std::get_if<Details>(&blocks_[i].node);
    if (i == answers) {
      parts_[i] = Part::Answers;
    } else if (details != nullptr) {
      const std::string summary = folded(details->summary);
      if (solved) {
        good = refuse(range_of(blocks_[i]),
                      base::message("the solution comes last", "la solution vient en dernier"));
      } else if (is_hint_word(summary)) {
        parts_[i] = Part::Hint;
      } else if (is_solution_word(summary)) {
        parts_[i] = Part::Solution;
        solved = true;
      } else {
        const std::vector<std::string> known = {"Hint", "Indice", "Solution", "Answer", "Réponse"};
        base::Message hint = base::did_you_mean(plain_text(details->summary), known);
        if (hint.empty())
          hint = base::message("the summary is 'Hint' or 'Solution'",
                               "le résumé est « Indice » ou « Solution »");
        good = refuse(range_of(blocks_[i]),
                      base::message("'{}' is neither a hint nor the solution",
                                    "« {} » n'est ni un indice ni la solution",
                                    shown(plain_text(details->summary))),
                      std::move(hint));
      }
    } else if (i > answers) {
      const bool choice = quiz_.kind == QuizKind::Single || quiz_.kind == QuizKind::Multiple;
      if (!choice && std::holds_alternative<Quote>(blocks_[i].node)) {
        parts_[i] = Part::Feedback;
        continue;
      }
      good = refuse(range_of(blocks_[i]),
                    base::message("this stands behind the answers and belongs to none of them",
                                  "ceci se trouve après les réponses et n'appartient à aucune"),
                    choice ? base::message("indent the quote under its answer by two spaces, or "
                                           "move the text above the answers",
                                           "indentez la citation de deux espaces sous sa réponse, "
                                           "ou déplacez le texte au-dessus des réponses")
                           : base::message("feedback is a quote: '> …'",
                                           "un commentaire est une citation : « > … »"));
    }
  }
  return good;
}

bool QuizReader::check_choices(const List& list) {
  bool good = true;
  int right = 0;
  const Item* second = nullptr;
  for (const Item& item : list.items) {
    if (!item.ticked) {
      good = refuse({item.at},
                    base::message("this answer is neither right nor wrong",
                                  "cette réponse n'est ni bonne ni mauvaise"),
                    how_to_answer(quiz_.kind));
    } else if (*item.ticked && ++right == 2) {
      second = &item;
    }
  }
  if (!good) return false;
  if (list.items.size() < 2) {
    return refuse({list.items.front().at}, base::message("there is only one answer to choose from",
                                                         "il n'y a qu'une réponse au choix"));
  }
  if (right == 0) {
    return refuse(
        {list.items.front().at},
        base::message("none of these answers is right", "aucune réponse n'est bonne"),
        base::message("write '- [x]' before the right one", "écrivez « - [x] » devant la bonne"));
  }
  if (quiz_.kind == QuizKind::Single && second != nullptr) {
    return refuse({second->at},
                  base::message("a second right answer in a quiz of kind 'single'",
                                "une seconde bonne réponse dans un quiz de sorte « single »"),
                  base::message("make it 'multiple', or write '- [ ]' here",
                                "faites-en un « multiple », ou écrivez « - [ ] » ici"));
  }
  return true;
}

bool QuizReader::check_accepted(const Details& details, const Range& where) {
  const List* list =
      details.blocks.size() == 1 ? std::get_if<List>(&details.blocks.front().node) : nullptr;
  if (list == nullptr) {
    return refuse(
        where,
        base::message("the answer is not a single list", "la réponse n'est pas une seule liste"),
        how_to_answer(quiz_.kind));
  }
  for (const Item& item : list->items) {
    const Paragraph* text =
        item.blocks.size() == 1 ? std::get_if<Paragraph>(&item.blocks.front().node) : nullptr;
    std::string answer = text == nullptr ? std::string() : plain_text(text->text);
    if (answer.empty()) {
      return refuse({item.at}, base::message("an accepted answer is one line of text",
                                             "une réponse admise est une ligne de texte"));
    }
    if (quiz_.kind == QuizKind::Number) {
      const std::optional<std::string> number = normal_number(answer);
      if (!number) {
        return refuse({item.at},
                      base::message("'{}' cannot be read as a number",
                                    "« {} » ne se lit pas comme un nombre", shown(answer)),
                      base::message("write digits, with a '.' before decimals and nothing between "
                                    "thousands",
                                    "écrivez des chiffres, un « . » devant les décimales et rien "
                                    "entre les milliers"));
      }
      answer = *number;
    }
    quiz_.answers.push_back(std::move(answer));
  }
  return true;
}

bool QuizReader::check_pairs(const Table& table, const Range& where) {
  if (table.columns.size() != 2) {
    return refuse(where,
                  base::message("a quiz of kind 'match' has two columns, not {}",
                                "un quiz de sorte « match » a deux colonnes, et non {}",
                                table.columns.size()),
                  how_to_answer(quiz_.kind));
  }
  if (table.rows.size() < 2) {
    return refuse(where,
                  base::message("at least two pairs are needed", "il faut au moins deux paires"));
  }
  for (const std::vector<Inlines>& row : table.rows) {
    if (!row[0].empty() && !row[1].empty()) continue;
    const Inlines& other = row[0].empty() ? row[1] : row[0];
    return refuse(
        other.empty() ? where : Range{other.front().at},
        base::message("half of this pair is missing", "il manque la moitié de cette paire"));
  }
  return true;
}

bool QuizReader::check_answers(Block& block) {
  if (const Table* table = as<Table>(block)) return check_pairs(*table, range_of(block));
  if (const Details* details = as<Details>(block)) return check_accepted(*details, range_of(block));
  const List& list = *as<List>(block);
  if (quiz_.kind != QuizKind::Order) return check_choices(list);
  if (list.items.size() >= 2) return true;
  return refuse(range_of(block), base::message("there is only one thing to put in order",
                                               "il n'y a qu'une chose à mettre en ordre"));
}

void QuizReader::take_choices(List& list) {
  for (Item& item : list.items) {
    Choice choice;
    choice.right = *item.ticked;
    choice.at = item.at;
    for (Block& block : item.blocks) {
      if (Quote* quote = as<Quote>(block))
        append(choice.feedback, std::move(quote->blocks));
      else
        choice.text.push_back(std::move(block));
    }
    if (choice.feedback.empty()) {
      context_.problems.warn(
          "quiz-feedback", {choice.at},
          base::message("this answer has no feedback", "cette réponse n'a pas de commentaire"),
          base::message("write a quote under it, indented by two spaces: why it "
                        "is right, or what the mistake would lead to",
                        "écrivez une citation dessous, indentée de deux espaces "
                        ": pourquoi elle est bonne, ou où mènerait l'erreur"));
    }
    quiz_.choices.push_back(std::move(choice));
  }
}

void QuizReader::take_answers(Block& block) {
  if (Table* table = as<Table>(block)) {
    quiz_.columns = std::move(table->head);
    for (std::vector<Inlines>& row : table->rows)
      quiz_.pairs.emplace_back(std::move(row[0]), std::move(row[1]));
  } else if (List* list = as<List>(block)) {
    if (quiz_.kind != QuizKind::Order) {
      take_choices(*list);
      return;
    }
    for (Item& item : list->items) quiz_.ordered.push_back(std::move(item.blocks));
  }
}

bool QuizReader::read() {
  const std::size_t answers = find_answers();
  if (answers == 0) {
    return refuse(opening_.comment,
                  base::message("this quiz has no answers", "ce quiz n'a pas de réponses"),
                  how_to_answer(quiz_.kind));
  }
  const bool sorted = sort_parts(answers);
  if (!check_answers(blocks_[answers]) || !sorted) return false;
  for (std::size_t i = 1; i < blocks_.size(); ++i) {
    Block& block = blocks_[i];
    switch (parts_[i]) {
      case Part::Lead:
        quiz_.lead.push_back(std::move(block));
        break;
      case Part::Answers:
        take_answers(block);
        break;
      case Part::Feedback:
        append(quiz_.feedback, std::move(as<Quote>(block)->blocks));
        break;
      case Part::Hint:
        quiz_.hints.push_back(std::move(as<Details>(block)->blocks));
        break;
      case Part::Solution:
        quiz_.solution = std::move(as<Details>(block)->blocks);
        break;
    }
  }
  return true;
}

}  // namespace markdown
