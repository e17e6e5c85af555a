// What the files of a course may hold, as data: course.toml, lesson.toml, guide.toml, logbook.toml
// and front matter. The strict check, the JSON Schemas of content/schemas/ that editors use, and
// content/README.md say the same; this is the source.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/text/schema.h"

namespace model {

using Languages = std::span<const std::string>;

text::Schema course_schema();
text::Schema lesson_schema(Languages languages);
text::Schema guide_schema(Languages languages);
text::Schema logbook_schema(Languages languages);
text::Schema figure_schema();
text::Schema front_matter_schema();
// Of an entry of a logbook in a file of its own: `type: log` too.
text::Schema entry_front_matter_schema();

// All of them made once, for decoding many files.
struct Schemas {
  explicit Schemas(Languages languages);
  text::Schema lesson, guide, logbook, front_matter, entry_front_matter;
};

struct NamedSchema {
  std::string name;  // "lesson": content/schemas/lesson.schema.json
  std::string title;
  text::Schema schema;
};
// Those that are published for editors, in a fixed order.
std::vector<NamedSchema> published_schemas(Languages languages);

}  // namespace model
