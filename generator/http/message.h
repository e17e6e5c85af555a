// An HTTP request and its response as values (RFC 9110): what handlers take and give. No socket in
// sight, so a handler is tested by calling it.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace http {

// Header names compare without case (RFC 9110, 5.1).
struct LessWithoutCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::map<std::string, std::string, LessWithoutCase>;

struct Request {
  std::string method = "GET";
  std::string target = "/";  // as sent: "/a%20b?x=1"
  std::string path = "/";    // percent-decoded, without the query
  std::string query;         // as sent, without '?'
  Headers headers;
  std::string body;

  // A header's value, or "" when it is absent.
  std::string_view header(std::string_view name) const;
};

// How the connection goes on: with the answer, or cut without one, as a broken peer does.
enum class Fate { Answer, Close, Reset };

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  // Instead of `body`: sent one after the other, chunked, `pause` apart (NDJSON, server-sent
  // events).
  std::vector<std::string> pieces = {};
  std::chrono::milliseconds pause = std::chrono::milliseconds(0);
  std::chrono::milliseconds delay = std::chrono::milliseconds(0);  // before the first byte
  Fate fate = Fate::Answer;
};

Response text_response(int status, std::string body,
                       std::string_view content_type = "text/plain; charset=utf-8");

// "a%20b" -> "a b"; false when an escape is broken or gives NUL.
bool percent_decode(std::string_view written, std::string& decoded);

}  // namespace http
