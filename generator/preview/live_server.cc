#include "generator/preview/live_server.h"

#include <unistd.h>

#include <optional>
#include <set>
#include <thread>

#include "generator/http/server.h"
#include "generator/http/static_files.h"
#include "generator/preview/live_page.h"
#include "generator/preview/watcher.h"

namespace preview {
namespace {

// An editor's steps of writing one file lie closer together.
constexpr std::chrono::milliseconds kQuiet(8);
// Who writes pauses: time to leave to the next process what this one knows.
constexpr std::chrono::milliseconds kPause(2000);

// One open page. Lives on the server's thread.
class Page : public http::StreamSession {
 public:
  Page(std::set<Page*>& all, const LiveState& state, Question question)
      : all_(all), state_(state), question_(std::move(question)) {}
  ~Page() override { all_.erase(this); }

  void opened(http::Outlet& peer) override {
    peer_ = &peer;
    all_.insert(this);
    tell();
  }
  void received(std::string_view, http::Outlet&) override {}
  void closed() override {
    peer_ = nullptr;
    all_.erase(this);
  }
  void tell() {
    if (peer_ != nullptr)
      peer_->send(state_.message_for(question_.path, question_.version, question_.start));
  }

 private:
  std::set<Page*>& all_;
  const LiveState& state_;
  Question question_;
  http::Outlet* peer_ = nullptr;
};

}  // namespace

struct LiveServer::State {
  explicit State(LiveSite& built) : site(built) {}

  LiveSite& site;
  LiveState live{std::to_string(::getpid())};
  std::set<Page*> pages;  // before the server, whose sessions leave it
  std::optional<http::Server> server;

  http::Response answer(const http::Request& request) const;
};

http::Response LiveServer::State::answer(const http::Request& request) const {
  if (request.path == kScriptPath) return live_script();
  if (request.path == "/worker.js") return forgetful_worker();
  const std::string path = page_path(request.path);
  if (!path.ends_with(".html")) return http::serve_file(site.folder(), request);
  // The bytes are changed on their way: no part of them, and not compressed, is asked for.
  http::Request plain = request;
  for (const char* name : {"Accept-Encoding", "Range", "If-Range", "If-None-Match"})
    plain.headers.erase(name);
  http::Response response = http::serve_file(site.folder(), plain);
  const bool is_bare =
      response.status == 404 && response.headers["Content-Type"].starts_with("text/plain");
  if (is_bare && path == "index.html") return empty_page(live.version(), live.start());
  return with_script(std::move(response), request, live.version(), live.start());
}

LiveServer::LiveServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
LiveServer::~LiveServer() = default;
LiveServer::LiveServer(LiveServer&&) noexcept = default;
LiveServer& LiveServer::operator=(LiveServer&&) noexcept = default;

base::Result<LiveServer> LiveServer::listen(const ServerOptions& options, LiveSite& site,
                                            Update first) {
  auto state = std::make_unique<State>(site);
  state->live.take(std::move(first));
  http::ServerOptions http_options;
  http_options.address = options.address;
  http_options.port = options.port;
  // Other machines know this one by names of their own.
  if (!options.address.starts_with("127.") && options.address != "::1") http_options.hosts.clear();
  State* const shared = state.get();
  state->server = TRY(http::Server::listen(
      http_options, [shared](const http::Request& request) { return shared->answer(request); },
      [shared](const http::Request& request) -> std::unique_ptr<http::StreamSession> {
        if (request.path != kSocketPath || !is_same_origin(request)) return nullptr;
        return std::make_unique<Page>(shared->pages, shared->live, question_of(request.query));
      }));
  return LiveServer(std::move(state));
}

std::uint16_t LiveServer::port() const { return state_->server->port(); }

base::Done LiveServer::run(const std::vector<std::filesystem::path>& watched,
                           const std::vector<std::filesystem::path>& left_out, const Heard& heard) {
  Watcher watcher = TRY(Watcher::create(watched, left_out));
  State& state = *state_;
  const auto build = [&] {
    auto update = std::make_shared<Update>(state.site.build());
    heard(*update, state.site.pages_made());
    state.server->post([&state, update] {
      state.live.take(std::move(*update));
      for (Page* page : state.pages) page->tell();
    });
  };
  std::thread builder([&] {
    build();  // what changed between the first build and the watch
    bool rested = false;
    for (;;) {
      const Watcher::Event event =
          watcher.wait(kQuiet, rested ? std::chrono::milliseconds(0) : kPause);
      if (event == Watcher::Event::Woken) break;
      rested = event == Watcher::Event::Idle;
      if (rested)
        state.site.rest();
      else
        build();
    }
  });
  state.server->run_until_signal();
  watcher.wake();
  builder.join();
  return {};
}

}  // namespace preview
