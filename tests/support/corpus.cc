#include "tests/support/corpus.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace support {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 3> kLevels = {"beginner", "intermediate", "advanced"};
constexpr std::array<std::string_view, 10> kTopics = {"tools",
                                                      "prompting",
                                                      "own-data",
                                                      "internet-access",
                                                      "context-management",
                                                      "beyond-text",
                                                      "external-tools",
                                                      "specialised-chatbots",
                                                      "teamwork",
                                                      "self-learning"};

// splitmix64: small, and the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<std::size_t>((z ^ (z >> 31)) % limit);
  }

 private:
  std::uint64_t state_;
};

struct Words {
  std::vector<std::string_view> subjects, verbs, objects, places, reasons;
};
const Words kFrench = {
    {"Le serveur", "La passerelle", "Votre modèle", "Un conteneur", "La base de données", "L'agent",
     "Chaque requête", "Le certificat", "Cette clé", "Le journal"},
    {"répond à", "vérifie", "transmet", "refuse", "enregistre", "protège", "remplace", "attend",
     "décrit", "prépare"},
    {"la demande", "l'adresse publique", "le jeton de session", "un extrait du document",
     "les droits du compte", "la configuration", "le message d'erreur", "l'index de recherche",
     "les données chiffrées", "la réponse du modèle"},
    {"dans le réseau privé", "sur votre poste", "derrière le mandataire", "au démarrage",
     "à chaque appel", "avant la mise en production", "après une mise à jour", "en local",
     "dans le navigateur", "sur le VPS"},
    {"parce que le port est fermé", "pour éviter une fuite", "si la mémoire suffit",
     "quand le service redémarre", "sans que personne ne le voie",
     "comme l'indique la documentation", "afin de garder une trace", "dès que le nom est résolu",
     "tant que le secret ne change pas", "où que vous soyez"}};
const Words kEnglish = {
    {"The server", "The gateway", "Your model", "A container", "The database", "The agent",
     "Each request", "The certificate", "This key", "The logbook"},
    {"answers", "checks", "forwards", "refuses", "records", "protects", "replaces", "awaits",
     "describes", "prepares"},
    {"the request", "the public address", "the session token", "a passage of the document",
     "the rights of the account", "the configuration", "the error message", "the search index",
     "the encrypted data", "the answer of the model"},
    {"in the private network", "on your computer", "behind the proxy", "at start-up",
     "at every call", "before going live", "after an update", "locally", "in the browser",
     "on the VPS"},
    {"because the port is closed", "to avoid a leak", "if memory is enough",
     "when the service restarts", "without anyone noticing", "as the documentation says",
     "in order to keep a trace", "as soon as the name resolves",
     "as long as the secret stays the same", "wherever you are"}};

std::string sentence(const Words& words, Random& random) {
  const auto pick = [&](const std::vector<std::string_view>& from) {
    return from[random.below(from.size())];
  };
  std::string out = fmt::format("{} {} {} {}", pick(words.subjects), pick(words.verbs),
                                pick(words.objects), pick(words.places));
  if (random.below(3) == 0) out += fmt::format(", {}", pick(words.reasons));
  return out + ".";
}

std::string paragraph(const Words& words, Random& random) {
  std::string out;
  const std::size_t sentences = 3 + random.below(4);
  for (std::size_t i = 0; i < sentences; ++i) out += (i == 0 ? "" : " ") + sentence(words, random);
  return out + "\n\n";
}

struct Lesson {
  std::size_t index;
  std::string_view level;
  std::string_view topic;
  std::string slug;
};

Lesson lesson_at(std::size_t index) {
  return {index, kLevels[index / kTopics.size() % kLevels.size()], kTopics[index % kTopics.size()],
          fmt::format("lesson-{}", index)};
}

std::string code_block(std::size_t which, std::size_t index) {
  switch (which % 4) {
    case 0:
      return fmt::format(
          "```sh title=\"on the VPS\"\nsudo ufw allow {}/tcp\ncurl -fsS "
          "http://<VPS_IP>:{}/health\ndocker compose ps --format json | jq "
          "'.Name'\n```\n\n```output\n{{\"status\":\"ok\",\"port\":{}}}\n```\n\n",
          8000 + index % 100, 8000 + index % 100, 8000 + index % 100);
    case 1:
      return fmt::format(
          "```python {{2}}\ndef retry(call, times={}):\n    for attempt in range(times):\n        "
          "try:\n            return call()\n        except TimeoutError as error:\n            "
          "print(f\"attempt {{attempt}}: {{error}}\")\n    raise RuntimeError(\"no "
          "answer\")\n```\n\n",
          2 + index % 7);
    case 2:
      return fmt::format(
          "```yaml\nservices:\n  app-{}:\n    image: example/app:1.{}\n    ports:\n      - "
          "\"127.0.0.1:{}:8080\"\n    environment:\n      LOG_LEVEL: info\n```\n\n",
          index, index % 30, 9000 + index % 500);
    default:
      return fmt::format(
          "```json\n{{\n  \"model\": \"small-{}\",\n  \"temperature\": 0.{},\n  \"messages\": [{{ "
          "\"role\": \"user\", \"content\": \"ping\" }}]\n}}\n```\n\n",
          index % 40, index % 10);
  }
}

std::string lesson_text(const Lesson& lesson, std::size_t pairs, bool french) {
  const Words& words = french ? kFrench : kEnglish;
  const char* language = french ? "fr" : "en";
  Random random(lesson.index * 2 + (french ? 0 : 1));
  const std::string title = fmt::format(fmt::runtime(french ? "Leçon {} : {}" : "Lesson {}: {}"), lesson.index,
                                        words.objects[lesson.index % words.objects.size()]);
  std::string out = fmt::format(
      "---\ntitle: \"{}\"\ndescription: \"{}\"\n{}---\n\n# {}\n\n", title, sentence(words, random),
      french ? "" : "translation: { of: 1, by: machine, status: draft }\n", title);
  out += fmt::format(
      "<!-- objectives -->\n{}\n\n- {} <!-- understand -->\n- {} <!-- do -->\n<!-- /objectives "
      "-->\n\n",
      french ? "À la fin, vous saurez :" : "By the end you will be able to:",
      sentence(words, random), sentence(words, random));
  for (std::size_t part = 0; part < 4; ++part) {
    out += fmt::format("<!-- id: part-{} -->\n## {} {}\n\n", part,
                       words.subjects[(lesson.index + part) % 10],
                       words.verbs[(lesson.index + 3 * part) % 10]);
    out += paragraph(words, random);
    if (part == 0 && pairs > 1) {
      const Lesson other = lesson_at((lesson.index * 7 + 1) % pairs);
      out += fmt::format("{} [{} {}](../../{}/{}/lesson.{}.md#part-1).\n\n",
                         sentence(words, random), words.subjects[other.index % 10],
                         words.objects[other.index % 10], other.topic, other.slug, language);
    }
    if (part == 1) {
      out += fmt::format("> [!WARNING]\n> **{}**\n> {}\n\n", sentence(words, random),
                         sentence(words, random));
      out += french ? "| Port | Service | État |\n| --- | --- | --- |\n"
                    : "| Port | Service | State |\n| --- | --- | --- |\n";
      for (std::size_t row = 0; row < 4; ++row)
        out += fmt::format("| `{}` | {} | {} |\n", 3000 + lesson.index + row, words.subjects[row],
                           words.verbs[row]);
      out += "\n";
    }
    out += code_block(lesson.index + part, lesson.index);
    out += paragraph(words, random);
  }
  out += fmt::format(
      "<!-- tabs: os -->\n#### {}\n\n```sh\nssh learner@<VPS_IP>\n```\n\n#### "
      "Windows\n\n```powershell\nssh.exe learner@<VPS_IP>\n```\n<!-- /tabs -->\n\n",
      french ? "Linux et macOS" : "Linux and macOS");
  out += fmt::format(
      "<!-- quiz: check single -->\n### {}\n\n- [x] {}\n  > {}\n- [ ] {}\n  > {}\n<!-- /quiz -->\n",
      french ? "Que faut-il vérifier d'abord ?" : "What is to be checked first?",
      sentence(words, random), sentence(words, random), sentence(words, random),
      sentence(words, random));
  return out;
}

std::string course_toml(std::size_t pairs) {
  std::string out =
      "id = \"corpus\"\nlanguages = [\"fr\", \"en\"]\ntitle = { fr = \"Corpus\", en = \"Corpus\" "
      "}\n"
      "tagline = { fr = \"Un cours pour mesurer.\", en = \"A course to measure.\" }\n"
      "description = { fr = \"Un cours pour mesurer.\", en = \"A course to measure.\" }\n\n"
      "[[tab_group]]\nid = \"os\"\nchoices = [\n  { id = \"unix\", label = { fr = \"Linux et "
      "macOS\", en = \"Linux and macOS\" } },\n  { id = \"windows\", label = { fr = \"Windows\", "
      "en = \"Windows\" } },\n]\n\n";
  for (const auto level : kLevels)
    out += fmt::format(
        "[[level]]\nid = \"{0}\"\ntitle = {{ fr = \"{0}\", en = \"{0}\" }}\npromise = {{ fr = "
        "\"{0}\", en = \"{0}\" }}\nobjective = {{ fr = \"{0}\", en = \"{0}\" }}\n\n",
        level);
  for (const auto topic : kTopics)
    out += fmt::format(
        "[[topic]]\nid = \"{0}\"\ntitle = {{ fr = \"{0}\", en = \"{0}\" }}\nquestion = {{ fr = "
        "\"{0}\", en = \"{0}\" }}\n\n",
        topic);
  for (std::size_t l = 0; l < kLevels.size(); ++l) {
    for (std::size_t t = 0; t < kTopics.size(); ++t) {
      std::string lessons;
      for (std::size_t i = l * kTopics.size() + t; i < pairs; i += kLevels.size() * kTopics.size())
        lessons += fmt::format("{}\"{}.lesson-{}\"", lessons.empty() ? "" : ", ", kTopics[t], i);
      out += fmt::format("[[cell]]\nlevel = \"{}\"\ntopic = \"{}\"\n", kLevels[l], kTopics[t]);
      if (!lessons.empty()) out += fmt::format("lessons = [{}]\n", lessons);
      out += "\n";
    }
  }
  return out;
}

void write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

void write_corpus(const fs::path& root, std::size_t pairs) {
  write(root / "content" / "course.toml", course_toml(pairs));
  write(root / "site" / "site.toml", "url = \"https://lab.example.org/corpus/\"\n");
  for (std::size_t i = 0; i < pairs; ++i) {
    const Lesson lesson = lesson_at(i);
    const fs::path folder = root / "content" / "lessons" / lesson.topic / lesson.slug;
    write(
        folder / "lesson.toml",
        fmt::format("id = \"{}.{}\"\nrev = 1\nlevel = \"{}\"\ntopic = \"{}\"\nsource = "
                    "\"fr\"\nminutes = {{ read = {}, do = {} }}\n"
                    "requires = [{}]\nobjectives = [\"understand\", \"do\"]\nverified = {{ date = "
                    "2026-11-20, on = [\"debian-12\"] }}\n\n[vars.VPS_IP]\ntype = \"ip\"\nexample "
                    "= \"203.0.113.10\"\n",
                    lesson.topic, lesson.slug, lesson.level, lesson.topic, 5 + i % 10, 10 + i % 20,
                    i >= 30 ? fmt::format("\"{}.lesson-{}\"", lesson.topic, i - 30) : ""));
    write(folder / "lesson.fr.md", lesson_text(lesson, pairs, true));
    write(folder / "lesson.en.md", lesson_text(lesson, pairs, false));
  }
}

}  // namespace support
