#include "generator/pipeline/published_schemas.h"

#include "generator/publish/targets.h"
#include "generator/render/site_config.h"

namespace pipeline {
namespace {

text::Schema whole_site_schema() {
  text::Schema schema = render::site_schema();
  for (const text::Field& field : publish::targets_schema())
    for (text::Field& unread : schema)
      if (unread.name == field.name) unread = field;
  return schema;
}

}  // namespace

std::vector<model::NamedSchema> published_schemas(model::Languages languages) {
  std::vector<model::NamedSchema> out = model::published_schemas(languages);
  out.push_back({"site", "site/site.toml", whole_site_schema()});
  return out;
}

}  // namespace pipeline
