#include "generator/scaffold/templates.h"

#include <algorithm>

namespace scaffold {
namespace {

constexpr std::string_view kLessonFr = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

<!-- objectives -->
À la fin, vous saurez :

- dire en une phrase ce que cette leçon apprend à faire. <!-- first-objective -->
<!-- /objectives -->

<!-- id: start -->
## Pour commencer

Dites ici à qui sert cette leçon et ce qu'il faut avoir sous la main.

<!-- id: practice -->
## La pratique

Donnez une commande à la fois, puis ce qu'elle affiche.

```sh
uname -s
```

```output
Linux
```

<!-- quiz: first-quiz single -->
### Quelle réponse est la bonne ?

- [x] Celle-ci.
  > Oui : dites pourquoi.
- [ ] Celle-là.
  > Non : dites à quoi mènerait cette erreur.
<!-- /quiz -->

<!-- id: keypoints -->
## À retenir

- Une phrase par idée.
)";

constexpr std::string_view kLessonEn = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

<!-- objectives -->
By the end you will be able to:

- say in one sentence what this lesson teaches you to do. <!-- first-objective -->
<!-- /objectives -->

<!-- id: start -->
## To begin with

Say here whom this lesson is for and what one needs at hand.

<!-- id: practice -->
## Practice

Give one command at a time, then what it prints.

```sh
uname -s
```

```output
Linux
```

<!-- quiz: first-quiz single -->
### Which answer is right?

- [x] This one.
  > Yes: say why.
- [ ] That one.
  > No: say where this mistake would lead.
<!-- /quiz -->

<!-- id: keypoints -->
## Key points

- One sentence for each idea.
)";

constexpr std::string_view kGuideFr = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

Dites ici où mène ce guide et combien de temps il demande.

<!-- step: prepare minutes=5 -->
## Préparer

Une étape fait une chose, et dit comment voir qu'elle est faite.

<!-- holds -->
- ce que l'on a à la fin de l'étape
<!-- /holds -->

<!-- step: do minutes=10 -->
## Faire

Donnez les commandes dans l'ordre.
)";

constexpr std::string_view kGuideEn = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

Say here where this guide leads and how long it takes.

<!-- step: prepare minutes=5 -->
## Prepare

A step does one thing, and says how to see that it is done.

<!-- holds -->
- what one has at the end of the step
<!-- /holds -->

<!-- step: do minutes=10 -->
## Do it

Give the commands in their order.
)";

constexpr std::string_view kLogbookFr = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

<!-- log: @ID@-first-failure -->
## La première panne

### Problème

Ce que l'on voit, avec le texte exact de l'erreur.

### Diagnostic

Ce qui le prouve : une commande, et ce qu'elle répond.

### Solution

Ce qui le répare.

### Prévention

Ce qui l'évite la prochaine fois.
<!-- /log -->
)";

constexpr std::string_view kLogbookEn = R"(---
title: @YAML_TITLE@
description: @YAML_DESCRIPTION@
@RECORD@---

# @TITLE@

<!-- log: @ID@-first-failure -->
## The first failure

### Problem

What one sees, with the exact text of the error.

### Diagnosis

What proves it: a command, and what it answers.

### Solution

What repairs it.

### Prevention

What avoids it the next time.
<!-- /log -->
)";

constexpr std::string_view kAboutFr = R"(---
title: À propos
description: Qui a écrit ce cours et sous quelle licence.
---

# À propos

Dites ici qui a écrit ce cours, pour qui, et comment vous joindre.

## Licence

Le contenu est sous licence CC BY 4.0.
)";

constexpr std::string_view kAboutEn = R"(---
title: About
description: Who wrote this course and under which licence.
@RECORD@---

# About

Say here who wrote this course, for whom, and how to reach you.

## Licence

The content is under the licence CC BY 4.0.
)";

constexpr std::string_view kLessonToml = R"(id = "@ID@"
rev = 1
level = "@LEVEL@"
topic = "@TOPIC@"
source = "@SOURCE@"
minutes = { read = 5, do = 10 }
objectives = ["first-objective"]
status = "@STATUS@"
)";

constexpr std::string_view kGuideToml = R"(id = "@ID@"
rev = 1
@LEVEL_LINE@source = "@SOURCE@"
minutes = { read = 5, do = 15 }
status = "@STATUS@"
)";

constexpr std::string_view kLogbookToml = R"(id = "@ID@"
rev = 1
source = "@SOURCE@"

# errors = ['the exact text, as the program prints it']
[[entry]]
id = "@ID@-first-failure"
system = "@SYSTEM@"
layer = "service"
status = "open"
)";

constexpr std::string_view kLabToml = R"(#:schema ./lab.schema.json
[lab]
id = "@ID@"
version = "1"
title.en = @TITLE_EN@
title.fr = @TITLE_FR@
summary.en = @SUMMARY_EN@
summary.fr = @SUMMARY_FR@

[vars.base]
type = "url"
meaning.en = "the address of the server"
meaning.fr = "l'adresse du serveur"
example = "https://app.lab.example.org"

[[check]]
id = "answers"
title.en = "The server answers"
title.fr = "Le serveur répond"
http = { get = "{{base}}/" }
expect = ["status == 200"]
)";

constexpr std::string_view kCourseToml = R"(id = "@ID@"
languages = [@LANGUAGES@]
title = { @TITLES@ }
tagline = { @DESCRIPTIONS@ }
description = { @DESCRIPTIONS@ }

[[tab_group]]
id = "os"
choices = [
  { id = "unix", label = { @UNIX@ } },
  { id = "windows", label = { @WINDOWS@ } },
]

[[level]]
id = "beginner"
title = { @LEVEL@ }
promise = { @PROMISE@ }
objective = { @OBJECTIVE@ }

[[topic]]
id = "basics"
title = { @TOPIC@ }
question = { @QUESTION@ }

[[cell]]
level = "beginner"
topic = "basics"
lessons = ["basics.first-lesson"]
)";

constexpr std::string_view kSiteToml =
    R"(# What belongs to this publication of the course and not to the course. Every key is optional.

# Where the site will be published, for canonical links, sitemap.xml and the feeds.
# url = "https://course.example.org/"
)";

struct Pair {
  Template which;
  std::string_view fr, en;
};
constexpr Pair kTemplates[] = {
    {Template::LessonPage, kLessonFr, kLessonEn},
    {Template::GuidePage, kGuideFr, kGuideEn},
    {Template::LogbookPage, kLogbookFr, kLogbookEn},
    {Template::AboutPage, kAboutFr, kAboutEn},
    {Template::Description, "Dites ici en une phrase ce que cette page apprend.",
     "Say here in one sentence what this page teaches."},
    {Template::LessonToml, kLessonToml, kLessonToml},
    {Template::GuideToml, kGuideToml, kGuideToml},
    {Template::LogbookToml, kLogbookToml, kLogbookToml},
    {Template::LabToml, kLabToml, kLabToml},
    {Template::CourseToml, kCourseToml, kCourseToml},
    {Template::SiteToml, kSiteToml, kSiteToml},
};

}  // namespace

std::string_view template_of(Template which, std::string_view language) {
  const auto found = std::find_if(std::begin(kTemplates), std::end(kTemplates),
                                  [&](const Pair& pair) { return pair.which == which; });
  return language == "fr" ? found->fr : found->en;
}

std::string filled(std::string_view text, const Fill& fill) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('@', at), text.size());
    out += text.substr(at, open - at);
    const std::size_t close = open == text.size() ? open : text.find('@', open + 1);
    if (open == text.size() || close == std::string_view::npos) {
      out += text.substr(open);
      break;
    }
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto value = std::find_if(fill.begin(), fill.end(),
                                    [&](const auto& pair) { return pair.first == name; });
    if (value == fill.end()) {
      out += '@';
      at = open + 1;
    } else {
      out += value->second;
      at = close + 1;
    }
  }
  return out;
}

}  // namespace scaffold
