#include "labs/services/supabase/studio.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/supabase/auth_store.h"
#include "labs/services/supabase/data.h"
#include "labs/services/supabase/storage_store.h"

namespace services {
namespace {

using text::Html;

Html table(std::string_view title, std::string rows) {
  return Html::trusted(fmt::format("<h2>{}</h2>\n<table>\n{}</table>\n", Html::escape(title).str(),
                                   rows.empty() ? "<tr><td>–</td></tr>\n" : rows));
}

// The form's answer: Studio asks Auth as the service role, whatever the learner typed.
std::string add_user(const http::Request& request, Context& context) {
  const Fields fields = parse_form(request.body);
  http::Request inner;
  inner.method = "POST";
  inner.target = inner.path = "/admin/users";
  inner.headers["Content-Type"] = "application/json";
  inner.headers["Authorization"] = "Bearer " + std::string(context.setting("SERVICE_ROLE_KEY"));
  inner.body = formats::to_json(object({{"email", field(fields, "email")},
                                        {"password", field(fields, "password")},
                                        {"email_confirm", true}}));
  const http::Response answer = context.call("auth", inner);
  if (answer.status == 200) return "User created.";
  return fmt::format("Failed to create user: API error ({}): {}", answer.status, answer.body);
}

base::Result<std::string> overview(Context& context, std::string_view note) {
  std::string users;
  for (const text::Node& user : TRY(AuthStore(context).users(1, 100)))
    users += row({string_in(user, "email"), string_in(user, "id"),
                  string_in(user, "email_confirmed_at", "not confirmed")})
                 .str();
  std::string buckets;
  for (const Bucket& bucket : TRY(StorageStore(context).buckets()))
    buckets += row({bucket.id, bucket.is_public ? "public" : "private"}).str();
  std::string tables;
  for (const std::string& name : TRY(data::table_names(context))) {
    const auto one = TRY(data::find_table(context, name));
    tables += row({name, one->has_rls ? "row-level security" : "no row-level security"}).str();
  }
  Html body = note.empty() ? Html() : paragraph(note);
  body += table("Users", users);
  body += Html::trusted(
      "<form method=\"post\" action=\"/\"><p><label>Email <input name=\"email\" type=\"email\" "
      "required></label> <label>Password <input name=\"password\" type=\"password\" "
      "required></label> <button>Add user</button></p></form>\n");
  body += table("Buckets", buckets);
  body += table("Tables", tables);
  return page("Supabase Studio (a teaching reference)", body);
}

class Studio : public Service {
 public:
  Description describe() const override {
    return {"studio",
            {"Studio, the dashboard", "Studio, le tableau de bord"},
            {},
            {"compose", "vps"},
            {"auth", "rest", "storage"}};
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (request.path == "/project/default" || request.path == "/") {
      const std::string note = request.method == "POST" ? add_user(request, context) : "";
      const auto made = overview(context, note);
      return made ? html_response(200, *made)
                  : json_response(500, {{"message", made.error().message.en}});
    }
    return html_response(404, page("404", paragraph("This page could not be found.")));
  }
};

}  // namespace

std::unique_ptr<Service> make_studio() { return std::make_unique<Studio>(); }

}  // namespace services
