// PostgreSQL through libpq, without ever blocking: a log-in and one statement in a transaction that
// cannot write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "labs/probes/observation.h"

namespace probes {

struct PostgresRequest {
  std::string url;
  std::string query = "SELECT 1";
  std::vector<std::string> parameters;
  std::string ca;
  bool tls = false;  // refuse a connection without
};

// The address without its `pgbouncer` parameter, which libpq does not know. Pure.
std::string without_pgbouncer(std::string_view url);
// The reason of a server's refusal, by its SQLSTATE and words. Pure.
std::string postgres_reason(std::string_view sqlstate, std::string_view words);

Observation probe_postgres(const PostgresRequest& request, const Limits& limits);

}  // namespace probes
