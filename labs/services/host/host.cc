#include "labs/services/host/host.h"

#include <algorithm>

namespace services {
namespace {

constexpr std::string_view kOpen = "ssh,http,https";

bool names(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == wanted) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// Says its banner, if it has one, and hears whoever comes.
class Greeting : public http::StreamSession {
 public:
  explicit Greeting(std::string banner) : banner_(std::move(banner)) {}
  void opened(http::Outlet& peer) override {
    if (!banner_.empty()) peer.send(banner_ + "\r\n");
  }
  void received(std::string_view, http::Outlet& peer) override { peer.close(); }
  std::uint64_t begun() const override { return 1; }

 private:
  std::string banner_;
};

class Host : public Service {
 public:
  Description describe() const override {
    Description out{.id = "host",
                    .title = {"The server's own ports", "Les ports du serveur lui-même"},
                    .ports = {},
                    .profiles = {"vps"},
                    .needs = {}};
    constexpr std::pair<const char*, std::uint16_t> kPorts[] = {
        {"ssh", 20022},       {"http", 20080},         {"https", 20443},   {"postgres", 25432},
        {"pooler", 26543},    {"redis", 26379},        {"ollama", 21434},  {"qdrant", 26333},
        {"mail-page", 24324}, {"supabase-cli", 24321}, {"searxng", 28080}, {"kong", 28000},
        {"fallback", 28001}};
    for (const auto& [name, number] : kPorts)
      out.ports.push_back(
          {.number = number, .wire = Wire::Stream, .name = name, .shut = !names(kOpen, name)});
    return out;
  }

  bool is_open(const Port& port, Context& context) override {
    return names(context.setting("OPEN_PORTS", kOpen), port.name);
  }

  http::Response answer(const Port&, const http::Request&, Context&) override {
    return http::text_response(404, "");
  }

  std::unique_ptr<http::StreamSession> connect(const Port& port,
                                               std::function<Context()> make_context) override {
    const Context context = make_context();
    if (port.name != "ssh" || context.broken("vps-adduser-terminal-freeze"))
      return std::make_unique<Greeting>("");
    // Too many log-ins begin at once: sshd drops some (MaxStartups).
    if (context.broken("vps-ssh-unsteady") && ++greeted_ % 2 == 0) return nullptr;
    return std::make_unique<Greeting>(
        std::string(context.setting("SSH_BANNER", "SSH-2.0-OpenSSH_9.2p1 Debian-2")));
  }

 private:
  int greeted_ = 0;
};

}  // namespace

std::unique_ptr<Service> make_host() { return std::make_unique<Host>(); }

}  // namespace services
