// lesson.toml, guide.toml, logbook.toml and front matter -> the fields of a Page and of a Half.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"
#include "generator/model/course.h"
#include "generator/model/nodes.h"
#include "generator/model/problem.h"
#include "generator/model/schemas.h"

namespace model {

// Where a page's TOML says what: for messages, while the course is being checked.
struct MetaPlaces {
  PlacedId id, level, topic, lab;
  base::Position verified;
  std::vector<PlacedId> requirements, next, objectives;
};

// An [[entry]] of logbook.toml.
struct DeclaredEntry {
  std::string id;
  EntryFacts facts;
  base::Position at;
  base::Position end;
  PlacedId lab;
};

struct Meta {
  MetaPlaces places;
  std::vector<DeclaredEntry> entries;
};

// What the files of one kind are decoded with.
struct MetaContext {
  const Schemas& schemas;
  Languages languages;
  std::string_view file;  // for messages
};

// Fills the fields of `page` that its TOML holds; `page.kind` says which kind it is. Fields that
// are wrong keep their defaults.
Meta decode_meta(const text::Node& root, const MetaContext& context, Page& page,
                 Problems& problems);

// Fills title, description, aliases and translation of `half`. `title_at` of the result is the
// title's place, {} when there is none.
struct FrontPlaces {
  base::Position title, description, translation_of;
};
FrontPlaces decode_front_matter(const text::Node& front, PageKind kind, const MetaContext& context,
                                Half& half, Problems& problems);

// "VPS_IP": what may stand between < and > in code.
bool is_placeholder_name(std::string_view name);

}  // namespace model
