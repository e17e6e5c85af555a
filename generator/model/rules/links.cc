#include "generator/model/rules/groups.h"

namespace model {

void add_link_rules(Rules& rules) {
  const Rule kRules[] = {
      {"link-broken",
       kError,
       {"a link leads to a page that does not exist", "un lien mène à une page qui n'existe pas"},
       {"The reader meets an error where an explanation was promised.",
        "La lectrice tombe sur une erreur là où une explication était promise."},
       {"Links are relative paths to the file of the other page, as GitHub needs them. The hint "
        "shows the nearest file there is.",
        "Un lien est le chemin relatif du fichier de l'autre page, comme GitHub le veut. Le "
        "conseil montre le fichier le plus proche."},
       "[DNS](../dsn/lesson.en.md)",
       "[DNS](../dns/lesson.en.md)"},
      {"anchor-broken",
       kError,
       {"a link leads to a section that does not exist",
        "un lien mène à une section qui n'existe pas"},
       {"The page opens at its top, and the reader does not know what was meant.",
        "La page s'ouvre en haut, et qui lit ne sait pas de quoi il s'agissait."},
       {"Use the id of the section, the quiz, the lab or the entry; it is the same in every "
        "language.",
        "Employez l'identifiant de la section, du quiz, du labo ou de la fiche ; il est le même "
        "dans chaque langue."},
       "[rules](#rule)",
       "[rules](#rules)"},
      {"image-missing",
       kError,
       {"a picture does not exist", "une image n'existe pas"},
       {"The page would show a gap.", "La page montrerait un vide."},
       {"Put the file into assets/ or beside the page, and mind capitals: the server does.",
        "Mettez le fichier dans assets/ ou à côté de la page, et respectez les majuscules : le "
        "serveur en tient compte."},
       "![…](Grid.PNG)",
       "![…](grid.png)"},
      {"image-remote",
       kError,
       {"a picture is on another host", "une image est sur un autre hôte"},
       {"The site loads nothing from elsewhere: it works offline, and nobody learns who reads "
        "what. The picture would not be shown.",
        "Le site ne charge rien d'ailleurs : il marche hors ligne, et personne n'apprend qui lit "
        "quoi. L'image ne s'afficherait pas."},
       {"Put a copy into assets/, if its licence allows it, or link to the page that shows it.",
        "Mettez-en une copie dans assets/, si sa licence le permet, ou faites un lien vers la page "
        "qui la montre."},
       "![…](https://example.org/grid.png)",
       "![…](../../../assets/grid.png)"},
      {"link-unsafe",
       kError,
       {"the address of a link could run code", "l'adresse d'un lien pourrait exécuter du code"},
       {"javascript:, data: and the like run what they contain when they are clicked; a course may "
        "come from a stranger.",
        "javascript:, data: et autres exécutent leur contenu quand on clique ; un cours peut venir "
        "d'un inconnu."},
       {"Use a relative path, https:, mailto: or tel:.",
        "Employez un chemin relatif, https:, mailto: ou tel:."},
       "[x](javascript:…)",
       "[x](https://example.org/)"},
      {"link-language",
       kWarning,
       {"a link leads to the page in another language",
        "un lien mène à la page dans une autre langue"},
       {"It was probably copied from the other half. The site leads to the page in the reader's "
        "language all the same; GitHub does not.",
        "Il a sans doute été copié de l'autre moitié. Le site mène quand même à la page dans la "
        "langue de qui lit ; GitHub, non."},
       {"Link to the file in the language of this page.",
        "Faites un lien vers le fichier dans la langue de cette page."},
       "in lesson.en.md: [DNS](../dns/lesson.fr.md)",
       "in lesson.en.md: [DNS](../dns/lesson.en.md)"},
      {"lab-unknown",
       kWarning,
       {"a lab or a check does not exist", "un labo ou une vérification n'existe pas"},
       {"The learner would start lab-check with a name that it does not know.",
        "On lancerait lab-check avec un nom qu'il ne connaît pas."},
       {"Labs are the files of labs/catalog; their checks have ids there.",
        "Les labos sont les fichiers de labs/catalog ; leurs vérifications y ont un identifiant."},
       "<!-- lab: firewal -->",
       "<!-- lab: firewall -->"},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
