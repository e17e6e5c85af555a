// A request to the data API: whatever its query says, it is refused with a code, or its SQL is one
// statement that SQLite can prepare over the tables that there are.
#include "labs/services/supabase/rest_sql.h"
#include "tests/fuzz/law.h"

namespace {

struct World {
  services::Settings settings;
  std::set<std::string, std::less<>> faults;
  database::Database store = *database::Database::open({}, database::Mode::Memory);
  services::Context context{1'790'000'000,
                            settings,
                            faults,
                            store,
                            [](std::size_t count) { return std::string(count, 'r'); },
                            {},
                            {}};
  World() { fuzz::law(services::data::make(context).has_value(), "the tables can be made"); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  http::Request request;
  request.query = fuzz::view(data, size);
  const auto query = services::rest::parse_query(request);
  if (!query) {
    fuzz::law(query.error().rule == "PGRST100", "a refusal has its code");
    return 0;
  }
  const auto table = services::data::find_table(world.context, "todos");
  fuzz::law(table && *table, "the table is there");
  services::Identity asker;
  asker.role = "anon";
  const auto row = services::rest::row_sql(world.context, **table, query->select, asker);
  const auto where = services::rest::where_sql(**table, query->where);
  const auto order = services::rest::order_sql(**table, query->order);
  if (!row || !where || !order) return 0;
  const auto statement = world.store.prepare("SELECT " + *row + " FROM public.todos WHERE " +
                                             *where + " ORDER BY " + *order + " LIMIT 1");
  fuzz::law(statement.has_value(), "what is understood can be asked");
  return 0;
}
