// For tests: a small course on disk, loaded by the real layers below and rendered with the default
// theme.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>

#include "generator/base/files.h"
#include "generator/render/renderer.h"

namespace render {

using TestFiles = std::map<std::string, std::string>;  // path -> text

inline const theme::Theme& default_theme() {
  static const theme::Theme theme = [] {
    std::vector<base::Error> problems;
    auto loaded = theme::Theme::load({DEFAULT_THEME}, {"fr", "en"}, problems);
    REQUIRE(loaded);
    return std::move(*loaded);
  }();
  return theme;
}

// A page in both languages: front matter and title in front of the same body.
inline void add_pair(TestFiles& files, const std::string& stem, const std::string& title,
                     const std::string& body) {
  for (const std::string language : {"fr", "en"}) {
    const std::string translation =
        language == "en" ? "translation: { of: 1, by: human, status: reviewed }\n" : "";
    files[stem + "." + language + ".md"] =
        "---\ntitle: \"" + title + " " + language + "\"\ndescription: \"About " + title + "\"\n" +
        translation + "---\n\n# " + title + " " + language + "\n\n" + body;
  }
}

// Every kind of page: two levels, two topics, two lessons, a guide, a logbook with an entry inside
// and one in a file of its own, glossary, tips, plain pages, a competency block, a lab.
inline TestFiles small_course() {
  TestFiles files;
  files["content/course.toml"] = R"(id = "small"
languages = ["fr", "en"]
title = { fr = "Petit cours", en = "Small course" }
tagline = { fr = "Pour essayer", en = "To try" }
description = { fr = "Un cours d'essai.", en = "A course to try." }
[[tab_group]]
id = "os"
choices = [{ id = "unix", label = { fr = "Linux et macOS", en = "Linux and macOS" } }, { id = "windows", label = { fr = "Windows", en = "Windows" } }]
[[level]]
id = "beginner"
title = { fr = "Débutant", en = "Beginner" }
promise = { fr = "utiliser", en = "use" }
objective = { fr = "Commencer.", en = "Begin." }
[[level]]
id = "advanced"
title = { fr = "Avancé", en = "Advanced" }
promise = { fr = "créer", en = "create" }
objective = { fr = "Finir.", en = "End." }
[[topic]]
id = "net"
title = { fr = "Le réseau", en = "The network" }
question = { fr = "Qui parle ?", en = "Who speaks?" }
[[topic]]
id = "empty"
title = { fr = "Vide", en = "Empty" }
question = { fr = "Rien ?", en = "Nothing?" }
[[cell]]
level = "beginner"
topic = "net"
lessons = ["net.firewall"]
[[cell]]
level = "advanced"
topic = "net"
lessons = ["net.dns"]
text = { fr = "Le reste.", en = "The rest." }
[[cell]]
level = "beginner"
topic = "empty"
[[cell]]
level = "advanced"
topic = "empty"
text = { fr = "Bientôt.", en = "Soon." }
[[block]]
id = "e1"
title = { fr = "E1", en = "E1" }
declared = 90
target = 100
[[block.item]]
id = "e1-1"
text = { fr = "Ouvrir un port", en = "Open a port" }
done = true
lessons = ["net.firewall"]
[[block.item]]
id = "e1-2"
text = { fr = "Le refermer", en = "Close it" }
done = false
lessons = []
)";
  const std::string common = "rev = 1\nsource = \"fr\"\n";
  files["content/lessons/net/firewall/lesson.toml"] =
      "id = \"net.firewall\"\n" + common +
      "level = \"beginner\"\ntopic = \"net\"\nminutes = { read = 12, do = 25 }\nrequires = "
      "[]\nnext = [\"net.dns\"]\nobjectives = []\n"
      "verified = { date = 2026-08-01, on = [\"debian-12\"] }\n"
      "[vars.APP_PORT]\ntype = \"port\"\nexample = \"8443\"\n[vars.TOKEN]\ntype = "
      "\"text\"\nexample = \"change-me\"\nsecret = true\n";
  add_pair(files, "content/lessons/net/firewall/lesson", "Firewall",
           "<!-- id: rules -->\n## Rules\n\n```sh\nufw allow <APP_PORT>\n```\n\nUse `<TOKEN>`.\n");
  files["content/lessons/net/dns/lesson.toml"] =
      "id = \"net.dns\"\n" + common +
      "level = \"advanced\"\ntopic = \"net\"\nminutes = { read = 5, do = 0 }\n"
      "requires = [\"net.firewall\"]\nobjectives = []\nlab = \"dns\"\n";
  add_pair(files, "content/lessons/net/dns/lesson", "Names", "<!-- id: why -->\n## Why\n\nText.\n");
  files["content/guides/deploy/guide.toml"] =
      "id = \"deploy\"\n" + common +
      "minutes = { read = 5, do = 60 }\nrequires = []\nobjectives = []\n";
  add_pair(files, "content/guides/deploy/guide", "Deploy",
           "<!-- step: rent minutes=10 -->\n## Rent a server\n\nText.\n\n<!-- holds -->\n- a "
           "server\n<!-- /holds -->\n\n"
           "<!-- step: ship minutes=50 -->\n## Ship it\n\nText.\n");
  files["content/logbooks/mail/logbook.toml"] =
      "id = \"mail\"\n" + common +
      "[[entry]]\nid = \"refused\"\nsystem = \"Postfix\"\nlayer = \"mail\"\nerrors = ['Relay "
      "access denied']\nstatus = \"solved\"\nlab = \"dns\"\n"
      "[[entry]]\nid = \"lost\"\nsystem = \"Postfix\"\nlayer = \"network\"\nerrors = []\nstatus = "
      "\"open\"\n";
  const std::string parts =
      "### Problème\n\nP.\n\n### Diagnostic\n\nD.\n\n### Solution\n\nS.\n\n### Prévention\n\nV.\n";
  add_pair(
      files, "content/logbooks/mail/logbook", "Mail",
      "Lead.\n\n<!-- log: refused -->\n## Refused at the door\n\n" + parts + "<!-- /log -->\n");
  for (const std::string language : {"fr", "en"})
    files["content/logbooks/mail/lost." + language + ".md"] =
        "---\ntitle: \"Lost mail\"\ndescription: \"Mail that never comes.\"\ntype: log\n" +
        std::string(language == "en" ? "translation: { of: 1, by: human, status: reviewed }\n"
                                     : "") +
        "---\n\n# Lost mail\n\n## Problème\n\nP.\n\n## Diagnostic\n\nD.\n\n## Solution\n\nS.\n\n## "
        "Prévention\n\nV.\n";
  add_pair(
      files, "content/glossary", "Glossary",
      "Lead.\n\n<!-- id: zebra -->\n## Zebra\n\nStripes.\n\n<!-- id: ecu -->\n## Écu\n\nCoin.\n");
  add_pair(files, "content/tips", "Tips", "<!-- id: one -->\n## One\n\nTip.\n");
  add_pair(files, "content/pages/about", "About", "Text.\n");
  add_pair(files, "content/pages/accessibility", "Accessibility", "Text.\n");
  files["labs/dns.toml"] =
      "id = \"dns\"\ntitle = { fr = \"Les noms\", en = \"Names\" }\nsummary = { fr = \"Un nom mène "
      "à une adresse.\", en = \"A name leads to "
      "an address.\" }\n[[check]]\nid = \"resolves\"\ntitle = { fr = \"Le nom répond\", en = \"The "
      "name answers\" }\n";
  return files;
}

// A course from files, and its site.
class TestSite {
 public:
  explicit TestSite(const TestFiles& files, const SiteConfig& config = {},
                    const ImageSizes& images = {}) {
    static int number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("atelier-render-{}-{}", getpid(), number++);
    for (const auto& [path, text] : files) REQUIRE(base::write_file(folder_ / path, text));
    model::LoadOptions options;
    options.content = folder_ / "content";
    options.labs = folder_ / "labs";
    auto loaded = model::load_course(options);
    REQUIRE(loaded);
    loaded_ = std::move(*loaded);
    render(config, images);
  }
  ~TestSite() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestSite(const TestSite&) = delete;
  TestSite& operator=(const TestSite&) = delete;

  const model::Course& course() const { return loaded_.course; }
  const std::map<std::string, std::string>& pages() const { return pages_; }
  // The bytes of a page, "" and a failure when there is none.
  std::string page(const std::string& path) const {
    CAPTURE(path);
    const auto found = pages_.find(path);
    CHECK(found != pages_.end());
    return found == pages_.end() ? std::string() : found->second;
  }

 private:
  void render(const SiteConfig& config, const ImageSizes& images) {
    const Renderer renderer(loaded_.course, default_theme(), config, images);
    for (const Task& task : plan(loaded_.course, config)) {
      std::optional<model::PageText> text;
      if (task.kind == Task::Kind::ContentPage) {
        auto read = model::read_page(folder_ / "content", renderer.half_of(task));
        REQUIRE(read);
        text = std::move(*read);
      }
      for (Output& output : renderer.render(task, text ? &*text : nullptr)) {
        CAPTURE(output.path);
        CHECK(pages_.emplace(output.path, std::move(output.bytes)).second);  // each page once
      }
    }
  }

  std::filesystem::path folder_;
  model::Loaded loaded_;
  std::map<std::string, std::string> pages_;
};

// What stands between two marks; "" when they are not there.
inline std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(to, begin + from.size());
  return text.substr(begin + from.size(),
                     end == std::string::npos ? end : end - begin - from.size());
}

// The markup of a lesson's text that was written as `markdown`, in French or English.
inline std::string lesson_markup(const std::string& markdown, const std::string& language = "fr",
                                 const ImageSizes& images = {}) {
  TestFiles files = small_course();
  add_pair(files, "content/lessons/net/firewall/lesson", "Firewall", markdown);
  const TestSite site(files, {}, images);
  const std::string page = site.page(language + "/lessons/net/firewall.html");
  const std::size_t begin = page.find("<div class=\"prose\">\n") + 20;
  const std::size_t end = page.rfind("</div>\n", page.find("<section class=\"read-next\""));
  return page.substr(begin, end - begin - 1);
}

}  // namespace render
