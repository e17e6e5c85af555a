#include "labs/probes/resolver.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>

#include <array>
#include <mutex>

namespace probes {
namespace {

struct Finished {
  bool done = false;
  int status = ARES_ETIMEOUT;
  std::string bytes;
  std::vector<std::string> addresses;
};

class Channel {
 public:
  static base::Result<std::unique_ptr<Channel>> open(const std::string& server) {
    static std::once_flag once;
    std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
    auto out = std::make_unique<Channel>();
    ares_options options = {};
    options.timeout = 2000;
    options.tries = 2;
    if (ares_init_options(&out->channel_, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES) !=
        ARES_SUCCESS)
      return refuse("dns.no-resolver");
    out->open_ = true;
    if (!server.empty() &&
        ares_set_servers_ports_csv(out->channel_, server.c_str()) != ARES_SUCCESS)
      return refuse("net.address");
    return out;
  }
  ~Channel() {
    if (open_) ares_destroy(channel_);
  }
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  ares_channel get() const { return channel_; }

  // Runs the channel until `finished` or the limit; then everything still open is cancelled.
  void wait(const Finished& finished, const Limits& limits) {
    while (!finished.done && !limits.over()) {
      std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets = {};
      const int wanted = ares_getsock(channel_, sockets.data(), ARES_GETSOCK_MAXNUM);
      std::array<pollfd, ARES_GETSOCK_MAXNUM> polled = {};
      nfds_t count = 0;
      for (unsigned i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
        short events = 0;
        if (ARES_GETSOCK_READABLE(wanted, i)) events |= POLLIN;
        if (ARES_GETSOCK_WRITABLE(wanted, i)) events |= POLLOUT;
        if (events != 0) polled[count++] = {sockets[i], events, 0};
      }
      const auto pause = limits.left(std::chrono::milliseconds(100));
      ::poll(polled.data(), count, static_cast<int>(pause.count()));
      if (count == 0) ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
      for (nfds_t i = 0; i < count; ++i) {
        const bool reads = (polled[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        const bool writes = (polled[i].revents & POLLOUT) != 0;
        ares_process_fd(channel_, reads ? polled[i].fd : ARES_SOCKET_BAD,
                        writes ? polled[i].fd : ARES_SOCKET_BAD);
      }
    }
    if (!finished.done) ares_cancel(channel_);
  }

 private:
  ares_channel channel_ = nullptr;
  bool open_ = false;
};

void on_reply(void* arg, int status, int, unsigned char* bytes, int size) {
  auto& finished = *static_cast<Finished*>(arg);
  finished.done = true;
  finished.status = status == ARES_ECANCELLED ? ARES_ETIMEOUT : status;
  if (bytes != nullptr && size > 0)
    finished.bytes.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void on_addresses(void* arg, int status, int, ares_addrinfo* result) {
  auto& finished = *static_cast<Finished*>(arg);
  finished.done = true;
  finished.status = status == ARES_ECANCELLED ? ARES_ETIMEOUT : status;
  for (const ares_addrinfo_node* node = result != nullptr ? result->nodes : nullptr;
       node != nullptr && finished.addresses.size() < 32; node = node->ai_next) {
    char text[INET6_ADDRSTRLEN] = "";
    const void* from = nullptr;
    if (node->ai_family == AF_INET)
      from = &reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr;
    if (node->ai_family == AF_INET6)
      from = &reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr;
    if (from != nullptr && ::inet_ntop(node->ai_family, from, text, sizeof text) != nullptr)
      finished.addresses.emplace_back(text);
  }
  if (result != nullptr) ares_freeaddrinfo(result);
}

}  // namespace

const char* dns_reason(int status) {
  switch (status) {
    case ARES_ENOTFOUND:
      return "dns.nxdomain";
    case ARES_ENODATA:
      return "dns.no-record";
    case ARES_ESERVFAIL:
      return "dns.servfail";
    case ARES_EREFUSED:
    case ARES_ENOTIMP:
      return "dns.refused";
    case ARES_ETIMEOUT:
      return "dns.timeout";
    case ARES_ECONNREFUSED:
      return "dns.no-resolver";
    case ARES_EBADNAME:
      return "dns.name";
    default:
      return "dns.malformed";
  }
}

base::Result<DnsReply> ask_dns(const std::string& name, int type, const std::string& server,
                               const Limits& limits) {
  auto channel = TRY(Channel::open(server));
  Finished finished;
  ares_query(channel->get(), name.c_str(), 1 /* IN */, type, on_reply, &finished);
  channel->wait(finished, limits);
  return DnsReply{finished.status, std::move(finished.bytes)};
}

base::Result<std::vector<std::string>> resolve(const std::string& host, Family family,
                                               const Limits& limits) {
  unsigned char ignored[sizeof(in6_addr)];
  if (::inet_pton(AF_INET, host.c_str(), ignored) == 1 ||
      ::inet_pton(AF_INET6, host.c_str(), ignored) == 1)
    return std::vector<std::string>{host};
  auto channel = TRY(Channel::open(""));
  Finished finished;
  ares_addrinfo_hints hints = {};
  hints.ai_family = family == Family::V4 ? AF_INET : family == Family::V6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  ares_getaddrinfo(channel->get(), host.c_str(), nullptr, &hints, on_addresses, &finished);
  channel->wait(finished, limits);
  if (finished.addresses.empty())
    return refuse(dns_reason(finished.status == ARES_SUCCESS ? ARES_ENODATA : finished.status),
                  base::message("the name is '{}'", "le nom est « {} »", host));
  return std::move(finished.addresses);
}

}  // namespace probes
