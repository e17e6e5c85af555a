// Qdrant's REST API with exact search: what is compared is compared with every point.
//
//   GET  / /healthz /livez /readyz /metrics /collections
//   /collections/:c            GET PUT PATCH DELETE   /exists   /index   /snapshots   /aliases
//   /collections/:c/points     PUT (upsert), POST (by ids), GET :id
//     …/delete …/payload …/payload/delete …/payload/clear …/vectors
//     …/scroll …/count …/search …/search/batch …/query …/query/batch …/recommend
//
// Points lie in two tables of the store:
//   qdrant_points(collection, id, payload)      id as JSON: 7 or "uuid"; payload as JSON
//   qdrant_vectors(collection, point, name, data)   data: float32, as the machine has them
//
// Setting: QDRANT_API_KEY (or QDRANT__SERVICE__API_KEY); without it everything is open.
// Switches: qdrant-not-ready, search-qdrant-key-wanted, search-qdrant-key-wrong.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_qdrant();

}  // namespace services
