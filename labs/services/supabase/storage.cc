#include "labs/services/supabase/storage.h"

#include <array>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/supabase/storage_flow.h"

namespace services {
namespace {

using Answer = base::Result<http::Response>;
using storage::error;

bool is_bucket_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. "
             "!*'()&$@=;:+?") == std::string_view::npos;
}

// "5MB", 4096.
std::int64_t size_of(const text::Node* written) {
  if (written == nullptr) return 0;
  if (is_number(*written)) return static_cast<std::int64_t>(number_of(*written));
  const std::string text = formats::plain(*written);
  const std::int64_t number = std::strtoll(text.c_str(), nullptr, 10);
  if (number < 0 || number > 1'000'000) return 0;
  if (text.ends_with("KB")) return number << 10;
  if (text.ends_with("MB")) return number << 20;
  return text.ends_with("GB") ? number << 30 : number;
}

void take_wishes(const text::Node& body, Bucket& bucket) {
  bucket.is_public = flag_in(body, "public", bucket.is_public);
  if (body.find("file_size_limit") != nullptr)
    bucket.size_limit = size_of(body.find("file_size_limit"));
  if (body.find("allowed_mime_types") != nullptr) {
    bucket.mime_types.clear();
    for (const text::Node& type : array_in(body, "allowed_mime_types"))
      bucket.mime_types.push_back(formats::plain(type));
  }
}

// Who may manage buckets: the service role alone.
base::Result<text::Node> manage(Call& call) {
  const Identity identity = TRY(storage::ask(call));
  if (!identity.is_service()) return base::fail(storage::denied());
  auto body = formats::parse_json(call.request.body.empty() ? "{}" : call.request.body);
  if (!body || !body->is_table())
    return base::fail(error("400", "Error", "body must be object", "InvalidRequest"));
  return std::move(*body);
}

Answer list_buckets(Call& call) {
  const Identity identity = TRY(storage::ask(call));
  text::Node out = list({});
  for (const Bucket& bucket : TRY(StorageStore(call.context).buckets())) {
    if (!identity.is_service()) continue;  // no policy lets others see buckets
    text::Node one = storage::describe(bucket);
    set(one, "type", "STANDARD");
    append(out, std::move(one));
  }
  return json_response(200, out);
}

Answer create_bucket(Call& call) {
  const text::Node body = TRY(manage(call));
  Bucket bucket;
  bucket.id = string_in(body, "id", string_in(body, "name"));
  if (!is_bucket_name(bucket.id))
    return base::fail(error("400", "Invalid Input", "Bucket name invalid", "InvalidBucketName"));
  StorageStore store(call.context);
  if (TRY(store.bucket(bucket.id)))
    return base::fail(
        error("409", "Duplicate", "The resource already exists", "BucketAlreadyExists"));
  take_wishes(body, bucket);
  bucket.created = bucket.updated = iso_time(call.context.now);
  TRY(store.put(bucket));
  return json_response(200, {{"name", bucket.id}});
}

Answer get_bucket(Call& call) {
  const Identity identity = TRY(storage::ask(call));
  const Bucket bucket = TRY(storage::need_bucket(call, call.parameter("bucket")));
  if (!identity.is_service()) return base::fail(storage::no_bucket());
  return json_response(200, storage::describe(bucket));
}

Answer update_bucket(Call& call) {
  const text::Node body = TRY(manage(call));
  Bucket bucket = TRY(storage::need_bucket(call, call.parameter("bucket")));
  take_wishes(body, bucket);
  bucket.updated = iso_time(call.context.now);
  TRY(StorageStore(call.context).put(bucket));
  return json_response(200, {{"message", "Successfully updated"}});
}

Answer empty_bucket(Call& call) {
  TRY(manage(call));
  const Bucket bucket = TRY(storage::need_bucket(call, call.parameter("bucket")));
  TRY(StorageStore(call.context).empty(bucket.id));
  return json_response(200, {{"message", "Successfully emptied"}});
}

Answer delete_bucket(Call& call) {
  TRY(manage(call));
  const Bucket bucket = TRY(storage::need_bucket(call, call.parameter("bucket")));
  StorageStore store(call.context);
  if (TRY(store.count(bucket.id)) > 0)
    return base::fail(error("409", "ResourceNotEmpty",
                            "The bucket you tried to delete is not empty", "ResourceNotEmpty"));
  TRY(store.erase(bucket.id));
  return json_response(200, {{"message", "Successfully deleted"}});
}

Answer status(Call&) { return http::text_response(200, ""); }

Answer otherwise(Call& call) {
  return json_response(
      404, {{"message", "Route " + call.request.method + ":" + call.request.path + " not found"},
            {"error", "Not Found"},
            {"statusCode", 404}});
}

// An error that a handler ends with is an answer of Storage's own form.
template <auto handler>
Answer told(Call& call) {
  auto answered = handler(call);
  if (answered) return answered;
  return storage::refusal(answered.error());
}

constexpr std::array kRoutes = {
    Route{"GET", "/status", told<status>},
    Route{"GET", "/bucket", told<list_buckets>},
    Route{"POST", "/bucket", told<create_bucket>},
    Route{"GET", "/bucket/:bucket", told<get_bucket>},
    Route{"PUT", "/bucket/:bucket", told<update_bucket>},
    Route{"POST", "/bucket/:bucket/empty", told<empty_bucket>},
    Route{"DELETE", "/bucket/:bucket", told<delete_bucket>},
    Route{"POST", "/object/list/:bucket", told<storage::list_objects>},
    Route{"POST", "/object/copy", told<storage::copy>},
    Route{"POST", "/object/move", told<storage::move>},
    Route{"POST", "/object/sign/:bucket", told<storage::sign_many>},
    Route{"POST", "/object/sign/*", told<storage::sign>},
    Route{"GET", "/object/sign/*", told<storage::download_signed>},
    Route{"GET", "/object/public/*", told<storage::download_public>},
    Route{"GET", "/object/authenticated/*", told<storage::download>},
    Route{"DELETE", "/object/:bucket", told<storage::remove>},
    Route{"GET", "/object/*", told<storage::download>},
    Route{"POST", "/object/*", told<storage::upload>},
    Route{"PUT", "/object/*", told<storage::upload>},
    Route{"DELETE", "/object/*", told<storage::remove_one>},
};

class Storage : public Service {
 public:
  Description describe() const override {
    return {"storage", {"Storage", "Storage"}, {}, {"compose", "vps"}, {}};
  }
  base::Done prepare(Context& context) override { return StorageStore(context).make(); }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return dispatch(kRoutes, request, context, otherwise);
  }
};

}  // namespace

std::unique_ptr<Service> make_storage() { return std::make_unique<Storage>(); }

}  // namespace services
