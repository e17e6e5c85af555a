#include "generator/search/common_words.h"

namespace search {
namespace {

// Articles, pronouns, prepositions, the forms of "be" and "have", and the words that questions are
// made of: what people type around what they look for.
constexpr std::string_view kFrench =
    "a afin ai ainsi alors apres as assez au aucun aucune aura aussi autre autres aux avait avant "
    "avec "
    "avez avoir avons c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez "
    "comme "
    "comment d dans de depuis des deux dois doit doivent donc dont du elle elles en encore entre "
    "es "
    "est et etaient etait etant ete etes etre eu eux fait faire fais faut il ils j je jusqu l la "
    "laquelle le lequel les lesquels leur leurs lorsqu lorsque lui m ma mais me meme memes mes moi "
    "moins mon n ne ni non nos notre nous on ont or ou par parce parmi pas pendant peu peut "
    "peuvent "
    "peux plus pour pourquoi pourrait presque puis puisqu puisque qu quand que quel quelle quelles "
    "quels quelque quelques qui quoi quoiqu quoique s sa sans se selon sera seront ses si soi sois "
    "soit sont sous suis sur t ta te tel telle tels tes toi tous tout toute toutes tres trop "
    "tu un une unes uns vers veut veux via voici voila vos votre vous vs y";
constexpr std::string_view kEnglish =
    "a about after again all also am an and any are as at be because been before being between "
    "both "
    "but by can cannot could d did do does doing don done each either else ever every few for from "
    "further get gets got had has have having he her here hers him his how i if in into is it its "
    "itself just let ll m many may me might more most much must my no nor not now of off on once "
    "only "
    "or other our ours out over re s same she should so some such t than that the their theirs "
    "them then there these they this those through to too under until up upon us use used using ve "
    "very was we were what when where which while who whom why will with without would yes yet you "
    "your yours";

}  // namespace

std::string_view common_words(std::string_view language) {
  const std::string_view base = language.substr(0, language.find('-'));
  if (base == "fr") return kFrench;
  if (base == "en") return kEnglish;
  return {};
}

bool is_common_word(std::string_view folded, std::string_view language) {
  const std::string_view words = common_words(language);
  for (std::size_t at = words.find(folded); at != std::string_view::npos;
       at = words.find(folded, at + 1)) {
    const bool starts = at == 0 || words[at - 1] == ' ';
    const std::size_t end = at + folded.size();
    if (starts && (end == words.size() || words[end] == ' ')) return !folded.empty();
  }
  return false;
}

}  // namespace search
