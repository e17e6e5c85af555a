#include "labs/probes/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace probes {
using base::message;
namespace {

// Waits in short turns, so that a cancelled run ends soon.
base::Done wait_for(int socket, short events, const Limits& limits, std::string_view late) {
  while (!limits.over()) {
    pollfd polled = {socket, events, 0};
    const auto pause = limits.left(std::chrono::milliseconds(100));
    const int ready = ::poll(&polled, 1, static_cast<int>(pause.count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return refuse("probe.failed");
  }
  if (limits.cancelled != nullptr && *limits.cancelled) return refuse("run.cancelled");
  return refuse(late);
}

const char* reason_of(int error) {
  switch (error) {
    case ECONNREFUSED:
      return "tcp.refused";
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
    case EACCES:
    case EPERM:
      return "net.unreachable";
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
      return "tcp.reset";
    default:
      return "tcp.timeout";
  }
}

class Socket : public Connection {
 public:
  Socket(int number, const Limits& limits) : number_(number), limits_(limits) {}
  ~Socket() override { ::close(number_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  base::Done send(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent > 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        TRY(wait_for(number_, POLLOUT, limits_, "tcp.silent"));
      } else if (errno != EINTR) {
        return refuse(reason_of(errno));
      }
    }
    return {};
  }

  base::Result<std::string> read_some() override {
    std::string buffer(16u << 10, '\0');
    for (;;) {
      const ssize_t got = ::recv(number_, buffer.data(), buffer.size(), 0);
      if (got >= 0) {
        buffer.resize(static_cast<std::size_t>(got));
        // A peer that drips bytes must not outlast the deadline.
        if (got > 0 && limits_.over()) return refuse("tcp.silent");
        return buffer;
      }
      if (errno == EAGAIN || errno == EWOULDBLOCK)
        TRY(wait_for(number_, POLLIN, limits_, "tcp.silent"));
      else if (errno != EINTR)
        return refuse(reason_of(errno));
    }
  }

 private:
  int number_;
  Limits limits_;
};

struct Address {
  sockaddr_storage bytes = {};
  socklen_t size = 0;
};

bool make_address(const std::string& text, std::uint16_t port, Address& out) {
  auto* four = reinterpret_cast<sockaddr_in*>(&out.bytes);
  if (::inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    out.size = sizeof(sockaddr_in);
    return true;
  }
  auto* six = reinterpret_cast<sockaddr_in6*>(&out.bytes);
  if (::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) != 1) return false;
  six->sin6_family = AF_INET6;
  six->sin6_port = htons(port);
  out.size = sizeof(sockaddr_in6);
  return true;
}

// The connection's own limit is `limits`; to connect it has only `share`.
base::Result<std::unique_ptr<Connection>> connect_to(const std::string& text, std::uint16_t port,
                                                     const Limits& share, const Limits& limits) {
  Address address;
  if (!make_address(text, port, address)) return refuse("net.address");
  const int number = ::socket(reinterpret_cast<const sockaddr*>(&address.bytes)->sa_family,
                              SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (number < 0) return refuse(errno == EAFNOSUPPORT ? "net.unreachable" : "probe.failed");
  auto out = std::make_unique<Socket>(number, limits);
  if (::connect(number, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) == 0)
    return out;
  if (errno != EINPROGRESS) return refuse(reason_of(errno));
  TRY(wait_for(number, POLLOUT, share, "tcp.timeout"));
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(number, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return refuse(reason_of(error));
  return out;
}

}  // namespace

base::Result<Target> parse_target(std::string_view written) {
  const std::size_t colon = written.rfind(':');
  Target out;
  int port = 0;
  if (colon != std::string_view::npos) {
    const std::string_view digits = written.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) port = 0;
  }
  std::string_view host = written.substr(0, std::min(colon, written.size()));
  if (host.starts_with('[') && host.ends_with(']') && host.size() > 2)
    host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string_view::npos)
    host = {};
  if (host.empty() || port < 1 || port > 65535 || host.find(' ') != std::string_view::npos)
    return refuse("net.address",
                  message("'{}' is not host:port", "« {} » n'est pas hôte:port", written));
  out.host = host;
  out.port = static_cast<std::uint16_t>(port);
  return out;
}

base::Result<OpenConnection> connect_tcp(const Target& target, const std::string& instead,
                                         const Limits& limits) {
  const auto addresses = TRY(resolve(instead.empty() ? target.host : instead, Family::Any, limits));
  base::Error last = because("tcp.timeout");
  std::size_t left = addresses.size();
  for (const std::string& address : addresses) {
    // One dead address must not eat the time of the others.
    Limits share = limits;
    share.deadline = Clock::now() + limits.left() / static_cast<long>(left--);
    auto connection = connect_to(address, target.port, share, limits);
    if (connection) {
      return OpenConnection{std::move(*connection), address};
    }
    // What another address said is worth more than "this machine has no IPv6".
    if (last.rule == "tcp.timeout" || connection.error().rule != "net.unreachable")
      last = connection.error();
    if (limits.over()) break;
  }
  last.message = message("port {} of {}", "port {} de {}", target.port,
                         addresses.size() == 1 ? addresses[0] : target.host);
  return base::fail(std::move(last));
}

}  // namespace probes
