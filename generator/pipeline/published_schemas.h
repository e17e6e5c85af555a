// The JSON Schemas of content/schemas/, for editors: those of the course's files (model/schemas.h)
// and that of site/site.toml, whose two readers each know a part of it.
#pragma once

#include <vector>

#include "generator/model/schemas.h"

namespace pipeline {

// In a fixed order; "site" is content/schemas/site.schema.json.
std::vector<model::NamedSchema> published_schemas(model::Languages languages);

}  // namespace pipeline
