#include "labs/services/supabase/storage_flow.h"

#include <fmt/format.h>

#include <charconv>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services::storage {
namespace {

struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};

// "bytes=10-19", "bytes=10-", "bytes=-5"; nothing for what is none of one range.
std::optional<Range> range_of(std::string_view header, std::size_t size) {
  if (!header.starts_with("bytes=") || header.find(',') != std::string_view::npos || size == 0)
    return std::nullopt;
  header.remove_prefix(6);
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<std::size_t> {
    std::size_t value = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size())
      return std::nullopt;
    return value;
  };
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  if (!first && last && *last > 0) return Range{size - std::min(*last, size), size - 1};
  if (!first || *first >= size || (last && *last < *first)) return std::nullopt;
  return Range{*first, last ? std::min(*last, size - 1) : size - 1};
}

}  // namespace

base::Error error(std::string_view status, std::string_view name, std::string_view message,
                  std::string_view code) {
  const std::string body = formats::to_json(
      object({{"statusCode", status}, {"error", name}, {"message", message}, {"code", code}}));
  base::Error out{base::ErrorKind::Usage, {body, body}};
  out.rule = code;
  return out;
}

http::Response refusal(const base::Error& error) {
  if (error.rule.empty())
    return json_response(500, {{"statusCode", "500"},
                               {"error", "Internal"},
                               {"message", error.message.en},
                               {"code", "InternalError"}});
  return http::text_response(400, error.message.en, "application/json; charset=utf-8");
}

base::Error no_bucket() {
  return error("404", "Bucket not found", "Bucket not found", "NoSuchBucket");
}
base::Error no_object() { return error("404", "not_found", "Object not found", "NoSuchKey"); }
base::Error denied() {
  return error("403", "Unauthorized", "new row violates row-level security policy", "AccessDenied");
}

base::Result<Identity> ask(const Call& call) {
  Identity out = identify(call.request, call.context.setting("JWT_SECRET"), call.context.now);
  switch (out.state) {
    case TokenState::Good:
      return out;
    case TokenState::Missing:
      return base::fail(error("400", "Error", "headers must have required property 'authorization'",
                              "InvalidRequest"));
    case TokenState::Expired:
      return base::fail(
          error("403", "Unauthorized", "\"exp\" claim timestamp check failed", "AccessDenied"));
    case TokenState::Malformed:
      return base::fail(error("403", "Unauthorized", "Invalid Compact JWS", "AccessDenied"));
    case TokenState::WrongSignature:
      return base::fail(
          error("403", "Unauthorized", "signature verification failed", "AccessDenied"));
  }
  return out;
}

base::Result<Bucket> need_bucket(Call& call, std::string_view id) {
  auto found = TRY(StorageStore(call.context).bucket(id));
  if (!found) return base::fail(no_bucket());
  return std::move(*found);
}

bool may(const Identity& identity, const Bucket& bucket, const StoredObject* object, Act act) {
  if (identity.is_service()) return true;
  const bool signed_in = !identity.user.empty();
  if (act == Act::Read)
    return bucket.is_public || (object != nullptr && signed_in && object->owner == identity.user);
  if (act == Act::Add) return signed_in;
  return signed_in && object != nullptr && object->owner == identity.user;
}

text::Node describe(const Bucket& bucket) {
  text::Node types = list({});
  for (const std::string& type : bucket.mime_types) append(types, type);
  return object({{"id", bucket.id},
                 {"name", bucket.id},
                 {"owner", ""},
                 {"public", bucket.is_public},
                 {"file_size_limit", bucket.size_limit > 0 ? Value(bucket.size_limit) : nullptr},
                 {"allowed_mime_types", bucket.mime_types.empty() ? Value(nullptr) : Value(types)},
                 {"created_at", bucket.created},
                 {"updated_at", bucket.updated}});
}

namespace {

text::Node metadata(const StoredObject& object) {
  return services::object({{"eTag", object.etag},
                           {"size", object.size},
                           {"mimetype", object.type},
                           {"cacheControl", object.cache},
                           {"lastModified", iso_time(object.updated)},
                           {"contentLength", object.size},
                           {"httpStatusCode", 200}});
}

}  // namespace

text::Node describe(const StoredObject& object) {
  return services::object({{"name", object.name},
                           {"id", object.id},
                           {"updated_at", iso_time(object.updated)},
                           {"created_at", iso_time(object.created)},
                           {"last_accessed_at", iso_time(object.created)},
                           {"metadata", metadata(object)}});
}

text::Node whole(const StoredObject& object) {
  return services::object({{"name", object.name},
                           {"bucket_id", object.bucket},
                           {"owner", object.owner},
                           {"owner_id", object.owner},
                           {"version", object.id},
                           {"id", object.id},
                           {"updated_at", iso_time(object.updated)},
                           {"created_at", iso_time(object.created)},
                           {"last_accessed_at", iso_time(object.created)},
                           {"metadata", metadata(object)},
                           {"user_metadata", services::object({})}});
}

base::Result<http::Response> serve(Call& call, const StoredObject& object) {
  http::Response out;
  out.headers["Accept-Ranges"] = "bytes";
  out.headers["Content-Type"] = object.type;
  out.headers["ETag"] = object.etag;
  out.headers["Last-Modified"] = mail_time(object.updated, "GMT");
  out.headers["Cache-Control"] = object.cache;
  out.headers["X-Robots-Tag"] = "none";
  if (call.request.header("If-None-Match") == object.etag) {
    out.status = 304;
    return out;
  }
  const Fields fields = parse_form(call.request.query);
  if (fields.contains("download")) {
    std::string name(field(fields, "download"));
    if (name.empty()) name = object.name.substr(object.name.rfind('/') + 1);
    std::erase_if(name, [](char c) { return c == '"' || c == '\r' || c == '\n'; });
    out.headers["Content-Disposition"] = fmt::format("attachment; filename=\"{}\"", name);
  }
  out.body = TRY(StorageStore(call.context).bytes(object));
  if (const auto range = range_of(call.request.header("Range"), out.body.size())) {
    out.headers["Content-Range"] =
        fmt::format("bytes {}-{}/{}", range->first, range->last, out.body.size());
    out.body = out.body.substr(range->first, range->last - range->first + 1);
    out.status = 206;
  }
  return out;
}

}  // namespace services::storage
