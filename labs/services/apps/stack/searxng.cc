#include "labs/services/apps/stack/searxng.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/text/html.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/cors.h"
#include "labs/services/common/page.h"
#include "labs/services/common/requests.h"
#include "labs/services/common/routes.h"

namespace services {
namespace {

constexpr std::size_t kPageSize = 10;

bool offers(const Context& context, std::string_view format) {
  const auto formats = split_origins(context.setting("SEARXNG_FORMATS", "html,json"), Trim::Yes);
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

constexpr std::string_view kForm =
    "<form action=\"/search\" method=\"get\" role=\"search\"><label>Search <input name=\"q\" "
    "type=\"search\"></label> <button>Search</button></form>\n";

base::Result<http::Response> home(Call&) {
  return html_response(200, page("SearXNG", text::Html::trusted(std::string(kForm))));
}

// scheme, host, path, parameters, query, fragment: as Python's urlparse cuts an address.
text::Node parsed(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return list({"", "", url, "", "", ""});
  const std::size_t host = scheme + 3;
  const std::size_t path = std::min(url.find('/', host), url.size());
  const std::size_t hash = std::min(url.find('#', path), url.size());
  return list({url.substr(0, scheme), url.substr(host, path - host), url.substr(path, hash - path),
               "", "", hash < url.size() ? url.substr(hash + 1) : std::string_view()});
}

std::string csv_cell(std::string_view written) {
  if (written.find_first_of(",\"\n") == std::string_view::npos) return std::string(written);
  std::string out = "\"";
  for (const char c : written) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

http::Response as_json(std::string_view query, const std::vector<Passage>& found) {
  text::Node results = list({});
  int place = 0;
  for (const Passage& one : found)
    append(results, object({{"url", one.url},
                            {"title", one.title},
                            {"content", one.text},
                            {"engine", "course"},
                            {"parsed_url", parsed(one.url)},
                            {"engines", list({"course"})},
                            {"positions", list({++place})},
                            {"score", 1.0 / place},
                            {"category", "general"},
                            {"pretty_url", one.url}}));
  return json_response(200, {{"query", query},
                             {"number_of_results", found.size()},
                             {"results", results},
                             {"answers", list({})},
                             {"corrections", list({})},
                             {"infoboxes", list({})},
                             {"suggestions", list({})},
                             {"unresponsive_engines", list({})}});
}

http::Response as_csv(const std::vector<Passage>& found) {
  std::string out = "title,url,content,host,engine,score,type\r\n";
  int place = 0;
  for (const Passage& one : found)
    out += fmt::format("{},{},{},,course,{},result\r\n", csv_cell(one.title), csv_cell(one.url),
                       csv_cell(one.text), 1.0 / ++place);
  http::Response response = http::text_response(200, std::move(out), "application/csv");
  response.headers["Content-Disposition"] = "attachment;Filename=searx.csv";
  return response;
}

http::Response as_rss(std::string_view query, const std::vector<Passage>& found) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>";
  text::escape_to(out, query);
  out += "</title>\n";
  for (const Passage& one : found) {
    out += "<item><title>";
    text::escape_to(out, one.title);
    out += "</title><link>";
    text::escape_to(out, one.url);
    out += "</link><description>";
    text::escape_to(out, one.text);
    out += "</description></item>\n";
  }
  return http::text_response(200, out + "</channel></rss>\n", "text/xml");
}

http::Response as_html(std::string_view query, const std::vector<Passage>& found) {
  std::string body(kForm);
  body += "<p>" + text::Html::escape(query).str() + "</p>\n<ol>\n";
  for (const Passage& one : found) {
    body += "<li class=\"result\"><a href=\"" + text::Html::escape(one.url).str() + "\">" +
            text::Html::escape(one.title).str() + "</a><br>" + text::Html::escape(one.text).str() +
            "</li>\n";
  }
  return html_response(200, page("SearXNG", text::Html::trusted(body + "</ol>\n")));
}

base::Result<http::Response> search_course(Call& call) {
  Fields asked = parse_form(call.request.query);
  if (call.request.method == "POST")
    for (const auto& [name, value] : parse_form(call.request.body)) asked[name] = value;
  const std::string_view format = field(asked, "format", "html");
  if (!offers(call.context, format))
    return html_response(403,
                         "<!doctype html>\n<html lang=en>\n<title>403 Forbidden</title>\n"
                         "<h1>Forbidden</h1>\n<p>You don&#39;t have the permission to access "
                         "the requested resource.</p>\n");
  const std::string_view query = field(asked, "q");
  if (query.find_first_not_of(" \t") == std::string_view::npos) {
    if (format == "json") return json_response(400, {{"error", "No query"}});
    return home(call);
  }
  const auto skipped =
      static_cast<std::size_t>(number_field(asked, "pageno", 1, 1, 20) - 1) * kPageSize;
  std::vector<Passage> found = find_passages(call.context, query, skipped + kPageSize);
  found.erase(found.begin(),
              found.begin() + static_cast<std::ptrdiff_t>(std::min(skipped, found.size())));
  if (format == "json") return as_json(query, found);
  if (format == "csv") return as_csv(found);
  if (format == "rss") return as_rss(query, found);
  return as_html(query, found);
}

base::Result<http::Response> healthz(Call&) {
  return http::text_response(200, "OK", "text/plain; charset=utf-8");
}

base::Result<http::Response> configuration(Call&) {
  return json_response(
      200,
      {{"instance_name", "Atelier"},
       {"categories", list({"general"})},
       {"engines",
        list({object({{"name", "course"}, {"categories", list({"general"})}, {"enabled", true}})})},
       {"locales", object({{"en", "English"}, {"fr", "Français"}})}});
}

base::Result<http::Response> nothing_here(Call&) {
  return html_response(404, "<!doctype html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n");
}

constexpr Route kRoutes[] = {
    {"GET", "/", home},
    {"GET", "/search", search_course},
    {"POST", "/search", search_course},
    {"GET", "/healthz", healthz},
    {"GET", "/config", configuration},
};

class Searxng : public Service {
 public:
  Description describe() const override {
    return {.id = "searxng",
            .title = {"SearXNG", "SearXNG"},
            .ports = {{.number = 8080}},
            .profiles = {"compose", "vps"},
            .needs = {}};
  }
  bool is_up(Context& context) override { return !context.broken("searxng-restart-permissions"); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    http::Response response = dispatch(kRoutes, request, context, nothing_here);
    response.headers["Referrer-Policy"] = "no-referrer";
    response.headers["X-Content-Type-Options"] = "nosniff";
    response.headers["X-Robots-Tag"] = "noindex, nofollow";
    return response;
  }
};

}  // namespace

std::unique_ptr<Service> make_searxng() { return std::make_unique<Searxng>(); }

}  // namespace services
