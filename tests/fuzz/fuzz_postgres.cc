// PostgreSQL's protocol and SQL: a stranger's bytes get whole messages or nothing; a statement that
// is translated is one that SQLite reads or refuses, and what is cut out of a script was in it.
#include "labs/services/postgres/postgres_service.h"
#include "labs/services/postgres/protocol.h"
#include "labs/services/postgres/translate.h"
#include "tests/fuzz/law.h"
#include "tests/fuzz/service_world.h"

namespace pg = services::postgres;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::view(data, size);
  fuzz::World world;
  const auto service = services::make_postgres();
  const std::string heard = world.talk(*service, service->describe().ports[0], bytes);
  std::string_view rest = heard;
  while (rest.starts_with('S') || rest.starts_with('N')) rest.remove_prefix(1);  // about TLS
  std::size_t at = 0;
  pg::Message message;
  while (pg::take_message(rest, at, 1u << 20, message) == pg::Next::Whole) {
  }
  fuzz::law(at == rest.size(), "answers are whole messages");

  pg::Script script = pg::parse_script(bytes);
  const pg::Surroundings around{"anon", "postgres", [](std::string_view table) {
                                  return table == "t" ? std::optional<std::string>("0")
                                                      : std::nullopt;
                                }};
  for (pg::Statement& statement : script.statements) {
    for (const pg::Token& token : statement)
      fuzz::law(token.at < bytes.size(), "a token stands in the script");
    if (pg::translate(statement, around)) continue;
    const std::string sql = pg::write(statement);
    // Nothing may be done by it: only whether it can be read is asked.
    const auto prepared =
        world.store().prepare_guarded(sql, [](const database::Access&) { return false; });
    static_cast<void>(prepared.has_value());
  }
  return 0;
}
