#include "generator/http/static_files.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <optional>

#include "generator/base/files.h"
#include "generator/base/hash.h"

namespace http {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kLargestFile = 256u << 20;
constexpr std::size_t kWorthCompressing = 860;  // below it the frame costs more than it saves

struct KnownType {
  std::string_view extension;
  std::string_view type;
};
constexpr std::array kTypes = {
    KnownType{".html", "text/html; charset=utf-8"},
    KnownType{".css", "text/css; charset=utf-8"},
    KnownType{".js", "text/javascript; charset=utf-8"},
    KnownType{".json", "application/json"},
    KnownType{".xml", "application/xml"},
    KnownType{".svg", "image/svg+xml"},
    KnownType{".txt", "text/plain; charset=utf-8"},
    KnownType{".md", "text/markdown; charset=utf-8"},
    KnownType{".png", "image/png"},
    KnownType{".jpg", "image/jpeg"},
    KnownType{".jpeg", "image/jpeg"},
    KnownType{".gif", "image/gif"},
    KnownType{".webp", "image/webp"},
    KnownType{".ico", "image/x-icon"},
    KnownType{".pdf", "application/pdf"},
    KnownType{".webmanifest", "application/manifest+json"},
    KnownType{".wasm", "application/wasm"},
    KnownType{".zip", "application/zip"},
    KnownType{".epub", "application/epub+zip"},
    KnownType{".woff2", "font/woff2"},
};

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type == "application/json" || type == "application/xml" ||
         type == "image/svg+xml" || type == "application/manifest+json";
}

// The file's place below the root, or nothing when a part is hidden, "..", or empty in the middle.
std::optional<fs::path> safe_path(std::string_view path) {
  fs::path out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty()) continue;
    if (part.front() == '.' || part.find('\\') != std::string_view::npos) return {};
    out /= part;
  }
  return out;
}

// True when the file, with every link on the way resolved, is still below the root.
bool stays_inside(const fs::path& root, const fs::path& file) {
  std::error_code failed;
  const fs::path real_root = fs::canonical(root, failed);
  if (failed) return false;
  const fs::path real = fs::canonical(file, failed);
  if (failed) return false;
  const auto [at, ignored] =
      std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end());
  return at == real_root.end();
}

std::optional<std::string> gzip(const std::string& bytes) {
  z_stream stream = {};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, 8,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (!done) return {};
  return out;
}

// True when the list has gzip with a weight above 0 (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view item = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    while (item.starts_with(' ')) item.remove_prefix(1);
    if (item.starts_with("gzip"))
      return item.find("q=0") == std::string_view::npos ||
             item.find("q=0.") != std::string_view::npos;
  }
  return false;
}

struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};
enum class RangeOutcome { None, One, Unsatisfiable };

// "bytes=0-99", "bytes=100-", "bytes=-50" (RFC 9110, 14.1.2). Several ranges and other units are
// ignored, as is allowed.
RangeOutcome parse_range(std::string_view header, std::size_t size, Range& range) {
  if (!header.starts_with("bytes=") || header.find(',') != std::string_view::npos)
    return RangeOutcome::None;
  header.remove_prefix(6);
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeOutcome::None;
  const auto number = [](std::string_view digits, std::size_t& value) {
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return failed == std::errc() && end == digits.data() + digits.size();
  };
  const std::string_view from = header.substr(0, dash);
  const std::string_view to = header.substr(dash + 1);
  if (from.empty()) {
    std::size_t count = 0;
    if (!number(to, count)) return RangeOutcome::None;
    if (count == 0 || size == 0) return RangeOutcome::Unsatisfiable;
    range = {size - std::min(count, size), size - 1};
    return RangeOutcome::One;
  }
  if (!number(from, range.first)) return RangeOutcome::None;
  range.last = size == 0 ? 0 : size - 1;
  std::size_t last = 0;
  if (!to.empty()) {
    if (!number(to, last) || last < range.first) return RangeOutcome::None;
    range.last = std::min(range.last, last);
  }
  return range.first < size ? RangeOutcome::One : RangeOutcome::Unsatisfiable;
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" ||
         (!if_none_match.empty() && if_none_match.find(etag) != std::string_view::npos);
}

// "/assets/style.1a2b3c4d5e.css": its name carries its content's hash, so it never changes.
bool is_named_by_hash(std::string_view path) {
  constexpr std::size_t kDigits = 10;
  const std::size_t extension = path.rfind('.');
  const bool is_asset =
      path.starts_with("assets/") || path.find("/assets/") != std::string_view::npos;
  if (!is_asset || extension == std::string_view::npos ||
      extension < kDigits + 1)
    return false;
  const std::string_view digits = path.substr(extension - kDigits, kDigits);
  return path[extension - kDigits - 1] == '.' &&
         digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "/fr/x/y.html" -> the nearest 404.html upwards: fr/x/404.html, fr/404.html, 404.html.
Response not_found(const fs::path& root, std::string_view path) {
  const auto safe = safe_path(path);
  fs::path folder = safe ? safe->parent_path() : fs::path();
  for (;; folder = folder.parent_path()) {
    const fs::path page = root / folder / "404.html";
    if (stays_inside(root, page)) {
      if (auto bytes = base::read_file(page, kLargestFile))
        return text_response(404, std::move(*bytes), "text/html; charset=utf-8");
    }
    if (folder.empty()) break;
  }
  return text_response(404, "404\n");
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  for (const KnownType& known : kTypes)
    if (path.ends_with(known.extension)) return known.type;
  return "application/octet-stream";
}

std::string_view cache_control_of(std::string_view path) {
  return is_named_by_hash(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

std::optional<std::string> compress(std::string_view path, const std::string& bytes) {
  if (!is_text(content_type_of(path)) || bytes.size() < kWorthCompressing) return {};
  auto small = gzip(bytes);
  if (small && small->size() >= bytes.size()) small.reset();
  return small;
}

Response serve_file(const fs::path& root, const Request& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response refused = text_response(405, "405\n");
    refused.headers["Allow"] = "GET, HEAD";
    return refused;
  }
  const auto safe = safe_path(request.path);
  if (!safe) return not_found(root, request.path);
  fs::path file = root / *safe;
  std::error_code failed;
  if (fs::is_directory(file, failed)) {
    if (!request.path.ends_with('/')) {
      // Relative links on the page need the slash. The target is echoed without a host, so it
      // cannot lead elsewhere.
      Response moved = text_response(308, "");
      const std::size_t end = request.target.find('?');
      std::string path = request.target.substr(0, end);
      path.erase(0, path.find_first_not_of('/') == std::string::npos ? path.size()
                                                                     : path.find_first_not_of('/'));
      moved.headers["Location"] = "/" + path + "/";
      return moved;
    }
    file /= "index.html";
  } else if (request.path.ends_with('/')) {
    return not_found(root, request.path);
  }
  if (!stays_inside(root, file)) return not_found(root, request.path);
  auto bytes = base::read_file(file, kLargestFile);
  if (!bytes) return not_found(root, request.path);

  const std::string_view type = content_type_of(file.native());
  Response response;
  response.headers["Content-Type"] = std::string(type);
  response.headers["X-Content-Type-Options"] = "nosniff";
  response.headers["Cache-Control"] = std::string(cache_control_of(request.path));
  std::string etag = base::hex(base::hash(*bytes));

  const bool compress = is_text(type) && bytes->size() >= kWorthCompressing &&
                        accepts_gzip(request.header("Accept-Encoding")) &&
                        request.header("Range").empty();
  if (is_text(type)) response.headers["Vary"] = "Accept-Encoding";
  if (compress) etag += "-gzip";
  etag = "\"" + etag + "\"";
  response.headers["ETag"] = etag;
  if (matches(request.header("If-None-Match"), etag)) {
    response.status = 304;
    return response;
  }
  if (compress) {
    if (auto small = gzip(*bytes)) {
      response.headers["Content-Encoding"] = "gzip";
      response.body = std::move(*small);
      return response;
    }
  }
  response.headers["Accept-Ranges"] = "bytes";
  Range range;
  const std::string_view condition = request.header("If-Range");
  if (condition.empty() || condition == etag) {
    switch (parse_range(request.header("Range"), bytes->size(), range)) {
      case RangeOutcome::None:
        break;
      case RangeOutcome::Unsatisfiable:
        response.status = 416;
        response.headers["Content-Range"] = fmt::format("bytes */{}", bytes->size());
        return response;
      case RangeOutcome::One:
        response.status = 206;
        response.headers["Content-Range"] =
            fmt::format("bytes {}-{}/{}", range.first, range.last, bytes->size());
        response.body = bytes->substr(range.first, range.last - range.first + 1);
        return response;
    }
  }
  response.body = std::move(*bytes);
  return response;
}

}  // namespace http
