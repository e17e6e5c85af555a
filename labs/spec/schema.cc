#include "labs/spec/schema.h"

#include "labs/spec/probe_kinds.h"

namespace spec {
namespace {

using text::Field;
using text::Need;
using text::Schema;
using text::Type;

Field field(std::string_view name, Type type, Need need, std::string_view en, std::string_view fr) {
  Field out;
  out.name = name;
  out.type = type;
  out.need = need;
  out.meaning = {std::string(en), std::string(fr)};
  return out;
}

Field one_of(Field field, std::vector<std::string> values) {
  field.one_of = std::move(values);
  return field;
}

Field with(Field field, Schema fields) {
  field.fields = std::move(fields);
  return field;
}

Field optional(std::string_view name, Type type, std::string_view en, std::string_view fr) {
  return field(name, type, Need::Optional, en, fr);
}
Field required(std::string_view name, Type type, std::string_view en, std::string_view fr) {
  return field(name, type, Need::Required, en, fr);
}

Field lab_field() {
  return with(
      required("lab", Type::Table, "what this lab is", "ce qu'est ce labo"),
      {required("id", Type::Id, "the lab's id, equal to its file's name",
                "l'identifiant du labo, égal au nom de son fichier"),
       required("version", Type::String, "such as 2026.1", "par exemple 2026.1"),
       required("title", Type::Texts, "as readers see it", "tel que les lecteurs le voient"),
       required("summary", Type::Texts, "one sentence: what it proves",
                "une phrase : ce qu'il prouve"),
       optional("page", Type::String, "the course page it belongs to: guides/x, logbooks/x#part",
                "la page du cours à laquelle il appartient : guides/x, logbooks/x#partie"),
       optional("timeout", Type::String, "for each attempt of a check (default: 5s)",
                "pour chaque essai d'une vérification (par défaut : 5s)"),
       optional("budget", Type::String, "for the whole run (default: 60s)",
                "pour toute l'exécution (par défaut : 60s)"),
       optional("parallel", Type::Integer, "checks at once (default: 64)",
                "vérifications simultanées (par défaut : 64)"),
       optional("per-host", Type::Integer, "checks at once against one host (default: 16)",
                "vérifications simultanées contre un même hôte (par défaut : 16)")});
}

Field vars_field() {
  return with(
      optional("vars", Type::Map, "what the learner says: [vars.host]",
               "ce que l'apprenant indique : [vars.host]"),
      {one_of(required("type", Type::String, "what the value is", "ce qu'est la valeur"),
              {"text", "host", "ipv4", "ip", "port", "url", "origin", "email", "number", "path"}),
       required("meaning", Type::Texts, "what to fill in", "ce qu'il faut indiquer"),
       optional("default", Type::String, "the value when nothing is said; may use other variables",
                "la valeur si rien n'est dit ; peut utiliser d'autres variables"),
       optional("example", Type::String, "a harmless example", "un exemple inoffensif"),
       optional("optional", Type::Boolean, "may stay empty", "peut rester vide")});
}

Field secrets_field() {
  return with(
      optional("secrets", Type::Map, "what is never written: [secrets.anon_key]",
               "ce qui n'est jamais écrit : [secrets.anon_key]"),
      {one_of(required("type", Type::String, "what the value is", "ce qu'est la valeur"),
              {"text", "jwt", "url", "password"}),
       required("meaning", Type::Texts, "what to fill in", "ce qu'il faut indiquer"),
       optional("env", Type::String, "the environment variable (default: the name in capitals)",
                "la variable d'environnement (par défaut : le nom en capitales)"),
       optional("env-key", Type::String, "the key of --env-file (default: as env)",
                "la clé de --env-file (par défaut : comme env)"),
       optional("min-length", Type::Integer, "shorter ones are refused",
                "plus court, il est refusé"),
       optional("optional", Type::Boolean, "may be missing", "peut manquer")});
}

Field check_field() {
  Schema fields = {
      required("id", Type::DottedId, "the check's id; never changes",
               "l'identifiant de la vérification ; ne change jamais"),
      required("title", Type::Texts, "what is true when it passes",
               "ce qui est vrai quand elle réussit"),
      optional("needs", Type::Ids, "checks that must pass first",
               "vérifications qui doivent d'abord réussir"),
      optional("unless-given", Type::Strings,
               "values that make the check not applicable when they are given",
               "valeurs qui rendent la vérification sans objet quand elles sont données"),
      required("expect", Type::Strings, "expectations, one a line: status == 200",
               "les attentes, une par ligne : status == 200"),
      optional("capture", Type::Any, "values for later checks: name = \"json /id\"",
               "valeurs pour les vérifications suivantes : nom = \"json /id\""),
      with(optional("retry", Type::Table, "try again on named reasons",
                    "réessayer sur les raisons nommées"),
           {required("within", Type::String, "for how long: 20s", "pendant combien de temps : 20s"),
            optional("every", Type::String, "how often (default: 1s)",
                     "à quel rythme (par défaut : 1s)"),
            required("only-on", Type::Strings, "reasons that waiting can heal: tcp.*, kong.503",
                     "raisons que l'attente peut guérir : tcp.*, kong.503")}),
      with(optional("repeat", Type::Table, "must hold several times over",
                    "doit tenir plusieurs fois de suite"),
           {required("times", Type::Integer, "2 to 100", "de 2 à 100"),
            optional("every", Type::String, "how often (default: 1s)",
                     "à quel rythme (par défaut : 1s)")}),
      with(optional("cleanup", Type::Table, "an http request sent after everything, always",
                    "une requête http envoyée après tout, toujours"),
           info_of(ProbeKind::Http).fields),
      with(optional("hint", Type::Tables, "what to try; the first that fits is shown",
                    "quoi essayer ; la première qui convient est montrée"),
           {optional("on", Type::String, "a reason; without it: any",
                     "une raison ; sans elle : toutes"),
            required("en", Type::String, "in English", "en anglais"),
            required("fr", Type::String, "in French", "en français")}),
      optional("tags", Type::Strings, "for --only and --skip: security",
               "pour --only et --skip : security"),
      optional("page", Type::String, "the course page that explains it",
               "la page du cours qui l'explique"),
      one_of(optional("level", Type::String,
                      "what the check needs: L0 nothing, L1 an open key, L2 an account, L3 an "
                      "administrator's key, L4 files, L5 a shell",
                      "ce qu'il faut : L0 rien, L1 une clé publique, L2 un compte, L3 une clé "
                      "d'administration, L4 des fichiers, L5 un shell"),
             {"L0", "L1", "L2", "L3", "L4", "L5"}),
      optional("weight", Type::Integer, "points (default: 1)", "points (par défaut : 1)"),
      optional("timeout", Type::String, "instead of the lab's", "au lieu de celui du labo"),
  };
  for (const ProbeInfo& probe : probe_kinds()) {
    Field field = optional(probe.name, Type::Table, probe.meaning.en, probe.meaning.fr);
    field.fields = probe.fields;
    fields.push_back(std::move(field));
  }
  return with(
      optional("check", Type::Tables, "one thing that is true or not", "une chose vraie ou non"),
      std::move(fields));
}

Field answer_field() {
  std::vector<std::string> probes;
  for (const ProbeInfo& probe : probe_kinds()) probes.emplace_back(probe.name);
  return with(
      optional("answer", Type::Tables, "recognises who answered and why",
               "reconnaît qui a répondu et pourquoi"),
      {required("reason", Type::String, "the reason code: kong.no-key",
                "le code de raison : kong.no-key"),
       required("layer", Type::String, "who spoke: Kong", "qui a parlé : Kong"),
       one_of(optional("probe", Type::String, "the probe whose answers it reads (default: http)",
                       "la sonde dont elle lit les réponses (par défaut : http)"),
              std::move(probes)),
       required("when", Type::Strings, "expectations that all hold",
                "des attentes qui tiennent toutes"),
       required("says", Type::Texts, "what it means", "ce que cela signifie")});
}

Field cause_field() {
  return with(
      optional("cause", Type::Tables, "explains failures", "explique des échecs"),
      {required("id", Type::Id, "the fault's id", "l'identifiant de la panne"),
       required("title", Type::Texts, "what is wrong", "ce qui ne va pas"),
       required("fix", Type::Texts, "what to do", "ce qu'il faut faire"),
       required("when", Type::Strings, "conditions that all hold: login fails auth.bad-jwt",
                "des conditions qui tiennent toutes : login fails auth.bad-jwt"),
       optional("unless", Type::Strings, "conditions of which any rules it out",
                "des conditions dont une seule l'exclut"),
       optional("rivals", Type::Ids, "causes that look the same from outside",
                "causes identiques vues de l'extérieur"),
       optional("settle", Type::Texts, "the test that decides between them",
                "le test qui les départage"),
       optional(
           "seen", Type::Strings,
           "every check that fails when this very fault is injected (default: when)",
           "chaque vérification qui échoue quand cette panne est injectée (par défaut : when)"),
       optional("page", Type::String, "the course page that explains the repair",
                "la page du cours qui explique la réparation")});
}

Field use_field() {
  return with(
      optional("use", Type::Tables, "takes the checks of a library file in",
               "reprend les vérifications d'un fichier de bibliothèque"),
      {required("file", Type::String, "lib/public-https.toml", "lib/public-https.toml"),
       optional("as", Type::Id, "goes before the ids: as = \"net\" makes net.tcp",
                "précède les identifiants : as = \"net\" donne net.tcp"),
       optional("with", Type::Any, "the values of its parameters", "les valeurs de ses paramètres"),
       optional("needs", Type::Ids, "checks that must pass before all of them",
                "vérifications qui doivent réussir avant elles"),
       optional("page", Type::String, "the course page of its checks",
                "la page du cours de ses vérifications")});
}

}  // namespace

std::span<const std::string> languages() {
  static const std::vector<std::string> known = {"en", "fr"};
  return known;
}

const text::Schema& lab_schema() {
  static const Schema schema = {lab_field(),   vars_field(),   secrets_field(), use_field(),
                                check_field(), answer_field(), cause_field()};
  return schema;
}

const text::Schema& library_schema() {
  static const Schema schema = {optional("parameters", Type::Strings, "names that `with` must give",
                                         "noms que `with` doit donner"),
                                check_field(), answer_field(), cause_field()};
  return schema;
}

}  // namespace spec
