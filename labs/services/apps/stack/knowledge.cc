#include "labs/services/apps/stack/knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "generator/base/hash.h"
#include "generator/search/database.h"
#include "generator/search/tokenizer.h"
#include "generator/text/utf8.h"

namespace services {
namespace {

constexpr std::size_t kLongestText = 20'000;  // bytes of a question that are looked at

struct Builtin {
  const char* language;
  const char* title;
  const char* text;
};

// Written for this purpose; enough for a stack to be tried without the course.
constexpr Builtin kBuiltin[] = {
    {"en", "DNS",
     "DNS turns a name such as lab.example.org into addresses. An A record holds an "
     "IPv4 address, an AAAA record an IPv6 address, and MX says who takes mail."},
    {"en", "TLS certificates",
     "A certificate says which host a server is and until when. A browser "
     "trusts it when an authority that it knows has signed it."},
    {"en", "Reverse proxy",
     "Caddy listens on ports 80 and 443, obtains certificates and passes each "
     "host name on to a service that listens on the machine alone."},
    {"en", "Docker Compose",
     "A compose file lists services with their images, ports, volumes and "
     "variables; docker compose up starts them all."},
    {"en", "Row-level security",
     "Row-level security decides in PostgreSQL itself which rows a role "
     "may read or write, whatever the application asks."},
    {"en", "Embeddings and RAG",
     "A text becomes a vector; near vectors mean near texts. RAG looks "
     "up passages near a question and hands them to a model."},
    {"fr", "DNS",
     "Le DNS traduit un nom comme lab.example.org en adresses. Un enregistrement A donne "
     "une adresse IPv4, AAAA une adresse IPv6, et MX dit qui reçoit le courriel."},
    {"fr", "Certificats TLS",
     "Un certificat dit quel hôte est un serveur et jusqu'à quand. Le "
     "navigateur le croit quand une autorité qu'il connaît l'a signé."},
    {"fr", "Proxy inverse",
     "Caddy écoute sur les ports 80 et 443, obtient les certificats et passe "
     "chaque nom d'hôte à un service qui n'écoute que sur la machine."},
    {"fr", "Docker Compose",
     "Un fichier compose décrit les services, leurs images, ports, volumes et "
     "variables ; docker compose up les démarre tous."},
    {"fr", "Sécurité par ligne",
     "La sécurité par ligne décide dans PostgreSQL quelles lignes un rôle "
     "peut lire ou écrire, quoi que demande l'application."},
    {"fr", "Embeddings et RAG",
     "Un texte devient un vecteur ; des vecteurs proches sont des textes "
     "proches. Le RAG cherche les passages proches d'une question."},
};

// French when it has French letters or small words; else English.
std::string_view language_of(std::string_view text) {
  const std::string lower = " " + text::lower_case(text) + " ";
  for (const std::string_view mark : {"é", "è", "ê", "à", "ç", " le ", " la ", " les ", " un ",
                                      " une ", " des ", " est ", " que ", " quoi ", " comment "})
    if (lower.find(mark) != std::string::npos) return "fr";
  return "en";
}

std::set<std::string, std::less<>> words(std::string_view text) {
  search::Tokenizer tokenizer("");
  std::set<std::string, std::less<>> out;
  for (const search::Token& token : tokenizer.tokens(text))
    if (!token.common) out.emplace(token.term);
  return out;
}

std::vector<Passage> builtin_passages(std::string_view question, std::string_view language,
                                      const std::string& site, std::size_t limit) {
  const auto wanted = words(question);
  std::vector<Passage> out;
  for (const Builtin& one : kBuiltin) {
    if (language != one.language) continue;
    double score = 0;
    for (const std::string& word : words(one.title)) score += wanted.contains(word) ? 3 : 0;
    for (const std::string& word : words(one.text)) score += wanted.contains(word) ? 1 : 0;
    if (score > 0) out.push_back({one.title, site, one.text, score});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Passage& a, const Passage& b) { return a.score > b.score; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace

std::vector<Passage> find_passages(const Context& context, std::string_view question,
                                   std::size_t limit) {
  question = text::cut_to(question, kLongestText);
  const std::string site(context.setting("COURSE_URL", "http://127.0.0.1:4321/"));
  const std::string_view language = language_of(question);
  auto database = search::Database::open(
      std::string(context.setting("COURSE_SEARCH_DB", "build/course/search.db")));
  if (!database) return builtin_passages(question, language, site, limit);
  const auto& known = database->languages();
  if (known.empty()) return {};
  const bool spoken = std::find(known.begin(), known.end(), language) != known.end();
  const auto answer =
      database->search(question, spoken ? language : std::string_view(known[0]), {}, limit);
  std::vector<Passage> out;
  if (!answer) return out;
  for (const search::Hit& hit : answer->hits)
    out.push_back({hit.heading.empty() ? hit.title : hit.title + ": " + hit.heading,
                   site + hit.address + (hit.anchor.empty() ? "" : "#" + hit.anchor),
                   hit.snippet.text, hit.score});
  return out;
}

std::string answer_with_passages(const Context& context, std::string_view question) {
  const bool french = language_of(text::cut_to(question, kLongestText)) == "fr";
  const auto passages = find_passages(context, question, 3);
  if (passages.empty())
    return french
               ? "Le cours n'a rien trouvé là-dessus. (Service de référence : des extraits du "
                 "cours, aucun modèle de langage.)"
               : "The course has nothing about that. (Reference service: extracts of the course, "
                 "no language model.)";
  std::string out = french ? "Ce que le cours en dit :" : "What the course says about it:";
  for (const Passage& passage : passages)
    out += fmt::format("\n\n{} ({}): {}", passage.title, passage.url, passage.text);
  return out + (french ? "\n\n(Service de référence : des extraits du cours, aucun modèle de "
                         "langage.)"
                       : "\n\n(Reference service: extracts of the course, no language model.)");
}

std::vector<std::string> words_of(std::string_view text, std::size_t most) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = text.find_first_not_of(" \n", at);
    end = end == std::string_view::npos ? text.size() : text.find_first_of(" \n", end);
    if (end == std::string_view::npos || out.size() + 1 >= most) end = text.size();
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::vector<float> embed(std::string_view text, std::size_t size) {
  std::vector<float> out(size, 0.0F);
  search::Tokenizer tokenizer("");
  for (const search::Token& token : tokenizer.tokens(text::cut_to(text, 200'000))) {
    const std::uint64_t hash = base::hash(token.term).low;
    out[hash % size] += (hash >> 63) != 0 ? -1.0F : 1.0F;
  }
  double length = 0;
  for (const float x : out) length += static_cast<double>(x) * static_cast<double>(x);
  if (length == 0 && size > 0) {
    out[0] = 1;
    length = 1;
  }
  const auto scale = static_cast<float>(1 / std::sqrt(length));
  for (float& x : out) x *= scale;
  return out;
}

}  // namespace services
