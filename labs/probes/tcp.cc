#include "labs/probes/tcp.h"

#include "generator/text/utf8.h"
#include "labs/probes/wire.h"

namespace probes {
namespace {

base::Result<std::string> first_line(Connection& peer, const std::string& send) {
  constexpr std::size_t kLongestLine = 4096;
  if (!send.empty()) TRY(peer.send(send));
  std::string bytes;
  TRY(read_until(peer, bytes, "tcp.reset", [](const std::string& got) -> base::Result<bool> {
    return got.find('\n') != std::string::npos || got.size() > kLongestLine;
  }));
  std::string line = bytes.substr(0, std::min(bytes.find('\n'), kLongestLine));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

Observation probe_tcp(const TcpRequest& request, const Limits& limits) {
  Observation out;
  const auto target = parse_target(request.target);
  if (!target) {
    take_failure(out, target.error());
    return out;
  }
  auto open = connect_tcp(*target, "", limits);
  if (!open) {
    take_failure(out, open.error());
    if (out.reason == "tcp.refused") out.fact("state", "closed");
    if (out.reason == "tcp.timeout") out.fact("state", "filtered");
    return out;
  }
  out.fact("state", "open");
  out.fact("address", open->address);
  out.answer = "tcp.open";
  out.why["state"] = "tcp.open";
  if (request.banner || !request.send.empty()) {
    auto line = first_line(*open->connection, request.send);
    if (!line) {
      take_failure(out, line.error());
    } else {
      out.fact("banner", *line);
      out.words = *line;
    }
  }
  return out;
}

}  // namespace probes
