#include "labs/services/common/page.h"

#include <fmt/format.h>

namespace services {

std::string page(std::string_view title, const text::Html& body) {
  const text::Html name = text::Html::escape(title);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{0}</title>\n"
      "<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem "
      "auto;padding:0 1rem}}table{{border-collapse:collapse}}td,th{{border:1px solid "
      "#888;padding:.2rem .6rem;text-align:left}}pre{{white-space:pre-wrap}}</style>\n"
      "</head>\n<body>\n<h1>{0}</h1>\n{1}</body>\n</html>\n",
      name.str(), body.str());
}

text::Html paragraph(std::string_view plain) {
  return text::Html::trusted("<p>" + text::Html::escape(plain).str() + "</p>\n");
}

text::Html row(std::initializer_list<std::string_view> cells) {
  std::string out = "<tr>";
  for (const std::string_view cell : cells)
    out += "<td>" + text::Html::escape(cell).str() + "</td>";
  return text::Html::trusted(out + "</tr>\n");
}

}  // namespace services
