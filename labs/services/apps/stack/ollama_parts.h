// The halves of the Ollama service, private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/text/node.h"
#include "labs/services/common/routes.h"

namespace services::ollama {

http::Response error(int status, std::string_view message);
// One object a line, one piece an object.
http::Response ndjson(std::vector<std::string> lines);
// The body as an object; a refusal in `problem` when it is none.
std::optional<text::Node> read_body(const http::Request& request, http::Response& problem);
// "model", or "name" as older clients say it; with ":latest" when it has no tag.
std::string model_name(const text::Node& body);

base::Result<http::Response> tags(Call& call);
base::Result<http::Response> running(Call& call);
base::Result<http::Response> show(Call& call);
base::Result<http::Response> pull(Call& call);
base::Result<http::Response> push(Call& call);
base::Result<http::Response> copy(Call& call);
base::Result<http::Response> create(Call& call);
base::Result<http::Response> erase(Call& call);

}  // namespace services::ollama
