#include "generator/exporting/words.h"

namespace exporting {
namespace {

struct Said {
  Word which;
  std::string_view en, fr;
};
constexpr Said kSaid[] = {
    {Word::Check, "Check", "Vérifier"},
    {Word::Right, "Right.", "Juste."},
    {Word::Wrong, "Not yet.", "Pas encore."},
    {Word::Hint, "Hint", "Indice"},
    {Word::Solution, "Solution", "Solution"},
    {Word::Yours, "Your answer", "Votre réponse"},
    {Word::Done, "I have finished this lesson", "J'ai terminé cette leçon"},
    {Word::Score, "Score", "Score"},
    {Word::Solutions, "Solutions", "Solutions"},
    {Word::Contents, "Contents", "Sommaire"},
    {Word::Recorded, "Recorded by your learning platform.",
     "Enregistré par votre plateforme de formation."},
    {Word::Kept, "Kept in this browser only.", "Gardé dans ce navigateur seulement."},
};

}  // namespace

std::string_view word(Word which, std::string_view language) {
  for (const Said& said : kSaid)
    if (said.which == which) return language == "fr" ? said.fr : said.en;
  return {};
}

}  // namespace exporting
