#include "labs/probes/websocket.h"

#include <openssl/sha.h>

#include <charconv>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/probes/tls.h"

namespace probes {
namespace {

struct WebsocketUrl {
  bool tls = false;
  Target target;
  std::string host;  // as the Host header wants it
  std::string path;
};

base::Result<WebsocketUrl> parse_url(std::string_view written) {
  WebsocketUrl out;
  if (written.starts_with("wss://"))
    out.tls = true;
  else if (!written.starts_with("ws://"))
    return refuse("http.url");
  written.remove_prefix(out.tls ? 6 : 5);
  const std::size_t end = std::min(written.find_first_of("/?#"), written.size());
  out.host = written.substr(0, end);
  const std::string_view rest = written.substr(end, written.find('#') - end);
  out.path = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
  std::string target = out.host;
  const std::size_t bracket = target.rfind(']');
  if (target.find(':', bracket == std::string::npos ? 0 : bracket) == std::string::npos)
    target += out.tls ? ":443" : ":80";
  auto parsed = parse_target(target);
  if (!parsed || out.path.find_first_of(std::string_view(" \r\n\0", 4)) != std::string::npos)
    return refuse("http.url");
  out.target = std::move(*parsed);
  return out;
}

std::string accept_of(const std::string& key) {
  const std::string all = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(all.data()), all.size(), digest);
  return formats::encode_base64({reinterpret_cast<const char*>(digest), sizeof digest});
}

// The status and the headers of an HTTP/1.1 answer's head.
base::Result<std::int64_t> read_head(std::string_view head, text::Node& headers) {
  headers.value = text::Table();
  if (!head.starts_with("HTTP/1.") || head.size() < 12) return refuse("http.not-http");
  int status = 0;
  std::from_chars(head.data() + 9, head.data() + 12, status);
  if (status < 100) return refuse("http.not-http");
  for (std::size_t at = head.find('\n'); at != std::string_view::npos && at + 1 < head.size();) {
    const std::size_t end = std::min(head.find('\n', at + 1), head.size());
    std::string_view line = head.substr(at + 1, end - at - 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      formats::put(headers, base::lower(line.substr(0, colon)), formats::node(value));
    }
    at = end < head.size() ? end : std::string_view::npos;
  }
  return status;
}

class Talk {
 public:
  Talk(Connection& peer, Observation& out) : peer_(peer), out_(out) {}

  base::Done upgrade(const WebsocketUrl& url, const Fields& headers) {
    const std::string key = formats::encode_base64(formats::random_bytes(16));
    std::string request = fmt::format(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: {}\r\nSec-WebSocket-Version: 13\r\n",
        url.path, url.host, key);
    for (const auto& [name, value] : headers) {
      if ((name + value).find_first_of("\r\n") != std::string::npos) return refuse("http.url");
      request += name + ": " + value + "\r\n";
    }
    TRY(peer_.send(request + "\r\n"));
    out_.flag("open", false);
    auto done =
        read_until(peer_, bytes_, "http.empty", [](const std::string& bytes) -> base::Result<bool> {
          return bytes.find("\r\n\r\n") != std::string::npos;
        });
    if (!done) return done.error().rule == "tcp.silent" ? base::Done(refuse("http.timeout")) : done;
    const std::size_t end = bytes_.find("\r\n\r\n");
    text::Node found;
    const std::int64_t status = TRY(read_head(std::string_view(bytes_).substr(0, end), found));
    bytes_.erase(0, end + 4);
    out_.fact("status", status);
    const text::Node* accept = found.find("sec-websocket-accept");
    const bool right = accept != nullptr && formats::plain(*accept) == accept_of(key);
    out_.fact("header", std::move(found));
    if (status != 101) {
      out_.fact("body", bytes_);
      out_.words = words_of(bytes_, nullptr);
      out_.answer = fmt::format("http.{}", status);
      out_.why["status"] = out_.answer;
      return refuse(status >= 400 ? out_.answer : "ws.not-upgraded");
    }
    if (!right) return refuse("ws.bad-accept");
    out_.flag("open", true);
    return {};
  }

  base::Done send(std::string_view payload) {
    return peer_.send(write_frame(1, payload, formats::random_bytes(4)));
  }

  base::Done receive() {
    std::string message;
    for (int frames = 0; frames < 1000; ++frames) {
      std::optional<WebsocketFrame> frame;
      auto done = read_until(peer_, bytes_, "ws.closed",
                             [&](const std::string& bytes) -> base::Result<bool> {
                               frame = TRY(read_frame(bytes));
                               return frame.has_value();
                             });
      if (!done) return done.error().rule == "tcp.silent" ? base::Done(refuse("ws.timeout")) : done;
      bytes_.erase(0, frame->used);
      if (frame->opcode == 8) return refuse("ws.closed");
      if (frame->opcode == 9)
        TRY(peer_.send(write_frame(10, frame->payload, formats::random_bytes(4))));
      if (frame->opcode > 2) continue;
      message += frame->payload;
      if (message.size() > kMostBytes) return refuse("ws.protocol");
      if (!frame->last) continue;
      out_.fact("message", message);
      out_.words = text::cut_to(message, 2000);
      if (auto json = formats::parse_json(message)) out_.fact("json", std::move(*json));
      return {};
    }
    return refuse("ws.protocol");
  }

 private:
  Connection& peer_;
  Observation& out_;
  std::string bytes_;
};

base::Done run(const WebsocketRequest& request, const Limits& limits, Observation& out) {
  const WebsocketUrl url = TRY(parse_url(request.url));
  auto open = TRY(connect_tcp(url.target, "", limits));
  std::unique_ptr<Connection> peer = std::move(open.connection);
  if (url.tls) {
    const TlsOptions options{request.name.empty() ? url.target.host : request.name, request.ca};
    peer = TRY(start_verified_tls(std::move(peer), options)).connection;
  }
  Talk talk(*peer, out);
  TRY(talk.upgrade(url, request.headers));
  if (!request.send.empty()) TRY(talk.send(request.send));
  if (request.receive) TRY(talk.receive());
  (void)peer->send(write_frame(8, "", formats::random_bytes(4)));
  return {};
}

}  // namespace

base::Result<std::optional<WebsocketFrame>> read_frame(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() < 2) return std::nullopt;
  WebsocketFrame out;
  out.last = (byte(0) & 0x80) != 0;
  out.opcode = byte(0) & 0x0F;
  // No extension was asked for, and servers do not mask (RFC 6455, 5.1 and 5.2).
  if ((byte(0) & 0x70) != 0 || (byte(1) & 0x80) != 0) return refuse("ws.protocol");
  std::size_t size = byte(1) & 0x7F;
  std::size_t head = 2;
  if (size >= 126) {
    const std::size_t wide = size == 126 ? 2 : 8;
    if (bytes.size() < head + wide) return std::nullopt;
    size = 0;
    for (std::size_t i = 0; i < wide; ++i) size = size << 8 | byte(head + i);
    head += wide;
  }
  if (size > kMostBytes) return refuse("ws.protocol");
  if (bytes.size() < head + size) return std::nullopt;
  out.payload = bytes.substr(head, size);
  out.used = head + size;
  return out;
}

std::string write_frame(int opcode, std::string_view payload, std::string_view mask) {
  std::string out(1, static_cast<char>(0x80 | opcode));
  if (payload.size() < 126) {
    out += static_cast<char>(0x80 | payload.size());
  } else {
    const std::size_t wide = payload.size() < 65536 ? 2 : 8;
    out += static_cast<char>(0x80 | (wide == 2 ? 126 : 127));
    for (std::size_t i = wide; i-- > 0;) out += static_cast<char>(payload.size() >> (8 * i) & 0xFF);
  }
  out += mask;
  for (std::size_t i = 0; i < payload.size(); ++i)
    out += static_cast<char>(payload[i] ^ mask[i % 4]);
  return out;
}

Observation probe_websocket(const WebsocketRequest& request, const Limits& limits) {
  Observation out;
  const auto done = run(request, limits, out);
  if (!done) take_failure(out, done.error());
  return out;
}

}  // namespace probes
