#include "labs/services/apps/chat/chat_web.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"

namespace services {
namespace {

constexpr std::string_view kScriptPath = "/_next/static/chunks/main-app.js";

constexpr std::string_view kCode = R"js(
const root = document.querySelector("main");
const make = (name, text, attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const list = (title, lines) => {
  const section = make("section", "");
  const items = make("ul", "");
  for (const line of lines) items.append(make("li", line));
  section.append(make("h2", title), items);
  return section;
};
async function show(token) {
  const options = { headers: { Authorization: "Bearer " + token } };
  const read = async (path) => (await fetch(apiUrl + path, options)).json();
  const contacts = await read("/contacts");
  const messages = await read("/messages");
  root.replaceChildren(
    list("Contacts", contacts.map((one) => one.name + " " + one.phone)),
    list("Messages", messages.map((one) => one.direction + " " + (one.body ?? "") + " " + one.status)));
}
const form = make("form", "");
const email = make("input", "", { type: "email", "aria-label": "E-mail" });
const password = make("input", "", { type: "password", "aria-label": "Password" });
const message = make("p", "", { role: "status" });
form.append(email, password, make("button", "Log in"), message);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await fetch(apiUrl + "/auth/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: email.value, password: password.value }),
    });
    const body = await answer.json();
    if (body.access_token) await show(body.access_token);
    else message.textContent = body.detail;
  } catch (error) {
    message.textContent = "Network Error: " + error.message;
  }
});
root.replaceChildren(make("h1", "Log in"), form);
)js";

http::Response build_error(std::string_view text) {
  return html_response(500, fmt::format("<!doctype html>\n<html><head><title>Build Error</title>"
                                        "</head><body><h1>Build Error</h1><pre>{}</pre></body>"
                                        "</html>\n",
                                        text));
}

class ChatWeb : public Service {
 public:
  Description describe() const override {
    return {.id = "chat-web",
            .title = {"Chatbot dashboard", "Tableau de bord du chatbot"},
            .ports = {{.number = 3000}},
            .profiles = {"chatbot"},
            .needs = {"chat-api"}};
  }

  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (context.broken("frontend-port-in-use"))
      return http::text_response(404, "Cannot GET " + request.path + "\n");
    if (context.broken("frontend-module-missing"))
      return build_error("Module not found: Can&#39;t resolve &#39;@tanstack/react-query&#39;");
    if (context.broken("frontend-alias-module-missing"))
      return build_error("Type error: Cannot find module &#39;@/lib/api&#39;");
    if (request.path == kScriptPath) {
      const std::string_view url =
          context.setting("NEXT_PUBLIC_API_URL", "http://localhost:8000/api");
      return http::text_response(
          200, "const apiUrl = " + formats::quote_json(url) + ";\n" + std::string(kCode),
          "application/javascript; charset=UTF-8");
    }
    if (request.path != "/" && request.path != "/login" && request.path != "/contacts")
      return html_response(404,
                           "<!doctype html>\n<title>404: This page could not be found.</title>"
                           "\n<h1>404</h1>\n");
    http::Response response = html_response(
        200, fmt::format("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
                         "<title>Chatbot</title></head>\n<body><main></main>\n"
                         "<script src=\"{}\" defer></script></body>\n</html>\n",
                         kScriptPath));
    response.headers["X-Powered-By"] = "Next.js";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_chat_web() { return std::make_unique<ChatWeb>(); }

}  // namespace services
