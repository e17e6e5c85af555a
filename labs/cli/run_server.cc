#include "labs/cli/run_server.h"

#include <charconv>
#include <ctime>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <thread>

#include "generator/base/files.h"
#include "generator/http/static_files.h"
#include "generator/text/html.h"
#include "generator/text/slug.h"
#include "labs/cli/values.h"
#include "labs/engine/run.h"
#include "labs/formats/crypto.h"
#include "labs/formats/json.h"
#include "labs/report/formats.h"
#include "labs/services/repair.h"
#include "labs/spec/load.h"

namespace lab_check {
namespace {

using formats::node;
using formats::put;
using http::Request;
using http::Response;

constexpr std::string_view kPrefix = "/lab-check/";

constexpr std::string_view kScript =
    R"JS(// The Run button of a lab's page, put there by lab-check serve.
(() => {
  "use strict";
  const token = document.querySelector('meta[name="lab-check"]')?.content;
  const main = document.querySelector("main[data-lab]");
  if (!token || !main) return;
  const lab = main.dataset.lab;
  const french = document.documentElement.lang.startsWith("fr");
  const say = (en, fr) => (french ? fr : en);
  const call = (path, options = {}) =>
    fetch("/lab-check/" + path, { ...options, headers: { "X-Lab-Check": token, "Content-Type": "application/json" } }).then(async (answer) => {
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error?.[french ? "fr" : "en"] ?? answer.status);
      return body;
    });
  const make = (name, properties, ...children) => {
    const out = Object.assign(document.createElement(name), properties);
    out.append(...children);
    return out;
  };
  call("labs/" + lab).then((about) => {
    const inputs = about.variables.map((variable) => {
      const field = make("input", { id: "var_" + variable.name, name: variable.name, placeholder: variable.example, value: variable.default, autocomplete: "off" });
      return make("p", {}, make("label", { htmlFor: field.id }, variable.meaning[french ? "fr" : "en"] + " "), field);
    });
    const button = make("button", { className: "btn", type: "submit" }, say("Run the checks", "Lancer les vérifications"));
    const status = make("p", { role: "status" });
    const form = make("form", {}, ...inputs, make("p", {}, button), status);
    const section = make("section", { id: "run-here" }, make("h2", {}, say("Run here", "Exécuter ici")), form);
    main.querySelector("section")?.before(section);
    // The page's own script knows how outcomes and reports look.
    const tell = (name, detail) => main.dispatchEvent(new CustomEvent(name, { detail }));
    const watch = async (run, seen) => {
      const state = await call("runs/" + run + "?after=" + seen);
      for (const check of state.ended) tell("lab-outcome", { id: check.id, title: check.title[french ? "fr" : "en"], outcome: check.outcome });
      status.textContent = `${state.done}/${state.all} ${state.running.join(", ")}`;
      if (!state.report) return setTimeout(() => watch(run, seen + state.ended.length).catch(failed), 150);
      status.textContent = say("Done.", "Terminé.");
      button.disabled = false;
      tell("lab-report", JSON.stringify(state.report));
    };
    const failed = (problem) => {
      status.textContent = problem.message;
      button.disabled = false;
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.disabled = true;
      const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
      call("runs", { method: "POST", body: JSON.stringify({ lab, values }) }).then((started) => watch(started.run, 0)).catch(failed);
    });
  }).catch(() => {});
})();
)JS";

Response json_response(int status, const text::Node& body) {
  Response out = http::text_response(status, formats::to_json(body), "application/json");
  out.headers["Cache-Control"] = "no-store";
  return out;
}

text::Node both(const base::Message& message) {
  text::Node out;
  put(out, "en", node(std::string_view(message.en)));
  put(out, "fr", node(std::string_view(message.fr)));
  return out;
}

Response refusal(int status, const base::Message& message) {
  text::Node out;
  put(out, "error", both(message));
  return json_response(status, out);
}

// "/fr/labs/ID.html" -> ID.
std::string lab_of_page(const std::string& path) {
  constexpr std::string_view kFolder = "/labs/";
  const std::size_t at = path.rfind(kFolder);
  if (at == std::string::npos || !path.ends_with(".html")) return {};
  const std::string id = path.substr(at + kFolder.size(), path.size() - at - kFolder.size() - 5);
  return text::Slug::parse(id, {}) && id != "index" ? id : "";
}

// "after=3" -> 3.
std::size_t seen_of(std::string_view query) {
  std::size_t out = 0;
  if (query.starts_with("after="))
    std::from_chars(query.data() + 6, query.data() + query.size(), out);
  return out;
}

// One run, in a thread of its own.
class LiveRun {
 public:
  LiveRun(spec::Lab lab, engine::RunOptions options) : lab_(std::move(lab)) {
    all_ = engine::selected(lab_, {}, {}).size();
    options.cancelled = &cancelled_;
    options.progress = [this](const spec::Check& check, const engine::CheckResult* ended) {
      const std::lock_guard lock(mutex_);
      if (ended == nullptr) {
        running_.insert(check.id);
      } else {
        running_.erase(check.id);
        text::Node one;
        put(one, "id", node(std::string_view(check.id)));
        put(one, "title", both(check.title));
        put(one, "outcome", node(engine::name_of(ended->outcome)));
        ended_.push_back(std::move(one));
      }
    };
    thread_ = std::thread([this, options = std::move(options)]() mutable {
      const std::string report = report::to_json(engine::run(lab_, std::move(options)));
      const std::lock_guard lock(mutex_);
      report_ = report;
    });
  }
  ~LiveRun() {
    cancelled_ = true;
    thread_.join();
  }
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  bool ended() {
    const std::lock_guard lock(mutex_);
    return report_.has_value();
  }

  // What has ended after the first `seen`, in the order in which it ended.
  text::Node state(std::size_t seen) {
    const std::lock_guard lock(mutex_);
    text::Node out;
    put(out, "done", node(static_cast<std::int64_t>(ended_.size())));
    put(out, "all", node(static_cast<std::int64_t>(all_)));
    text::Array names;
    for (const std::string& name : running_) names.push_back(node(std::string_view(name)));
    put(out, "running", node(std::move(names)));
    const std::size_t first = std::min(seen, ended_.size());
    put(out, "ended",
        node(text::Array(ended_.begin() + static_cast<std::ptrdiff_t>(first), ended_.end())));
    if (report_)
      if (auto report = formats::parse_json(*report_)) put(out, "report", std::move(*report));
    return out;
  }

 private:
  spec::Lab lab_;
  std::atomic<bool> cancelled_ = false;
  std::mutex mutex_;
  std::set<std::string> running_;
  text::Array ended_;
  std::size_t all_ = 0;
  std::optional<std::string> report_;
  std::thread thread_;
};

}  // namespace

struct RunServer::State {
  RunServerOptions options;
  std::unique_ptr<LiveRun> run;
  std::int64_t number = 0;

  base::Result<spec::Lab> load(const std::string& id) const {
    const base::Message unknown = base::message("no lab '{}'", "aucun labo « {} »", id);
    if (!text::Slug::parse(id, {})) return base::fail(base::ErrorKind::Usage, unknown);
    std::vector<base::Error> problems;
    auto lab = spec::load_lab(options.catalog / (id + ".toml"), problems);
    for (const base::Error& problem : problems)
      if (problem.severity == base::Severity::Error)
        return base::fail(base::ErrorKind::Usage, problem.message);
    if (!lab) return base::fail(base::ErrorKind::Usage, unknown);
    return lab;
  }

  bool has_token(const Request& request) const {
    return formats::same_secret(request.header("X-Lab-Check"), options.token);
  }

  // Read anew for each page and each run: the learner edits them meanwhile.
  std::map<std::string, std::string> practice_values(const std::string& id) const {
    Sources sources;
    if (options.practice.empty() || !add_practice(options.practice, id, sources)) return {};
    const auto bytes = base::read_file(sources.values_file, 1u << 20);
    return bytes ? services::read_values(*bytes) : std::map<std::string, std::string>();
  }

  Response about(const std::string& id) const {
    const auto lab = load(id);
    if (!lab) return refusal(404, lab.error().message);
    const auto practised = practice_values(id);
    text::Array variables;
    for (const spec::Variable& variable : lab->variables) {
      const auto known = practised.find(variable.name);
      text::Node one;
      put(one, "name", node(std::string_view(variable.name)));
      put(one, "meaning", both(variable.meaning));
      put(one, "example", node(std::string_view(variable.example)));
      const std::string otherwise = variable.otherwise.value_or("");
      put(one, "default",
          node(std::string_view(known != practised.end() ? known->second : otherwise)));
      variables.push_back(std::move(one));
    }
    text::Node out;
    put(out, "variables", node(std::move(variables)));
    return json_response(200, out);
  }

  Response begin(const Request& request) {
    // A page elsewhere always carries its own Origin on a POST (fetch, "append a request Origin
    // header").
    const std::string own = "http://" + std::string(request.header("Host"));
    if (request.header("Origin") != own)
      return refusal(403, {"only this server's own pages may start a run",
                           "seules les pages de ce serveur peuvent lancer une exécution"});
    if (run && !run->ended())
      return refusal(409, {"a run is going on", "une exécution est en cours"});
    const auto body = formats::parse_json(request.body);
    const text::Node* wanted = body ? body->find("lab") : nullptr;
    if (wanted == nullptr) return refusal(400, {"which lab?", "quel labo ?"});
    auto lab = load(formats::plain(*wanted));
    if (!lab) return refusal(404, lab.error().message);
    Sources sources;
    sources.env_file = options.env_file;
    // A lab that the folder has not is run with what the page gives.
    if (!options.practice.empty()) (void)add_practice(options.practice, lab->id, sources);
    if (const text::Node* values = body->find("values"); values != nullptr && values->is_table())
      for (const text::Member& member : std::get<text::Table>(values->value))
        sources.vars.push_back(member.key + "=" + formats::plain(member.value));
    std::ostringstream ignored;
    std::istringstream nobody;
    Session session{ignored, ignored, nobody, options.locale};
    std::vector<base::Error> problems;
    auto gathered = gather(*lab, sources, session, problems);
    if (!gathered) return refusal(400, gathered.error().message);
    if (!problems.empty()) return refusal(400, problems.front().message);
    engine::RunOptions run_options;
    run_options.values = std::move(gathered->values);
    run_options.secrets = std::move(gathered->secrets);
    run_options.observe = options.observe;
    run_options.now = static_cast<std::int64_t>(std::time(nullptr));
    engine::add_run_values(run_options.values, formats::random_bytes(16), run_options.now);
    run = std::make_unique<LiveRun>(std::move(*lab), std::move(run_options));
    text::Node out;
    put(out, "run", node(++number));
    return json_response(202, out);
  }

  Response page(const Request& request) const {
    const std::string lab = lab_of_page(request.path);
    if (lab.empty() || (request.method != "GET" && request.method != "HEAD"))
      return http::serve_file(options.site, request);
    Request whole = request;
    for (const char* name : {"Accept-Encoding", "If-None-Match", "Range"})
      whole.headers.erase(name);
    Response out = http::serve_file(options.site, whole);
    const std::size_t head = out.body.find("</head>");
    if (out.status != 200 || head == std::string::npos) return out;
    out.body.insert(head, "<meta name=\"lab-check\" content=\"" +
                              text::Html::escape(options.token).str() +
                              "\">\n<script defer src=\"/lab-check/run.js\"></script>\n");
    out.headers.erase("ETag");
    out.headers.erase("Content-Length");
    out.headers["Cache-Control"] = "no-store";
    return out;
  }
};

RunServer::RunServer(RunServerOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
RunServer::~RunServer() = default;

Response RunServer::handle(const Request& request) {
  if (!request.path.starts_with(kPrefix)) return state_->page(request);
  const std::string rest = request.path.substr(kPrefix.size());
  const bool get = request.method == "GET";
  if (get && rest == "run.js")
    return http::text_response(200, std::string(kScript), "text/javascript; charset=utf-8");
  if (!state_->has_token(request))
    return refusal(403,
                   {"the token of this server is missing", "il manque le jeton de ce serveur"});
  if (get && rest.starts_with("labs/")) return state_->about(rest.substr(5));
  if (request.method == "POST" && rest == "runs") return state_->begin(request);
  if (get && state_->run && rest == "runs/" + std::to_string(state_->number))
    return json_response(200, state_->run->state(seen_of(request.query)));
  return refusal(404, {"there is no such thing here", "il n'y a rien de tel ici"});
}

}  // namespace lab_check
