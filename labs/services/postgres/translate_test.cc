#include "labs/services/postgres/translate.h"

#include <catch2/catch.hpp>

#include "labs/services/postgres/patterns.h"

namespace {
using namespace services::postgres;

std::string translated(std::string_view sql) {
  auto script = parse_script(sql);
  REQUIRE(script.statements.size() == 1);
  Surroundings around{"anon", "postgres", [](std::string_view table) -> std::optional<std::string> {
                        if (table == "notes") return "(owner = 1)";
                        return std::nullopt;
                      }};
  if (const auto problem = translate(script.statements[0], around))
    return problem->state + " " + problem->message;
  return write(script.statements[0]);
}

}  // namespace

TEST_CASE("PostgreSQL's SQL becomes SQLite's") {
  struct Case {
    std::string_view written, read;
  };
  const auto c = GENERATE(values<Case>({
      {"SELECT 1", "select 1"},
      {"SELECT \"Id\", 'it''s' FROM users", "select \"Id\", 'it''s' from users"},
      {"SELECT E'a\\'b', $$x$$, $t$y$t$", "select 'a''b', 'x', 'y'"},
      {"SELECT a /* x /* y */ */ -- z\n + 1", "select a + 1"},
      {"SELECT id::text, '5'::int", "select cast( id as text), cast( '5' as integer)"},
      {"SELECT count(*)::int FROM t", "select cast( count(*) as integer) from t"},
      {"SELECT a.b::bigint", "select cast( a.b as integer)"},
      {"SELECT now()::timestamp with time zone", "select now()"},
      {"SELECT x::varchar(10)[]", "select cast( x as text)"},
      {"SELECT 't'::boolean", "select pg_bool( 't')"},
      {"SELECT a ~ '^x', b !~ 'y', c ILIKE 'z'",
       "select a regexp '^x', b not regexp 'y', c like 'z'"},
      {"SELECT a OPERATOR(pg_catalog.~) '^(t)$' COLLATE pg_catalog.default",
       "select a regexp '^(t)$'"},
      {"SELECT * FROM pg_catalog.pg_class c", "select * from pg_class c"},
      {"SELECT pg_catalog.pg_get_userbyid(1)", "select pg_get_userbyid(1)"},
      {"SELECT * FROM information_schema.tables", "select * from information_schema_tables"},
      {"SELECT x = ANY (ARRAY['a','b'])", "select x in('a', 'b')"},
      {"SELECT x = ANY ('{a,b}'::text[])", "select x in( 'a', 'b')"},
      {"SELECT current_user, current_database()", "select 'anon', 'postgres'"},
      {"SELECT a FROM t OFFSET 5", "select a from t limit -1 offset 5"},
      {"SELECT $1, $2", "select ?1, ?2"},
      {"SELECT a FROM t FOR UPDATE", "select a from t"},
      {"SELECT * FROM notes",
       "select * from( select* from public.\"notes\" where (owner = 1)) as \"notes\""},
      {"SELECT * FROM public.notes n",
       "select * from( select* from public.\"notes\" where (owner = 1)) n"},
      {"SELECT * FROM a, notes WHERE 1",
       "select * from a,( select* from public.\"notes\" where (owner = 1)) as \"notes\" where 1"},
      {"SELECT notes FROM a", "select notes from a"},  // a column of that name
      {"SELECT interval '1 day'", "0A000 this reference does not know intervals"},
      {"SELECT ARRAY[1]", "0A000 this reference does not know arrays"},
  }));
  CAPTURE(c.written);
  CHECK(translated(c.written) == c.read);
}

TEST_CASE("a script is cut into statements, whatever stands in strings") {
  const auto script = parse_script("SELECT ';'; ; SELECT \";\" -- ;\n; SELECT $$;$$");
  CHECK(script.statements.size() == 3);
  CHECK_FALSE(script.broken);
  CHECK(parse_script("SELECT 'open").broken);
  CHECK(parse_script("SELECT /* open").broken);
  CHECK(parse_script(std::string(200'000, '(')).broken);
}

TEST_CASE("simple patterns match, in bounded time") {
  CHECK(matches_pattern("^(users)$", "users"));
  CHECK_FALSE(matches_pattern("^(users)$", "users2"));
  CHECK(matches_pattern("^pg_toast", "pg_toast_1"));
  CHECK(matches_pattern("ser", "users"));
  CHECK(matches_pattern("^(a|b.*)$", "bcd"));
  CHECK(matches_pattern("^u.*s$", "users"));
  CHECK_FALSE(matches_pattern("^u.s$", "users"));
  std::string many;
  for (int i = 0; i < 300; ++i) many += ".*";
  CHECK_FALSE(matches_pattern("^" + many + "x$", std::string(20'000, 'a')));
}
