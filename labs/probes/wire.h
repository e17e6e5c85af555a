// Bytes to and from a peer under a deadline. The probes of line protocols speak to a Connection,
// which tests replace by a script. Errors have reason codes as their rule: "tcp.refused",
// "tcp.timeout".
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "labs/probes/observation.h"

namespace probes {

class Connection {
 public:
  virtual ~Connection() = default;
  virtual base::Done send(std::string_view bytes) = 0;
  // At least one byte, or none when the peer has closed.
  virtual base::Result<std::string> read_some() = 0;
};

struct Target {
  std::string host;
  std::uint16_t port = 0;
};
// "host:port", "[2001:db8::1]:port"; reason "net.address".
base::Result<Target> parse_target(std::string_view written);

enum class Family { Any, V4, V6 };

// The addresses of a name, from /etc/hosts or DNS; an address is its own. Reasons "dns.*".
base::Result<std::vector<std::string>> resolve(const std::string& host, Family family,
                                               const Limits& limits);

struct OpenConnection {
  std::unique_ptr<Connection> connection;
  std::string address;  // the one that answered
};
// Tries the name's addresses in turn until one answers. `instead` is connected to when not empty.
base::Result<OpenConnection> connect_tcp(const Target& target, const std::string& instead,
                                         const Limits& limits);

// Reads on until `enough` takes the bytes so far: it returns whether they suffice, or an error.
// More than kMostBytes, or the peer's closing (reason `closed`), is an error.
template <class Enough>
base::Done read_until(Connection& peer, std::string& bytes, std::string_view closed,
                      Enough enough) {
  for (;;) {
    if (TRY(enough(bytes))) return {};
    const std::string more = TRY(peer.read_some());
    if (more.empty()) return refuse(closed);
    bytes += more;
    if (bytes.size() > kMostBytes) return refuse("http.broken");
  }
}

}  // namespace probes
