// A folder of files over HTTP, as RFC 9110 wants it: content types, ETag and If-None-Match, one
// byte range, HEAD, gzip for text, a folder's index.html, the site's own 404 page. Nothing outside
// the folder is ever read: not by "..", not by escapes, not by a symbolic link, and no file whose
// name starts with '.'.
#pragma once

#include <filesystem>

#include "generator/http/message.h"

namespace http {

// Pure but for reading the file; any thread.
Response serve_file(const std::filesystem::path& root, const Request& request);

// "text/html; charset=utf-8" by the name's extension; "application/octet-stream" for an unknown
// one.
std::string_view content_type_of(std::string_view path);

}  // namespace http
