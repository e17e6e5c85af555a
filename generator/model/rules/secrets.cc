#include "generator/model/rules/groups.h"

namespace model {
namespace {

// What holds for every rule about secrets.
base::Message refused() {
  return {
      "What is published once is copied within minutes by programs that look for nothing else, and "
      "git keeps it for ever. The report shows two characters only.",
      "Ce qui est publié une fois est copié en quelques minutes par des programmes qui ne "
      "cherchent que cela, et git le garde pour toujours. Le message n'en montre que deux "
      "caractères."};
}
base::Message use_placeholder() {
  return {
      "Write a placeholder such as <API_KEY> and declare it. If the value was ever real, revoke "
      "it: removing it from the text is not enough.",
      "Écrivez un emplacement comme <API_KEY> et déclarez-le. Si la valeur a été vraie un jour, "
      "révoquez-la : l'enlever du texte ne suffit pas."};
}
base::Message private_data() {
  return {
      "A course is read by everyone: a real address shows strangers where to knock, or belongs to "
      "somebody who was not asked.",
      "Tout le monde lit un cours : une vraie adresse montre à des inconnus où frapper, ou "
      "appartient à quelqu'un à qui l'on n'a rien demandé."};
}

}  // namespace

void add_secret_rules(Rules& rules) {
  const Rule kRules[] = {
      {"secret-jwt",
       kError,
       {"a signed token (JWT) stands in the text", "un jeton signé (JWT) se trouve dans le texte"},
       refused(),
       use_placeholder(),
       "",
       "ANON_KEY=<ANON_KEY>"},
      {"secret-api-key",
       kError,
       {"the key of a service or the hash of a password stands in the text",
        "la clé d'un service ou l'empreinte d'un mot de passe se trouve dans le texte"},
       refused(),
       use_placeholder(),
       "",
       "OPENAI_API_KEY=<OPENAI_API_KEY>"},
      {"secret-env-value",
       kError,
       {"a variable for a secret has a value", "une variable de secret a une valeur"},
       refused(),
       use_placeholder(),
       "",
       "POSTGRES_PASSWORD=change-me"},
      {"secret-url-credentials",
       kError,
       {"an address carries a password", "une adresse contient un mot de passe"},
       refused(),
       use_placeholder(),
       "",
       "postgres://app:<PASSWORD>@db.lab.example.org/app"},
      {"secret-hex-key",
       kError,
       {"a long hexadecimal value stands near the word key, secret or token",
        "une longue valeur hexadécimale se trouve près du mot clé, secret ou jeton"},
       refused(),
       use_placeholder(),
       "",
       ""},
      {"secret-login-pair",
       kError,
       {"a password stands in the text", "un mot de passe se trouve dans le texte"},
       refused(),
       use_placeholder(),
       "",
       "\"password\": \"<PASSWORD>\""},
      {"secret-supabase-ref",
       kError,
       {"the reference of a real Supabase project stands in the text",
        "la référence d'un vrai projet Supabase se trouve dans le texte"},
       refused(),
       {"Write <PROJECT_REF> instead.", "Écrivez plutôt <PROJECT_REF>."},
       "",
       "db.<PROJECT_REF>.supabase.co"},
      {"secret-invite-link",
       kError,
       {"an invitation with its token stands in the text",
        "une invitation avec son jeton se trouve dans le texte"},
       refused(),
       {"Write the address with a placeholder: https://app.lab.example.org/invite/<TOKEN>.",
        "Écrivez l'adresse avec un emplacement : https://app.lab.example.org/invite/<TOKEN>."},
       "",
       ""},
      {"secret-private-key",
       kError,
       {"a private key stands in the text", "une clé privée se trouve dans le texte"},
       refused(),
       {"Show the command that makes one, not a key.",
        "Montrez la commande qui en fabrique une, pas une clé."},
       "",
       "ssh-keygen -t ed25519"},
      {"private-host",
       kError,
       {"a name on the list of names that must not be published",
        "un nom de la liste des noms à ne pas publier"},
       private_data(),
       {"The list is the file .atelier-deny beside the course's folder, a name a line; it stays "
        "out of the repository. Use a name in lab.example.org.",
        "La liste est le fichier .atelier-deny à côté du dossier du cours, un nom par ligne ; il "
        "reste hors du dépôt. Employez un nom en lab.example.org."},
       "",
       "supabase.lab.example.org"},
      {"private-ipv4",
       kError,
       {"a real IPv4 address stands in the text", "une vraie adresse IPv4 se trouve dans le texte"},
       private_data(),
       {"192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 are reserved for documentation (RFC "
        "5737).",
        "192.0.2.0/24, 198.51.100.0/24 et 203.0.113.0/24 sont réservés à la documentation (RFC "
        "5737)."},
       "",
       "203.0.113.10"},
      {"private-ipv6",
       kError,
       {"a real IPv6 address stands in the text", "une vraie adresse IPv6 se trouve dans le texte"},
       private_data(),
       {"2001:db8::/32 is reserved for documentation (RFC 3849).",
        "2001:db8::/32 est réservé à la documentation (RFC 3849)."},
       "",
       "2001:db8::10"},
      {"private-email",
       kError,
       {"an e-mail address outside the reserved domains",
        "une adresse électronique hors des domaines réservés"},
       private_data(),
       {"Use example.org, example.com or example.net (RFC 2606), such as ops@lab.example.org.",
        "Employez example.org, example.com ou example.net (RFC 2606), comme ops@lab.example.org."},
       "",
       "ops@lab.example.org"},
      {"private-root-ssh",
       kError,
       {"a login as root on a real host", "une connexion en root sur un vrai hôte"},
       private_data(),
       {"Use <ADMIN_USER>@<VPS_IP>; whoever copies the line should not become root either.",
        "Employez <ADMIN_USER>@<VPS_IP> ; qui copie la ligne ne devrait pas non plus devenir "
        "root."},
       "",
       "ssh <ADMIN_USER>@<VPS_IP>"},
      {"private-home-path",
       kError,
       {"the home folder of a person stands in the text",
        "le dossier personnel de quelqu'un se trouve dans le texte"},
       private_data(),
       {"Use /home/learner, or ~.", "Employez /home/learner, ou ~."},
       "",
       "/home/learner/stack"},
      {"commit-trailer",
       kError,
       {"a trailer of a commit stands in the text",
        "une ligne de fin de commit se trouve dans le texte"},
       private_data(),
       {"Leave Co-authored-by and Generated-by lines out of logs that are published.",
        "Retirez les lignes Co-authored-by et Generated-by des journaux publiés."},
       "",
       ""},
  };
  rules.insert(rules.end(), std::begin(kRules), std::end(kRules));
}

}  // namespace model
