#include "generator/model/rules/groups.h"

namespace model {

void add_grid_rules(Rules& rules) {
  const Rule kRules[] = {
      {"grid-cell",
       kError,
       {"the cells of the grid do not fit its levels and topics",
        "les cases de la grille ne vont pas avec ses niveaux et ses thèmes"},
       {"The home page shows levels × topics; each pair has exactly one cell, even if it only says "
        "what will stand there.",
        "La page d'accueil montre niveaux × thèmes ; chaque couple a exactement une case, même "
        "pour dire seulement ce qui y viendra."},
       {"Add, correct or merge the [[cell]] tables of course.toml.",
        "Ajoutez, corrigez ou réunissez les tables [[cell]] de course.toml."},
       "[[cell]]\nlevel = \"beginer\"",
       "[[cell]]\nlevel = \"beginner\""},
      {"grid-lesson",
       kError,
       {"a lesson and its cell do not agree", "une leçon et sa case ne concordent pas"},
       {"A lesson in no cell cannot be reached from the home page; one whose level or topic "
        "differs is shown in two places.",
        "Une leçon sans case est introuvable depuis l'accueil ; une leçon dont le niveau ou le "
        "thème diffère est montrée à deux endroits."},
       {"List each lesson in the one cell of its level and topic.",
        "Mettez chaque leçon dans la seule case de son niveau et de son thème."},
       "",
       ""},
      {"prerequisite-unknown",
       kError,
       {"a page requires one that does not exist", "une page en demande une qui n'existe pas"},
       {"The reader is told to read something first, and cannot.",
        "On demande de lire d'abord quelque chose, et c'est impossible."},
       {"'requires' holds ids of lessons and guides. A published page may not require a draft.",
        "« requires » contient des identifiants de leçons et de guides. Une page publiée ne peut "
        "pas demander un brouillon."},
       "requires = [\"net.shh\"]",
       "requires = [\"net.ssh\"]"},
      {"prerequisite-cycle",
       kError,
       {"pages require one another in a circle", "des pages se demandent l'une l'autre, en rond"},
       {"There would be no page to begin with.",
        "Il n'y aurait aucune page par laquelle commencer."},
       {"The message names the whole circle; remove the weakest of its requirements.",
        "Le message nomme tout le cercle ; retirez le prérequis le moins nécessaire."},
       "",
       ""},
      {"next-unknown",
       kError,
       {"a page proposes one that does not exist", "une page en propose une qui n'existe pas"},
       {"The proposal at the end of the page would lead nowhere.",
        "La proposition en fin de page ne mènerait nulle part."},
       {"'next' holds ids of lessons and guides.",
        "« next » contient des identifiants de leçons et de guides."},
       "",
       ""},
      {"competency-lesson",
       kError,
       {"a competency names a lesson that does not exist",
        "une compétence nomme une leçon qui n'existe pas"},
       {"The competency grid says where each is learnt; it would point at nothing.",
        "La grille de compétences dit où chacune s'apprend ; elle désignerait le vide."},
       {"Use the ids of lessons or guides.", "Employez des identifiants de leçons ou de guides."},
       "",
       ""},
      {"id-folder",
       kError,
       {"an id differs from the folder's or file's name",
        "un identifiant diffère du nom du dossier ou du fichier"},
       {"Progress and links hang on the id, addresses on the folder; both must say the same, and a "
        "name with capitals, spaces or accents can be neither.",
        "La progression et les liens tiennent à l'identifiant, les adresses au dossier ; les deux "
        "doivent dire la même chose, et un nom avec majuscules, espaces ou accents ne convient à "
        "aucun."},
       {"Rename the folder. The id of a published page never changes.",
        "Renommez le dossier. L'identifiant d'une page publiée ne change jamais."},
       "lessons/net/Firewall/ with id = \"net.firewall\"",
       "lessons/net/firewall/ with id = \"net.firewall\""},
      {"log-missing",
       kError,
       {"an entry of logbook.toml has no text", "une fiche de logbook.toml n'a pas de texte"},
       {"The error index would list a failure that nothing explains.",
        "L'index des erreurs citerait une panne que rien n'explique."},
       {"Write the entry in the logbook, or in a file of its own.",
        "Écrivez la fiche dans le journal, ou dans son propre fichier."},
       "",
       "<!-- log: no-key -->"},
      {"log-unlisted",
       kError,
       {"an entry is not in logbook.toml", "une fiche n'est pas dans logbook.toml"},
       {"Its system, layer and error texts stand there; without them nobody finds the entry by its "
        "error.",
        "Son système, sa couche et ses textes d'erreur sont là ; sans eux, personne ne trouve la "
        "fiche par son erreur."},
       {"Add an [[entry]] with the same id.", "Ajoutez une [[entry]] avec le même identifiant."},
       "",
       ""},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
