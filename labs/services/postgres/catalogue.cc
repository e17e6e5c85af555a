#include "labs/services/postgres/catalogue.h"

#include <algorithm>
#include <array>

#include "labs/services/postgres/patterns.h"
#include "labs/services/supabase/data.h"

namespace services::postgres {
namespace {

constexpr std::string_view kBase[] = {"users", "sites", "groups"};

// Of the fleet's migrations: base, statistics, second factor.
constexpr std::string_view kFleet =
    "CREATE TABLE IF NOT EXISTS public.sites(id INTEGER PRIMARY KEY, name TEXT NOT NULL, status "
    "TEXT, last_seen TEXT, is_active INTEGER DEFAULT 1);"
    "CREATE TABLE IF NOT EXISTS public.\"groups\"(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS public.analytics(id INTEGER PRIMARY KEY, site_id INTEGER, event "
    "TEXT NOT NULL, created_at TEXT);"
    "INSERT INTO data_tables VALUES('sites', 1), ('groups', 1), ('analytics', 1);"
    "INSERT INTO data_columns VALUES"
    "('sites', 1, 'id', 'bigint', 1, '', 1), ('sites', 2, 'name', 'text', 1, '', 0),"
    "('sites', 3, 'status', 'text', 0, '', 0), ('sites', 4, 'last_seen', 'timestamptz', 0, '', 0),"
    "('sites', 5, 'is_active', 'boolean', 0, 'true', 0),"
    "('groups', 1, 'id', 'bigint', 1, '', 1), ('groups', 2, 'name', 'text', 1, '', 0),"
    "('analytics', 1, 'id', 'bigint', 1, '', 1), ('analytics', 2, 'site_id', 'bigint', 0, '', 0),"
    "('analytics', 3, 'event', 'text', 1, '', 0),"
    "('analytics', 4, 'created_at', 'timestamptz', 0, '', 0);"
    "INSERT INTO public.sites(name, status) VALUES('Club of the North', 'online');";

constexpr std::string_view kSecondFactor =
    "ALTER TABLE public.users ADD COLUMN mfa_enabled INTEGER DEFAULT 0;"
    "ALTER TABLE public.users ADD COLUMN mfa_secret TEXT;"
    "ALTER TABLE public.users ADD COLUMN mfa_backup_codes TEXT;"
    "ALTER TABLE public.users ADD COLUMN mfa_verified_at TEXT;"
    "INSERT INTO data_columns SELECT 'users', p + 1, 'mfa_enabled', 'boolean', 0, 'false', 0 FROM "
    "(SELECT max(position) AS p FROM data_columns WHERE table_name = 'users');"
    "INSERT INTO data_columns SELECT 'users', p + 1, 'mfa_secret', 'text', 0, '', 0 FROM "
    "(SELECT max(position) AS p FROM data_columns WHERE table_name = 'users');"
    "INSERT INTO data_columns SELECT 'users', p + 1, 'mfa_backup_codes', 'jsonb', 0, '', 0 FROM "
    "(SELECT max(position) AS p FROM data_columns WHERE table_name = 'users');"
    "INSERT INTO data_columns SELECT 'users', p + 1, 'mfa_verified_at', 'timestamptz', 0, '', 0 "
    "FROM (SELECT max(position) AS p FROM data_columns WHERE table_name = 'users');";

// Names of columns and types as PostgreSQL 15 has them; oids are made of row numbers.
constexpr std::string_view kViews = R"sql(
CREATE TEMP TABLE IF NOT EXISTS pg_hidden(table_name TEXT, column_name TEXT);
CREATE TEMP TABLE IF NOT EXISTS pg_opened(table_name TEXT);
CREATE TEMP VIEW IF NOT EXISTS pg_namespace AS
  SELECT 11 AS oid, 'pg_catalog' AS nspname, 10 AS nspowner, NULL AS nspacl
  UNION ALL SELECT 2200, 'public', 10, NULL UNION ALL SELECT 13000, 'information_schema', 10, NULL;
CREATE TEMP VIEW IF NOT EXISTS pg_class AS
  SELECT 16384 + rowid AS oid, name AS relname, 2200 AS relnamespace, 0 AS reltype, 10 AS relowner,
    2 AS relam, 0 AS reltablespace, 0 AS relpages, -1 AS reltuples, 0 AS relhasindex,
    'p' AS relpersistence, 'r' AS relkind, 0 AS relhasrules, 0 AS relhastriggers,
    CASE WHEN rls AND name NOT IN (SELECT table_name FROM pg_opened) THEN 't' ELSE 'f' END
      AS relrowsecurity,
    'f' AS relforcerowsecurity, 'f' AS relispartition, 0 AS relchecks, 'd' AS relreplident,
    0 AS reloftype, 0 AS reltoastrelid, NULL AS reloptions,
    (SELECT count(*) FROM data_columns WHERE table_name = data_tables.name) AS relnatts
  FROM data_tables WHERE name NOT IN (SELECT table_name FROM pg_hidden WHERE column_name IS NULL);
CREATE TEMP VIEW IF NOT EXISTS pg_attribute AS
  SELECT c.oid AS attrelid, d.name AS attname, d.position AS attnum, d.not_null AS attnotnull,
    CASE d.type WHEN 'bigint' THEN 20 WHEN 'boolean' THEN 16 WHEN 'uuid' THEN 2950
      WHEN 'timestamptz' THEN 1184 WHEN 'jsonb' THEN 3802 WHEN 'double precision' THEN 701
      ELSE 25 END AS atttypid,
    -1 AS atttypmod, 0 AS attisdropped, d.default_sql <> '' AS atthasdef, 0 AS attcollation,
    '' AS attidentity, '' AS attgenerated, d.type AS atttype
  FROM data_columns d JOIN pg_class c ON c.relname = d.table_name
  WHERE NOT EXISTS (SELECT 1 FROM pg_hidden h
    WHERE h.table_name = d.table_name AND h.column_name = d.name);
CREATE TEMP VIEW IF NOT EXISTS pg_type AS
  SELECT 16 AS oid, 'bool' AS typname, 11 AS typnamespace UNION ALL SELECT 20, 'int8', 11
  UNION ALL SELECT 23, 'int4', 11 UNION ALL SELECT 25, 'text', 11
  UNION ALL SELECT 701, 'float8', 11 UNION ALL SELECT 1184, 'timestamptz', 11
  UNION ALL SELECT 2950, 'uuid', 11 UNION ALL SELECT 3802, 'jsonb', 11;
CREATE TEMP VIEW IF NOT EXISTS pg_am AS SELECT 2 AS oid, 'heap' AS amname;
CREATE TEMP VIEW IF NOT EXISTS pg_database AS
  SELECT 5 AS oid, 'postgres' AS datname, 10 AS datdba, 6 AS encoding, 'en_US.UTF-8' AS datcollate,
    'en_US.UTF-8' AS datctype, 'c' AS datlocprovider, NULL AS daticulocale, NULL AS datacl,
    1 AS datallowconn, 0 AS datistemplate;
CREATE TEMP VIEW IF NOT EXISTS pg_roles AS
  SELECT 10 AS oid, 'postgres' AS rolname, 't' AS rolsuper, 't' AS rolcanlogin, 't' AS rolinherit,
    't' AS rolcreaterole, 't' AS rolcreatedb, -1 AS rolconnlimit, NULL AS rolvaliduntil,
    't' AS rolreplication, 't' AS rolbypassrls
  UNION ALL SELECT 11, 'anon', 'f', 't', 't', 'f', 'f', -1, NULL, 'f', 'f'
  UNION ALL SELECT 12, 'authenticated', 'f', 't', 't', 'f', 'f', -1, NULL, 'f', 'f'
  UNION ALL SELECT 13, 'service_role', 'f', 't', 't', 'f', 'f', -1, NULL, 'f', 't';
CREATE TEMP VIEW IF NOT EXISTS pg_policies AS
  SELECT 'public' AS schemaname, table_name AS tablename, name AS policyname,
    'PERMISSIVE' AS permissive, '{' || role || '}' AS roles, command AS cmd,
    using_sql AS qual, check_sql AS with_check
  FROM data_policies WHERE table_name IN (SELECT relname FROM pg_class);
CREATE TEMP VIEW IF NOT EXISTS pg_tables AS
  SELECT 'public' AS schemaname, relname AS tablename, 'postgres' AS tableowner, NULL AS tablespace,
    'f' AS hasindexes, 'f' AS hasrules, 'f' AS hastriggers, relrowsecurity AS rowsecurity
  FROM pg_class;
CREATE TEMP VIEW IF NOT EXISTS pg_settings AS
  SELECT 'server_version' AS name, '15.8' AS setting UNION ALL SELECT 'server_encoding', 'UTF8'
  UNION ALL SELECT 'max_connections', '60' UNION ALL SELECT 'default_transaction_read_only',
    CASE WHEN EXISTS (SELECT 1 FROM pg_opened WHERE table_name = ' read only')
      THEN 'on' ELSE 'off' END;
CREATE TEMP VIEW IF NOT EXISTS pg_extension AS
  SELECT 1 AS oid, 'plpgsql' AS extname, '1.0' AS extversion, 11 AS extnamespace;
CREATE TEMP VIEW IF NOT EXISTS pg_index AS
  SELECT 0 AS indexrelid, 0 AS indrelid, 't' AS indisprimary, 't' AS indisunique WHERE 0;
CREATE TEMP VIEW IF NOT EXISTS pg_constraint AS
  SELECT 0 AS oid, '' AS conname, 0 AS conrelid, '' AS contype WHERE 0;
CREATE TEMP VIEW IF NOT EXISTS information_schema_schemata AS
  SELECT 'postgres' AS catalog_name, nspname AS schema_name, 'postgres' AS schema_owner
  FROM pg_namespace;
CREATE TEMP VIEW IF NOT EXISTS information_schema_tables AS
  SELECT 'postgres' AS table_catalog, 'public' AS table_schema, relname AS table_name,
    'BASE TABLE' AS table_type, 'YES' AS is_insertable_into FROM pg_class;
CREATE TEMP VIEW IF NOT EXISTS information_schema_columns AS
  SELECT 'postgres' AS table_catalog, 'public' AS table_schema, c.relname AS table_name,
    a.attname AS column_name, a.attnum AS ordinal_position,
    nullif(d.default_sql, '') AS column_default,
    CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END AS is_nullable,
    CASE a.atttype WHEN 'timestamptz' THEN 'timestamp with time zone' ELSE a.atttype END
      AS data_type,
    (SELECT typname FROM pg_type t WHERE t.oid = a.atttypid) AS udt_name
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  JOIN data_columns d ON d.table_name = c.relname AND d.name = a.attname;
)sql";

using Arguments = std::vector<std::string>;
using Answer = std::optional<std::string>;

base::Done make_functions(Context& context) {
  database::Database& store = context.store;
  const auto always = [](std::string text) {
    return [text = std::move(text)](const Arguments&) -> Answer { return text; };
  };
  const auto nothing = [](const Arguments&) -> Answer { return std::nullopt; };
  TRY(store.define("version", 0,
                   always("PostgreSQL 15.8 (teaching reference of Atelier, over SQLite)")));
  TRY(store.define("quote_ident", 1,
                   [](const Arguments& a) -> Answer { return quote_name(a[0]); }));
  TRY(store.define("regexp", 2, [](const Arguments& a) -> Answer {
    return matches_pattern(a[0], a[1]) ? "1" : "0";
  }));
  TRY(store.define("pg_bool", 1, [](const Arguments& a) -> Answer {
    return a[0] == "t" || a[0] == "true" || a[0] == "1" || a[0] == "yes" || a[0] == "on" ? "1"
                                                                                         : "0";
  }));
  for (const char* visible :
       {"pg_table_is_visible", "pg_type_is_visible", "pg_function_is_visible"})
    TRY(store.define(visible, 1, always("1")));
  TRY(store.define("has_table_privilege", -1, always("1")));
  TRY(store.define("pg_is_in_recovery", 0, always("0")));
  TRY(store.define("pg_backend_pid", 0, always("1")));
  TRY(store.define("pg_encoding_to_char", 1, always("UTF8")));
  TRY(store.define("pg_get_userbyid", 1, always("postgres")));
  TRY(store.define("format_type", 2, [](const Arguments& a) -> Answer {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames = {
        {{"16", "boolean"},
         {"20", "bigint"},
         {"23", "integer"},
         {"25", "text"},
         {"701", "double precision"},
         {"1184", "timestamp with time zone"},
         {"2950", "uuid"},
         {"3802", "jsonb"}}};
    for (const auto& [oid, name] : kNames)
      if (a[0] == oid) return std::string(name);
    return "???";
  }));
  TRY(store.define("set_config", 3, [](const Arguments& a) -> Answer { return a[1]; }));
  TRY(store.define("regclass_key", 1, [](const Arguments& a) -> Answer {
    std::string key = a[0];
    if (key.starts_with("public.")) key.erase(0, 7);
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
      key = key.substr(1, key.size() - 2);
    return key;
  }));
  for (const char* unknown : {"obj_description", "col_description", "pg_get_expr",
                              "shobj_description", "array_to_string", "pg_relation_size"})
    TRY(store.define(unknown, -1, nothing));
  return {};
}

}  // namespace

base::Done make_catalogue(Context& context) {
  database::Database& store = context.store;
  TRY(data::make(context));
  TRY(store.execute(kViews));
  TRY(make_functions(context));
  bool fleet = false, users = false, factor = false;
  {
    auto known = TRY(store.prepare(
        "SELECT (SELECT count(*) FROM data_tables WHERE name = 'analytics'), (SELECT count(*) FROM "
        "data_tables WHERE name = 'users'), (SELECT count(*) FROM data_columns WHERE name = "
        "'mfa_enabled')"));
    TRY(known.step());
    fleet = known.integer(0) != 0;
    users = known.integer(1) != 0;
    factor = known.integer(2) != 0;
  }
  if (!fleet) TRY(store.execute(kFleet));
  if (users && !factor) TRY(store.execute(kSecondFactor));
  return {};
}

bool is_hidden(const Context& context, std::string_view table, std::string_view column) {
  if (context.broken("db-migration-base-not-run") &&
      std::find(std::begin(kBase), std::end(kBase), table) != std::end(kBase))
    return true;
  if (table == "analytics" && (context.broken("db-migration-analytics-not-run") ||
                               context.broken("db-migration-base-not-run")))
    return true;
  return table == "users" && column.starts_with("mfa_") &&
         context.broken("db-migration-mfa-not-run");
}

base::Done hide_faulty(Context& context) {
  database::Database& store = context.store;
  TRY(store.execute("DELETE FROM temp.pg_hidden; DELETE FROM temp.pg_opened"));
  for (const char* table : {"users", "sites", "groups", "analytics"}) {
    if (!is_hidden(context, table)) continue;
    auto hide = TRY(store.prepare("INSERT INTO temp.pg_hidden VALUES(?, NULL)"));
    TRY(hide.bind(1, std::string_view(table)).run());
  }
  if (context.broken("db-migration-mfa-not-run"))
    TRY(
        store.execute("INSERT INTO temp.pg_hidden SELECT table_name, name FROM data_columns WHERE "
                      "table_name = 'users' AND name LIKE 'mfa\\_%' ESCAPE '\\'"));
  if (context.broken("supabase-rls-disabled"))
    TRY(store.execute("INSERT INTO temp.pg_opened SELECT name FROM data_tables"));
  if (context.broken("hosted-db-quota"))
    TRY(store.execute("INSERT INTO temp.pg_opened VALUES(' read only')"));
  return {};
}

base::Result<std::string> read_condition(Context& context, std::string_view table,
                                         std::string_view role) {
  if (context.broken("supabase-rls-disabled")) return std::string("1");
  const auto known = TRY(data::find_table(context, table));
  if (!known) return std::string("1");
  // Who comes by this way is no user of the stack's: there is a role and no identity.
  Identity identity;
  identity.state = TokenState::Good;
  identity.role = role;
  return data::policy(context, *known, data::Command::Select, data::Part::Using, identity);
}

}  // namespace services::postgres
