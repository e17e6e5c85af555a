#include "labs/services/supabase/rest.h"

#include <fmt/format.h>

#include <array>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/rest_tables.h"

namespace services {
namespace {

using Answer = base::Result<http::Response>;

// The status that PostgREST gives to a code, for who asks.
int status_of(std::string_view code, bool anonymous) {
  struct Known {
    std::string_view code;
    int status;
  };
  constexpr std::array kKnown = {
      Known{"PGRST205", 404}, Known{"PGRST202", 404}, Known{"PGRST116", 406},
      Known{"PGRST103", 416}, Known{"23505", 409},    Known{"23503", 409},
  };
  if (code == "42501") return anonymous ? 401 : 403;
  for (const Known& known : kKnown)
    if (known.code == code) return known.status;
  return 400;
}

http::Response error_response(int status, std::string_view code, std::string_view message,
                              Value details = nullptr, Value hint = nullptr) {
  return json_response(status, {{"code", code},
                                {"details", std::move(details)},
                                {"hint", std::move(hint)},
                                {"message", message}});
}

http::Response refused(const base::Error& error, bool anonymous) {
  if (error.rule.empty())  // the store itself
    return error_response(503, "PGRST001", "Database client error. Retrying the connection.",
                          error.message.en);
  const int status = status_of(error.rule, anonymous);
  if (error.rule == "PGRST116")
    return error_response(status, error.rule,
                          "JSON object requested, multiple (or no) rows returned",
                          fmt::format("The result contains {} rows", error.message.en));
  if (error.rule == "PGRST103")
    return error_response(status, error.rule, "Requested range not satisfiable", error.message.en);
  return error_response(status, error.rule, error.message.en);
}

// Nothing when the token is good.
std::optional<http::Response> refuse_token(const Identity& asker) {
  http::Response out;
  switch (asker.state) {
    case TokenState::Good:
    case TokenState::Missing:
      return std::nullopt;
    case TokenState::Expired:
      out = error_response(401, "PGRST303", "JWT expired");
      break;
    case TokenState::Malformed:
      out = error_response(401, "PGRST301", "Expected 3 parts in JWT; got 1");
      break;
    case TokenState::WrongSignature:
      out = error_response(401, "PGRST301", "No suitable key or wrong key type",
                           "None of the keys was able to decode the JWT");
      break;
  }
  out.headers["WWW-Authenticate"] = "Bearer error=\"invalid_token\"";
  return out;
}

Answer describe_all(Context& context) {
  text::Node definitions = object({});
  text::Node paths = object({});
  for (const std::string& name : TRY(data::table_names(context))) {
    const auto table = TRY(data::find_table(context, name));
    text::Node properties = object({});
    text::Node required = list({});
    for (const data::Column& column : table->columns) {
      const std::string_view type = column.type == "bigint"             ? "integer"
                                    : column.type == "boolean"          ? "boolean"
                                    : column.type == "double precision" ? "number"
                                                                        : "string";
      set(properties, column.name, object({{"type", type}, {"format", column.type}}));
      if (column.not_null) append(required, column.name);
    }
    set(definitions, name,
        object({{"required", required}, {"properties", properties}, {"type", "object"}}));
    set(paths, "/" + name, object({{"get", object({{"tags", list({name})}})}}));
  }
  return json_response(
      200, {{"swagger", "2.0"},
            {"info", object({{"title", "standard public schema"}, {"version", "12.2.0"}})},
            {"paths", paths},
            {"definitions", definitions}});
}

std::int64_t whole(const text::Node& node) {
  return is_number(node) ? static_cast<std::int64_t>(number_of(node)) : 0;
}

// The functions of the demonstration.
Answer call_function(const std::string& name, const http::Request& request, Context& context) {
  text::Node arguments = object({});
  if (request.method == "GET") {
    for (const auto& [key, value] : parse_form(request.query)) set(arguments, key, value);
  } else if (!request.body.empty()) {
    auto parsed = formats::parse_json(request.body);
    if (!parsed || !parsed->is_table())
      return base::fail(rest::complaint("PGRST102", "Empty or invalid json"));
    arguments = std::move(*parsed);
  }
  const text::Node none;
  const auto given = [&](std::string_view key) -> const text::Node& {
    const text::Node* found = arguments.find(key);
    return found != nullptr ? *found : none;
  };
  if (name == "hello")
    return json_response(
        200, Value("Hello, " + std::string(string_in(arguments, "name", "world"))).node);
  if (name == "add") return json_response(200, Value(whole(given("a")) + whole(given("b"))).node);
  if (name == "count_todos") {
    auto statement = TRY(context.store.prepare("SELECT count(*) FROM public.todos"));
    TRY(statement.step());
    return json_response(200, Value(statement.integer(0)).node);
  }
  return base::fail(rest::complaint(
      "PGRST202", fmt::format("Could not find the function public.{} in the schema cache", name)));
}

Answer answer_table(const std::string& name, const http::Request& request, Context& context,
                    const Identity& asker) {
  auto table = TRY(data::find_table(context, name));
  if (!table)
    return base::fail(rest::complaint(
        "PGRST205", fmt::format("Could not find the table 'public.{}' in the schema cache", name)));
  rest::Query query = TRY(rest::parse_query(request));
  const rest::Task task{context, request, std::move(*table), std::move(query), asker};
  if (request.method == "GET" || request.method == "HEAD") return rest::read_rows(task);
  if (request.method == "POST") return rest::insert_rows(task);
  if (request.method == "PATCH") return rest::update_rows(task);
  if (request.method == "DELETE") return rest::delete_rows(task);
  return error_response(405, "PGRST117", "Unsupported HTTP method: " + request.method);
}

class Rest : public Service {
 public:
  Description describe() const override {
    return {
        "rest", {"Data API (PostgREST)", "API de données (PostgREST)"}, {}, {"compose", "vps"}, {}};
  }

  base::Done prepare(Context& context) override { return data::make(context); }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("postgres-rest-down"))
      return error_response(503, "PGRST002",
                            "Could not query the database for the schema cache. Retrying.");
    const std::string secret = context.broken("postgres-rest-secret-desync")
                                   ? std::string(context.setting("JWT_SECRET")) + "-before"
                                   : std::string(context.setting("JWT_SECRET"));
    Identity asker = identify(request, secret, context.now);
    if (auto refusal = refuse_token(asker)) return std::move(*refusal);
    if (asker.role.empty()) asker.role = "anon";
    const auto answered = route(request, context, asker);
    return answered ? *answered : refused(answered.error(), asker.role == "anon");
  }

 private:
  static Answer route(const http::Request& request, Context& context, const Identity& asker) {
    const std::string_view path = std::string_view(request.path).substr(1);
    if (path.empty()) return describe_all(context);
    if (path.starts_with("rpc/"))
      return call_function(std::string(path.substr(4)), request, context);
    return answer_table(std::string(path), request, context, asker);
  }
};

}  // namespace

std::unique_ptr<Service> make_rest() { return std::make_unique<Rest>(); }

}  // namespace services
