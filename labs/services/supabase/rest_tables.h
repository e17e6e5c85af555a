// Reading and writing the rows of one table, for the data API's handlers. Internal.
#pragma once

#include "labs/services/common/routes.h"
#include "labs/services/supabase/rest_sql.h"

namespace services::rest {

// What a request is about, and who asks.
struct Task {
  Context& context;
  const http::Request& request;
  data::Table table;
  Query query;
  Identity asker;
};

base::Result<http::Response> read_rows(const Task& task);
base::Result<http::Response> insert_rows(const Task& task);
base::Result<http::Response> update_rows(const Task& task);
base::Result<http::Response> delete_rows(const Task& task);

}  // namespace services::rest
