#include "generator/model/rules/groups.h"

namespace model {

void add_structure_rules(Rules& rules) {
  const Rule kRules[] = {
      {"heading-first",
       kError,
       {"a page does not start with its one '#' heading",
        "une page ne commence pas par son unique titre « # »"},
       {"The '#' heading is the page's title, in the browser's tab, in search results and for a "
        "screen reader. A second one would be a second page.",
        "Le titre « # » est celui de la page, dans l'onglet du navigateur, dans les résultats de "
        "recherche et pour un lecteur d'écran. Un second serait une seconde page."},
       {"Start with '# ' and the title of the front matter; use '##' for sections.",
        "Commencez par « # » et le titre de l'en-tête ; employez « ## » pour les sections."},
       "## Introduction",
       "# The firewall"},
      {"heading-title",
       kError,
       {"the first heading is not the title of the front matter",
        "le premier titre n'est pas celui de l'en-tête"},
       {"GitHub shows both, and the site shows one: with two different titles, a reader who "
        "follows a link does not know whether it is the right page.",
        "GitHub montre les deux, le site n'en montre qu'un : avec deux titres différents, qui suit "
        "un lien ne sait pas si c'est la bonne page."},
       {"Copy one to the other.", "Recopiez l'un sur l'autre."},
       "title: Firewall … # The firewall",
       "title: The firewall … # The firewall"},
      {"heading-jump",
       kError,
       {"a heading leaves out a level", "un titre saute un niveau"},
       {"Whoever listens to the page walks from heading to heading, and takes the missing level "
        "for a part that was not read.",
        "Qui écoute la page va de titre en titre, et prend le niveau absent pour une partie qui "
        "n'a pas été lue."},
       {"Go down one level at a time. '####' names tabs only.",
        "Descendez d'un niveau à la fois. « #### » ne sert qu'à nommer des onglets."},
       "## Rules … #### Ports",
       "## Rules … ### Ports"},
      {"section-id",
       kWarning,
       {"a section has no id", "une section n'a pas d'identifiant"},
       {"Links, progress and the other language find a section by its id. Without one they use the "
        "title, and lose the section when the title changes.",
        "Les liens, la progression et l'autre langue retrouvent une section par son identifiant. "
        "Sans lui, ils emploient le titre, et perdent la section quand il change."},
       {"Write the comment on the line above the heading, the same in every language.",
        "Écrivez le commentaire sur la ligne au-dessus du titre, le même dans chaque langue."},
       "## The rules",
       "<!-- id: rules -->\n## The rules"},
      {"title-long",
       kWarning,
       {"a title is long", "un titre est long"},
       {"Tabs, menus and search results cut it off.",
        "Les onglets, les menus et les résultats de recherche le coupent."},
       {"Keep what tells this page from the others; the rest belongs in the description.",
        "Gardez ce qui distingue cette page des autres ; le reste va dans la description."},
       "",
       ""},
      {"description-missing",
       kWarning,
       {"a page has no description", "une page n'a pas de description"},
       {"Lists and search results would show the first words of the page, which seldom say what it "
        "is about.",
        "Les listes et les résultats de recherche montreraient les premiers mots de la page, qui "
        "disent rarement de quoi elle parle."},
       {"Add one sentence to the front matter: what can one do after reading?",
        "Ajoutez une phrase à l'en-tête : que sait-on faire après la lecture ?"},
       "",
       "description: Set up a firewall that refuses by default."},
      {"description-long",
       kWarning,
       {"a description is long", "une description est longue"},
       {"Search engines show about 160 characters and cut off the rest.",
        "Les moteurs de recherche en montrent environ 160 caractères et coupent le reste."},
       {"Shorten it to one sentence.", "Réduisez-la à une phrase."},
       "",
       ""},
      {"verified-old",
       kWarning,
       {"nobody has tried a page for a long time", "personne n'a essayé une page depuis longtemps"},
       {"Commands and screens age. After 180 days a learner is likely to meet something that has "
        "changed.",
        "Les commandes et les écrans vieillissent. Après 180 jours, il est probable que quelque "
        "chose ait changé."},
       {"Do everything on the page once, correct it, then write the day into 'verified'.",
        "Faites une fois tout ce que dit la page, corrigez-la, puis écrivez le jour dans « "
        "verified »."},
       "",
       "verified = { date = 2026-11-20, on = [\"debian-12\"] }"},
      {"translation-behind",
       kWarning,
       {"a translation is of an older text than the original's",
        "une traduction est celle d'un texte plus ancien que l'original"},
       {"The page has been changed since for a reason that its readers should know; those of the "
        "translation do not.",
        "La page a changé depuis, pour une raison que ses lecteurs devraient connaître ; ceux de "
        "la traduction ne la connaissent pas."},
       {"Translate what has changed, then run 'atelier translated' on the file: it records the "
        "sections of the original, so that the next change is told section by section, and raises "
        "'of' to the page's 'rev'.",
        "Traduisez ce qui a changé, puis lancez « atelier translated » sur le fichier : la "
        "commande "
        "relève les sections de l'original, pour que le prochain changement soit dit section par "
        "section, et porte « of » à la « rev » de la page."},
       "translation: { of: 1, … } with rev = 2",
       "translation: { of: 2, … }"},
      {"translation-ahead",
       kError,
       {"a translation is of a revision that does not exist",
        "une traduction est celle d'une révision qui n'existe pas"},
       {"One of the two numbers is wrong, and nobody could tell whether the translation is up to "
        "date.",
        "L'un des deux nombres est faux, et nul ne pourrait dire si la traduction est à jour."},
       {"Correct 'of', or raise 'rev' in the TOML.",
        "Corrigez « of », ou augmentez « rev » dans le TOML."},
       "",
       ""},
      {"waiver",
       kError,
       {"a waiver gives no reason, or waives nothing",
        "une dérogation ne donne pas de raison, ou ne sert à rien"},
       {"<!-- allow: rule-id reason --> lets the next line, code block or table break a rule. "
        "Without a reason nobody knows later whether it still holds, and "
        "one that waives nothing hides the next real mistake.",
        "<!-- allow: règle raison --> permet à la ligne, au bloc de code ou au tableau qui suit "
        "d'enfreindre une règle. Sans raison, nul ne sait plus tard si elle vaut encore, et "
        "une dérogation qui ne sert à rien cache la prochaine vraie faute."},
       {"Say why it is right here, or remove it. In TOML and front matter it is '# allow: rule-id "
        "reason'.",
        "Dites pourquoi c'est juste ici, ou retirez-la. Dans le TOML et l'en-tête, c'est « # "
        "allow: règle raison »."},
       "<!-- allow: link-insecure -->",
       "<!-- allow: link-insecure the printer's page has no https -->"},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
