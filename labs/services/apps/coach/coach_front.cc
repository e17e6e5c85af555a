#include "labs/services/apps/coach/coach.h"
#include "labs/services/apps/coach/coach_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/page.h"

namespace services {
namespace {

class Streamlit : public Service {
 public:
  Description describe() const override {
    return {.id = "streamlit",
            .title = {"Coach: Streamlit", "Coach : Streamlit"},
            .ports = {{.number = 8501}},
            .profiles = {"coach"},
            .needs = {}};
  }
  http::Response answer(const Port&, const http::Request& request, Context&) override {
    // Behind the proxy it lives under /chat.
    std::string_view path = request.path;
    if (path.starts_with("/chat/")) path.remove_prefix(5);
    if (path == "/_stcore/health") return http::text_response(200, "ok");
    if (path == "/_stcore/host-config")
      return json_response(200, {{"allowedOrigins", list({})}, {"useExternalAuthToken", false}});
    if (path != "/") return http::text_response(404, "404: Not Found");
    return html_response(200, page("Streamlit", paragraph("Talk to the coach at /v1/coaching/chat; "
                                                          "this page is a placeholder.")));
  }
};

class CoachProxy : public Service {
 public:
  Description describe() const override {
    return {.id = "coach-proxy",
            .title = {"Coach: reverse proxy", "Coach : proxy inverse"},
            .ports = {{.number = 8088}},
            .profiles = {"coach"},
            .needs = {"django", "fastapi", "streamlit"}};
  }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    const std::string_view path = request.path;
    const char* upstream = "django";
    if (path == "/health" || path == "/ready" || path.starts_with("/v1/")) upstream = "fastapi";
    if (path.starts_with("/chat/")) upstream = "streamlit";
    http::Response response;
    const bool drifted =
        (context.broken("reverse-proxy-prefix-drift") && path.starts_with("/coaching/")) ||
        (context.broken("reverse-proxy-prefix-drift-api") && path.starts_with("/api/v1/coaching/"));
    response = drifted ? error_page(404, "404 Not Found") : context.call(upstream, request);
    // What takes longer than the proxy waits is cut; two seconds stand for its 130.
    if (response.delay > std::chrono::seconds(130)) {
      response = error_page(504, "504 Gateway Time-out");
      response.delay = std::chrono::seconds(2);
    }
    if (response.fate != http::Fate::Answer || (response.status == 502 && response.body.empty()))
      response = error_page(502, "502 Bad Gateway");
    response.headers["Server"] = "nginx";
    return response;
  }

 private:
  static http::Response error_page(int status, const std::string& title) {
    return http::text_response(status,
                               "<html>\r\n<head><title>" + title +
                                   "</title></head>\r\n<body>\r\n<center><h1>" + title +
                                   "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n"
                                   "</html>\r\n",
                               "text/html");
  }
};

}  // namespace

std::unique_ptr<Service> make_streamlit() { return std::make_unique<Streamlit>(); }
std::unique_ptr<Service> make_coach_proxy() { return std::make_unique<CoachProxy>(); }

}  // namespace services
