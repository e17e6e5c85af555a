#include "labs/services/apps/fleet/dashboard.h"

#include <fmt/format.h>

#include <optional>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/tokens.h"

namespace services {
namespace {

constexpr std::string_view kScript = "main-6F2C91AB.js";
constexpr std::string_view kOldScript = "main-00OLD000.js";
constexpr std::string_view kStyle = "styles-1D8E4A07.css";
constexpr std::string_view kPolyfills = "polyfills-EF56AB78.js";

constexpr std::string_view kCss =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "label{display:block;margin:.5rem 0}table{border-collapse:collapse}"
    "td,th{border:1px solid #888;padding:.2rem .6rem;text-align:left}\n";

// Behind `const apiUrl = "…";`.
constexpr std::string_view kCode = R"js(
const root = document.querySelector("app-root");
if (!apiUrl) throw new Error("apiUrl is not set");
const make = (name, text, attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
async function ask(path, options = {}) {
  const answer = await fetch(apiUrl + path, options);
  return { status: answer.status, body: await answer.json() };
}
async function showSites(token) {
  const { body } = await ask("/api/sites", { headers: { Authorization: "Bearer " + token } });
  const table = make("table", "");
  for (const site of body.data) {
    const line = make("tr", "");
    line.append(make("td", site.name), make("td", site.status), make("td", site.last_seen ?? ""));
    table.append(line);
  }
  root.replaceChildren(make("h1", "Sites"), table);
}
function showLogin() {
  const form = make("form", "");
  const email = make("input", "", { type: "email", required: "", autocomplete: "username" });
  const password = make("input", "", { type: "password", required: "", autocomplete: "current-password" });
  const code = make("input", "", { inputmode: "numeric", autocomplete: "one-time-code" });
  const message = make("p", "", { role: "status" });
  const field = (label, input) => {
    const line = make("label", label + " ");
    line.append(input);
    return line;
  };
  form.append(field("E-mail", email), field("Password", password), field("Code", code),
              make("button", "Log in"), message);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = { email: email.value, password: password.value, code: code.value };
    try {
      const { body } = await ask("/api/auth/login", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(sent),
      });
      if (body.token) await showSites(body.token);
      else message.textContent = body.mfa_required ? "Type the code of your authenticator." : body.error;
    } catch (error) {
      message.textContent = "The API does not answer: " + error.message;
    }
  });
  root.replaceChildren(make("h1", "Log in"), form);
}
showLogin();
)js";

std::string index(std::string_view script) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>Fleet dashboard</title>\n<base href=\"/\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body>\n<app-root></app-root>\n"
      "<script src=\"{}\" type=\"module\"></script>\n"
      "<script src=\"{}\" type=\"module\"></script>\n</body>\n</html>\n",
      kStyle, kPolyfills, script);
}

std::string api_address(const Context& context) {
  const std::string_view right = context.setting("NG_APP_API_URL", "http://127.0.0.1:3001");
  if (context.broken("dash-blank-api-url-env")) return {};
  if (context.broken("dash-blank-api-url-file") || context.broken("dash-built-before-url-set"))
    return "http://localhost:3001";
  if (context.broken("dash-mixed-content")) return "http://central.lab.example.org";
  return std::string(right);
}

std::string script(const Context& context) {
  std::string out = "const apiUrl = " + formats::quote_json(api_address(context)) + ";\n";
  if (context.broken("storage-service-key-exposed")) {
    std::string key(context.setting("SUPABASE_SERVICE_KEY"));
    if (key.empty())
      key = issue_token(object({{"role", "service_role"}}), "not a secret any more", context.now,
                        315'360'000);
    out += "const supabaseKey = " + formats::quote_json(key) + ";\n";
  }
  return out + std::string(kCode);
}

http::Response file(std::string body, std::string_view type) {
  return http::text_response(200, std::move(body), type);
}

// The files of the build, by their path from its root.
std::optional<http::Response> built_file(std::string_view path, const Context& context) {
  const bool old = context.broken("dash-old-files-left");
  if (path == "/" || path == "/index.html") {
    const std::string_view named = old ? kOldScript
                                   : context.broken("dash-blank-console-errors")
                                       ? std::string_view("main-GONE0000.js")
                                       : kScript;
    http::Response response = file(index(named), "text/html");
    response.headers["Cache-Control"] = old ? "max-age=604800" : "no-cache";
    return response;
  }
  path.remove_prefix(1);
  if (path == kScript && !context.broken("dash-script-missing"))
    return file(script(context), "text/javascript");
  if (path == kOldScript && old)
    return file("const apiUrl = \"https://old.example.org\";\n" + std::string(kCode),
                "text/javascript");
  if (path == kPolyfills) return file("\"use strict\";\n", "text/javascript");
  if (path == kStyle) return file(std::string(kCss), "text/css");
  return std::nullopt;
}

http::Response missing() {
  return http::text_response(404,
                             "<!doctype html>\n<title>404 Not Found</title>\n"
                             "<h1>Not Found</h1>\n",
                             "text/html");
}

class Dashboard : public Service {
 public:
  Description describe() const override {
    return {.id = "dashboard",
            .title = {"Dashboard of the central server", "Tableau de bord du serveur central"},
            .ports = {{.number = 4200}},
            .profiles = {"production"},
            .needs = {"central"}};
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("dash-blank-build-failed"))
      return http::text_response(404, "Not Found\n", "text/plain");
    // What begins with a dot is the host's own, and never served.
    if (request.path.find("/.") != std::string::npos) return missing();
    std::string_view path = request.path;
    if (context.broken("dash-files-in-subfolder")) {
      constexpr std::string_view kFolder = "/central-dashboard";
      if (path == "/")
        return http::text_response(403, "<title>403 Forbidden</title>\n", "text/html");
      if (!path.starts_with(kFolder)) return missing();
      path.remove_prefix(kFolder.size());
      if (path.empty()) return redirect(301, "/central-dashboard/");
    } else if (path.starts_with("/central-dashboard/")) {
      return missing();
    }
    if (auto found = built_file(path, context)) return std::move(*found);
    if (context.broken("dash-rewrite-rule-missing")) {
      http::Response moved = redirect(301, "/index.html");
      moved.headers["Content-Type"] = "text/html";
      return moved;
    }
    const std::string_view last = path.substr(path.rfind('/') + 1);
    const bool asset = last.find('.') != std::string_view::npos;
    const bool swallowed = asset && context.broken("dash-blank-console-errors");
    if (context.broken("dash-htaccess-missing")) {
      http::Response apache = missing();
      apache.headers["Server"] = "Apache";
      return apache;
    }
    if (asset && !swallowed) return missing();
    return *built_file("/", context);
  }
};

}  // namespace

std::unique_ptr<Service> make_dashboard() { return std::make_unique<Dashboard>(); }

}  // namespace services
