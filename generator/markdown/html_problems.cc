#include "generator/markdown/html_problems.h"

#include <string_view>

namespace markdown {
namespace {

base::Message message_of(const Refusal& refusal) {
  const std::string what = shown(refusal.what);
  switch (refusal.kind) {
    case RefusalKind::Element:
      return base::message("'{}' is not allowed and is shown as text",
                           "« {} » n'est pas permis et s'affiche comme du texte", what);
    case RefusalKind::Misplaced:
      return base::message("'{}' cannot stand here and is left out",
                           "« {} » ne peut pas se trouver ici et est retiré", what);
    case RefusalKind::Attribute:
      return base::message("the attribute '{}' is left out", "l'attribut « {} » est retiré", what);
    case RefusalKind::Unsafe:
      return base::message("an address with '{}' is not safe and is left out",
                           "une adresse avec « {} » n'est pas sûre et est retirée", what);
    case RefusalKind::Relative:
      return base::message("the relative address '{}' cannot be followed from raw HTML",
                           "l'adresse relative « {} » ne peut pas être suivie depuis du HTML",
                           what);
    case RefusalKind::Markup:
      return base::message("'{}' is not allowed and is shown as text",
                           "« {} » n'est pas permis et s'affiche comme du texte", what);
  }
  return {};
}

bool is_heading(std::string_view what) {
  return what.size() == 4 && what[1] == 'h' && what[2] >= '1' && what[2] <= '6';
}

base::Message hint_of(const Refusal& refusal) {
  switch (refusal.kind) {
    case RefusalKind::Element:
      if (is_heading(refusal.what))
        return base::message("write the heading in Markdown: '## …'",
                             "écrivez le titre en Markdown : « ## … »");
      return base::message("write it in Markdown; a placeholder or a sample stands in code: `{}`",
                           "écrivez-le en Markdown ; un nom à remplacer ou un exemple se met en "
                           "code : `{}`",
                           shown(refusal.what));
    case RefusalKind::Attribute:
      if (refusal.what == "id" || refusal.what == "name")
        return base::message("name a section with '<!-- id: … -->' on the line above its heading",
                             "nommez une section par « <!-- id: … --> » sur la ligne au-dessus de "
                             "son titre");
      return {};
    case RefusalKind::Relative:
      return base::message("write it in Markdown: '[text](address)' or '![text](address)'",
                           "écrivez-le en Markdown : « [texte](adresse) » ou « ![texte](adresse) "
                           "»");
    default:
      return {};
  }
}

}  // namespace

void report_refusal(const Refusal& refusal, const Range& where, Problems& problems) {
  problems.error("html-refused", where, message_of(refusal), hint_of(refusal));
}

}  // namespace markdown
