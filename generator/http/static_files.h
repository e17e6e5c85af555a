// A folder of files over HTTP, as RFC 9110 wants it: content types, ETag and If-None-Match, one
// byte range, HEAD, gzip for text, a folder's index.html, the site's own 404 page. Nothing outside
// the folder is ever read: not by "..", not by escapes, not by a symbolic link, and no file whose
// name starts with '.'.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "generator/http/message.h"

namespace http {

// Pure but for reading the file; any thread.
Response serve_file(const std::filesystem::path& root, const Request& request);

// "text/html; charset=utf-8" by the name's extension; "application/octet-stream" for an unknown
// one.
std::string_view content_type_of(std::string_view path);

// For ever, of a file whose name carries its content's hash ("assets/style.1a2b3c4d5e.css"); of any
// other one "no-cache": it is asked for again, and its ETag says that it is the same.
std::string_view cache_control_of(std::string_view path);

// The bytes as gzip; nothing when the file is no text, or too small to gain.
std::optional<std::string> compress(std::string_view path, const std::string& bytes);

}  // namespace http
