#include "generator/model/rules/groups.h"

namespace model {

void add_pair_rules(Rules& rules) {
  const Rule kRules[] = {
      {"pair-missing",
       kWarning,
       {"a page is missing in one of the languages", "une page manque dans l'une des langues"},
       {"Readers of that language see it in another one, with a notice.",
        "Qui lit dans cette langue la voit dans une autre, avec un avis."},
       {"Translate it, and note in its front matter what was translated: translation: { of: 1, by: "
        "human, status: draft }.",
        "Traduisez-la, et notez dans son en-tête ce qui a été traduit : translation: { of: 1, by: "
        "human, status: draft }."},
       "",
       ""},
      {"pair-sections",
       kError,
       {"the sections of the two languages differ", "les sections des deux langues diffèrent"},
       {"The language switch keeps the section, progress counts sections, and the reader of one "
        "language would miss something. Ids and levels of headings must agree, in order.",
        "Le changement de langue garde la section, la progression compte les sections, et qui lit "
        "une langue manquerait quelque chose. Identifiants et niveaux des titres doivent "
        "concorder, dans l'ordre."},
       {"The message names the first difference; correct it and check again.",
        "Le message nomme la première différence ; corrigez-la et vérifiez de nouveau."},
       "fr: <!-- id: rules -->   en: <!-- id: rule -->",
       "fr: <!-- id: rules -->   en: <!-- id: rules -->"},
      {"pair-code",
       kError,
       {"the code of the two languages differs", "le code des deux langues diffère"},
       {"Code is not translated. Where it differs, one of the two is wrong: a command was mended "
        "in one language only, or a translator put « » into it.",
        "Le code ne se traduit pas. S'il diffère, l'un des deux est faux : une commande n'a été "
        "corrigée que dans une langue, ou quelqu'un y a mis des « »."},
       {"Copy the block of the right one byte for byte. Write code without comments, or with ones "
        "that need no translation.",
        "Recopiez le bon bloc, octet pour octet. Écrivez du code sans commentaires, ou avec des "
        "commentaires qui n'ont pas à être traduits."},
       "",
       ""},
      {"pair-placeholders",
       kError,
       {"the placeholders of the two languages differ",
        "les emplacements des deux langues diffèrent"},
       {"<VPS_IP> is filled from the learner's worksheet; under a translated name it would stay "
        "empty.",
        "<VPS_IP> est rempli avec la fiche de l'apprenant ; sous un nom traduit, il resterait "
        "vide."},
       {"Use the same names in every language.", "Employez les mêmes noms dans chaque langue."},
       "fr: <IP_VPS>   en: <VPS_IP>",
       "fr: <VPS_IP>   en: <VPS_IP>"},
      {"pair-quiz",
       kError,
       {"a quiz differs between the languages", "un quiz diffère entre les langues"},
       {"A learner who changes the language keeps the answer that was given; with another order or "
        "another key it would become wrong.",
        "Qui change de langue garde la réponse donnée ; avec un autre ordre ou une autre clé, elle "
        "deviendrait fausse."},
       {"Keep the ids, the kinds, the number and order of answers, and which of them are right.",
        "Gardez les identifiants, les genres, le nombre et l'ordre des réponses, et lesquelles "
        "sont justes."},
       "",
       ""},
      {"pair-tabs",
       kError,
       {"the tabs of the two languages differ", "les onglets des deux langues diffèrent"},
       {"A reader of one system would find instructions in one language and not in the other.",
        "Pour un même système, les instructions existeraient dans une langue et pas dans l'autre."},
       {"Use the same group and the same number of tabs, in the same order.",
        "Employez le même groupe et le même nombre d'onglets, dans le même ordre."},
       "",
       ""},
      {"pair-log",
       kError,
       {"the logbook entries of the two languages differ",
        "les fiches de journal des deux langues diffèrent"},
       {"Whoever pastes an error finds the entry by its error texts; they are the program's and "
        "are not translated.",
        "Qui colle une erreur trouve la fiche par ses textes d'erreur ; ce sont ceux du programme, "
        "et ils ne se traduisent pas."},
       {"Keep ids, order and error texts the same.",
        "Gardez les mêmes identifiants, le même ordre et les mêmes textes d'erreur."},
       "",
       ""},
      {"pair-lab",
       kError,
       {"the labs of the two languages differ", "les labos des deux langues diffèrent"},
       {"lab-check's report ticks the steps by the ids of the checks.",
        "Le rapport de lab-check coche les étapes par les identifiants des vérifications."},
       {"Keep the labs and their checks the same, in order.",
        "Gardez les mêmes labos et les mêmes vérifications, dans l'ordre."},
       "",
       ""},
      {"pair-objectives",
       kError,
       {"the objectives of the two languages differ", "les objectifs des deux langues diffèrent"},
       {"Ticked objectives are kept by their ids, whatever the language.",
        "Les objectifs cochés sont gardés par leur identifiant, quelle que soit la langue."},
       {"Keep ids and order the same.", "Gardez les mêmes identifiants, dans le même ordre."},
       "",
       ""},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
