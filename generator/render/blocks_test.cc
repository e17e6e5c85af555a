#include "generator/render/test_site.h"

namespace render {
namespace {

struct Case {
  std::string name, markdown, markup;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"a heading links to itself, and names the table below it",
       "## Un *titre* ?\n\n| a | b | |\n| --- | ---: | :-: |\n| 1 | 2 | `<APP_PORT>` |\n",
       "<div class=\"h\"><h2 id=\"un-titre\" data-section=\"un-titre\">Un "
       "<em>titre</em>\u202F?</h2><a class=\"anchor\" "
       "href=\"#un-titre\" aria-label=\"Lien vers «\u00A0Un titre\u202F?\u00A0»\">#</a></div>\n"
       "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\u00A0: Un "
       "titre\u202F?\"><table>\n"
       "<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"number\">b</th><td "
       "class=\"centre\"></td></tr>\n</thead>\n"
       "<tbody>\n<tr><td>1</td><td class=\"number\">2</td><td class=\"centre\"><code "
       "translate=\"no\"><span class=\"ask\" "
       "data-var=\"APP_PORT\">&lt;APP_PORT&gt;</span></code></td></tr>\n</tbody></table></div>"},
      {"only the page's title is an h1, and data-section is for h2", "### Trois\n\n# Un\n",
       "<div class=\"h\"><h3 id=\"trois\">Trois</h3><a class=\"anchor\" href=\"#trois\" "
       "aria-label=\"Lien vers «\u00A0Trois\u00A0»\">"
       "#</a></div>\n<div class=\"h\"><h2 id=\"un\" data-section=\"un\">Un</h2><a class=\"anchor\" "
       "href=\"#un\" "
       "aria-label=\"Lien vers «\u00A0Un\u00A0»\">#</a></div>"},
      {"lists are tight or loose, and ticks are no dead controls",
       "- [ ] à faire\n- [x] fait\n\n3. a\n   - b\n\n4. c\n",
       "<ul>\n<li class=\"task\"><span class=\"tick\" role=\"img\" aria-label=\"à "
       "faire\">☐</span><div>à faire</div></li>\n"
       "<li class=\"task\"><span class=\"tick\" role=\"img\" "
       "aria-label=\"fait\">☑</span><div>fait</div></li>\n</ul>\n"
       "<ol "
       "start=\"3\">\n<li><p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li><p>c</p>\n</li>\n</ol>"},
      {"an alert says its kind in words",
       "> [!WARNING]\n> **Gardez-la.**\n> Texte.\n\n> [!NOTE]\n> Seul.\n",
       "<div class=\"note\" role=\"note\" data-tone=\"warn\"><p "
       "class=\"note-title\"><b>Attention</b> <span>Gardez-la.</span></p>\n"
       "<p>Texte.</p>\n</div>\n<div class=\"note\" role=\"note\"><p class=\"note-title\"><b>À "
       "noter</b></p>\n<p>Seul.</p>\n</div>"},
      {"quotes, rules and details",
       "> a\n\n---\n\n<details>\n<summary>Indice</summary>\n\nTexte.\n\n</details>\n",
       "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<details><summary>Indice</"
       "summary>\n<p>Texte.</p>\n</details>"},
      {"output belongs to the command above it",
       "```sh title=\"sur l'hôte\" {2}\na <APP_PORT> <OTHER>\nb & "
       "c\nd\n```\n\n```output\nok\n```\n",
       "<figure class=\"block\" data-language=\"sh\"><figcaption><b>sur l’hôte</b> "
       "Shell</figcaption><pre tabindex=\"0\"><code "
       "translate=\"no\"><span class=\"t-f\">a</span> <span class=\"ask\" "
       "data-var=\"APP_PORT\">&lt;APP_PORT&gt;</span> "
       "&lt;OTHER&gt;\n<mark><span class=\"t-f\">b</span> <span class=\"t-o\">&amp;</span> "
       "<span class=\"t-f\">c</span>\n</mark><span class=\"t-f\">d</span>\n"
       "</code></pre><div class=\"out\"><p>Résultat</p><pre tabindex=\"0\"><samp "
       "translate=\"no\">ok\n</samp></pre></div></figure>"},
      {"output alone, code without a language, a sample that is wrong on purpose",
       "```output\nok\n```\n\n    x\n\n```json broken\n{\n```\n",
       "<figure class=\"block\" data-language=\"output\"><figcaption>Résultat</figcaption><pre "
       "tabindex=\"0\"><samp "
       "translate=\"no\">ok\n</samp></pre></figure>\n"
       "<figure class=\"block\"><figcaption>texte</figcaption><pre tabindex=\"0\"><code "
       "translate=\"no\">x\n</code></pre></figure>\n"
       "<figure class=\"block broken\" data-language=\"json\"><figcaption>JSON <em>exemple faux, "
       "exprès</em></figcaption><pre "
       "tabindex=\"0\"><code translate=\"no\">{\n</code></pre></figure>"},
      {"objectives keep their ids",
       "<!-- objectives -->\nVous saurez :\n\n- ouvrir ; <!-- open -->\n<!-- /objectives -->\n",
       "<div class=\"goals\" data-objectives>\n<p>Vous saurez\u00A0:</p>\n<ul>\n<li "
       "data-objective=\"open\">ouvrir\u202F;</li>\n</ul></div>"},
      {"a worksheet is a table with the examples, and room on paper",
       "<!-- worksheet -->\n## Fiche\n\n| Nom | Valeur | Exemple |\n| --- | --- | --- |\n| "
       "`APP_PORT` : le port | | `8443` |\n"
       "| `TOKEN` : le jeton | | |\n<!-- /worksheet -->\n",
       "<section class=\"sheet\" data-worksheet>\n<div class=\"h\"><h2 id=\"worksheet\" "
       "data-section=\"worksheet\">Fiche</h2><a "
       "class=\"anchor\" href=\"#worksheet\" aria-label=\"Lien vers "
       "«\u00A0Fiche\u00A0»\">#</a></div>\n"
       "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Fiche\"><table>\n"
       "<thead><tr><th scope=\"col\">Nom</th><th scope=\"col\">Ce que c’est</th><th scope=\"col\" "
       "class=\"yours\">Votre valeur</th>"
       "<th scope=\"col\">Exemple</th></tr></thead>\n<tbody>\n"
       "<tr data-var=\"APP_PORT\" data-type=\"port\"><th scope=\"row\"><code "
       "translate=\"no\">APP_PORT</code></th><td>le port</td>"
       "<td class=\"yours\"></td><td><code translate=\"no\">8443</code></td></tr>\n"
       "<tr data-var=\"TOKEN\" data-type=\"text\" data-secret><th scope=\"row\"><code "
       "translate=\"no\">TOKEN</code></th><td>le jeton"
       "</td><td class=\"yours\"></td><td><code "
       "translate=\"no\">change-me</code></td></tr>\n</tbody></table></div></section>"},
      {"tabs show all their panels under headings",
       "## Ici\n\n<!-- tabs: os -->\n#### Linux et macOS\n\nA.\n\n#### Windows "
       "(PowerShell)\n\nB.\n<!-- /tabs -->\n",
       "<div class=\"h\"><h2 id=\"ici\" data-section=\"ici\">Ici</h2><a class=\"anchor\" "
       "href=\"#ici\" aria-label=\"Lien vers "
       "«\u00A0Ici\u00A0»\">#</a></div>\n<div class=\"tabs\" data-tabs=\"os\">\n"
       "<div class=\"panel\" data-panel=\"unix\"><h3 class=\"panel-title\">Linux et "
       "macOS</h3>\n<p>A.</p>\n</div>\n"
       "<div class=\"panel\" data-panel=\"windows\"><h3 class=\"panel-title\">Windows "
       "(PowerShell)</h3>\n<p>B.</p>\n</div>\n</div>"},
      {"a lab's steps say what checks them",
       "<!-- lab: dns -->\n## À vous\n\n1. Faites. <!-- check: resolves -->\n2. Puis. <!-- check: "
       "unknown -->\n<!-- /lab -->\n",
       "<section class=\"lab\" data-lab=\"dns\">\n<div class=\"h\"><h2 id=\"dns\" "
       "data-section=\"dns\">À vous</h2><a class=\"anchor\" "
       "href=\"#dns\" aria-label=\"Lien vers «\u00A0À vous\u00A0»\">#</a></div>\n<ol>\n"
       "<li data-check=\"resolves\">Faites. <a class=\"check\" "
       "href=\"../../labs/dns.html#resolves\">vérifié par le labo\u00A0: Le nom "
       "répond</a></li>\n<li data-check=\"unknown\">Puis.</li>\n</ol>\n"
       "<p><a href=\"../../labs/dns.html\">Ce qui est vérifié dans ce labo</a></p>\n</section>"},
      {"an entry inside a lesson is a line with four stops",
       "<!-- log: lockout errors=\"timed <out>|b\" -->\n## Dehors\n\n### Problème\n\nP.\n\n### "
       "Diagnostic\n\nD.\n\n### Solution\n\nS.\n\n"
       "### Prévention\n\nV.\n<!-- /log -->\n",
       "<section class=\"log\" data-log=\"lockout\">\n<div class=\"h\"><h2 id=\"lockout\" "
       "data-section=\"lockout\">Dehors</h2><a "
       "class=\"anchor\" href=\"#lockout\" aria-label=\"Lien vers "
       "«\u00A0Dehors\u00A0»\">#</a></div>\n"
       "<div class=\"stamps\" role=\"group\" aria-label=\"Messages d’erreur\"><code "
       "class=\"stamp\" translate=\"no\">timed &lt;out&gt;"
       "</code><code class=\"stamp\" translate=\"no\">b</code></div>\n"
       "<div class=\"stop\" data-part=\"problem\">\n<div class=\"h\"><h3 "
       "id=\"probleme\">Problème</h3><a class=\"anchor\" "
       "href=\"#probleme\" aria-label=\"Lien vers "
       "«\u00A0Problème\u00A0»\">#</a></div>\n<p>P.</p>\n</div>\n"
       "<div class=\"stop\" data-part=\"diagnosis\">\n<div class=\"h\"><h3 "
       "id=\"diagnostic\">Diagnostic</h3><a class=\"anchor\" "
       "href=\"#diagnostic\" aria-label=\"Lien vers "
       "«\u00A0Diagnostic\u00A0»\">#</a></div>\n<p>D.</p>\n</div>\n"
       "<div class=\"stop\" data-part=\"solution\">\n<div class=\"h\"><h3 "
       "id=\"solution\">Solution</h3><a class=\"anchor\" "
       "href=\"#solution\" aria-label=\"Lien vers "
       "«\u00A0Solution\u00A0»\">#</a></div>\n<p>S.</p>\n</div>\n"
       "<div class=\"stop\" data-part=\"prevention\">\n<div class=\"h\"><h3 "
       "id=\"prevention\">Prévention</h3><a class=\"anchor\" "
       "href=\"#prevention\" aria-label=\"Lien vers "
       "«\u00A0Prévention\u00A0»\">#</a></div>\n<p>V.</p>\n</div>\n</section>"},
      {"notes for whoever teaches are folded", "<!-- instructor -->\nNote.\n<!-- /instructor -->\n",
       "<details class=\"instructor\"><summary>Pour la formatrice ou le "
       "formateur</summary>\n<p>Note.</p>\n</details>"},
  };
  return all;
}

const std::vector<Case>& quizzes() {
  static const std::vector<Case> all = {
      {"single",
       "<!-- quiz: q single -->\n### Quoi ?\n\n- [x] `Oui`\n  > Bien.\n- [ ] Non\n  > "
       "Mal.\n\n<details>\n<summary>Indice</summary>\n\n"
       "Lisez.\n\n</details>\n<!-- /quiz -->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"single\">\n<fieldset><legend><h3 "
       "id=\"q\">Quoi\u202F?</h3></legend>\n"
       "<div class=\"choice\" data-choice=\"1\" data-right><label><input type=\"radio\" "
       "name=\"quiz_q\" value=\"1\"><i>A</i> <span><code "
       "translate=\"no\">Oui</code></span></label></div>\n"
       "<div class=\"choice\" data-choice=\"2\"><label><input type=\"radio\" name=\"quiz_q\" "
       "value=\"2\"><i>B</i> <span>Non</span></label>"
       "</div>\n</fieldset>\n<details "
       "class=\"hint\"><summary>Indice</summary>\n<p>Lisez.</p>\n</details>\n"
       "<details class=\"answer\"><summary>Réponse</summary>\n<ol class=\"answers\" type=\"A\">\n"
       "<li class=\"right\" data-for=\"1\"><b>Juste.</b> Bien.</li>\n<li class=\"wrong\" "
       "data-for=\"2\"><b>Faux.</b> Mal.</li>\n</ol>\n"
       "</details>\n</section>"},
      {"multiple",
       "<!-- quiz: q multiple -->\n### Quoi ?\n\n- [x] a\n  > A.\n- [x] b\n  > B.\n<!-- /quiz "
       "-->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"multiple\">\n<fieldset><legend><h3 "
       "id=\"q\">Quoi\u202F?</h3></legend>\n"
       "<p class=\"several\">Plusieurs réponses sont justes.</p>\n"
       "<div class=\"choice\" data-choice=\"1\" data-right><label><input type=\"checkbox\" "
       "name=\"quiz_q\" value=\"1\"><i>A</i> <span>a"
       "</span></label></div>\n<div class=\"choice\" data-choice=\"2\" data-right><label><input "
       "type=\"checkbox\" name=\"quiz_q\" "
       "value=\"2\"><i>B</i> <span>b</span></label></div>\n</fieldset>\n<details "
       "class=\"answer\"><summary>Réponse</summary>\n"
       "<ol class=\"answers\" type=\"A\">\n<li class=\"right\" data-for=\"1\"><b>Juste.</b> "
       "A.</li>\n"
       "<li class=\"right\" data-for=\"2\"><b>Juste.</b> B.</li>\n</ol>\n</details>\n</section>"},
      {"number",
       "<!-- quiz: q number tol=0.5 -->\n### Combien "
       "?\n\n<details>\n<summary>Réponse</summary>\n\n- 443\n\n</details>\n\n> Parce que.\n"
       "<!-- /quiz -->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"number\">\n<fieldset><legend><h3 "
       "id=\"q\">Combien\u202F?</h3></legend>\n"
       "<p><label>Votre réponse <input type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" "
       "spellcheck=\"false\" inputmode=\"decimal\" "
       "data-tolerance=\"0.5\" name=\"quiz_q\"></label></p>\n</fieldset>\n<details "
       "class=\"answer\"><summary>Réponse</summary>\n"
       "<p>Réponse acceptée\u00A0: <code translate=\"no\" data-answer>443</code> à 0,5 "
       "près</p>\n<p>Parce que.</p>\n</details>\n</section>"},
      {"text",
       "<!-- quiz: q text norm=case,space -->\n### Quoi "
       "?\n\n<details>\n<summary>Réponse</summary>\n\n- `ufw enable`\n- ufw on\n\n</details>\n"
       "<!-- /quiz -->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"text\">\n<fieldset><legend><h3 "
       "id=\"q\">Quoi\u202F?</h3></legend>\n"
       "<p><label>Votre réponse <input type=\"text\" autocomplete=\"off\" autocapitalize=\"off\" "
       "spellcheck=\"false\" data-fold-case "
       "data-fold-space name=\"quiz_q\"></label></p>\n</fieldset>\n<details "
       "class=\"answer\"><summary>Réponse</summary>\n"
       "<p>Réponses acceptées\u00A0: <code translate=\"no\" data-answer>ufw enable</code> <code "
       "translate=\"no\" data-answer>ufw on</code>"
       "</p>\n</details>\n</section>"},
      {"order", "<!-- quiz: q order -->\n### Ordre ?\n\n1. un\n2. deux\n3. trois\n<!-- /quiz -->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"order\">\n<fieldset><legend><h3 "
       "id=\"q\">Ordre\u202F?</h3></legend>\n"
       "<ul class=\"order\">\n"
       "<li data-right=\"2\"><label><select><option "
       "value=\"\">–</option><option>1</option><option>2</option><option>3</option></select> "
       "<span>deux</span></label></li>\n"
       "<li data-right=\"1\"><label><select><option "
       "value=\"\">–</option><option>1</option><option>2</option><option>3</option></select> "
       "<span>un</span></label></li>\n"
       "<li data-right=\"3\"><label><select><option "
       "value=\"\">–</option><option>1</option><option>2</option><option>3</option></select> "
       "<span>trois</span></label></li>\n</ul>\n</fieldset>\n<details "
       "class=\"answer\"><summary>Réponse</summary>\n"
       "<p>Dans "
       "l’ordre\u00A0:</p>\n<ol>\n<li>un</li>\n<li>deux</li>\n<li>trois</li>\n</ol>\n</details>\n</"
       "section>"},
      {"match",
       "<!-- quiz: q match -->\n### Paires ?\n\n| a | b |\n| --- | --- |\n| un | 1 |\n| deux | 2 "
       "|\n<!-- /quiz -->\n",
       "<section class=\"quiz\" data-quiz=\"q\" data-kind=\"match\">\n<fieldset><legend><h3 "
       "id=\"q\">Paires\u202F?</h3></legend>\n"
       "<table class=\"match\"><thead><tr><th scope=\"col\">a</th><th "
       "scope=\"col\">b</th></tr></thead>\n<tbody>\n"
       "<tr data-right=\"1\"><th scope=\"row\">un</th><td><select aria-label=\"Ce qui va avec "
       "«\u00A0un\u00A0»\"><option value=\"\">–"
       "</option><option value=\"2\">2</option><option value=\"1\">1</option></select></td></tr>\n"
       "<tr data-right=\"2\"><th scope=\"row\">deux</th><td><select aria-label=\"Ce qui va avec "
       "«\u00A0deux\u00A0»\"><option value=\"\">–"
       "</option><option value=\"2\">2</option><option "
       "value=\"1\">1</option></select></td></tr>\n</tbody></table>\n</fieldset>\n"
       "<details class=\"answer\"><summary>Réponse</summary>\n"
       "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\u00A0: "
       "Paires\u202F?\"><table>\n"
       "<thead><tr><th scope=\"col\">a</th><th "
       "scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>un</td><td>1</td></tr>\n"
       "<tr><td>deux</td><td>2</td></tr>\n</tbody></table></div>\n</details>\n</section>"},
  };
  return all;
}

TEST_CASE("each block and component has its markup") {
  for (const Case& c : cases()) {
    INFO(c.name);
    CHECK(lesson_markup(c.markdown) == c.markup);
  }
}

TEST_CASE("each kind of quiz is complete without a script") {
  for (const Case& c : quizzes()) {
    INFO(c.name);
    CHECK(lesson_markup(c.markdown) == c.markup);
  }
}

TEST_CASE("a text of very many headings, items and quizzes is written in time") {
  std::string markdown;
  for (int i = 0; i < 3000; ++i) markdown += fmt::format("## Titre\n\n- a\n- b\n\n");
  markdown += "<!-- quiz: q order -->\n### Ordre ?\n\n";
  for (int i = 1; i <= 2000; ++i) markdown += fmt::format("{}. x\n", i);
  markdown += "<!-- /quiz -->\n";
  const std::string page = lesson_markup(markdown);
  CHECK(page.find("id=\"titre-3000\"") != std::string::npos);
  CHECK(page.find("<select") == std::string::npos);  // thousands of options each would be no help
  CHECK(page.size() < 2000000);
}

}  // namespace
}  // namespace render
