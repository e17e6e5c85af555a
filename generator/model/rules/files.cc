#include "generator/model/rules/groups.h"

namespace model {

void add_file_rules(Rules& rules) {
  const Rule kRules[] = {
      {"schema",
       kError,
       {"a TOML file or front matter does not have the expected form",
        "un fichier TOML ou un en-tête n'a pas la forme attendue"},
       {"A key with a typing error would be ignored in silence, and what it was meant to say would "
        "be lost. So every key, every type "
        "and every value that is not on the list is refused, and a text must exist in every "
        "language of the course.",
        "Une clé mal tapée serait ignorée en silence, et ce qu'elle voulait dire serait perdu. "
        "Toute clé inconnue, tout type inattendu, toute "
        "valeur hors liste est donc refusée, et un texte doit exister dans chaque langue du "
        "cours."},
       {"content/README.md has the table of keys of each file. An editor that knows TOML checks as "
        "you type with the schemas in "
        "content/schemas/.",
        "content/README.md donne la table des clés de chaque fichier. Un éditeur qui connaît TOML "
        "vérifie pendant la frappe avec les schémas "
        "de content/schemas/."},
       "stat = \"draft\"",
       "status = \"draft\""},
      {"toml",
       kError,
       {"a TOML file cannot be read", "un fichier TOML est illisible"},
       {"The file breaks the grammar of TOML, or holds the same key twice; nothing in it can be "
        "trusted.",
        "Le fichier enfreint la grammaire de TOML, ou contient deux fois la même clé ; rien de ce "
        "qu'il dit n'est sûr."},
       {"The message gives the first place the parser did not understand; look there and on the "
        "line above: a missing quote, a missing comma, "
        "a table header without its bracket.",
        "Le message donne le premier endroit que l'analyseur n'a pas compris ; regardez là et à la "
        "ligne au-dessus : un guillemet oublié, une "
        "virgule oubliée, un en-tête de table sans son crochet."},
       "title = \"Firewall",
       "title = \"Firewall\""},
      {"front-matter",
       kError,
       {"the front matter of a page cannot be read", "l'en-tête d'une page est illisible"},
       {"Title and description come from there. A colon in a value that is not quoted is the usual "
        "cause. Anchors, aliases and tags of YAML are "
        "refused, as a few lines of them can fill the memory.",
        "Le titre et la description viennent de là. La cause habituelle est un deux-points dans "
        "une valeur sans guillemets. Les ancres, alias et "
        "étiquettes de YAML sont refusés : quelques lignes suffisent à remplir la mémoire."},
       {"Put the value between double quotes, and close the front matter with a line of three "
        "dashes.",
        "Mettez la valeur entre guillemets doubles, et fermez l'en-tête par une ligne de trois "
        "tirets."},
       "title: TCP: the handshake",
       "title: \"TCP: the handshake\""},
      {"file-unknown",
       kWarning,
       {"a file in the course folder belongs to nothing",
        "un fichier du dossier du cours n'appartient à rien"},
       {"It is most often a page whose name or folder has a typing error, and which would be "
        "missing from the site without a word.",
        "C'est le plus souvent une page dont le nom ou le dossier a une faute de frappe, et qui "
        "manquerait au site sans un mot."},
       {"Rename or move it as content/README.md says, or put it outside the folder of the course.",
        "Renommez-le ou déplacez-le comme le dit content/README.md, ou mettez-le hors du dossier "
        "du cours."},
       "lessons/net/firewall/leson.fr.md",
       "lessons/net/firewall/lesson.fr.md"},
      {"file-unreadable",
       kError,
       {"a file exists and cannot be read", "un fichier existe et ne peut pas être lu"},
       {"A page that cannot be read would be missing from the site.",
        "Une page illisible manquerait au site."},
       {"Check the owner and the permissions of the file.",
        "Vérifiez le propriétaire et les droits du fichier."},
       "",
       ""},
      {"file-too-large",
       kError,
       {"a file is larger than any page should be",
        "un fichier est plus gros qu'aucune page ne devrait l'être"},
       {"A page of more than a mebibyte is not read by anybody, and costs every build time and "
        "memory.",
        "Personne ne lit une page de plus d'un mébioctet, et elle coûte du temps et de la mémoire "
        "à chaque construction."},
       {"Split the page, or offer the data as a file in assets/.",
        "Divisez la page, ou proposez les données comme fichier dans assets/."},
       "",
       ""},
      {"page-incomplete",
       kError,
       {"a page has its text and not its TOML, or its TOML and no text",
        "une page a son texte sans son TOML, ou son TOML sans texte"},
       {"The two together make the page: the TOML holds what has no language, the Markdown files "
        "what has.",
        "Les deux ensemble font la page : le TOML contient ce qui n'a pas de langue, les fichiers "
        "Markdown ce qui en a une."},
       {"Add the missing file, or remove the folder.",
        "Ajoutez le fichier manquant, ou retirez le dossier."},
       "",
       ""},
      {"symlink",
       kError,
       {"the course folder holds a symbolic link",
        "le dossier du cours contient un lien symbolique"},
       {"A link could lead to any file of the computer that builds the course, and publish it.",
        "Un lien pourrait mener à n'importe quel fichier de l'ordinateur qui construit le cours, "
        "et le publier."},
       {"Put a copy of the file there instead.", "Mettez à la place une copie du fichier."},
       "",
       ""},
      {"asset-unsafe",
       kError,
       {"a file in assets/ could run code, or is of a kind that is not published",
        "un fichier de assets/ pourrait exécuter du code, ou est d'un genre qui n'est pas publié"},
       {"An SVG drawing is a document: with a script in it, whoever opens it runs that script in "
        "the name of the site. The same holds for HTML files.",
        "Un dessin SVG est un document : s'il contient un script, quiconque l'ouvre l'exécute au "
        "nom du site. Il en va de même des fichiers HTML."},
       {"Export the drawing as plain SVG or as PNG; offer other files as a PDF or in an archive.",
        "Exportez le dessin en SVG simple ou en PNG ; proposez les autres fichiers en PDF ou dans "
        "une archive."},
       "<svg onload=\"…\">",
       "<svg>"},
      {"invalid-utf8",
       kError,
       {"a file is not UTF-8", "un fichier n'est pas en UTF-8"},
       {"Its accents would be shown as wrong signs, and search would not find its words.",
        "Ses accents s'afficheraient comme de mauvais signes, et la recherche ne trouverait pas "
        "ses mots."},
       {"Save the file as UTF-8 in your editor. It was probably saved as Windows-1252 or Latin-1.",
        "Enregistrez le fichier en UTF-8 dans votre éditeur. Il l'a sans doute été en Windows-1252 "
        "ou Latin-1."},
       "",
       ""},
      {"byte-order-mark",
       kWarning,
       {"a file starts with a byte order mark",
        "un fichier commence par une marque d'ordre des octets"},
       {"The three invisible bytes hide the start of the file from other tools: front matter is "
        "not recognised, a script does not start.",
        "Ces trois octets invisibles cachent le début du fichier à d'autres outils : l'en-tête "
        "n'est pas reconnu, un script ne démarre pas."},
       {"Save it as UTF-8 without BOM.", "Enregistrez-le en UTF-8 sans BOM."},
       "",
       ""},
      {"carriage-return",
       kWarning,
       {"lines end in CR LF", "les lignes finissent par CR LF"},
       {"Two languages of a page are compared byte for byte, and a command copied with a CR does "
        "not run on a server.",
        "Les deux langues d'une page sont comparées octet par octet, et une commande copiée avec "
        "un CR ne marche pas sur un serveur."},
       {"Set the editor to LF, and add '* text=auto eol=lf' to .gitattributes.",
        "Réglez l'éditeur sur LF, et ajoutez « * text=auto eol=lf » à .gitattributes."},
       "",
       ""},
      {"nul-byte",
       kError,
       {"a file holds a NUL byte", "un fichier contient un octet nul"},
       {"Text has none: the file is UTF-16, damaged, or not text at all.",
        "Un texte n'en a pas : le fichier est en UTF-16, abîmé, ou n'est pas du texte."},
       {"Save it as UTF-8, or take it from a backup.",
        "Enregistrez-le en UTF-8, ou reprenez-le d'une sauvegarde."},
       "",
       ""},
      {"mojibake",
       kError,
       {"text was encoded twice", "du texte a été encodé deux fois"},
       {"UTF-8 was once read as Windows-1252 or Windows-1254 and saved again: every accent became "
        "two or three wrong signs. It happens when text is "
        "pasted from an old tool.",
        "De l'UTF-8 a été lu comme du Windows-1252 ou du Windows-1254, puis enregistré de nouveau "
        ": chaque accent est devenu deux ou trois mauvais signes. "
        "Cela arrive en collant du texte venu d'un vieil outil."},
       {"The hint shows the repaired line; paste it. Nothing is lost in this damage, so it can be "
        "undone exactly.",
        "Le conseil montre la ligne réparée ; collez-la. Rien ne se perd dans cet accident : il se "
        "répare exactement."},
       "dÃ©jÃ  vu",
       "déjà vu"},
      {"more-problems",
       kWarning,
       {"a file has more problems than are shown",
        "un fichier a plus de problèmes qu'il n'en est montré"},
       {"A file that is wrong on every line says so often enough.",
        "Un fichier faux à chaque ligne le dit assez souvent."},
       {"Correct those that are shown, and check again.",
        "Corrigez ceux qui sont montrés, et vérifiez de nouveau."},
       "",
       ""},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
