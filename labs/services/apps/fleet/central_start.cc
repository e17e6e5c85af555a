#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "labs/formats/encodings.h"
#include "labs/formats/jwt.h"
#include "labs/services/apps/fleet/central.h"
#include "labs/services/apps/fleet/central_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/passwords.h"
#include "labs/services/common/tokens.h"

namespace services::central {
namespace {

// postgresql://user:password@host:port/name?query
struct Address {
  std::string user, password, host, port, query;
};

std::optional<Address> parse_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string_view name = url.substr(0, scheme);
  if (name != "postgres" && name != "postgresql") return std::nullopt;
  url.remove_prefix(scheme + 3);
  // A password with '@', '/' or '#' in it ends the host where nobody meant it to.
  const std::size_t at = url.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view who = url.substr(0, at);
  const std::string_view rest = url.substr(at + 1);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view where = rest.substr(0, slash);
  const std::size_t colon = who.find(':');
  const std::size_t port = where.rfind(':');
  if (colon == std::string_view::npos || where.find('@') != std::string_view::npos)
    return std::nullopt;
  const std::size_t question = rest.find('?');
  Address out;
  out.user = who.substr(0, colon);
  out.password = formats::decode_percent(who.substr(colon + 1));
  out.host = where.substr(0, port);
  out.port = port == std::string_view::npos ? "5432" : std::string(where.substr(port + 1));
  if (question != std::string_view::npos) out.query = rest.substr(question + 1);
  return out;
}

bool blank(std::string_view value) {
  return value.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool blank_at_an_end(std::string_view value) {
  constexpr std::string_view kBlanks = " \t\r\n";
  return !value.empty() && (kBlanks.find(value.front()) != std::string_view::npos ||
                            kBlanks.find(value.back()) != std::string_view::npos);
}

bool any_broken(const Context& context, std::initializer_list<std::string_view> faults) {
  return std::any_of(faults.begin(), faults.end(),
                     [&](std::string_view fault) { return context.broken(fault); });
}

// The pooler's port, wherever --port-offset moved it: the last four digits of the other setting.
bool pooler_port(const Context& context, std::string_view port) {
  return port == context.setting("POOLER_PORT", "6543");
}

bool service_key(std::string_view key) {
  const auto jwt = formats::parse_jwt(key);
  return jwt && string_in(jwt->payload, "role") == "service_role";
}

Health storage(Context& context) {
  const std::string key(context.setting("SUPABASE_SERVICE_KEY"));
  if (!service_key(key) ||
      any_broken(context, {"central-storage-down", "storage-upload-url-wrong"}))
    return Health::Down;
  if (!context.call) return Health::Up;
  http::Request request;
  request.target = request.path = "/storage/v1/bucket";
  request.headers["apikey"] = key;
  request.headers["Authorization"] = "Bearer " + key;
  const http::Response answer = context.call("kong", request);
  // 502 is what a run without the gateway says: nothing is known, and nothing is claimed.
  return answer.status == 200 || answer.status == 502 ? Health::Up : Health::Down;
}

// What the fleet's migrations give to the table of accounts that the database shows, and the first
// administrator in it. Without a database in this run there is nothing to do.
base::Done show_in_database(Context& context) {
  auto known = context.store.prepare("SELECT 1 FROM data_tables WHERE name = 'users'");
  if (!known || !TRY(known->step())) return {};
  auto done = TRY(context.store.prepare(
      "SELECT 1 FROM data_columns WHERE table_name = 'users' AND name = 'password_hash'"));
  if (TRY(done.step())) return {};
  done.reset();
  known->reset();
  constexpr std::array<std::array<const char*, 4>, 5> kColumns = {{
      {"full_name", "TEXT", "text", ""},
      {"password_hash", "TEXT", "text", ""},
      {"role", "TEXT DEFAULT 'viewer'", "text", "'viewer'"},
      {"is_active", "INTEGER DEFAULT 1", "boolean", "true"},
      {"updated_at", "TEXT", "timestamptz", ""},
  }};
  for (const auto& [name, sql_type, type, otherwise] : kColumns) {
    TRY(context.store.execute(
        fmt::format("ALTER TABLE public.users ADD COLUMN {} {}", name, sql_type)));
    auto column = TRY(context.store.prepare(
        "INSERT INTO data_columns SELECT 'users', max(position) + 1, ?, ?, 0, ?, 0 FROM "
        "data_columns WHERE table_name = 'users'"));
    TRY(column.bind(1, std::string_view(name))
            .bind(2, std::string_view(type))
            .bind(3, std::string_view(otherwise))
            .run());
  }
  const std::string hash = hash_password(context, context.setting("ADMIN_PASSWORD"), 8);
  const std::string id = new_uuid(context);
  auto admin = TRY(context.store.prepare(
      "INSERT INTO public.users(id, email, full_name, password_hash, role, is_active) VALUES(?, ?, "
      "'Lab administrator', ?, 'admin', 1)"));
  return admin.bind(1, std::string_view(id))
      .bind(2, context.setting("ADMIN_EMAIL", "admin@lab.example.org"))
      .bind(3, std::string_view(hash))
      .run();
}

}  // namespace

bool Dependencies::all_up() const {
  return database == Health::Up && redis == Health::Up && storage == Health::Up;
}

std::string why_not_started(const Context& context) {
  for (const std::string_view name : kCentralVariables)
    if (blank(context.setting(name))) return fmt::format("{} is missing", name);
  for (const std::string_view name : kCentralVariables)
    if (blank_at_an_end(context.setting(name)))
      return fmt::format("{} begins or ends with a blank", name);
  if (context.broken("central-not-started")) return "cannot find module 'dist/server.js'";
  if (context.broken("central-port-wrong") || context.setting("PORT") != "3001")
    return fmt::format("listening on port {}", context.setting("PORT"));
  const auto address = parse_address(context.setting("DATABASE_URL"));
  if (!address) return "could not translate the host name in DATABASE_URL";
  // A placeholder is no password that any server refuses: the pooler does not even know the tenant.
  const bool placeholder = address->password.find('[') != std::string::npos;
  const std::string_view password = placeholder
                                        ? std::string_view(address->password)
                                        : context.setting("POSTGRES_PASSWORD", address->password);
  if (context.broken("central-start-db-password-wrong") || context.broken("db-password-wrong") ||
      address->password != password)
    return fmt::format("password authentication failed for user \"{}\"", address->user);
  return {};
}

Dependencies dependencies(Context& context) {
  Dependencies out;
  const auto address = parse_address(context.setting("DATABASE_URL"));
  if (!address || !address->user.starts_with("postgres.") ||
      address->password.find('[') != std::string::npos || !pooler_port(context, address->port) ||
      any_broken(context, {"db-connection-refused", "db-connection-timeout", "db-pooling-disabled",
                           "db-port-direct", "db-user-not-pooled-form", "central-database-down",
                           "db-migration-base-not-run"}))
    out.database = Health::Down;
  const std::string_view redis = context.setting("REDIS_URL");
  if ((!redis.starts_with("redis://") && !redis.starts_with("rediss://")) ||
      any_broken(context, {"central-health-unhealthy", "central-redis-down", "redis-token-wrong",
                           "redis-tls-mismatch", "redis-quota-exhausted"}))
    out.redis = Health::Down;
  out.storage = storage(context);
  return out;
}

base::Done prepare(Context& context) {
  for (const char* name :
       {"central_users", "central_sites", "central_groups", "central_analytics", "central_state"})
    TRY(Shelf(context.store, name).make());
  TRY(show_in_database(context));
  Shelf users(context.store, "central_users");
  if (TRY(users.count()) > 0) return {};
  const std::string group = new_uuid(context);
  const std::string site = new_uuid(context);
  const std::string now = iso_time(context.now);
  // Hashing takes a quarter of a second: it waits for the first log-in.
  TRY(users.put("1", object({{"id", "1"},
                             {"email", context.setting("ADMIN_EMAIL", "admin@lab.example.org")},
                             {"full_name", "Lab administrator"},
                             {"role", "admin"},
                             {"is_active", true},
                             {"password_hash", ""},
                             {"mfa_enabled", false},
                             {"created_at", now},
                             {"updated_at", now}})));
  TRY(Shelf(context.store, "central_groups")
          .put(group, object({{"id", group}, {"name", "North clubs"}, {"created_at", now}})));
  return Shelf(context.store, "central_sites")
      .put(site, object({{"id", site},
                         {"group_id", group},
                         {"name", "Club of the river"},
                         {"status", "offline"},
                         {"last_seen", nullptr},
                         {"is_active", true}}));
}

}  // namespace services::central
