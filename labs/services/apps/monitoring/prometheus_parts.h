// The parts of Prometheus' API, private to this folder.
#pragma once

#include "generator/text/node.h"
#include "labs/services/apps/monitoring/samples.h"
#include "labs/services/common/routes.h"

namespace services::monitoring {

// {"status": "success", "data": …}
http::Response success(text::Node data);
text::Node labels_node(const Labels& labels);

base::Result<http::Response> rules(Call& call);
base::Result<http::Response> alerts(Call& call);

}  // namespace services::monitoring
