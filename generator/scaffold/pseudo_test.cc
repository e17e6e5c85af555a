#include "generator/scaffold/pseudo.h"

#include <catch2/catch.hpp>

TEST_CASE("links lead to the pages of the other language") {
  CHECK(scaffold::pseudo_page("[x](../a/lesson.fr.md#b)", {"fr", "en"}) ==
        "[x](../a/lesson.en.md#b)");
}

TEST_CASE("words change, and what a page is made of does not") {
  struct Case {
    std::string_view source, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"Fermer", "Féérméér"},
      {"déjà vu", "déjà vüü"},  // letters that have an accent keep it
      {"see [the rules](../a/lesson.fr.md#rules) now",
       "séééé [théé rüüléés](../a/lesson.fr.md#rules) ñôôw"},
      {"run `sudo ufw` once", "rüüñ `sudo ufw` ôôñçéé"},
      {"<!-- quiz: intro single -->", "<!-- quiz: intro single -->"},
      {"- open it <!-- open-port -->", "- ôôpééñ ïït <!-- open-port -->"},
      {"### Problème", "### Problème"},  // a part of a logbook entry
      {"<summary>Indice</summary>", "<summary>Indice</summary>"},
      {"> [!NOTE]", "> [!NOTE]"},
      {"#### Linux", "#### Linux"},  // the label of a tab
      {"a&nbsp;b https://a.example/x", "àà&nbsp;b https://a.example/x"},
      {"```sh\necho a\n```\na\n", "```sh\necho a\n```\nàà\n"},
      {"---\ntitle: Ada\naliases: [old]\n---\n\n# Ada\n",
       "---\ntitle: Âdàà\naliases: [old]\n---\n\n# Âdàà\n"},
  }));
  CAPTURE(c.source);
  CHECK(scaffold::pseudo_page(c.source) == c.expected);
}
