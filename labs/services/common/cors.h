// Who may read an answer in a browser (Fetch standard, CORS protocol), as the frameworks of the
// stack decide it. Values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/http/message.h"

namespace services {

enum class Trim { No, Yes };

// "https://a.example.org,https://b.example.org"; without trimming, a blank after a comma stays and
// makes an origin that no browser has.
std::vector<std::string> split_origins(std::string_view written, Trim trim);
bool lists_origin(const std::vector<std::string>& origins, std::string_view origin);

// OPTIONS with an Origin and the method that is asked for.
bool is_preflight(const http::Request& request);

// The way of Node's `cors`: a preflight is always 204, and an origin that is not listed finds no
// Access-Control-Allow-Origin in it.
http::Response express_preflight(const http::Request& request,
                                 const std::vector<std::string>& origins);
void express_cors(const http::Request& request, const std::vector<std::string>& origins,
                  http::Response& response);

// The way of Starlette's middleware: a preflight from elsewhere is 400 "Disallowed CORS origin".
http::Response starlette_preflight(const http::Request& request,
                                   const std::vector<std::string>& origins);
void starlette_cors(const http::Request& request, const std::vector<std::string>& origins,
                    http::Response& response);

}  // namespace services
