// SearXNG over the course's own search index: a page with a form, and its JSON for programs.
//
//   GET /  GET, POST /search?q=…&format=html|json|csv|rss&pageno=N   GET /healthz  GET /config
//
// Setting: SEARXNG_FORMATS, what settings.yml lists under search.formats ("html,json").
// Switch: searxng-restart-permissions (it does not run).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_searxng();

}  // namespace services
