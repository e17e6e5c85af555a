// Peers that begin and do not end, one on each kind of listener: they are cut after a time, and
// others are served meanwhile. Peers that say everything at once, too much, or stop listening.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "labs/services/registry.h"
#include "labs/services/stack.h"

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kLimit(1);
constexpr std::chrono::seconds kPatience(4);

class Running {
 public:
  Running() {
    services::StackOptions options;
    options.only = {"redis", "mail", "postgres", "kong", "dns"};
    options.any_ports = true;
    options.idle = kLimit;
    options.milliseconds = [] { return std::int64_t{1'795'162'500'000}; };
    options.random = [state = std::uint8_t{0}](std::size_t count) mutable {
      std::string bytes;
      for (; count > 0; --count) bytes += static_cast<char>(++state);
      return bytes;
    };
    auto started = services::Stack::start(std::move(options), services::all_services());
    REQUIRE(started);
    stack_ = std::move(*started);
    thread_ = std::thread([this] { stack_->run(); });
  }
  ~Running() {
    stack_->stop();
    thread_.join();
  }
  std::uint16_t port(const char* service, const char* name = "") const {
    return stack_->port_of(service, name);
  }
  std::string setting(const char* name) const { return stack_->file_settings().find(name)->second; }

 private:
  std::unique_ptr<services::Stack> stack_;
  std::thread thread_;
};

class Socket {
 public:
  explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool send(std::string_view bytes) const {
    return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  void stop_sending() const { ::shutdown(fd_, SHUT_WR); }
  // What has come until `enough` of it has, or the peer ends, or patience does.
  std::string read(std::string_view enough) {
    const auto until = Clock::now() + kPatience;
    std::string out;
    while (!ended_ && out.find(enough) == std::string::npos && Clock::now() < until) take(out, 50);
    return out;
  }
  std::string read_to_end() {
    const auto until = Clock::now() + kPatience;
    std::string out;
    while (!ended_ && Clock::now() < until) take(out, 50);
    return out;
  }
  // Whether the peer has ended; what it said is dropped.
  bool ended() {
    std::string ignored;
    take(ignored, 0);
    return ended_;
  }

 private:
  void take(std::string& out, int wait) {
    pollfd ready = {fd_, POLLIN, 0};
    if (::poll(&ready, 1, wait) <= 0) return;
    char bytes[4096];
    const ssize_t size = ::recv(fd_, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size > 0)
      out.append(bytes, static_cast<std::size_t>(size));
    else
      ended_ = true;
  }
  int fd_;
  bool ended_ = false;
};

const std::string kUpgrade =
    "GET /realtime/v1/websocket?vsn=1.0.0&apikey={} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

bool others_are_served(const Running& running) {
  Socket redis(running.port("redis", "redis"));
  Socket gateway(running.port("kong"));
  return redis.send("QUIT\r\n") && redis.read("\r\n") == "+OK\r\n" &&
         gateway.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n") &&
         gateway.read("\r\n\r\n").starts_with("HTTP/1.1 401");
}

}  // namespace

TEST_CASE("who begins and does not end is cut, and others are served meanwhile") {
  const Running running;
  struct Slow {
    const char* what;
    std::uint16_t port;
    std::string begins;
  };
  const std::vector<Slow> kinds = {
      {"the head of a request", running.port("kong"), "GET / HTTP/1.1\r\nX-Long: "},
      {"the body of a request", running.port("kong"),
       "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"},
      {"a chunk that is never full", running.port("kong"),
       "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"},
      {"a command of Redis", running.port("redis", "redis"), "*2\r\n$3\r\nGET\r\n$500\r\n"},
      {"a line of SMTP", running.port("mail", "smtp"), "EHLO "},
      {"a message of SMTP", running.port("mail", "smtp"),
       "EHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: "},
      {"the first packet of PostgreSQL", running.port("postgres"),
       std::string("\0\0\x10\0\0\3\0\0us", 10)},
      {"a question by TCP", running.port("dns", "dns-tcp"), std::string("\0\xff", 2)},
  };
  std::vector<std::unique_ptr<Socket>> sockets;
  for (const Slow& kind : kinds) {
    sockets.push_back(std::make_unique<Socket>(kind.port));
    REQUIRE(sockets.back()->send(kind.begins));
  }
  // A WebSocket after its handshake: a frame of text, masked, of which little comes.
  sockets.push_back(std::make_unique<Socket>(running.port("kong")));
  REQUIRE(sockets.back()->send(fmt::format(fmt::runtime(kUpgrade), running.setting("ANON_KEY"))));
  REQUIRE(sockets.back()->read("\r\n\r\n").starts_with("HTTP/1.1 101"));
  REQUIRE(sockets.back()->send(std::string("\x81\xfe\x10\0abcd", 8)));

  const auto began = Clock::now();
  std::vector<bool> ended(sockets.size(), false);
  bool served = true;
  for (int turn = 0; turn < 14; ++turn) {
    std::this_thread::sleep_for(milliseconds(200));
    if (turn % 3 == 0) served = served && others_are_served(running);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (ended[i]) continue;
      sockets[i]->send("x");  // it comes, and it is not the end
      ended[i] = sockets[i]->ended();
      if (ended[i] && Clock::now() - began < kLimit / 2)
        FAIL("cut too early: " << (i < kinds.size() ? kinds[i].what : "a frame of a WebSocket"));
    }
  }
  CHECK(served);
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    CAPTURE(i < kinds.size() ? kinds[i].what : "a frame of a WebSocket");
    CHECK(ended[i]);
  }
}

TEST_CASE("who is quiet between commands is not cut") {
  const Running running;
  Socket redis(running.port("redis", "redis"));
  Socket mail(running.port("mail", "smtp"));
  REQUIRE(mail.read("\r\n").starts_with("220"));
  std::this_thread::sleep_for(kLimit + milliseconds(500));
  CHECK(redis.send("QUIT\r\n"));
  CHECK(redis.read("\r\n") == "+OK\r\n");
  CHECK(mail.send("NOOP\r\n"));
  CHECK(mail.read("\r\n").starts_with("250"));
}

TEST_CASE("several commands at once are answered in order, also when the peer stops sending") {
  const Running running;
  struct Case {
    const char* what;
    std::uint16_t port;
    std::string all;
    std::vector<std::string> answers;
  };
  for (const Case& c : {
           Case{"HTTP",
                running.port("kong"),
                "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nGET /auth/v1/health HTTP/1.1\r\nHost: "
                "x\r\nConnection: close\r\n\r\n",
                {"Basic realm", "Key realm"}},
           Case{"Redis", running.port("redis", "redis"), "NOSUCH\r\nQUIT\r\n", {"-", "+OK\r\n"}},
           Case{"SMTP",
                running.port("mail", "smtp"),
                "EHLO x\r\nNOOP\r\nQUIT\r\n",
                {"220 ", "250-", "250 2.0.0", "221 "}},
       }) {
    CAPTURE(c.what);
    Socket socket(c.port);
    REQUIRE(socket.send(c.all));
    socket.stop_sending();
    const std::string got = socket.read_to_end();
    CAPTURE(got);
    std::size_t at = 0;
    for (const std::string& answer : c.answers) {
      CAPTURE(answer);
      at = got.find(answer, at);
      CHECK(at != std::string::npos);
    }
  }
}

TEST_CASE("a head or a body beyond what is taken is answered, and the server goes on") {
  const Running running;
  struct Case {
    std::string request;
    const char* status;
  };
  for (const Case& c :
       {Case{"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(64u << 10, 'a') + "\r\n\r\n",
             "HTTP/1.1 431"},
        Case{"POST /auth/v1/token HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n",
             "HTTP/1.1 413"},
        Case{"nonsense\r\n\r\n", "HTTP/1.1 400"}}) {
    CAPTURE(c.status);
    Socket socket(running.port("kong"));
    socket.send(c.request);
    CHECK(socket.read("\r\n\r\n").starts_with(c.status));
  }
  CHECK(others_are_served(running));
}
