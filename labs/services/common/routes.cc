#include "labs/services/common/routes.h"

#include "labs/services/common/answers.h"

namespace services {
namespace {

// The part of `path` up to its next '/', which goes from both.
std::string_view next_part(std::string_view& path) {
  const std::size_t end = path.find('/', 1);
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(part.size());
  return part;
}

bool fits(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string, std::less<>>& parameters) {
  parameters.clear();
  while (!pattern.empty()) {
    const std::string_view wanted = next_part(pattern);
    if (wanted == "/*") {
      parameters["*"] = path.empty() ? "" : path.substr(1);
      return true;
    }
    if (path.empty()) return false;
    const std::string_view found = next_part(path);
    if (wanted.starts_with("/:")) {
      if (found.size() < 2) return false;
      parameters[std::string(wanted.substr(2))] = found.substr(1);
    } else if (wanted != found) {
      return false;
    }
  }
  return path.empty();
}

bool takes(std::string_view route, std::string_view method) {
  return route == "*" || route == method || (route == "GET" && method == "HEAD");
}

}  // namespace

std::string_view Call::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  return found != parameters.end() ? std::string_view(found->second) : std::string_view();
}

http::Response dispatch(std::span<const Route> routes, const http::Request& request,
                        Context& context, Handler otherwise) {
  Call call{request, context};
  Handler handler = otherwise;
  std::string allow;
  for (const Route& route : routes) {
    if (!fits(route.path, request.path, call.parameters)) continue;
    if (takes(route.method, request.method)) {
      handler = route.handler;
      break;
    }
    allow += (allow.empty() ? "" : ", ") + std::string(route.method);
  }
  if (handler == otherwise) {
    call.parameters.clear();
    if (!allow.empty()) call.parameters["allow"] = allow;
  }
  auto answer = handler(call);
  if (answer) return std::move(*answer);
  return json_response(500, {{"error", answer.error().message.en}});
}

}  // namespace services
