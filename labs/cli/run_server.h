// The built site on loopback, with a Run button on the pages of labs. A handler over values; the
// socket is http::Server's, which refuses any other Host. Nothing runs without a click: a run is a
// POST that carries this server's token, which only its own pages hold, and this server's Origin.
// Another page in the same browser can send requests here, but can neither read the token nor forge
// the Origin.
//
//   GET  /lab-check/run.js          the button; put into lab pages beside
//                                   <meta name="lab-check" content="TOKEN">
//   GET  /lab-check/labs/ID         the lab's variables
//   POST /lab-check/runs            {"lab": ID, "values": {…}} -> 202 {"run": N}; one at a time
//   GET  /lab-check/runs/N?after=M  {"done": n, "all": n, "running": […], "ended": [{"id", "title",
//                                   "outcome"}, …] without the first M, "report": … at the end}
//
// The button tells the page's own script what comes, by events on its <main>: "lab-outcome" for
// each check, "lab-report" at the end.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "generator/http/message.h"
#include "labs/cli/session.h"
#include "labs/engine/observe.h"

namespace lab_check {

struct RunServerOptions {
  std::filesystem::path site;
  std::filesystem::path catalog;
  std::string env_file;
  std::filesystem::path practice = {};  // a folder of lab-services, for the labs that it has
  std::string token;
  base::Locale locale = base::Locale::En;
  engine::Observe observe = engine::observe;  // tests give their own
};

class RunServer {
 public:
  explicit RunServer(RunServerOptions options);
  ~RunServer();  // ends a run that is going on
  RunServer(const RunServer&) = delete;
  RunServer& operator=(const RunServer&) = delete;

  // From one thread at a time.
  http::Response handle(const http::Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab_check
