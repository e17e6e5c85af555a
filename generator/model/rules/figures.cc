#include "generator/model/rules/groups.h"

namespace model {

void add_figure_rules(Rules& rules) {
  const Rule kRules[] = {
      {"figure-shape",
       kError,
       {"a figure cannot be drawn as it is written",
        "une figure ne peut pas être dessinée telle qu'elle est écrite"},
       {"Two boxes in one cell, an arrow through a box or zones that cross would hide something; "
        "an "
        "arrow to a node that does not exist says nothing.",
        "Deux boîtes dans une case, une flèche à travers une boîte ou des zones qui se croisent "
        "cacheraient quelque chose ; une flèche vers un nœud qui n'existe pas ne dit rien."},
       {"Give each node a cell of its own, at = [column, row] from 0, so that what talks to one "
        "another are neighbours.",
        "Donnez à chaque nœud sa propre case, at = [colonne, ligne] à partir de 0, de sorte que "
        "ceux qui se parlent soient voisins."},
       "from = \"browser\"\nto = \"kogn\"",
       "from = \"browser\"\nto = \"kong\""},
      {"figure-words",
       kError,
       {"a figure is not said in words", "une figure n'est pas dite avec des mots"},
       {"Whoever hears the page, reads it on GitHub or searches it has only the words.",
        "Qui écoute la page, la lit sur GitHub ou y cherche n'a que les mots."},
       {"Between the two comments, say in a sentence or a list what is in the figure and who leads "
        "to whom; no headings.",
        "Entre les deux commentaires, dites en une phrase ou une liste ce qui est dans la figure "
        "et "
        "qui mène à qui ; sans titres."},
       "<!-- figure: ai-stack -->\n\n<!-- /figure -->",
       "<!-- figure: ai-stack -->\n\nThe browser calls Kong, which …\n\n<!-- /figure -->"},
      {"figure-unknown",
       kError,
       {"a page names a figure that does not exist", "une page nomme une figure qui n'existe pas"},
       {"There would be nothing to draw.", "Il n'y aurait rien à dessiner."},
       {"Use the name of a file in figures/, or write one.",
        "Employez le nom d'un fichier de figures/, ou écrivez-en un."},
       "",
       ""},
      {"figure-unused",
       kWarning,
       {"no page shows a figure", "aucune page ne montre une figure"},
       {"It is forgotten, or the page that it was made for names another one.",
        "Elle est oubliée, ou la page pour laquelle elle est faite en nomme une autre."},
       {"Show it on a page, or remove the file.",
        "Montrez-la sur une page, ou retirez le fichier."},
       "",
       ""},
      {"figure-link",
       kError,
       {"a box of a figure leads to a page that does not exist",
        "une boîte d'une figure mène à une page qui n'existe pas"},
       {"A link that leads nowhere is worse than none.",
        "Un lien qui ne mène nulle part est pire qu'aucun lien."},
       {"Write the id of a lesson (topic.slug), a guide, a logbook or a plain page.",
        "Écrivez l'identifiant d'une leçon (thème.slug), d'un guide, d'un journal ou d'une page."},
       "",
       ""},
      {"pair-figures",
       kError,
       {"the figures of the two languages differ", "les figures des deux langues diffèrent"},
       {"A reader of one language would look at something else.",
        "On regarderait autre chose selon la langue."},
       {"Show the same figures in the same order.",
        "Montrez les mêmes figures, dans le même ordre."},
       "",
       ""},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
