#include <fmt/format.h>

#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/services/apps/coach/coach.h"
#include "labs/services/apps/coach/coach_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"

namespace services {
namespace {

using coach::detail;

constexpr std::string_view kStyles =
    "<link rel=\"stylesheet\" "
    "href=\"https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css\">\n"
    "<link rel=\"stylesheet\" "
    "href=\"https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free@6.5.2/css/all.min.css\">\n";

http::Response server_error() {
  return html_response(500,
                       "<!doctype html>\n<html lang=\"en\">\n<head><title>Server Error (500)"
                       "</title></head>\n<body><h1>Server Error (500)</h1></body>\n</html>\n");
}

http::Response unauthorized(const Call& call) {
  if (bearer_token(call.request).empty())
    return detail(401, "Authentication credentials were not provided.");
  return json_response(
      401, {{"detail", "Given token not valid for any token type"}, {"code", "token_not_valid"}});
}

base::Result<http::Response> home(Call& call) {
  if (call.context.broken("django-project-root-docker")) return server_error();
  return html_response(
      200,
      fmt::format("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<title>Coach</title>\n{}</head>\n<body><h1>Coach</h1>\n"
                  "<p><a href=\"/coaching/plans/\">Plans</a></p></body>\n</html>\n",
                  call.context.broken("django-css-cdn-missing") ? std::string_view() : kStyles));
}

base::Result<http::Response> admin(Call& call) {
  return redirect(302, "/admin/login/?next=" + call.request.path);
}

base::Result<http::Response> admin_login(Call& call) {
  if (call.request.method == "POST")
    return html_response(403,
                         "<!doctype html>\n<title>403 Forbidden</title>\n<h1>Forbidden</h1>\n"
                         "<p>CSRF verification failed. Request aborted.</p>\n");
  return html_response(200, page("Log in | Django site admin", paragraph("Staff only.")));
}

base::Result<http::Response> health(Call& call) {
  const bool deep = !call.context.broken("health-check-shallow");
  if (deep && coach::database_down(call.context))
    return json_response(503, {{"database", "unreachable"}});
  return json_response(200, {{"status", "ok"}});
}

base::Result<http::Response> ready(Call& call) {
  if (coach::database_down(call.context)) return json_response(503, {{"database", "unreachable"}});
  return json_response(
      200, {{"database", call.context.broken("db-fallback-silent") ? "sqlite" : "postgresql"}});
}

base::Result<http::Response> plans(Call& call) {
  if (call.context.broken("django-templates-broken"))
    return html_response(500,
                         "<h1>TemplateDoesNotExist at /coaching/plans/</h1>\n"
                         "<pre>coaching/plans.html</pre>\n");
  if (call.context.broken("django-page-path"))
    return html_response(500,
                         "<h1>FileNotFoundError at /coaching/plans/</h1>\n"
                         "<pre>[Errno 2] No such file or directory: '/data/plans'</pre>\n");
  if (!coach::user_of(call.request, call.context))
    return redirect(302, "/accounts/login/?next=/coaching/plans/");
  return html_response(200, page("Training plans", paragraph("No plan yet.")));
}

std::int64_t activity_count(Context& context) {
  if (context.broken("db-fallback-silent")) return 100;
  if (context.broken("sqlite-multiple-databases")) return 241;
  if (context.broken("db-hybrid-drift")) return 352;
  const auto extra = Shelf(context.store, "coach_activities").count();
  return coach::kActivities + (extra ? *extra : 0);
}

base::Result<http::Response> activities(Call& call) {
  Context& context = call.context;
  const auto user = coach::user_of(call.request, context);
  if (!user) return unauthorized(call);
  if (context.broken("azure-odbc-driver-path"))
    return html_response(500,
                         "<h1>Error</h1><pre>[01000] [unixODBC][Driver Manager]Can't open lib "
                         "'ODBC Driver 18 for SQL Server' : file not found</pre>\n");
  if (coach::database_down(context) || context.broken("django-migrations-not-applied") ||
      context.broken("health-check-shallow"))
    return server_error();
  text::Node results = list({});
  for (int i = 0; i < 20; ++i)
    append(results, object({{"id", i + 1},
                            {"activity_type", "running"},
                            {"start_time", iso_time(context.now - 86400 * (i + 1))},
                            {"distance_km", coach::mean_distance(*user) + (i % 5 - 2) * 0.5},
                            {"average_heart_rate", 140 + i % 7}}));
  const http::Response answer = json_response(200, {{"count", activity_count(context)},
                                                    {"next", "/api/v1/activities/?page=2"},
                                                    {"previous", nullptr},
                                                    {"results", results}});
  http::Response response = answer;
  if (context.broken("azure-sql-timeout")) response.delay = std::chrono::seconds(4);
  return response;
}

// What the activity source gives: three runs of this week, always the same.
base::Result<http::Response> synchronise(Call& call) {
  Context& context = call.context;
  if (!coach::user_of(call.request, context)) return unauthorized(call);
  Fields given = parse_form(call.request.body);
  if (const auto body = formats::parse_json(call.request.body))
    for (const char* key : {"garmin_email", "garmin_password"}) given[key] = string_in(*body, key);
  const std::string_view password = field(given, "garmin_password");
  if (field(given, "garmin_email").empty() || password.empty())
    return context.broken("garmin-credentials-missing")
               ? server_error()
               : json_response(400, {{"error", "credentials-needed"}});
  if (!formats::same_secret(password, context.setting("SOURCE_PASSWORD", "run-with-me")))
    return context.broken("garmin-auth-failure")
               ? server_error()
               : json_response(422, {{"error", "credentials-refused"}});
  if (context.broken("hosted-db-quota"))
    return json_response(500, {{"error", "cannot execute INSERT in a read-only transaction"}});
  Shelf shelf(context.store, "coach_activities");
  std::int64_t added = 0;
  for (int i = 0; i < 3; ++i) {
    std::string id = fmt::format("garmin-{}", 9000 + i);
    if (context.broken("garmin-duplicate-activities")) id += "-" + new_hex(context, 8);
    if (TRY(shelf.get(id))) continue;
    TRY(shelf.put(id, object({{"id", id}, {"distance_km", 8.0 + i}})));
    ++added;
  }
  return json_response(200, {{"new", added}, {"duplicates", 3 - added}});
}

text::Node plan_of(std::string_view goal, std::int64_t weeks) {
  text::Node out = list({});
  for (std::int64_t week = 1; week <= weeks; ++week)
    append(out, object({{"week", week},
                        {"goal", goal},
                        {"sessions", list({"easy run", "intervals", "long run"})}}));
  return out;
}

// The agent writes the plan; when it does not answer, local rules do, and the plan says so.
base::Result<http::Response> simple_plan(Call& call) {
  Context& context = call.context;
  if (!coach::user_of(call.request, context)) return unauthorized(call);
  const auto body = formats::parse_json(call.request.body);
  if (!body || string_in(*body, "goal").empty())
    return json_response(400, {{"goal", list({"This field is required."})}});
  const std::int64_t weeks = std::clamp<std::int64_t>(integer_in(*body, "weeks", 8), 1, 52);
  const bool cut_off = coach::any_broken(context, {"agent-wrong-service-url", "agent-fastapi-auth",
                                                   "agent-timeout", "plan-generator-degraded"});
  if (!cut_off) {
    http::Request request;
    request.method = "POST";
    request.target = request.path = "/v1/coaching/generate-training-plan";
    request.headers["Authorization"] = std::string(call.request.header("Authorization"));
    request.body = call.request.body;
    const http::Response answer = context.call("fastapi", request);
    const auto told = formats::parse_json(answer.body);
    const text::Node* plan = told ? told->find("plan") : nullptr;
    if (answer.status == 200 && plan != nullptr)
      return json_response(200, {{"origin", "agent"}, {"plan", *plan}});
  }
  http::Response response =
      json_response(200, {{"origin", "rules"}, {"plan", plan_of(string_in(*body, "goal"), weeks)}});
  if (context.broken("agent-timeout")) response.delay = std::chrono::seconds(2);
  return response;
}

base::Result<http::Response> wizard(Call& call) {
  if (!coach::user_of(call.request, call.context)) return unauthorized(call);
  return json_response(200, {{"steps", list({"goal", "level", "weeks", "sessions"})}});
}

base::Result<http::Response> schema(Call&) {
  return json_response(200, {{"openapi", "3.0.3"},
                             {"info", object({{"title", "Coach"}, {"version", "1.0.0"}})},
                             {"paths", object({})}});
}

base::Result<http::Response> nothing_here(Call& call) {
  if (!call.parameter("allow").empty()) {
    http::Response response =
        detail(405, fmt::format("Method \"{}\" not allowed.", call.request.method));
    response.headers["Allow"] = std::string(call.parameter("allow"));
    return response;
  }
  const bool debug = own_setting(call.context, "COACH", "DEBUG") == "True";
  if (!debug)
    return html_response(404,
                         "<!doctype html>\n<html lang=\"en\">\n<head><title>Not Found</title>"
                         "</head>\n<body><h1>Not Found</h1><p>The requested resource was not "
                         "found on this server.</p></body>\n</html>\n");
  return html_response(
      404, fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Page not found at {0}"
                       "</title></head>\n<body><h1>Page not found <span>(404)</span></h1>\n"
                       "<p>Using the URLconf defined in <code>coach_ai_web.urls</code>, Django "
                       "tried these URL patterns, in this order:</p>\n<ol><li>admin/</li>"
                       "<li>api/v1/auth/</li><li>api/v1/activities/</li></ol>\n<p>You're seeing "
                       "this error because you have <code>DEBUG = True</code> in your Django "
                       "settings file.</p></body>\n</html>\n",
                       text::Html::escape(call.request.path).str()));
}

constexpr Route kRoutes[] = {
    {"GET", "/", home},
    {"GET", "/admin/", admin},
    {"GET", "/admin/login/", admin_login},
    {"POST", "/admin/login/", admin_login},
    {"GET", "/health", health},
    {"GET", "/health/", health},
    {"GET", "/health/ready", ready},
    {"GET", "/coaching/plans/", plans},
    {"GET", "/api/schema/", schema},
    {"POST", "/api/v1/auth/register/", coach::register_user},
    {"POST", "/api/v1/auth/login/", coach::login},
    {"POST", "/api/v1/auth/refresh/", coach::refresh},
    {"POST", "/api/v1/auth/logout/", coach::log_out},
    {"GET", "/api/v1/auth/profile/", coach::profile},
    {"GET", "/api/v1/activities/", activities},
    {"POST", "/api/v1/activities/pipeline/", synchronise},
    {"POST", "/api/v1/coaching/simple-plan/", simple_plan},
    {"GET", "/api/v1/coaching/simple-plan/", wizard},
    {"GET", "/api/v1/coaching/running-wizard/", wizard},
};

class Django : public Service {
 public:
  Description describe() const override {
    return {.id = "django",
            .title = {"Coach: Django", "Coach : Django"},
            .ports = {{.number = 8002}},
            .profiles = {"coach"},
            .needs = {"fastapi"}};
  }
  bool is_up(Context& context) override { return !context.broken("django-import-path"); }
  base::Done prepare(Context& context) override {
    TRY(coach::prepare_users(context));
    return Shelf(context.store, "coach_activities").make();
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kRoutes, request, context, nothing_here);
    response.headers["Server"] = "gunicorn";
    response.headers["X-Frame-Options"] = "DENY";
    response.headers["X-Content-Type-Options"] = "nosniff";
    response.headers["Referrer-Policy"] = "same-origin";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_django() { return std::make_unique<Django>(); }

}  // namespace services
