#include "generator/http/loop.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "generator/base/handle.h"
#include "generator/http/server.h"

namespace {

using namespace std::chrono_literals;

// A loop in a thread of its own, on free ports.
class Running {
 public:
  std::uint16_t open(http::Speech speech, http::ListenOptions options = {}) {
    const auto port = loop.listen(options, std::move(speech));
    REQUIRE(port);
    return *port;
  }
  void start() {
    thread_ = std::thread([this] { loop.run(); });
  }
  ~Running() {
    loop.stop();
    if (thread_.joinable()) thread_.join();
  }
  http::Loop loop;

 private:
  std::thread thread_;
};

http::Speech says(http::Handler handler) {
  http::Speech speech;
  speech.answer = std::move(handler);
  return speech;
}

// A client that waits at most two seconds for anything.
class Client {
 public:
  explicit Client(std::uint16_t port, int kind = SOCK_STREAM)
      : socket_(::socket(AF_INET, kind, 0)) {
    timeval limit{2, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) const {
    (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  // Reads until what came ends in `end`, or the peer closes, or nothing comes any more.
  std::string until(std::string_view end) {
    std::string got;
    char buffer[4096];
    while (end.empty() || !got.ends_with(end)) {
      const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
      if (size <= 0) {
        error = size < 0 ? errno : 0;
        break;
      }
      got.append(buffer, static_cast<std::size_t>(size));
    }
    return got;
  }
  int descriptor() const { return socket_; }

  bool connected = false;
  int error = 0;

 private:
  int socket_;
};

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

// Says back what comes; some words are orders.
class Echo : public http::StreamSession {
 public:
  explicit Echo(std::vector<http::Outlet*>* all = nullptr) : all_(all) {}
  void opened(http::Outlet& peer) override {
    mine_ = &peer;
    if (all_ != nullptr) all_->push_back(&peer);
    peer.send("hello\n");
  }
  void received(std::string_view bytes, http::Outlet& peer) override {
    if (bytes == "later\n") return peer.wake_after(10ms);
    if (bytes == "flood\n") {
      for (int i = 0; i < 3000; ++i) peer.send(std::string(8192, 'x'));
      return;
    }
    peer.send(std::string(bytes));
    if (bytes == "tls\n") peer.start_tls();
    if (bytes == "bye\n") {
      peer.close();
      peer.send("never seen");
    }
  }
  void received_binary(std::string_view bytes, http::Outlet& peer) override {
    peer.send_binary(std::string(bytes));
  }
  void woken(http::Outlet& peer) override { peer.send("woken\n"); }
  void closed() override {
    if (all_ != nullptr) std::erase(*all_, mine_);
  }

 private:
  std::vector<http::Outlet*>* all_;
  http::Outlet* mine_ = nullptr;
};

http::Speech echoes() {
  http::Speech speech;
  speech.connect = [] { return std::make_unique<Echo>(); };
  return speech;
}

// A client's frame: final, masked with zeros, at most 125 bytes.
std::string frame(int opcode, std::string_view payload) {
  std::string out;
  out += static_cast<char>(0x80 | opcode);
  out += static_cast<char>(0x80 | payload.size());
  return out + std::string(4, '\0') + std::string(payload);
}

constexpr std::string_view kUpgrade =
    "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

http::Identity self_signed() {
  auto made = http::make_certificate({{"localhost"}, 1'000'000'000, 4'000'000'000}, nullptr);
  REQUIRE(made);
  return *made;
}

}  // namespace

TEST_CASE("one loop serves many ports, and tells which one is taken") {
  Running running;
  const auto one = running.open(says([](const auto&) { return http::text_response(200, "one"); }));
  const auto two = running.open(says([](const auto&) { return http::text_response(200, "two"); }));
  http::ListenOptions again;
  again.port = one;
  const auto taken = running.loop.listen(again, says({}));
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.en == fmt::format("port {} is taken", one));
  CHECK(taken.error().message.fr == fmt::format("le port {} est déjà pris", one));
  running.start();
  Client first(one);
  first.send(kGet);
  CHECK(first.until("one").ends_with("one"));
  Client second(two);
  second.send(kGet);
  CHECK(second.until("two").ends_with("two"));
}

TEST_CASE("an answer in pieces is sent chunked, and whole to a client of HTTP/1.0") {
  Running running;
  const auto port = running.open(says([](const auto&) {
    http::Response response;
    response.pieces = {"{}\n", "", "{\"done\":true}\n"};
    response.pause = 1ms;
    return response;
  }));
  running.start();
  Client client(port);
  client.send(kGet);
  const std::string got = client.until("0\r\n\r\n");
  CHECK(got.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(got.ends_with("\r\n\r\n3\r\n{}\n\r\ne\r\n{\"done\":true}\n\r\n0\r\n\r\n"));
  Client old(port);
  old.send("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(old.until("").ends_with("\r\n\r\n{}\n{\"done\":true}\n"));
}

TEST_CASE("requests in one packet are answered in their order") {
  Running running;
  const auto port = running.open(says(
      [](const http::Request& request) { return http::text_response(200, request.path + "."); }));
  running.start();
  Client client(port);
  client.send(
      "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::string got = client.until("/b.");
  CHECK(got.find("/a.") < got.find("/b."));
}

TEST_CASE("what is no request, too long or for another host is refused") {
  Running running;
  http::ListenOptions options;
  options.header_limit = 1000;
  options.body_limit = 10;
  const auto port =
      running.open(says([](const auto&) { return http::text_response(200, "yes"); }), options);
  running.start();
  struct Case {
    std::string request;
    std::string_view status;
  };
  const auto c = GENERATE(values<Case>({
      {"nonsense\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/9.9\r\n\r\n", "HTTP/1.1 400"},
      {"GET relative HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"},
      {"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/1.1\r\nX: " + std::string(2000, 'x') + "\r\n\r\n", "HTTP/1.1 431"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n", "HTTP/1.1 413"},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" +
           std::string(255, 'x') + "\r\n",
       "HTTP/1.1 413"},
      {"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 421"},
  }));
  CAPTURE(c.request);
  Client client(port);
  client.send(c.request);
  ::shutdown(client.descriptor(), SHUT_WR);
  CHECK(client.until("").substr(0, 12) == c.status);
}

TEST_CASE("a client that waits before its body is told to go on") {
  Running running;
  const auto port = running.open(
      says([](const http::Request& request) { return http::text_response(200, request.body); }));
  running.start();
  Client client(port);
  client.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("whole");
  CHECK(client.until("whole").ends_with("\r\n\r\nwhole"));
}

TEST_CASE("a broken peer can be played: nothing, a reset, a late answer") {
  Running running;
  const auto port = running.open(says([](const http::Request& request) {
    http::Response response = http::text_response(200, "late");
    if (request.path == "/close") response.fate = http::Fate::Close;
    if (request.path == "/reset") response.fate = http::Fate::Reset;
    if (request.path == "/late") response.delay = 30ms;
    return response;
  }));
  running.start();
  const auto ask = [&](std::string_view path) {
    auto client = std::make_unique<Client>(port);
    client->send(fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", path));
    return client;
  };
  const auto closed = ask("/close");
  CHECK(closed->until("").empty());
  CHECK(closed->error == 0);
  const auto reset = ask("/reset");
  CHECK(reset->until("").empty());
  CHECK(reset->error == ECONNRESET);
  CHECK(ask("/late")->until("late").ends_with("late"));
}

TEST_CASE("a slow sender is let go") {
  Running running;
  http::ListenOptions options;
  options.idle = 1s;
  const auto port = running.open(says([](const auto&) { return http::Response(); }), options);
  running.start();
  Client client(port);
  client.send("GET / HTTP/1.1\r\nX: ");
  CHECK(client.until("").empty());
  CHECK(client.error == 0);  // closed by the server, not given up by the client
}

TEST_CASE("more connections than allowed are closed, the others go on") {
  Running running;
  http::ListenOptions options;
  options.connection_limit = 1;
  const auto port = running.open(echoes(), options);
  running.start();
  Client first(port);
  CHECK(first.until("hello\n") == "hello\n");
  Client second(port);
  CHECK(second.until("").empty());
  first.send("still\n");
  CHECK(first.until("still\n") == "still\n");
}

TEST_CASE("a port that was closed refuses, and can be opened again") {
  Running running;
  const auto port = running.open(says([](const auto&) { return http::text_response(200, "a"); }));
  running.start();
  std::promise<void> closed;
  running.loop.post([&] {
    running.loop.close(port);
    closed.set_value();
  });
  closed.get_future().wait();
  CHECK_FALSE(Client(port).connected);
  std::promise<bool> opened;
  running.loop.post([&] {
    http::ListenOptions options;
    options.port = port;
    const auto again = running.loop.listen(
        options, says([](const auto&) { return http::text_response(200, "b"); }));
    opened.set_value(again.has_value());
  });
  CHECK(opened.get_future().get());
  Client client(port);
  client.send(kGet);
  CHECK(client.until("b").ends_with("\r\n\r\nb"));
}

TEST_CASE("a port may be closed before the loop has run") {
  Running running;
  const auto port = running.open(says([](const auto&) { return http::text_response(200, "a"); }));
  running.loop.close(port);
  running.start();
  CHECK_FALSE(Client(port).connected);
}

TEST_CASE("a raw session speaks first, answers, is woken, and says all before it closes") {
  Running running;
  const auto port = running.open(echoes());
  running.start();
  Client client(port);
  CHECK(client.until("hello\n") == "hello\n");
  client.send("one\n");
  CHECK(client.until("one\n") == "one\n");
  client.send("later\n");
  CHECK(client.until("woken\n") == "woken\n");
  client.send("bye\n");
  CHECK(client.until("") == "bye\n");
}

TEST_CASE("a session whose peer reads nothing is cut") {
  Running running;
  http::ListenOptions options;
  options.unsent_limit = 4u << 20;
  const auto port = running.open(echoes(), options);
  running.start();
  Client client(port);
  CHECK(client.until("hello\n") == "hello\n");
  client.send("flood\n");
  std::this_thread::sleep_for(50ms);
  std::size_t size = client.until("").size();
  CHECK(size < 3000u * 8192u);
}

TEST_CASE("a WebSocket is greeted, echoes text and bytes, and other threads can send to it") {
  std::vector<http::Outlet*> all;
  Running running;
  http::Speech speech = says([](const auto&) { return http::text_response(426, "upgrade"); });
  speech.upgrade = [&](const http::Request& request) -> std::unique_ptr<http::StreamSession> {
    if (request.path != "/live") return nullptr;
    return std::make_unique<Echo>(&all);
  };
  const auto port = running.open(std::move(speech));
  running.start();
  Client client(port);
  client.send(kUpgrade);
  const std::string head = client.until("hello\n");
  CHECK(head.starts_with("HTTP/1.1 101"));
  CHECK(head.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
  CHECK(head.ends_with(std::string("\x81\x06hello\n")));
  client.send(frame(1, "text"));
  CHECK(client.until("text") == "\x81\x04text");
  client.send(frame(2, "byte"));
  CHECK(client.until("byte") ==
        "\x82\x04"
        "byte");
  running.loop.post([&] {
    for (http::Outlet* peer : all) peer->send("pushed");
  });
  CHECK(client.until("pushed") == "\x81\x06pushed");
  client.send(frame(1, "bye\n"));
  CHECK(client.until("bye\n") ==
        "\x81\x04"
        "bye\n");
  CHECK(client.until("").starts_with("\x88"));
  Client elsewhere(port);
  std::string other(kUpgrade);
  other.replace(other.find("/live"), 5, "/none");
  elsewhere.send(other);
  CHECK(elsewhere.until("upgrade").starts_with("HTTP/1.1 426"));
}

TEST_CASE("frames that break the protocol end their WebSocket and nothing else") {
  std::vector<http::Outlet*> all;
  Running running;
  http::ListenOptions options;
  options.body_limit = 100;
  http::Speech speech = says([](const auto&) { return http::text_response(200, "yes"); });
  speech.upgrade = [&](const auto&) { return std::make_unique<Echo>(&all); };
  const auto port = running.open(std::move(speech), options);
  running.start();
  const auto c = GENERATE(values<std::string>({
      std::string("\x81\x04open", 6),                               // not masked
      frame(3, "reserved"),                                         // no such opcode
      frame(1, "\xff\xfe"),                                         // not UTF-8
      frame(1, std::string(110, 'x')),                              // longer than allowed
      std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10),  // 2^64 bytes announced
  }));
  Client client(port);
  client.send(kUpgrade);
  client.until("hello\n");
  client.send(c);
  ::shutdown(client.descriptor(), SHUT_WR);
  client.until("");
  CHECK(client.error == 0);
  Client next(port);
  next.send(kGet);
  CHECK(next.until("yes").ends_with("yes"));
}

TEST_CASE("TLS begins with the first byte, or when a session asks for it") {
  Running running;
  http::ListenOptions options;
  options.identity = self_signed();
  const auto web =
      running.open(says([](const auto&) { return http::text_response(200, "safe"); }), options);
  options.tls_later = true;
  const auto raw = running.open(echoes(), options);
  running.start();
  const base::Handle<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
  const auto speak = [&](Client& client, std::string_view bytes, std::string_view end) {
    const base::Handle<SSL, SSL_free> tls(SSL_new(context.get()));
    SSL_set_fd(tls.get(), client.descriptor());
    if (SSL_connect(tls.get()) != 1) return std::string("no TLS");
    SSL_write(tls.get(), bytes.data(), static_cast<int>(bytes.size()));
    std::string got;
    char buffer[4096];
    while (!got.ends_with(end)) {
      const int size = SSL_read(tls.get(), buffer, sizeof buffer);
      if (size <= 0) break;
      got.append(buffer, static_cast<std::size_t>(size));
    }
    return got;
  };
  Client secure(web);
  CHECK(speak(secure, kGet, "safe").ends_with("\r\n\r\nsafe"));
  Client later(raw);
  CHECK(later.until("hello\n") == "hello\n");
  later.send("tls\n");
  CHECK(later.until("tls\n") == "tls\n");
  CHECK(speak(later, "secret\n", "secret\n") == "secret\n");
}

TEST_CASE("a datagram is answered") {
  Running running;
  http::Speech speech;
  speech.datagram = [](std::string_view bytes) { return "got " + std::string(bytes); };
  const auto port = running.open(std::move(speech));
  running.start();
  Client client(port, SOCK_DGRAM);
  client.send("this");
  CHECK(client.until("got this") == "got this");
}

TEST_CASE("a certificate vouches for its names, in its time, under its authority") {
  const auto authority =
      http::make_certificate({{"Test authority"}, 1'000'000'000, 4'000'000'000, true}, nullptr);
  REQUIRE(authority);
  const auto made = http::make_certificate(
      {{"a.example.org", "127.0.0.1", "bad,DNS:b.example.org"}, 1'000'000'000, 1'100'000'000},
      &*authority);
  REQUIRE(made);
  const base::Handle<BIO, BIO_free_all> memory(
      BIO_new_mem_buf(made->chain.data(), static_cast<int>(made->chain.size())));
  const base::Handle<X509, X509_free> certificate(
      PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  REQUIRE(certificate);
  CHECK(X509_check_host(certificate.get(), "a.example.org", 0, 0, nullptr) == 1);
  CHECK(X509_check_host(certificate.get(), "b.example.org", 0, 0, nullptr) == 0);
  CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
  CHECK(X509_cmp_current_time(X509_get0_notAfter(certificate.get())) < 0);
  CHECK_FALSE(http::make_certificate({}, nullptr));
}
