// The handlers of Storage that concern files.
#include <fmt/format.h>

#include <charconv>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/formats/jwt.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/multipart.h"
#include "labs/services/supabase/storage_flow.h"

namespace services::storage {
namespace {

constexpr std::size_t kLongestName = 1024;
constexpr std::int64_t kMostObjects = 10'000;
constexpr std::int64_t kLargestUpload = 50 << 20;  // FILE_SIZE_LIMIT of the stack

// "BUCKET/PATH" of what stood for the star.
struct Place {
  std::string bucket;
  std::string name;
};
Place place_of(std::string_view rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  return {std::string(rest.substr(0, slash)),
          std::string(rest.substr(std::min(slash + 1, rest.size())))};
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || name.starts_with('/') || name.ends_with('/'))
    return false;
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '\\'; });
}

base::Error bad_name() { return error("400", "InvalidKey", "Invalid key", "InvalidKey"); }

base::Result<text::Node> document_of(const Call& call) {
  auto parsed = formats::parse_json(call.request.body.empty() ? "{}" : call.request.body);
  if (parsed && parsed->is_table()) return std::move(*parsed);
  return base::fail(error("400", "Error", "body must be object", "InvalidRequest"));
}

base::Result<StoredObject> need_object(Call& call, const Place& place) {
  auto found = TRY(StorageStore(call.context).object(place.bucket, place.name));
  if (!found) return base::fail(no_object());
  return std::move(*found);
}

bool takes_type(const Bucket& bucket, std::string_view type) {
  if (bucket.mime_types.empty()) return true;
  for (const std::string& one : bucket.mime_types) {
    if (one == type) return true;
    if (one.ends_with("/*") && type.starts_with(one.substr(0, one.size() - 1))) return true;
  }
  return false;
}

std::string signed_url(const Call& call, const Place& place, std::int64_t lasts) {
  const std::string token = formats::make_jwt(
      object({{"url", place.bucket + "/" + place.name},
              {"iat", call.context.now},
              {"exp", call.context.now + std::clamp<std::int64_t>(lasts, 1, 315'360'000)}}),
      call.context.setting("JWT_SECRET"));
  std::string path;
  for (const char c : place.name)
    path += c == '/' ? "/" : formats::encode_percent(std::string_view(&c, 1));
  return fmt::format("/object/sign/{}/{}?token={}", place.bucket, path, token);
}

}  // namespace

base::Result<http::Response> list_objects(Call& call) {
  const Identity identity = TRY(ask(call));
  const Bucket bucket = TRY(need_bucket(call, call.parameter("bucket")));
  const text::Node body = TRY(document_of(call));
  std::string prefix(string_in(body, "prefix"));
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  const std::string_view search = string_in(body, "search");
  const std::int64_t limit = std::clamp<std::int64_t>(integer_in(body, "limit", 100), 0, 1000);
  const std::int64_t offset = std::max<std::int64_t>(0, integer_in(body, "offset"));
  std::vector<text::Node> rows;
  std::string last_folder;
  for (StoredObject& one : TRY(StorageStore(call.context).objects(bucket.id, prefix))) {
    if (!may(identity, bucket, &one, Act::Read)) continue;
    std::string name = one.name.substr(prefix.size());
    if (!search.empty() && !name.starts_with(search)) continue;
    if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
      name.resize(slash);
      if (name == last_folder) continue;
      last_folder = name;
      rows.push_back(object({{"name", name},
                             {"id", nullptr},
                             {"updated_at", nullptr},
                             {"created_at", nullptr},
                             {"last_accessed_at", nullptr},
                             {"metadata", nullptr}}));
    } else {
      one.name = name;
      rows.push_back(describe(one));
    }
  }
  const text::Node* sort = body.find("sortBy");
  if (sort != nullptr && string_in(*sort, "order") == "desc")
    std::reverse(rows.begin(), rows.end());
  text::Node out = list({});
  for (std::int64_t i = offset; i < static_cast<std::int64_t>(rows.size()) && i < offset + limit;
       ++i)
    append(out, std::move(rows[static_cast<std::size_t>(i)]));
  return json_response(200, out);
}

base::Result<http::Response> upload(Call& call) {
  const Identity identity = TRY(ask(call));
  const Place place = place_of(call.parameter("*"));
  const Bucket bucket = TRY(need_bucket(call, place.bucket));
  if (!is_name(place.name)) return base::fail(bad_name());
  StorageStore store(call.context);
  auto old = TRY(store.object(place.bucket, place.name));
  std::string_view bytes = call.request.body;
  std::string type(call.request.header("Content-Type"));
  std::string cache(call.request.header("Cache-Control"));
  if (const auto parts = parse_multipart(type, call.request.body); !parts.empty()) {
    for (const FormPart& part : parts) {
      if (part.name == "cacheControl") {
        cache = "max-age=" + std::string(part.bytes);
      } else if (part.name != "metadata") {
        bytes = part.bytes;
        type = part.type.empty() ? "application/octet-stream" : part.type;
      }
    }
  }
  if (type.empty()) type = "application/octet-stream";
  const bool replaces = call.request.method == "PUT" || call.request.header("X-Upsert") == "true";
  if (!takes_type(bucket, type.substr(0, type.find(';'))))
    return base::fail(error("415", "invalid_mime_type",
                            fmt::format("mime type {} is not supported", type), "InvalidMimeType"));
  if (static_cast<std::int64_t>(bytes.size()) >
      (bucket.size_limit > 0 ? bucket.size_limit : kLargestUpload))
    return base::fail(error("413", "Payload too large",
                            "The object exceeded the maximum allowed size", "EntityTooLarge"));
  if (!may(identity, bucket, old ? &*old : nullptr, old ? Act::Change : Act::Add))
    return base::fail(denied());
  if (old && !replaces)
    return base::fail(error("409", "Duplicate", "The resource already exists", "KeyAlreadyExists"));
  if (!old && call.request.method == "PUT") return base::fail(no_object());
  if (!old && TRY(store.count(bucket.id)) >= kMostObjects)
    return base::fail(
        error("403", "Unauthorized", "this reference keeps no more objects", "AccessDenied"));
  StoredObject fresh{place.bucket,
                     place.name,
                     old ? old->id : new_uuid(call.context),
                     old ? old->owner : identity.user,
                     type,
                     cache.empty() ? "no-cache" : cache,
                     "\"" + formats::encode_hex(formats::sha256(bytes)).substr(0, 32) + "\"",
                     static_cast<std::int64_t>(bytes.size()),
                     old ? old->created : call.context.now,
                     call.context.now};
  TRY(store.put(fresh, bytes));
  return json_response(200, {{"Key", fresh.bucket + "/" + fresh.name}, {"Id", fresh.id}});
}

base::Result<http::Response> download(Call& call) {
  const Identity identity = TRY(ask(call));
  const Place place = place_of(call.parameter("*"));
  const auto bucket = TRY(StorageStore(call.context).bucket(place.bucket));
  if (!bucket) return base::fail(no_object());
  const StoredObject object = TRY(need_object(call, place));
  if (!may(identity, *bucket, &object, Act::Read)) return base::fail(no_object());
  return serve(call, object);
}

base::Result<http::Response> download_public(Call& call) {
  const Place place = place_of(call.parameter("*"));
  const Bucket bucket = TRY(need_bucket(call, place.bucket));
  if (!bucket.is_public || call.context.broken("storage-bucket-private"))
    return base::fail(no_bucket());
  return serve(call, TRY(need_object(call, place)));
}

base::Result<http::Response> download_signed(Call& call) {
  const Place place = place_of(call.parameter("*"));
  const Fields fields = parse_form(call.request.query);
  const Identity token =
      identify_token(field(fields, "token"), call.context.setting("JWT_SECRET"), call.context.now);
  if (!token.good() || string_in(token.claims, "url") != place.bucket + "/" + place.name) {
    const std::string_view why =
        token.state == TokenState::Expired          ? "\"exp\" claim timestamp check failed"
        : token.state == TokenState::WrongSignature ? "signature verification failed"
                                                    : "JWS Protected Header is invalid";
    return base::fail(error("400", "InvalidJWT", why, "InvalidJWT"));
  }
  http::Response out = TRY(serve(call, TRY(need_object(call, place))));
  out.headers.erase("Cache-Control");
  out.headers["Expires"] = mail_time(integer_in(token.claims, "exp"), "GMT");
  return out;
}

base::Result<http::Response> sign(Call& call) {
  const Identity identity = TRY(ask(call));
  const Place place = place_of(call.parameter("*"));
  const Bucket bucket = TRY(need_bucket(call, place.bucket));
  const StoredObject object = TRY(need_object(call, place));
  if (!may(identity, bucket, &object, Act::Read)) return base::fail(no_object());
  const text::Node body = TRY(document_of(call));
  return json_response(200,
                       {{"signedURL", signed_url(call, place, integer_in(body, "expiresIn", 60))}});
}

base::Result<http::Response> sign_many(Call& call) {
  const Identity identity = TRY(ask(call));
  const Bucket bucket = TRY(need_bucket(call, call.parameter("bucket")));
  const text::Node body = TRY(document_of(call));
  text::Node out = list({});
  for (const text::Node& path : array_in(body, "paths")) {
    const Place place{bucket.id, formats::plain(path)};
    const auto object = TRY(StorageStore(call.context).object(bucket.id, place.name));
    const bool good = object && may(identity, bucket, &*object, Act::Read);
    append(
        out,
        services::object(
            {{"error", good ? Value(nullptr)
                            : Value("Either the object does not exist or you do not have "
                                    "access to it")},
             {"path", place.name},
             {"signedURL", good ? Value(signed_url(call, place, integer_in(body, "expiresIn", 60)))
                                : Value(nullptr)}}));
  }
  return json_response(200, out);
}

namespace {

// The source and target of a move or a copy, with leave to do it.
struct Journey {
  StoredObject from;
  Place to;
};
base::Result<Journey> journey_of(Call& call, const Identity& identity, Act act) {
  const text::Node body = TRY(document_of(call));
  const Place from{std::string(string_in(body, "bucketId")),
                   std::string(string_in(body, "sourceKey"))};
  const Place to{std::string(string_in(body, "destinationBucket", from.bucket)),
                 std::string(string_in(body, "destinationKey"))};
  const Bucket bucket = TRY(need_bucket(call, from.bucket));
  const StoredObject object = TRY(need_object(call, from));
  TRY(need_bucket(call, to.bucket));
  if (!is_name(to.name)) return base::fail(bad_name());
  if (!may(identity, bucket, &object, act) || !may(identity, bucket, nullptr, Act::Add))
    return base::fail(no_object());
  if (TRY(StorageStore(call.context).object(to.bucket, to.name)))
    return base::fail(error("409", "Duplicate", "The resource already exists", "KeyAlreadyExists"));
  return Journey{object, to};
}

}  // namespace

base::Result<http::Response> copy(Call& call) {
  const Identity identity = TRY(ask(call));
  Journey journey = TRY(journey_of(call, identity, Act::Read));
  StorageStore store(call.context);
  const std::string bytes = TRY(store.bytes(journey.from));
  StoredObject made = journey.from;
  made.bucket = journey.to.bucket;
  made.name = journey.to.name;
  made.id = new_uuid(call.context);
  made.owner = identity.user;
  made.created = made.updated = call.context.now;
  TRY(store.put(made, bytes));
  text::Node out = object({{"Key", made.bucket + "/" + made.name}, {"Id", made.id}});
  merge(out, whole(made));
  return json_response(200, out);
}

base::Result<http::Response> move(Call& call) {
  const Identity identity = TRY(ask(call));
  const Journey journey = TRY(journey_of(call, identity, Act::Change));
  TRY(StorageStore(call.context).rename(journey.from, journey.to.bucket, journey.to.name));
  return json_response(200, {{"message", "Successfully moved"}});
}

base::Result<http::Response> remove(Call& call) {
  const Identity identity = TRY(ask(call));
  const Bucket bucket = TRY(need_bucket(call, call.parameter("bucket")));
  const text::Node body = TRY(document_of(call));
  StorageStore store(call.context);
  text::Node out = list({});
  for (const text::Node& prefix : array_in(body, "prefixes")) {
    const auto object = TRY(store.object(bucket.id, formats::plain(prefix)));
    if (!object || !may(identity, bucket, &*object, Act::Change)) continue;
    TRY(store.erase(*object));
    append(out, whole(*object));
  }
  return json_response(200, out);
}

base::Result<http::Response> remove_one(Call& call) {
  const Identity identity = TRY(ask(call));
  const Place place = place_of(call.parameter("*"));
  const Bucket bucket = TRY(need_bucket(call, place.bucket));
  const StoredObject object = TRY(need_object(call, place));
  if (!may(identity, bucket, &object, Act::Change)) return base::fail(no_object());
  TRY(StorageStore(call.context).erase(object));
  return json_response(200, {{"message", "Successfully deleted"}});
}

}  // namespace services::storage
