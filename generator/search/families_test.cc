#include "generator/search/families.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "generator/text/fold.h"

namespace {

using Words = std::vector<std::string>;

std::map<std::string, std::string> family_of(const Words& words, std::string_view language) {
  const Words names = search::families(words, language);
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) out[words[i]] = names[i];
  return out;
}

// 29 words in the forms that a course has of them.
const std::vector<Words> kFrench = {
    {"créer", "créé", "créée", "créés", "créées"},
    {"sécurité", "sécurités"},
    {"générer", "généré", "générée", "générées"},
    {"réseau", "réseaux"},
    {"installer", "installé", "installée", "installation", "installations"},
    {"déployer", "déployé", "déployée", "déployées"},
    {"vérifier", "vérifié", "vérifiée", "vérification"},
    {"répéter", "répété", "répétée"},
    {"référence", "références"},
    {"clé", "clés"},
    {"modèle", "modèles"},
    {"système", "systèmes"},
    {"requête", "requêtes"},
    {"réponse", "réponses"},
    {"donnée", "données"},
    {"étiquette", "étiquettes"},
    {"démarrer", "démarré", "démarrée", "démarre"},
    {"exécuter", "exécuté", "exécutée", "exécutez"},
    {"supprimer", "supprimé", "supprimée", "supprimés"},
    {"connexion", "connexions"},
    {"journal", "journaux"},
    {"terminal", "terminaux"},
    {"ouvrir", "ouvert", "ouverte", "ouvrez"},
    {"écrire", "écrit", "écrite", "écrivez"},
    {"mémoire", "mémoires"},
    {"paramètre", "paramètres"},
    {"accès", "accès"},
    {"évaluer", "évalué", "évaluée", "évaluation"},
    {"préférer", "préféré", "préférée"},
};

// Singular, plural or inflected, and as typed without accents.
const std::vector<Words> kTriples = {
    {"générer", "générée", "generee"},
    {"connexion", "connexions", "connexion"},
    {"sécurité", "sécurités", "securite"},
    {"clé", "clés", "cle"},
    {"modèle", "modèles", "modele"},
    {"réseau", "réseaux", "reseau"},
    {"créer", "créée", "creee"},
    {"requête", "requêtes", "requete"},
    {"donnée", "données", "donnees"},
    {"système", "systèmes", "systeme"},
    {"paramètre", "paramètres", "parametres"},
    {"mémoire", "mémoires", "memoire"},
    {"déployer", "déployée", "deployer"},
    {"vérifier", "vérifiée", "verifiee"},
    {"référence", "références", "reference"},
    {"accéder", "accédé", "acceder"},
    {"démarré", "démarrée", "demarre"},
    {"étape", "étapes", "etape"},
    {"œuvre", "œuvres", "oeuvre"},
    {"exécuté", "exécutées", "execute"},
};

}  // namespace

TEST_CASE("the forms of a French word are one family, and different words are not") {
  REQUIRE(kFrench.size() == 29);
  Words all;
  for (const Words& forms : kFrench) all.insert(all.end(), forms.begin(), forms.end());
  const auto family = family_of(all, "fr");
  std::set<std::string> names;
  for (const Words& forms : kFrench) {
    CAPTURE(forms);
    for (const std::string& form : forms) CHECK(family.at(form) == family.at(forms.front()));
    names.insert(family.at(forms.front()));
  }
  CHECK(names.size() == kFrench.size());
}

TEST_CASE("singular, inflected and unaccented forms meet") {
  REQUIRE(kTriples.size() == 20);
  for (const Words& triple : kTriples) {
    CAPTURE(triple);
    const auto family = family_of({triple[0], triple[1]}, "fr");
    CHECK(family.at(triple[0]) == family.at(triple[1]));
    // What is typed without accents is looked up without accents; a form that the course does not
    // have at all is of the same family when it is in its vocabulary.
    const auto with_typed = family_of(triple, "fr");
    CHECK(with_typed.at(triple[2]) == with_typed.at(triple[0]));
  }
}

TEST_CASE("English forms are one family, irregular ones too") {
  const std::vector<Words> groups = {
      {"install", "installs", "installed", "installing", "installation"},
      {"write", "writes", "wrote", "written", "writing"},
      {"run", "runs", "ran", "running"},
      {"memory", "memories"},
      {"embedding", "embeddings", "embedded"},
      {"child", "children"},
      {"quantise", "quantised", "quantising", "quantisation"},
  };
  Words all;
  for (const Words& forms : groups) all.insert(all.end(), forms.begin(), forms.end());
  const auto family = family_of(all, "en");
  for (const Words& forms : groups) {
    CAPTURE(forms);
    for (const std::string& form : forms) CHECK(family.at(form) == family.at(forms.front()));
  }
}

TEST_CASE("what is no word is a family of its own, as it is written") {
  for (const std::string& term :
       Words{"users_enabled", "econnrefused", "63015", "--force", "std::vectors", "v2s"}) {
    CAPTURE(term);
    const auto family = family_of({term, "other"}, "en");
    if (!search::is_word(term)) CHECK(family.at(term) == term);
  }
  CHECK(search::is_word("œuvres"));
  CHECK_FALSE(search::is_word("gpt4"));
  CHECK_FALSE(search::is_word(""));
}

TEST_CASE("names do not depend on the order in which words come") {
  Words words = {"créer", "créée", "journaux", "journal", "ouvert", "ouvrir", "porte"};
  const auto family = family_of(words, "fr");
  std::reverse(words.begin(), words.end());
  CHECK(family_of(words, "fr") == family);
  CHECK(family.at("créée") == "cre");
}

TEST_CASE("a language that Snowball does not know has families of spelling alone") {
  const auto family = family_of({"slova", "slovo", "slóvo"}, "xx");
  CHECK(family.at("slova") != family.at("slovo"));
  CHECK(family.at("slóvo") == family.at("slovo"));
}
