#include "labs/spec/probe_kinds.h"

#include <algorithm>
#include <array>

namespace spec {
namespace {

using text::Field;
using text::Need;
using text::Type;

Field field(std::string_view name, Type type, Need need, base::Message meaning,
            std::vector<std::string> one_of = {}) {
  Field out;
  out.name = name;
  out.type = type;
  out.need = need;
  out.meaning = std::move(meaning);
  out.one_of = std::move(one_of);
  return out;
}

ProbeInfo http_probe() {
  return {
      ProbeKind::Http,
      "http",
      {"an HTTP or HTTPS request", "une requête HTTP ou HTTPS"},
      {
          field("get", Type::String, Need::Optional,
                {"the address to ask with GET", "l'adresse à demander par GET"}),
          field("post", Type::String, Need::Optional,
                {"the address to ask with POST", "l'adresse à demander par POST"}),
          field("put", Type::String, Need::Optional,
                {"the address to ask with PUT", "l'adresse à demander par PUT"}),
          field("patch", Type::String, Need::Optional,
                {"the address to ask with PATCH", "l'adresse à demander par PATCH"}),
          field("delete", Type::String, Need::Optional,
                {"the address to ask with DELETE", "l'adresse à demander par DELETE"}),
          field("options", Type::String, Need::Optional,
                {"the address to ask with OPTIONS", "l'adresse à demander par OPTIONS"}),
          field("head", Type::String, Need::Optional,
                {"the address to ask with HEAD", "l'adresse à demander par HEAD"}),
          field("headers", Type::Any, Need::Optional,
                {"request headers: name = \"value\"", "en-têtes de la requête : nom = \"valeur\""}),
          field("json", Type::Any, Need::Optional,
                {"the body, sent as JSON", "le corps, envoyé en JSON"}),
          field("form", Type::Any, Need::Optional,
                {"the body, sent as a form: name = \"value\"",
                 "le corps, envoyé comme formulaire : nom = \"valeur\""}),
          field("body", Type::String, Need::Optional,
                {"the body, sent as it is", "le corps, envoyé tel quel"}),
          field("ip", Type::String, Need::Optional,
                {"the address family to use", "la famille d'adresses à utiliser"}, {"4", "6"}),
          field("resolve", Type::String, Need::Optional,
                {"connect to this address, whatever DNS says",
                 "se connecter à cette adresse, quoi que dise le DNS"}),
          field("ca", Type::String, Need::Optional,
                {"a file of certificates to trust instead of the system's",
                 "un fichier de certificats à croire à la place de ceux du système"}),
          field("follow", Type::Boolean, Need::Optional,
                {"follow redirections (at most 5; default: no)",
                 "suivre les redirections (5 au plus ; par défaut : non)"}),
          field("version", Type::String, Need::Optional,
                {"the version of HTTP to speak", "la version de HTTP à parler"}, {"1.1", "2"}),
          field("user", Type::String, Need::Optional,
                {"name and password for Basic authentication: \"name:password\"",
                 "nom et mot de passe pour l'authentification Basic : « nom:motdepasse »"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
          {"status", Argument::None, {"the status code", "le code de statut"}},
          {"header", Argument::Name, {"a header of the answer", "un en-tête de la réponse"}},
          {"body", Argument::None, {"the text of the answer", "le texte de la réponse"}},
          {"json",
           Argument::Pointer,
           {"a part of the JSON answer, by JSON Pointer",
            "une partie de la réponse JSON, par JSON Pointer"}},
          {"cookie",
           Argument::Name,
           {"the value of a cookie that is set", "la valeur d'un cookie posé"}},
          {"version",
           Argument::None,
           {"the version of HTTP: \"1.1\", \"2\"", "la version de HTTP : « 1.1 », « 2 »"}},
          {"redirects",
           Argument::None,
           {"how many redirections were followed", "combien de redirections ont été suivies"}},
          {"url",
           Argument::None,
           {"the address that answered at last", "l'adresse qui a répondu en dernier"}},
          {"address",
           Argument::None,
           {"the IP address that answered", "l'adresse IP qui a répondu"}},
          {"phase",
           Argument::Name,
           {"seconds until a phase was over: dns, connect, tls, first-byte",
            "secondes jusqu'à la fin d'une phase : dns, connect, tls, first-byte"}},
          {"truncated",
           Argument::None,
           {"whether the answer was longer than what is kept",
            "si la réponse dépassait ce qui est conservé"}},
      },
      {"net.*", "dns.*", "tcp.*", "tls.*", "http.*", "expect.*", "capture.missing",
       "repeat.unstable"}};
}

ProbeInfo tls_probe() {
  return {
      ProbeKind::Tls,
      "tls",
      {"a TLS handshake: the certificate is looked at whether it is good or not",
       "une négociation TLS : le certificat est examiné, bon ou mauvais"},
      {
          field("target", Type::String, Need::Required, {"host:port", "hôte:port"}),
          field("ca", Type::String, Need::Optional,
                {"a file of certificates to trust instead of the system's",
                 "un fichier de certificats à croire à la place de ceux du système"}),
          field("name", Type::String, Need::Optional,
                {"the name the certificate must carry, when it is not the host",
                 "le nom que le certificat doit porter, quand ce n'est pas l'hôte"}),
          field("starttls", Type::String, Need::Optional,
                {"the protocol to begin with", "le protocole par lequel commencer"},
                {"smtp", "postgres"}),
          field("resolve", Type::String, Need::Optional,
                {"connect to this address, whatever DNS says",
                 "se connecter à cette adresse, quoi que dise le DNS"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
          {"verified",
           Argument::None,
           {"whether a browser would accept the certificate",
            "si un navigateur accepterait le certificat"}},
          {"protocol", Argument::None, {"\"TLSv1.3\"", "« TLSv1.3 »"}},
          {"cipher", Argument::None, {"the cipher suite", "la suite cryptographique"}},
          {"subject",
           Argument::None,
           {"whom the certificate is for", "à qui le certificat est établi"}},
          {"issuer", Argument::None, {"who signed it", "qui l'a signé"}},
          {"names",
           Argument::None,
           {"the names it is valid for", "les noms pour lesquels il est valable"}},
          {"days-left",
           Argument::None,
           {"days until it expires; negative: since it has",
            "jours avant son expiration ; négatif : depuis"}},
          {"chain",
           Argument::None,
           {"how many certificates the server sends", "combien de certificats le serveur envoie"}},
          {"not-after",
           Argument::None,
           {"when it expires, in seconds since 1970", "quand il expire, en secondes depuis 1970"}},
          {"address",
           Argument::None,
           {"the IP address that answered", "l'adresse IP qui a répondu"}},
      },
      {"net.*", "dns.*", "tcp.*", "tls.*", "smtp.*", "pg.no-tls", "expect.*", "capture.missing",
       "repeat.unstable"}};
}

ProbeInfo tcp_probe() {
  return {
      ProbeKind::Tcp,
      "tcp",
      {"a TCP port: open, closed or filtered", "un port TCP : ouvert, fermé ou filtré"},
      {
          field("target", Type::String, Need::Required, {"host:port", "hôte:port"}),
          field("banner", Type::Boolean, Need::Optional,
                {"wait for the first line the service says",
                 "attendre la première ligne que dit le service"}),
          field("send", Type::String, Need::Optional, {"send this first", "envoyer d'abord ceci"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
          {"state",
           Argument::None,
           {"open, closed (nothing listens) or filtered (no answer)",
            "open (ouvert), closed (rien n'écoute) ou filtered (aucune réponse)"}},
          {"banner",
           Argument::None,
           {"the first line the service says", "la première ligne que dit le service"}},
          {"address",
           Argument::None,
           {"the IP address that answered", "l'adresse IP qui a répondu"}},
      },
      {"net.*", "dns.*", "tcp.*", "expect.*", "capture.missing", "repeat.unstable"}};
}

ProbeInfo dns_probe() {
  return {
      ProbeKind::Dns,
      "dns",
      {"a question to DNS", "une question au DNS"},
      {
          field("name", Type::String, Need::Required, {"the name to ask for", "le nom à demander"}),
          field("type", Type::String, Need::Optional,
                {"the type of record (default: A); SPF, DKIM and DMARC read and judge a TXT record",
                 "le type d'enregistrement (par défaut : A) ; SPF, DKIM et DMARC lisent et jugent "
                 "un enregistrement TXT"},
                {"A", "AAAA", "CNAME", "MX", "TXT", "NS", "SPF", "DKIM", "DMARC"}),
          field("server", Type::String, Need::Optional,
                {"the name server to ask: address or address:port (default: the system's)",
                 "le serveur de noms à interroger : adresse ou adresse:port (par défaut : celui du "
                 "système)"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
          {"records", Argument::None, {"the records, as text", "les enregistrements, en texte"}},
          {"preference",
           Argument::None,
           {"the lowest MX preference", "la plus petite préférence MX"}},
          {"valid",
           Argument::None,
           {"whether the SPF, DKIM or DMARC record can be used",
            "si l'enregistrement SPF, DKIM ou DMARC est utilisable"}},
          {"record",
           Argument::None,
           {"the text of the SPF, DKIM or DMARC record",
            "le texte de l'enregistrement SPF, DKIM ou DMARC"}},
          {"all",
           Argument::None,
           {"SPF: what happens to other senders: - ~ ? +",
            "SPF : le sort des autres expéditeurs : - ~ ? +"}},
          {"lookups",
           Argument::None,
           {"SPF: how many lookups its terms cost",
            "SPF : le nombre de requêtes que coûtent ses termes"}},
          {"mechanisms", Argument::None, {"SPF: its terms", "SPF : ses termes"}},
          {"key", Argument::None, {"DKIM: kind of key", "DKIM : type de clé"}},
          {"bits",
           Argument::None,
           {"DKIM: about how long an RSA key is", "DKIM : longueur approximative d'une clé RSA"}},
          {"policy",
           Argument::None,
           {"DMARC: none, quarantine, reject", "DMARC : none, quarantine, reject"}},
          {"percent",
           Argument::None,
           {"DMARC: share of mail it applies to", "DMARC : part du courriel concernée"}},
          {"reports", Argument::None, {"DMARC: where reports go", "DMARC : où vont les rapports"}},
      },
      {"net.*", "dns.*", "spf.*", "dkim.*", "dmarc.*", "expect.*", "capture.missing",
       "repeat.unstable"}};
}

ProbeInfo smtp_probe() {
  return {
      ProbeKind::Smtp,
      "smtp",
      {"a dialogue with a mail server, up to a message really delivered",
       "un dialogue avec un serveur de courriel, jusqu'à un message vraiment remis"},
      {
          field("target", Type::String, Need::Required, {"host:port", "hôte:port"}),
          field("security", Type::String, Need::Optional,
                {"none, starttls (wanted), tls (from the first byte)",
                 "none (aucune), starttls (exigé), tls (dès le premier octet)"}),
          field("ca", Type::String, Need::Optional,
                {"a file of certificates to trust instead of the system's",
                 "un fichier de certificats à croire à la place de ceux du système"}),
          field("name", Type::String, Need::Optional,
                {"the name the certificate must carry, when it is not the host",
                 "le nom que le certificat doit porter, quand ce n'est pas l'hôte"}),
          field("user", Type::String, Need::Optional, {"log in as", "s'identifier comme"}),
          field("password", Type::String, Need::Optional,
                {"with this password", "avec ce mot de passe"}),
          field("from", Type::String, Need::Optional,
                {"send a message from this address", "envoyer un message depuis cette adresse"}),
          field("to", Type::String, Need::Optional, {"to this one", "à celle-ci"}),
          field("subject", Type::String, Need::Optional, {"its subject", "son objet"}),
          field("body", Type::String, Need::Optional, {"its text", "son texte"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
          {"greeting",
           Argument::None,
           {"the first line of the server", "la première ligne du serveur"}},
          {"code",
           Argument::None,
           {"the code of the last answer", "le code de la dernière réponse"}},
          {"extension",
           Argument::Name,
           {"the words of an EHLO extension", "les mots d'une extension EHLO"}},
          {"starttls", Argument::None, {"whether STARTTLS is offered", "si STARTTLS est proposé"}},
          {"authenticated",
           Argument::None,
           {"whether the log-in worked", "si l'identification a réussi"}},
          {"delivered",
           Argument::None,
           {"whether the message was taken", "si le message a été accepté"}},
          {"protocol",
           Argument::None,
           {"the TLS version, when there is one", "la version de TLS, s'il y en a une"}},
      },
      {"net.*", "dns.*", "tcp.*", "tls.*", "smtp.*", "expect.*", "capture.missing",
       "repeat.unstable"}};
}

ProbeInfo redis_probe() {
  return {ProbeKind::Redis,
          "redis",
          {"a Redis database", "une base Redis"},
          {
              field("url", Type::String, Need::Required,
                    {"redis://user:password@host:port or rediss://…",
                     "redis://utilisateur:motdepasse@hôte:port ou rediss://…"}),
              field("round-trip", Type::String, Need::Optional,
                    {"write, read and delete a key of this name",
                     "écrire, lire et supprimer une clé de ce nom"}),
              field("ca", Type::String, Need::Optional,
                    {"a file of certificates to trust instead of the system's",
                     "un fichier de certificats à croire à la place de ceux du système"}),
              field("name", Type::String, Need::Optional,
                    {"the name the certificate must carry, when it is not the host",
                     "le nom que le certificat doit porter, quand ce n'est pas l'hôte"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
              {"reply", Argument::None, {"the answer to PING", "la réponse à PING"}},
              {"round-trip",
               Argument::None,
               {"whether the key came back as it was written",
                "si la clé est revenue telle qu'écrite"}},
              {"version", Argument::None, {"redis_version", "redis_version"}},
              {"role", Argument::None, {"master or slave", "master ou slave"}},
              {"protocol",
               Argument::None,
               {"the TLS version, when there is one", "la version de TLS, s'il y en a une"}},
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
          field("url", Type::String, Need::Required,
                {"postgresql://user:password@host:port/database; a pgbouncer parameter is left out",
                 "postgresql://utilisateur:motdepasse@hôte:port/base ; un paramètre pgbouncer est "
                 "retiré"}),
          field("query", Type::String, Need::Optional,
                {"a statement, run in a transaction that cannot write (default: SELECT 1)",
                 "une instruction, exécutée dans une transaction qui ne peut pas écrire (par "
                 "défaut : SELECT 1)"}),
          field("parameters", Type::Strings, Need::Optional,
                {"the values of $1, $2 …", "les valeurs de $1, $2 …"}),
          field("ca", Type::String, Need::Optional,
                {"a file of certificates: the server's must be signed by one of them",
                 "un fichier de certificats : celui du serveur doit être signé par l'un d'eux"}),
          field("tls", Type::Boolean, Need::Optional,
                {"refuse a connection without TLS", "refuser une connexion sans TLS"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
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

ProbeInfo websocket_probe() {
  return {ProbeKind::Websocket,
          "websocket",
          {"a WebSocket", "un WebSocket"},
          {
              field("url", Type::String, Need::Required,
                    {"ws:// or wss:// address", "adresse ws:// ou wss://"}),
              field("headers", Type::Any, Need::Optional,
                    {"request headers", "en-têtes de la requête"}),
              field("send", Type::String, Need::Optional,
                    {"a text message to send", "un message texte à envoyer"}),
              field("receive", Type::Boolean, Need::Optional,
                    {"wait for a message", "attendre un message"}),
              field("ca", Type::String, Need::Optional,
                    {"a file of certificates to trust instead of the system's",
                     "un fichier de certificats à croire à la place de ceux du système"}),
              field("name", Type::String, Need::Optional,
                    {"the name the certificate must carry, when it is not the host",
                     "le nom que le certificat doit porter, quand ce n'est pas l'hôte"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
              {"status",
               Argument::None,
               {"the status of the HTTP answer", "le statut de la réponse HTTP"}},
              {"header", Argument::Name, {"a header of the answer", "un en-tête de la réponse"}},
              {"open",
               Argument::None,
               {"whether the WebSocket opened", "si le WebSocket s'est ouvert"}},
              {"message", Argument::None, {"the first message", "le premier message"}},
              {"json",
               Argument::Pointer,
               {"a part of the first message", "une partie du premier message"}},
              {"body",
               Argument::None,
               {"the text of an answer that is no WebSocket",
                "le texte d'une réponse qui n'est pas un WebSocket"}},
          },
          {"net.*", "dns.*", "tcp.*", "tls.*", "http.*", "ws.*", "expect.*", "capture.missing",
           "repeat.unstable"}};
}

ProbeInfo jwt_probe() {
  return {
      ProbeKind::Jwt,
      "jwt",
      {"a token, verified on this machine", "un jeton, vérifié sur cette machine"},
      {
          field("token", Type::String, Need::Required, {"the token", "le jeton"}),
          field("secret", Type::String, Need::Optional,
                {"the secret that signed it (HS256)", "le secret qui l'a signé (HS256)"}),
          field(
              "jwks", Type::String, Need::Optional,
              {"the key set that verifies it, as JSON", "le jeu de clés qui le vérifie, en JSON"}),
      },
      {
          {"reason", Argument::None, {"the reason code", "le code de raison"}},
          {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
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
              field("file", Type::String, Need::Required,
                    {"the path of the file", "le chemin du fichier"}),
              field("required", Type::Strings, Need::Optional,
                    {"keys that must have a value", "clés qui doivent avoir une valeur"}),
              field("secret-values", Type::Boolean, Need::Optional,
                    {"treat every value as a secret (default: yes)",
                     "traiter chaque valeur comme un secret (par défaut : oui)"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
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
              field("path", Type::String, Need::Required,
                    {"the path of the file", "le chemin du fichier"}),
              field("format", Type::String, Need::Optional,
                    {"how to read it (default: by its name)",
                     "comment le lire (par défaut : d'après son nom)"},
                    {"text", "json", "yaml", "toml", "pem"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
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

ProbeInfo cors_probe() {
  return {ProbeKind::Cors,
          "cors",
          {"the preflight that a browser sends before it calls another origin",
           "la pré-requête qu'un navigateur envoie avant d'appeler une autre origine"},
          {
              field("url", Type::String, Need::Required,
                    {"the address that the page calls", "l'adresse que la page appelle"}),
              field("origin", Type::String, Need::Required,
                    {"the origin of the page", "l'origine de la page"}),
              field("method", Type::String, Need::Optional,
                    {"the method it will use (default: POST)",
                     "la méthode qu'elle utilisera (par défaut : POST)"}),
              field("request-headers", Type::Strings, Need::Optional,
                    {"the headers it will send (default: content-type)",
                     "les en-têtes qu'elle enverra (par défaut : content-type)"}),
              field("credentials", Type::Boolean, Need::Optional,
                    {"whether it sends cookies", "si elle envoie des cookies"}),
              field("headers", Type::Any, Need::Optional,
                    {"further headers of this request", "autres en-têtes de cette requête"}),
              field("ca", Type::String, Need::Optional,
                    {"a file of certificates to trust instead of the system's",
                     "un fichier de certificats à croire à la place de ceux du système"}),
              field("resolve", Type::String, Need::Optional,
                    {"connect to this address, whatever DNS says",
                     "se connecter à cette adresse, quoi que dise le DNS"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
              {"allowed",
               Argument::None,
               {"whether a browser would let the page call",
                "si un navigateur laisserait la page appeler"}},
              {"origin",
               Argument::None,
               {"the origin the server allows", "l'origine que le serveur autorise"}},
              {"credentials",
               Argument::None,
               {"whether cookies are allowed", "si les cookies sont autorisés"}},
              {"status", Argument::None, {"the status code", "le code de statut"}},
              {"header", Argument::Name, {"a header of the answer", "un en-tête de la réponse"}},
              {"body", Argument::None, {"the text of the answer", "le texte de la réponse"}},
          },
          {"net.*", "dns.*", "tcp.*", "tls.*", "http.*", "cors.*", "expect.*", "capture.missing",
           "repeat.unstable"}};
}

ProbeInfo webhook_probe() {
  return {ProbeKind::Webhook,
          "webhook",
          {"a form as Twilio posts it, with its signature",
           "un formulaire tel que Twilio l'envoie, avec sa signature"},
          {
              field("url", Type::String, Need::Required,
                    {"the address to post to", "l'adresse où envoyer"}),
              field("signed-url", Type::String, Need::Optional,
                    {"the address the signature is made over, when it is another one",
                     "l'adresse sur laquelle porte la signature, si c'en est une autre"}),
              field("token", Type::String, Need::Required,
                    {"the account's auth token", "le jeton d'authentification du compte"}),
              field("form", Type::Any, Need::Required,
                    {"the fields: name = \"value\"", "les champs : nom = \"valeur\""}),
              field("signature", Type::String, Need::Optional,
                    {"valid, forged or none (default: valid)",
                     "valid (valable), forged (falsifiée) ou none (absente) ; par défaut : valid"},
                    {"valid", "forged", "none"}),
              field("ca", Type::String, Need::Optional,
                    {"a file of certificates to trust instead of the system's",
                     "un fichier de certificats à croire à la place de ceux du système"}),
              field("resolve", Type::String, Need::Optional,
                    {"connect to this address, whatever DNS says",
                     "se connecter à cette adresse, quoi que dise le DNS"}),
          },
          {
              {"reason", Argument::None, {"the reason code", "le code de raison"}},
              {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}},
              {"status", Argument::None, {"the status code", "le code de statut"}},
              {"header", Argument::Name, {"a header of the answer", "un en-tête de la réponse"}},
              {"body", Argument::None, {"the text of the answer", "le texte de la réponse"}},
              {"json",
               Argument::Pointer,
               {"a part of the JSON answer, by JSON Pointer",
                "une partie de la réponse JSON, par JSON Pointer"}},
          },
          {"net.*", "dns.*", "tcp.*", "tls.*", "http.*", "webhook.*", "expect.*", "capture.missing",
           "repeat.unstable"}};
}

const std::vector<ProbeInfo>& table() {
  static const std::vector<ProbeInfo> rows = {
      http_probe(),  tls_probe(),      tcp_probe(),       dns_probe(), smtp_probe(),
      redis_probe(), postgres_probe(), websocket_probe(), jwt_probe(), env_probe(),
      file_probe(),  cors_probe(),     webhook_probe()};
  return rows;
}

}  // namespace

std::span<const ProbeInfo> probe_kinds() { return table(); }

const ProbeInfo& info_of(ProbeKind kind) {
  return *std::find_if(table().begin(), table().end(),
                       [&](const ProbeInfo& row) { return row.kind == kind; });
}

const ProbeInfo* find_probe(std::string_view name) {
  const auto found = std::find_if(table().begin(), table().end(),
                                  [&](const ProbeInfo& row) { return row.name == name; });
  return found == table().end() ? nullptr : &*found;
}

const SubjectKind* find_subject(const ProbeInfo& probe, std::string_view name) {
  const auto found = std::find_if(probe.subjects.begin(), probe.subjects.end(),
                                  [&](const SubjectKind& row) { return row.name == name; });
  return found == probe.subjects.end() ? nullptr : &*found;
}

std::span<const std::string_view> http_methods() {
  static constexpr std::array<std::string_view, 7> kMethods = {"get",    "post",    "put", "patch",
                                                               "delete", "options", "head"};
  return kMethods;
}

}  // namespace spec
