#include "generator/model/rules/groups.h"

namespace model {

void add_declared_rules(Rules& rules) {
  const Rule kRules[] = {
      {"placeholder-undeclared",
       kWarning,
       {"code uses a placeholder that is not declared",
        "du code emploie un emplacement qui n'est pas déclaré"},
       {"Only declared ones are filled from the worksheet; a learner would copy <VPS_IP> as it "
        "stands.",
        "Seuls ceux qui sont déclarés sont remplis avec la fiche ; on copierait <VPS_IP> tel "
        "quel."},
       {"Declare it in the page's TOML with a type and a harmless example.",
        "Déclarez-le dans le TOML de la page avec un type et un exemple inoffensif."},
       "ssh <ADMIN_USER>@<VPS_IP>",
       "[vars.VPS_IP]\ntype = \"ip\"\nexample = \"203.0.113.10\""},
      {"placeholder-unused",
       kWarning,
       {"a declared placeholder is used nowhere",
        "un emplacement déclaré n'est employé nulle part"},
       {"The learner would be asked for a value that nothing needs, or the code has it under "
        "another name.",
        "On demanderait une valeur dont rien n'a besoin, ou le code l'a sous un autre nom."},
       {"Use it as <NAME> in code, or remove it from the TOML.",
        "Employez-le comme <NOM> dans du code, ou retirez-le du TOML."},
       "",
       ""},
      {"placeholder-conflict",
       kWarning,
       {"a placeholder means different things on different pages",
        "un emplacement n'a pas le même sens d'une page à l'autre"},
       {"A learner types a value once for the whole course. Under the same name an address would "
        "be put where a host's name is wanted, or a secret be kept "
        "in the browser because one page does not call it one.",
        "On tape une valeur une fois pour tout le cours. Sous le même nom, une adresse serait mise "
        "là où il faut un nom d'hôte, ou un secret gardé dans le "
        "navigateur parce qu'une page ne le dit pas secret."},
       {"Give both the same type and the same 'secret', or use another name.",
        "Donnez aux deux le même type et le même « secret », ou employez un autre nom."},
       "",
       ""},
      {"worksheet-vars",
       kWarning,
       {"the worksheet and the declared placeholders differ",
        "la fiche et les emplacements déclarés diffèrent"},
       {"A row without a declaration fills nothing; a declaration without a row is never asked "
        "for.",
        "Une ligne sans déclaration ne remplit rien ; une déclaration sans ligne n'est jamais "
        "demandée."},
       {"Give each placeholder of the page a row: | `VPS_IP`: your server's address | | "
        "`203.0.113.10` |",
        "Donnez une ligne à chaque emplacement de la page : | `VPS_IP` : adresse de votre serveur "
        "| | `203.0.113.10` |"},
       "",
       ""},
      {"objectives-differ",
       kError,
       {"the objectives of the text and of the TOML differ",
        "les objectifs du texte et du TOML diffèrent"},
       {"Progress counts those of the TOML, the reader sees those of the text.",
        "La progression compte ceux du TOML, qui lit voit ceux du texte."},
       {"End each item of the list with its id, <!-- open-port -->, and list the same ids under "
        "'objectives'.",
        "Finissez chaque ligne de la liste par son identifiant, <!-- open-port -->, et mettez les "
        "mêmes sous « objectives »."},
       "",
       ""},
      {"objective-uncovered",
       kWarning,
       {"a lesson has objectives and nothing that checks them",
        "une leçon a des objectifs et rien qui les vérifie"},
       {"An objective is a promise; without a quiz or a lab the learner cannot know whether it was "
        "kept.",
        "Un objectif est une promesse ; sans quiz ni labo, on ne peut pas savoir si elle est "
        "tenue."},
       {"Add a quiz or a lab.", "Ajoutez un quiz ou un labo."},
       "",
       ""},
      {"tabs-group",
       kError,
       {"tabs are of an unknown group", "des onglets sont d'un groupe inconnu"},
       {"The choice is kept for the whole site by the group's id.",
        "Le choix est gardé pour tout le site par l'identifiant du groupe."},
       {"Use a group of course.toml, or add a [[tab_group]].",
        "Employez un groupe de course.toml, ou ajoutez un [[tab_group]]."},
       "<!-- tabs: so -->",
       "<!-- tabs: os -->"},
      {"tabs-choice",
       kWarning,
       {"a tab belongs to no choice of its group, or a choice has no tab",
        "un onglet n'appartient à aucun choix de son groupe, ou un choix n'a pas d'onglet"},
       {"Who chose Windows once sees the Windows tab everywhere - if there is one, and if its "
        "heading says so.",
        "Qui a choisi Windows une fois voit partout l'onglet Windows, s'il existe et si son titre "
        "le dit."},
       {"Start the heading with a label of the group, and write a tab for each choice, even if it "
        "says 'nothing to do here'.",
        "Commencez le titre par un libellé du groupe, et écrivez un onglet par choix, même pour "
        "dire « rien à faire ici »."},
       "#### PowerShell",
       "#### Windows (PowerShell)"},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
