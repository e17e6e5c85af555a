// A service's table of routes: method and path on the left, a pure handler on the right. Values;
// handlers get everything they may touch in the Call.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "labs/services/service.h"

namespace services {

// One request on its way through a service.
struct Call {
  const http::Request& request;
  Context& context;
  // Of the route's path; "*" is what stood for the star. When no route fits, "allow" holds the
  // methods of the ones whose path does: "GET, POST".
  std::map<std::string, std::string, std::less<>> parameters = {};

  std::string_view parameter(std::string_view name) const;
};

// An Error becomes a 500 with its message: the disk is full, the store is damaged.
using Handler = base::Result<http::Response> (*)(Call&);

struct Route {
  std::string_view method;  // "GET" answers HEAD as well; "*" answers all
  std::string_view path;    // "/users/:id"; a final "/*" takes the rest, also none of it
  Handler handler;
};

// The first route that fits answers, else `otherwise`.
http::Response dispatch(std::span<const Route> routes, const http::Request& request,
                        Context& context, Handler otherwise);

}  // namespace services
