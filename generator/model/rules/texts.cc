#include "generator/model/rules/groups.h"

namespace model {

void add_text_rules(Rules& rules) {
  const Rule kRules[] = {
      {"code-syntax",
       kWarning,
       {"a sample of code does not parse", "un exemple de code est mal formé"},
       {"Whoever copies it gets an error that the course did not announce. The sample is read with "
        "the grammar of its language; <PLACEHOLDERS> and what is left out with '...' count as "
        "right, and languages whose grammars refuse valid code (SQL, HTML, CSS, C, C++, "
        "PowerShell) are not judged.",
        "Qui le copie reçoit une erreur que le cours n'a pas annoncée. L'exemple est lu avec la "
        "grammaire de son langage ; les <EMPLACEMENTS> et ce qui est omis par « ... » sont admis, "
        "et les langages dont la grammaire refuse du code valable (SQL, HTML, CSS, C, C++, "
        "PowerShell) ne sont pas jugés."},
       {"Correct it. If it is wrong on purpose, say so behind the language: ```json broken. If it "
        "is right and the grammar is wrong, waive the rule and say why.",
        "Corrigez-le. S'il est faux exprès, dites-le derrière le langage : ```json broken. S'il "
        "est juste et que la grammaire se trompe, dérogez à la règle et dites pourquoi."},
       "```json\n{\"port\": 443 \"tls\": true}\n```",
       "```json\n{\"port\": 443, \"tls\": true}\n```"},
      {"image-alt",
       kError,
       {"a picture has no alternative text", "une image n'a pas de texte de remplacement"},
       {"Who cannot see the picture gets nothing, and neither does who reads on paper or with a "
        "slow connection.",
        "Qui ne voit pas l'image n'a rien, comme qui lit sur papier ou avec une connexion lente."},
       {"Write what one learns from the picture, not that it is one.",
        "Écrivez ce que l'image apprend, pas que c'en est une."},
       "![](grid.png)",
       "![The packet passes the firewall on port 443 only](grid.png)"},
      {"link-text",
       kWarning,
       {"a link does not say where it leads", "un lien ne dit pas où il mène"},
       {"Screen readers list the links of a page: ten times 'here' is no list. Search engines read "
        "link texts too.",
        "Les lecteurs d'écran dressent la liste des liens d'une page : dix fois « ici » n'est pas "
        "une liste. Les moteurs de recherche lisent aussi le texte des liens."},
       {"Use the title of the page it leads to.", "Employez le titre de la page où il mène."},
       "[here](x.en.md)",
       "[the firewall](x.en.md)"},
      {"link-insecure",
       kWarning,
       {"a link is not encrypted", "un lien n'est pas chiffré"},
       {"What is read over http: can be read and changed on the way.",
        "Ce qui se lit par http: peut être lu et modifié en chemin."},
       {"Use https:. If the site has none, waive the rule and say why.",
        "Employez https:. Si le site n'en a pas, dérogez à la règle et dites pourquoi."},
       "http://docs.example.com",
       "https://docs.example.com"},
      {"prompt-in-code",
       kError,
       {"a code block shows a prompt", "un bloc de code montre une invite"},
       {"The copy button takes the prompt with the command, and the shell answers '$: command not "
        "found'.",
        "Le bouton « copier » prend l'invite avec la commande, et le shell répond « $: command not "
        "found »."},
       {"Leave the prompt out, and put what the command prints into a block of its own, of "
        "language 'output'.",
        "Retirez l'invite, et mettez ce que la commande affiche dans un bloc à part, de langage « "
        "output »."},
       "$ sudo ufw status",
       "sudo ufw status"},
      {"space-in-code",
       kError,
       {"code holds a typographic space or quote",
        "du code contient une espace ou un guillemet typographique"},
       {"A word processor put it there; the shell takes a no-break space for a letter, and “ for a "
        "part of the word.",
        "Un traitement de texte l'a mis là ; le shell prend une espace insécable pour une lettre, "
        "et “ pour un morceau du mot."},
       {"Type the line again. Inside strings, comments and output such characters are left alone.",
        "Retapez la ligne. Dans les chaînes, les commentaires et les sorties, ces caractères ne "
        "dérangent pas."},
       "echo “hello”",
       "echo \"hello\""},
      {"spacing-french",
       kWarning,
       {"French punctuation has no space before it",
        "une ponctuation française n'est pas précédée d'une espace"},
       {"French wants a space before ; ! ? and inside « ». The site sets the right narrow one "
        "where a space was typed; it inserts none, as code and addresses have "
        "these signs too.",
        "Le français veut une espace avant ; ! ? et à l'intérieur des « ». Le site met la bonne "
        "espace fine là où une espace est tapée ; il n'en insère pas, car le code et les "
        "adresses ont aussi ces signes."},
       {"Type a plain space.", "Tapez une espace ordinaire."},
       "Pourquoi?",
       "Pourquoi ?"},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
