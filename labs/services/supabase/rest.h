// The data API (PostgREST 12) over the tables of data.h: select with columns, filters and embedding
// of related tables, insert, upsert, update, delete, a few functions, row-level policies by the
// token's role and user, its error codes, its OpenAPI document. Reached through the gateway.
//
// Switches: postgres-rest-secret-desync (verifies tokens with an older secret), postgres-rest-down
// (has no database), supabase-rls-missing (of data.h).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_rest();

}  // namespace services
