#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/fleet/central_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/requests.h"

namespace services::central {
namespace {

// "/api/sites/42" -> "sites"; the routes let nothing else through.
std::string kind_of(const Call& call) {
  const std::string_view path = std::string_view(call.request.path).substr(5);
  return std::string(path.substr(0, path.find('/')));
}

Shelf shelf_of(Call& call) { return {call.context.store, "central_" + kind_of(call)}; }

text::Node without_secrets(text::Node thing) {
  auto* table = std::get_if<text::Table>(&thing.value);
  if (table == nullptr) return thing;
  std::erase_if(*table, [](const text::Member& member) {
    return member.key == "password_hash" || member.key == "mfa_secret" ||
           member.key == "mfa_backup_codes";
  });
  return thing;
}

http::Response not_found() { return json_response(404, {{"error", "Not found"}}); }

// What a stranger sent may only hold what the table has columns for.
text::Node columns_of(std::string_view kind, const text::Node& body) {
  constexpr std::string_view kUsers[] = {"email", "full_name", "role", "is_active"};
  constexpr std::string_view kSites[] = {"name", "group_id", "status", "is_active"};
  constexpr std::string_view kGroups[] = {"name"};
  const std::span<const std::string_view> columns =
      kind == "users"   ? std::span<const std::string_view>(kUsers)
      : kind == "sites" ? std::span<const std::string_view>(kSites)
                        : std::span<const std::string_view>(kGroups);
  text::Node out = object({});
  for (const std::string_view column : columns)
    if (const text::Node* found = body.find(column)) set(out, column, *found);
  return out;
}

base::Result<http::Response> saved(Call& call, int status, text::Node thing,
                                   const text::Node& body) {
  const std::string kind = kind_of(call);
  merge(thing, columns_of(kind, body));
  const std::string_view name = string_in(thing, kind == "users" ? "email" : "name");
  if (name.empty())
    return json_response(
        400, {{"error", fmt::format("{} is required", kind == "users" ? "email" : "name")}});
  const std::string_view password = string_in(body, "password");
  if (kind == "users" && !password.empty()) {
    if (password.size() < 8)
      return json_response(400, {{"error", "the password has fewer than 8 characters"}});
    set(thing, "password_hash", hash_password(call.context, password));
  }
  set(thing, "updated_at", iso_time(call.context.now));
  Shelf shelf = shelf_of(call);
  const auto same = TRY(shelf.find(kind == "users" ? "email" : "name", name));
  if (same && string_in(*same, "id") != string_in(thing, "id"))
    return json_response(409, {{"error", fmt::format("'{}' already exists", name)}});
  TRY(shelf.put(string_in(thing, "id"), thing));
  return json_response(status, without_secrets(std::move(thing)));
}

http::Response missing_relation(std::string_view name) {
  return json_response(500, {{"error", fmt::format("relation \"{}\" does not exist", name)}});
}

}  // namespace

base::Result<http::Response> list_things(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  if (call.context.broken("db-migration-base-not-run")) return missing_relation(kind_of(call));
  const Fields query = parse_form(call.request.query);
  const long limit = number_field(query, "limit", 100, 1, 1000);
  const long offset = number_field(query, "offset", 0, 0, 1'000'000);
  Shelf shelf = shelf_of(call);
  text::Node data = list({});
  for (text::Node& thing : TRY(shelf.all(Order::OldestFirst, static_cast<std::size_t>(limit),
                                         static_cast<std::size_t>(offset))))
    append(data, without_secrets(std::move(thing)));
  return json_response(200, {{"data", data}, {"total", TRY(shelf.count())}});
}

base::Result<http::Response> create_thing(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  const auto body = formats::parse_json(call.request.body);
  if (!body) return json_response(400, {{"error", "the body is not JSON"}});
  const std::string now = iso_time(call.context.now);
  text::Node thing = object({{"id", new_uuid(call.context)}, {"created_at", now}});
  const std::string kind = kind_of(call);
  if (kind == "users") merge(thing, object({{"role", "viewer"}, {"is_active", true}}));
  if (kind == "sites") merge(thing, object({{"status", "offline"}, {"is_active", true}}));
  return saved(call, 201, std::move(thing), *body);
}

base::Result<http::Response> read_thing(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  auto thing = TRY(shelf_of(call).get(call.parameter("id")));
  return thing ? json_response(200, without_secrets(std::move(*thing))) : not_found();
}

base::Result<http::Response> change_thing(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  const auto body = formats::parse_json(call.request.body);
  if (!body) return json_response(400, {{"error", "the body is not JSON"}});
  auto thing = TRY(shelf_of(call).get(call.parameter("id")));
  return thing ? saved(call, 200, std::move(*thing), *body) : not_found();
}

base::Result<http::Response> delete_thing(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  if (!TRY(shelf_of(call).erase(call.parameter("id")))) return not_found();
  http::Response gone;
  gone.status = 204;
  return gone;
}

// A player knows its id and nothing else; it may read what it has to show.
base::Result<http::Response> site_config(Call& call) {
  Shelf sites(call.context.store, "central_sites");
  auto site = TRY(sites.get(call.parameter("id")));
  if (!site || !flag_in(*site, "is_active")) return not_found();
  set(*site, "status", "online");
  set(*site, "last_seen", iso_time(call.context.now));
  TRY(sites.put(call.parameter("id"), *site));
  const std::string base = std::string(call.context.setting("SUPABASE_URL"));
  return json_response(200,
                       {{"site", string_in(*site, "name")},
                        {"videos", list({base + "/storage/v1/object/public/videos/welcome.mp4"})},
                        {"refresh_seconds", 300}});
}

base::Result<http::Response> record_analytics(Call& call) {
  if (call.context.broken("db-migration-analytics-not-run")) return missing_relation("analytics");
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "event").empty())
    return json_response(400, {{"error", "site_id and event are required"}});
  const std::string_view site = string_in(*body, "site_id");
  if (!TRY(Shelf(call.context.store, "central_sites").get(site))) return not_found();
  const std::string id = new_uuid(call.context);
  TRY(Shelf(call.context.store, "central_analytics")
          .put(id, object({{"id", id},
                           {"site_id", site},
                           {"event", string_in(*body, "event")},
                           {"recorded_at", iso_time(call.context.now)}})));
  return json_response(201, {{"id", id}});
}

base::Result<http::Response> list_analytics(Call& call) {
  if (!TRY(signed_in(call))) return unauthorized();
  if (call.context.broken("db-migration-analytics-not-run")) return missing_relation("analytics");
  Shelf shelf(call.context.store, "central_analytics");
  text::Node data = list({});
  for (text::Node& one : TRY(shelf.all(Order::NewestFirst, 100))) append(data, std::move(one));
  return json_response(200, {{"data", data}, {"total", TRY(shelf.count())}});
}

}  // namespace services::central
