// The probes of databases, tokens and files.
#include "labs/spec/probe_rows.h"

namespace spec {

ProbeInfo redis_probe() {
  return {ProbeKind::Redis,
          "redis",
          {"a Redis database", "une base Redis"},
          {
              probe_field("url", text::Type::String, text::Need::Required,
                          {"redis://user:password@host:port or rediss://…",
                           "redis://utilisateur:motdepasse@hôte:port ou rediss://…"}),
              probe_field("round-trip", text::Type::String, text::Need::Optional,
                          {"write, read and delete a key of this name",
                           "écrire, lire et supprimer une clé de ce nom"}),
              trusted_field(),
              certificate_name_field(),
          },
          {
              reason_subject(),
              duration_subject(),
              {"reply", Argument::None, {"the answer to PING", "la réponse à PING"}},
              {"round-trip",
               Argument::None,
               {"whether the key came back as it was written",
                "si la clé est revenue telle qu'écrite"}},
              {"version", Argument::None, {"redis_version", "redis_version"}},
              {"role", Argument::None, {"master or slave", "master ou slave"}},
              tls_version_subject(),
          },
          {"net.*", "dns.*", "tcp.*", "tls.*", "redis.*", "expect.*", "capture.missing",
           "repeat.unstable"}};
}

ProbeInfo postgres_probe() {
  return {
      ProbeKind::Postgres,
      "postgres",
      {"a PostgreSQL database, direct or behind a pooler",
       "une base PostgreSQL, directe ou derrière un pooler"},
      {
          probe_field(
              "url", text::Type::String, text::Need::Required,
              {"postgresql://user:password@host:port/database; a pgbouncer parameter is left out",
               "postgresql://utilisateur:motdepasse@hôte:port/base ; un paramètre pgbouncer est "
               "retiré"}),
          probe_field("query", text::Type::String, text::Need::Optional,
                      {"a statement, run in a transaction that cannot write (default: SELECT 1)",
                       "une instruction, exécutée dans une transaction qui ne peut pas écrire (par "
                       "défaut : SELECT 1)"}),
          probe_field("parameters", text::Type::Strings, text::Need::Optional,
                      {"the values of $1, $2 …", "les valeurs de $1, $2 …"}),
          probe_field(
              "ca", text::Type::String, text::Need::Optional,
              {"a file of certificates: the server's must be signed by one of them",
               "un fichier de certificats : celui du serveur doit être signé par l'un d'eux"}),
          probe_field("tls", text::Type::Boolean, text::Need::Optional,
                      {"refuse a connection without TLS", "refuser une connexion sans TLS"}),
      },
      {
          reason_subject(),
          duration_subject(),
          {"connected", Argument::None, {"whether the log-in worked", "si la connexion a réussi"}},
          {"rows", Argument::None, {"how many rows came", "combien de lignes sont venues"}},
          {"value",
           Argument::None,
           {"the first column of the first row", "la première colonne de la première ligne"}},
          {"column",
           Argument::Name,
           {"a column of the first row", "une colonne de la première ligne"}},
          {"values",
           Argument::None,
           {"the first column of every row", "la première colonne de chaque ligne"}},
          {"json",
           Argument::Pointer,
           {"a part of the rows: /0/name", "une partie des lignes : /0/nom"}},
          {"sqlstate", Argument::None, {"the SQLSTATE of an error", "le SQLSTATE d'une erreur"}},
          {"server-version",
           Argument::None,
           {"the version of the server", "la version du serveur"}},
          {"tls",
           Argument::None,
           {"whether the connection is encrypted", "si la connexion est chiffrée"}},
      },
      {"net.*", "dns.*", "tcp.*", "tls.*", "pg.*", "expect.*", "capture.missing",
       "repeat.unstable"}};
}

ProbeInfo jwt_probe() {
  return {
      ProbeKind::Jwt,
      "jwt",
      {"a token, verified on this machine", "un jeton, vérifié sur cette machine"},
      {
          probe_field("token", text::Type::String, text::Need::Required, {"the token", "le jeton"}),
          probe_field("secret", text::Type::String, text::Need::Optional,
                      {"the secret that signed it (HS256)", "le secret qui l'a signé (HS256)"}),
          probe_field(
              "jwks", text::Type::String, text::Need::Optional,
              {"the key set that verifies it, as JSON", "le jeu de clés qui le vérifie, en JSON"}),
      },
      {
          reason_subject(),
          duration_subject(),
          {"claim", Argument::Name, {"a claim of the payload", "une déclaration du contenu"}},
          {"head", Argument::Name, {"a field of the header", "un champ de l'en-tête"}},
          {"signature",
           Argument::None,
           {"literal, decoded (signed with the Base64-decoded secret), jwks or none",
            "literal, decoded (signé avec le secret décodé du Base64), jwks ou none"}},
          {"algorithm",
           Argument::None,
           {"the algorithm of the signature", "l'algorithme de la signature"}},
          {"lifetime", Argument::None, {"seconds from iat to exp", "secondes entre iat et exp"}},
          {"json", Argument::Pointer, {"a part of the payload", "une partie du contenu"}},
      },
      {"jwt.*", "expect.*", "capture.missing", "repeat.unstable"}};
}

ProbeInfo env_probe() {
  return {ProbeKind::Env,
          "env",
          {"a .env file", "un fichier .env"},
          {
              probe_field("file", text::Type::String, text::Need::Required,
                          {"the path of the file", "le chemin du fichier"}),
              probe_field("required", text::Type::Strings, text::Need::Optional,
                          {"keys that must have a value", "clés qui doivent avoir une valeur"}),
              probe_field("secret-values", text::Type::Boolean, text::Need::Optional,
                          {"treat every value as a secret (default: yes)",
                           "traiter chaque valeur comme un secret (par défaut : oui)"}),
          },
          {
              reason_subject(),
              duration_subject(),
              {"key", Argument::Name, {"the value of a key", "la valeur d'une clé"}},
              {"keys", Argument::None, {"the names of all keys", "les noms de toutes les clés"}},
              {"missing",
               Argument::None,
               {"required keys that are missing or empty", "clés obligatoires absentes ou vides"}},
              {"placeholders",
               Argument::None,
               {"keys whose example value was never replaced",
                "clés dont la valeur d'exemple n'a jamais été remplacée"}},
              {"blanks",
               Argument::None,
               {"keys whose value has a blank at one end",
                "clés dont la valeur a un espace à une extrémité"}},
              {"duplicates",
               Argument::None,
               {"keys defined more than once", "clés définies plusieurs fois"}},
              {"unreadable", Argument::None, {"lines that cannot be read", "lignes illisibles"}},
          },
          {"env.*", "file.*", "expect.*", "capture.missing", "repeat.unstable"}};
}

ProbeInfo file_probe() {
  return {ProbeKind::File,
          "file",
          {"a file on this machine: text, JSON, YAML, TOML or PEM",
           "un fichier de cette machine : texte, JSON, YAML, TOML ou PEM"},
          {
              probe_field("path", text::Type::String, text::Need::Required,
                          {"the path of the file", "le chemin du fichier"}),
              probe_field("format", text::Type::String, text::Need::Optional,
                          {"how to read it (default: by its name)",
                           "comment le lire (par défaut : d'après son nom)"},
                          {"text", "json", "yaml", "toml", "pem"}),
          },
          {
              reason_subject(),
              duration_subject(),
              {"exists", Argument::None, {"whether there is such a file", "si ce fichier existe"}},
              {"size", Argument::None, {"its size in bytes", "sa taille en octets"}},
              {"body", Argument::None, {"its text", "son texte"}},
              {"lines", Argument::None, {"its lines", "ses lignes"}},
              {"json",
               Argument::Pointer,
               {"a part of a structured file, by JSON Pointer",
                "une partie d'un fichier structuré, par JSON Pointer"}},
              {"labels",
               Argument::None,
               {"the labels of the PEM blocks", "les étiquettes des blocs PEM"}},
          },
          {"file.*", "expect.*", "capture.missing", "repeat.unstable"}};
}

}  // namespace spec
