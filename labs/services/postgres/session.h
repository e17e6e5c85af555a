// One connection to the PostgreSQL reference: start-up, TLS, SCRAM, then simple and extended
// queries. It takes bytes in any cut.
#pragma once

#include <functional>
#include <memory>

#include "generator/http/session.h"
#include "labs/services/service.h"

namespace services::postgres {

// How the port behaves: the database itself, or the pooler in front of it, which wants to hear the
// project's name behind the user's.
enum class Face { Direct, Pooler };

std::unique_ptr<http::StreamSession> make_session(Face face, std::function<Context()> context);

// POSTGRES_PASSWORD, else the one inside DATABASE_URL.
std::string database_password(const Context& context);
// POOLER_TENANT_ID, else what stands behind the dot of DATABASE_URL's user; "" is any.
std::string tenant(const Context& context);

}  // namespace services::postgres
