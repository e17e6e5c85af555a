#include <catch2/catch.hpp>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/services/postgres/postgres_service.h"
#include "labs/services/postgres/protocol.h"
#include "labs/services/postgres/scram.h"
#include "labs/services/test_world.h"

namespace {

using namespace services::postgres;
using services::test::Connection;
using services::test::World;

std::string number(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}
std::string message(char type, const std::string& body) {
  return type + number(static_cast<std::uint32_t>(body.size() + 4)) + body;
}
std::string zero(std::string text) { return text + '\0'; }
std::string startup(const std::string& user, const std::string& database = "postgres") {
  const std::string body =
      number(196608) + zero("user") + zero(user) + zero("database") + zero(database) + '\0';
  return number(static_cast<std::uint32_t>(body.size() + 4)) + body;
}
std::string query(const std::string& sql) { return message('Q', zero(sql)); }

// The server's messages in one line each: "T id name", "D 1 ann", "C SELECT 1", "E 42P01 …".
std::string shown(std::string_view bytes) {
  std::string out;
  std::size_t at = 0;
  Message one;
  while (take_message(bytes, at, 1u << 24, one) == Next::Whole) {
    Fields fields(one.body);
    out += one.type;
    if (one.type == 'T') {
      const int count = fields.int16();
      for (int i = 0; i < count; ++i) {
        out += " " + fields.string();
        fields.bytes(6);
        out += ":" + std::to_string(fields.int32());
        fields.bytes(8);
      }
    } else if (one.type == 'D') {
      const int count = fields.int16();
      for (int i = 0; i < count; ++i) {
        const std::int32_t size = fields.int32();
        out += size < 0 ? " NULL" : " " + std::string(fields.bytes(static_cast<std::size_t>(size)));
      }
    } else if (one.type == 'C') {
      out += " " + fields.string();
    } else if (one.type == 'E' || one.type == 'N') {
      for (std::string field; !(field = fields.string()).empty();)
        if (field[0] == 'C' || field[0] == 'M') out += " " + field.substr(1);
    } else if (one.type == 'Z') {
      out += " " + one.body;
    }
    out += "|";
  }
  CHECK(at == bytes.size());
  return out;
}

constexpr std::string_view kTables =
    "ATTACH ':memory:' AS public;"
    "CREATE TABLE data_tables(name TEXT PRIMARY KEY, rls INTEGER NOT NULL);"
    "CREATE TABLE data_columns(table_name TEXT, position INTEGER, name TEXT, type TEXT, not_null "
    "INTEGER, default_sql TEXT, is_key INTEGER, PRIMARY KEY(table_name, position));"
    "CREATE TABLE data_policies(table_name TEXT, name TEXT, command TEXT, role TEXT, using_sql "
    "TEXT, check_sql TEXT);"
    "CREATE TABLE secrets(word TEXT);"
    "CREATE TABLE public.users(id INTEGER PRIMARY KEY, email TEXT UNIQUE NOT NULL, active INTEGER);"
    "INSERT INTO data_tables VALUES('users', 1);"
    "INSERT INTO data_columns VALUES('users', 1, 'id', 'bigint', 1, '', 1),"
    "('users', 2, 'email', 'text', 1, '', 0), ('users', 3, 'active', 'boolean', 0, '', 0);"
    "INSERT INTO data_policies VALUES('users', 'Own', 'ALL', 'authenticated', '(auth.uid() = id)', "
    "NULL);"
    "INSERT INTO public.users VALUES(1, 'ann@lab.example.org', 1), (2, 'bob@lab.example.org', 0);";

struct Fixture {
  World world;
  std::unique_ptr<services::Service> direct = services::make_postgres();
  std::unique_ptr<services::Service> pooler = services::make_pooler();

  Fixture() {
    world.settings["POSTGRES_PASSWORD"] = "secret";
    REQUIRE(world.store.execute(kTables));
  }

  Connection connect(bool pooled = false) {
    services::Service& service = pooled ? *pooler : *direct;
    return Connection(service, service.describe().ports[0], world);
  }

  // Until the server is ready, or has refused: what it said last.
  std::string log_in(Connection& connection, const std::string& user,
                     const std::string& password = "secret",
                     const std::string& database = "postgres") {
    std::string heard = connection.say(startup(user, database));
    if (heard.empty() || heard[0] != 'R') return shown(heard);
    const std::string first = "n=,r=client-nonce";
    heard = connection.say(message('p', zero("SCRAM-SHA-256") +
                                            number(static_cast<std::uint32_t>(first.size() + 3)) +
                                            "n,," + first));
    if (heard[0] != 'R') return shown(heard);
    const std::string server_first = heard.substr(9);
    const std::string nonce = server_first.substr(2, server_first.find(',') - 2);
    const std::size_t salt_at = server_first.find(",s=") + 3;
    const std::string salt = *formats::decode_base64(
        server_first.substr(salt_at, server_first.find(',', salt_at) - salt_at));
    const std::string bare = "c=biws,r=" + nonce;
    const std::string salted = salted_password(password, salt, 4096);
    std::string proof = formats::hmac_sha256(salted, "Client Key");
    const std::string signature =
        formats::hmac_sha256(formats::sha256(proof), first + "," + server_first + "," + bare);
    for (std::size_t i = 0; i < proof.size(); ++i)
      proof[i] = static_cast<char>(proof[i] ^ signature[i]);
    return shown(connection.say(message('p', bare + ",p=" + formats::encode_base64(proof))));
  }
  std::string ask(const std::string& sql, const std::string& user = "postgres") {
    auto connection = connect();
    REQUIRE(log_in(connection, user).ends_with("Z I|"));
    return shown(connection.say(query(sql)));
  }
};

}  // namespace

TEST_CASE("SCRAM is what RFC 7677 gives as its example") {
  Scram scram("pencil", "", *formats::decode_base64("W22ZaJ0SNY7soEsUEjb6gQ=="));
  // The example's server nonce is no Base64 of random bytes, so only the key is compared.
  CHECK(formats::encode_base64(
            salted_password("pencil", *formats::decode_base64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096)) ==
        "xKSVEDI6tPlSysH6mUQZOeeOp01r6B3fcJbodRPcYV0=");
  CHECK_FALSE(scram.first("p=tls-server-end-point,,n=,r=x"));
  CHECK(scram.malformed());
}

TEST_CASE("who knows the password comes in, others hear PostgreSQL's words") {
  Fixture f;
  struct Case {
    bool pooled;
    std::string user, password, database, heard;
  };
  const auto c = GENERATE(values<Case>({
      {false, "postgres", "wrong", "postgres",
       "E 28P01 password authentication failed for user \"postgres\"|"},
      {false, "nobody", "secret", "postgres",
       "E 28P01 password authentication failed for user \"nobody\"|"},
      {false, "postgres", "secret", "other", "E 3D000 database \"other\" does not exist|"},
      {true, "postgres", "secret", "postgres", "E XX000 Tenant or user not found|"},
      {true, "postgres.ref", "wrong", "postgres",
       "E 28P01 password authentication failed for user \"postgres\"|"},
      {false, "", "secret", "postgres",
       "E 28000 no PostgreSQL user name specified in startup packet|"},
  }));
  CAPTURE(c.user, c.password);
  auto connection = f.connect(c.pooled);
  CHECK(f.log_in(connection, c.user, c.password, c.database) == c.heard);
  CHECK(connection.peer.closed);
  auto good = f.connect(true);
  CHECK(f.log_in(good, "postgres.ref").ends_with("|Z I|"));
  f.world.settings["POOLER_TENANT_ID"] = "another";
  auto tenant = f.connect(true);
  CHECK(f.log_in(tenant, "postgres.ref") == "E XX000 Tenant or user not found|");
}

TEST_CASE("TLS begins after SSLRequest, and what was slipped in before is gone") {
  Fixture f;
  auto connection = f.connect();
  CHECK(connection.say(number(8) + number(80877103) + startup("evil")) == "S");
  CHECK(connection.peer.tls);
  CHECK(f.log_in(connection, "postgres").ends_with("Z I|"));
  f.world.faults.insert("db-not-encrypted");
  auto plain = f.connect();
  CHECK(plain.say(number(8) + number(80877103)) == "N");
  CHECK_FALSE(plain.peer.tls);
}

TEST_CASE("simple queries") {
  struct Case {
    std::string_view sql, heard;
  };
  const auto c = GENERATE(values<Case>({
      {"SELECT 1 AS n", "T n:23|D 1|C SELECT 1|Z I|"},
      {"SELECT 1", "T ?column?:23|D 1|C SELECT 1|Z I|"},
      {"SELECT count(*) FROM users", "T count:20|D 2|C SELECT 1|Z I|"},
      {"SELECT id, email, active FROM public.users ORDER BY id",
       "T id:20 email:25 active:16|D 1 ann@lab.example.org t|D 2 bob@lab.example.org f|C SELECT "
       "2|Z I|"},
      {"SELECT email FROM users WHERE id = 9", "T email:25|C SELECT 0|Z I|"},
      {"", "I|Z I|"},
      {"SELECT 1; SELECT 2", "T ?column?:23|D 1|C SELECT 1|T ?column?:23|D 2|C SELECT 1|Z I|"},
      {"INSERT INTO users(email) VALUES('c') RETURNING id", "T id:20|D 3|C INSERT 0 1|Z I|"},
      {"UPDATE users SET active = true", "C UPDATE 2|Z I|"},
      {"DELETE FROM users WHERE id = 1", "C DELETE 1|Z I|"},
      {"SELECT * FROM nothing", "E 42P01 relation \"nothing\" does not exist|Z I|"},
      {"SELECT nothing FROM users", "E 42703 column \"nothing\" does not exist|Z I|"},
      {"SELEC 1", "E 42601 syntax error at or near \"selec\"|Z I|"},
      {"SELECT FROM WHERE", "E 42601 syntax error at or near \"from\"|Z I|"},
      {"SELECT 'open",
       "E 42601 unterminated quoted string, comment, or a script that is too long|Z I|"},
      {"INSERT INTO users(email) VALUES('ann@lab.example.org')",
       "E 23505 duplicate key value violates unique constraint \"users_email_key\"|Z I|"},
      {"INSERT INTO users(id) VALUES(7)",
       "E 23502 null value in column \"email\" of relation \"users\" violates not-null "
       "constraint|Z I|"},
      {"BEGIN READ ONLY; DELETE FROM users",
       "C BEGIN|E 25006 cannot execute delete in a read-only transaction|Z E|"},
      {"BEGIN; SELECT x; SELECT 1", "C BEGIN|E 42703 column \"x\" does not exist|Z E|"},
      {"COMMIT", "N 25P01 there is no transaction in progress|C COMMIT|Z I|"},
      {"SHOW server_version", "T server_version:25|D 15.8|C SHOW|Z I|"},
      {"COPY users FROM stdin", "E 0A000 this reference has no copy statement|Z I|"},
      // Nothing but the tables of public and the catalogue.
      {"SELECT * FROM secrets", "E 42501 permission denied for table secrets|Z I|"},
      {"SELECT * FROM main.secrets", "E 42501 permission denied for table secrets|Z I|"},
      {"SELECT * FROM sqlite_master", "E 42501 permission denied for table sqlite_master|Z I|"},
      {"ATTACH 'x' AS y", "E 42601 syntax error at or near \"attach\"|Z I|"},
      {"PRAGMA journal_mode", "E 42601 syntax error at or near \"pragma\"|Z I|"},
      {"WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r",
       "E 57014 canceling statement due to statement timeout|Z I|"},
  }));
  CAPTURE(c.sql);
  Fixture f;
  CHECK(f.ask(std::string(c.sql)) == c.heard);
}

TEST_CASE("the catalogue shows the tables as checks and psql ask for them") {
  Fixture f;
  CHECK(
      f.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER "
            "BY 1") == "T table_name:25|D analytics|D groups|D sites|D users|C SELECT 4|Z I|");
  CHECK(f.ask("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = "
              "'users' AND column_name LIKE 'mfa%' ORDER BY ordinal_position LIMIT 1") ==
        "T column_name:25 data_type:25|D mfa_enabled boolean|C SELECT 1|Z I|");
  CHECK(f.ask("SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('public.' || "
              "quote_ident('users'))") == "T relrowsecurity:25|D t|C SELECT 1|Z I|");
  CHECK(f.ask("SELECT relname FROM pg_class WHERE oid = 'public.users'::regclass") ==
        "T relname:25|D users|C SELECT 1|Z I|");
  CHECK(f.ask("SELECT policyname, roles FROM pg_policies WHERE tablename = 'users'") ==
        "T policyname:25 roles:25|D Own {authenticated}|C SELECT 1|Z I|");
  // What \dt of psql 15 sends.
  CHECK(
      f.ask("SELECT n.nspname as \"Schema\",\n  c.relname as \"Name\",\n  CASE c.relkind WHEN 'r' "
            "THEN 'table' WHEN 'v' THEN 'view' END as \"Type\",\n  "
            "pg_catalog.pg_get_userbyid(c.relowner) as \"Owner\"\nFROM pg_catalog.pg_class c\n     "
            "LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n     LEFT JOIN "
            "pg_catalog.pg_am am ON am.oid = c.relam\nWHERE c.relkind IN ('r','p','')\n      AND "
            "n.nspname <> 'pg_catalog'\n      AND n.nspname !~ '^pg_toast'\n      AND n.nspname <> "
            "'information_schema'\n  AND pg_catalog.pg_table_is_visible(c.oid)\nORDER BY 1,2;")
          .find("D public users table postgres|") != std::string::npos);
}

TEST_CASE("other roles see what the policies let them, and write nothing") {
  Fixture f;
  CHECK(f.ask("SELECT count(*) FROM users", "anon") == "T count:20|D 0|C SELECT 1|Z I|");
  CHECK(f.ask("SELECT u.email FROM public.users u", "authenticated") ==
        "T email:25|C SELECT 0|Z I|");
  CHECK(f.ask("INSERT INTO users(email) VALUES('x')", "anon") ==
        "E 42501 new row violates row-level security policy for table \"users\"|Z I|");
  CHECK(f.ask("DELETE FROM users", "anon") == "E 42501 permission denied for table users|Z I|");
  CHECK(f.ask("DROP TABLE users", "anon") == "E 42501 permission denied for schema public|Z I|");
  CHECK(f.ask("SET ROLE anon; SELECT count(*) FROM users") ==
        "C SET|T count:20|D 0|C SELECT 1|Z I|");
  CHECK(f.ask("SET ROLE postgres", "anon") ==
        "E 42501 permission denied to set role \"postgres\"|Z I|");
  f.world.faults.insert("supabase-rls-missing");
  CHECK(f.ask("SELECT count(*) FROM users", "anon") == "T count:20|D 2|C SELECT 1|Z I|");
  CHECK(f.ask("SELECT relrowsecurity FROM pg_class WHERE relname = 'users'").find("D t|") !=
        std::string::npos);
  f.world.faults = {"supabase-rls-disabled"};
  CHECK(f.ask("SELECT relrowsecurity FROM pg_class WHERE relname = 'users'").find("D f|") !=
        std::string::npos);
}

TEST_CASE("migrations define tables, columns and policies, and may run twice") {
  Fixture f;
  CHECK(
      f.ask(
          "CREATE TABLE IF NOT EXISTS public.contacts (id BIGSERIAL PRIMARY KEY, name VARCHAR(50) "
          "NOT NULL, tags TEXT[] DEFAULT '{}', created_at TIMESTAMP WITH TIME ZONE DEFAULT now(), "
          "CONSTRAINT c CHECK (length(name) > 0))") == "C CREATE TABLE|Z I|");
  CHECK(f.ask("CREATE TABLE IF NOT EXISTS contacts (id int)") ==
        "N 42P07 relation \"contacts\" already exists, skipping|C CREATE TABLE|Z I|");
  CHECK(f.ask("CREATE TABLE contacts (id int)") ==
        "E 42P07 relation \"contacts\" already exists|Z I|");
  CHECK(f.ask("INSERT INTO contacts(name) VALUES('Ann'); SELECT id, name FROM contacts") ==
        "C INSERT 0 1|T id:20 name:25|D 1 Ann|C SELECT 1|Z I|");
  CHECK(f.ask("ALTER TABLE contacts ADD COLUMN IF NOT EXISTS phone text, ADD COLUMN IF NOT EXISTS "
              "name text") == "C ALTER TABLE|Z I|");
  CHECK(f.ask("ALTER TABLE contacts ENABLE ROW LEVEL SECURITY") == "C ALTER TABLE|Z I|");
  CHECK(
      f.ask("CREATE POLICY \"all read\" ON contacts FOR SELECT TO anon USING (length(name) > 3)") ==
      "C CREATE POLICY|Z I|");
  CHECK(f.ask("SELECT count(*) FROM contacts", "anon") == "T count:20|D 0|C SELECT 1|Z I|");
  CHECK(f.ask("CREATE POLICY p ON contacts FOR INSERT USING (true)") ==
        "E 42601 only WITH CHECK expression allowed for INSERT|Z I|");
  CHECK(f.ask("DROP TABLE contacts; SELECT 1 FROM contacts") ==
        "C DROP TABLE|E 42P01 relation \"contacts\" does not exist|Z I|");
}

TEST_CASE("extended queries: parse, bind, describe, execute, sync") {
  Fixture f;
  auto connection = f.connect();
  REQUIRE(f.log_in(connection, "postgres").ends_with("Z I|"));
  const std::string bind = message('B', zero("") + zero("") + std::string("\0\0\0\1", 4) +
                                            number(1) + "2" + std::string("\0\0", 2));
  const std::string tail =
      message('D', "P" + zero("")) + message('E', zero("") + number(0)) + message('S', "");
  CHECK(shown(connection.say(message('P', zero("") + zero("SELECT email FROM users WHERE id = $1") +
                                              std::string("\0\0", 2)) +
                             bind + tail)) ==
        "1|2|T email:25|D bob@lab.example.org|C SELECT 1|Z I|");
  // After an error, nothing until Sync.
  CHECK(
      shown(connection.say(message('P', zero("") + zero("SELECT nothing FROM users WHERE id = $1") +
                                            std::string("\0\0", 2)) +
                           bind + tail)) == "1|2|E 42703 column \"nothing\" does not exist|Z I|");
  CHECK(shown(connection.say(message('B', zero("") + zero("gone") + std::string(6, '\0')) +
                             message('S', ""))) ==
        "E 26000 prepared statement \"gone\" does not exist|Z I|");
  CHECK(shown(connection.say(
            message('P', zero("s") + zero("SELECT $1::text AS t") + std::string("\0\0", 2)) +
            message('D', "S" + zero("s")) + message('S', ""))) == "1|t|T t:25|Z I|");
  CHECK(shown(connection.say(message('P', zero("s") + zero("SELECT 2") + std::string("\0\0", 2)) +
                             message('S', ""))) ==
        "E 42P05 prepared statement \"s\" already exists|Z I|");
}

TEST_CASE("each fault is told in the server's own words") {
  struct Case {
    std::string_view fault;
    bool pooled;
    std::string_view heard;
  };
  const auto c = GENERATE(values<Case>({
      {"db-password-wrong", false, "E 28P01 password authentication failed for user \"postgres\"|"},
      {"db-user-not-pooled-form", true, "E XX000 Tenant or user not found|"},
      {"db-database-missing", false, "E 3D000 database \"postgres\" does not exist|"},
      {"db-starting", false, "E 57P03 the database system is starting up|"},
      {"db-too-many-clients", false, "E 53300 sorry, too many clients already|"},
      {"db-access-refused", false,
       "E 28000 no pg_hba.conf entry for host \"127.0.0.1\", user \"postgres\", database "
       "\"postgres\", no encryption|"},
      {"db-connection-timeout", false, ""},
      {"supabase-cloud-ip-allowlist", false, ""},
  }));
  CAPTURE(c.fault);
  Fixture f;
  f.world.faults.insert(std::string(c.fault));
  auto connection = f.connect(c.pooled);
  CHECK(f.log_in(connection, c.pooled ? "postgres.ref" : "postgres") == c.heard);
  CHECK(connection.peer.closed == (c.fault != "db-connection-timeout"));
}

TEST_CASE("migrations that were not run are missing from the catalogue and from queries") {
  Fixture f;
  f.world.faults = {"db-migration-analytics-not-run", "db-migration-mfa-not-run"};
  CHECK(f.ask("SELECT table_name FROM information_schema.tables ORDER BY 1") ==
        "T table_name:25|D groups|D sites|D users|C SELECT 3|Z I|");
  CHECK(f.ask("SELECT * FROM analytics") == "E 42P01 relation \"analytics\" does not exist|Z I|");
  CHECK(f.ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'users' AND "
              "column_name LIKE 'mfa%'") == "T column_name:25|C SELECT 0|Z I|");
}

TEST_CASE("the pooler does not start with a key of the wrong length") {
  Fixture f;
  auto context = f.world.context();
  CHECK(f.pooler->is_up(context));
  f.world.settings["VAULT_ENC_KEY"] = "your-encryption-key-32-chars-exactly";  // it has 36
  CHECK_FALSE(f.pooler->is_up(context));
  CHECK(f.direct->is_up(context));
}

TEST_CASE("a conversation that is cut anywhere ends the same, and garbage ends it") {
  Fixture f;
  const std::string said = query("SELECT 1 AS n") + query("SELECT 2 AS n");
  for (std::size_t cut = 0; cut <= said.size(); ++cut) {
    auto connection = f.connect();
    REQUIRE(f.log_in(connection, "postgres").ends_with("Z I|"));
    std::string heard = connection.say(said.substr(0, cut));
    heard += connection.say(said.substr(cut));
    CHECK(shown(heard) == "T n:23|D 1|C SELECT 1|Z I|T n:23|D 2|C SELECT 1|Z I|");
    if (cut > 5) cut += 7;  // each log-in derives a key: not too many of them
  }
  auto garbage = f.connect();
  CHECK(shown(garbage.say("GET / HTTP/1.1\r\n\r\n")) ==
        "E 08P01 invalid length of startup packet|");
  CHECK(garbage.peer.closed);
}
