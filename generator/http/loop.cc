#include "generator/http/loop.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>

#include "generator/http/conversation.h"

namespace http {
namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using base::message;
using boost::system::error_code;

namespace {

constexpr std::size_t kLargestDatagram = 64u << 10;

// The sockets are shared with the coroutines that wait on them, which may begin after the port is
// closed.
struct Port {
  std::shared_ptr<Place> place;
  std::shared_ptr<tcp::acceptor> acceptor;  // or
  std::shared_ptr<udp::socket> datagrams;
};

}  // namespace

struct Loop::State {
  asio::io_context context{1};
  std::multimap<std::uint16_t, Port> ports;  // TCP and UDP may have the same number
};

namespace {

auto into(error_code& failed) { return asio::redirect_error(asio::use_awaitable, failed); }

asio::awaitable<void> accept_all(asio::io_context& context, std::shared_ptr<Place> place,
                                 std::shared_ptr<tcp::acceptor> acceptor) {
  while (!place->closed) {
    error_code failed;
    tcp::socket socket = co_await acceptor->async_accept(into(failed));
    if (place->closed || failed == asio::error::operation_aborted) co_return;
    if (failed) {
      // Out of descriptors: try again soon instead of spinning.
      asio::steady_timer pause(context, std::chrono::milliseconds(50));
      co_await pause.async_wait(into(failed));
      continue;
    }
    if (place->connections >= place->options.connection_limit) continue;  // the socket closes
    const int taken = socket.release(failed);
    if (!failed) converse(context, place, taken);
  }
}

asio::awaitable<void> answer_datagrams(std::shared_ptr<Place> place,
                                       std::shared_ptr<udp::socket> socket) {
  std::string buffer(kLargestDatagram, '\0');
  while (!place->closed) {
    error_code failed;
    udp::endpoint from;
    const std::size_t size =
        co_await socket->async_receive_from(asio::buffer(buffer), from, into(failed));
    if (place->closed || failed == asio::error::operation_aborted) co_return;
    if (failed) continue;  // an earlier answer met a closed port
    const std::string answer = place->speech.datagram(std::string_view(buffer).substr(0, size));
    if (!answer.empty()) socket->send_to(asio::buffer(answer), from, 0, failed);
  }
}

template <class Socket, class Endpoint>
void open_and_bind(Socket& socket, const Endpoint& endpoint, error_code& failed) {
  socket.open(endpoint.protocol(), failed);
  if (!failed) socket.set_option(typename Socket::reuse_address(true), failed);
  if (!failed) socket.bind(endpoint, failed);
}

base::Error cannot_listen(const ListenOptions& options, error_code why) {
  if (why == asio::error::address_in_use)
    return {base::ErrorKind::System,
            message("port {} is taken", "le port {} est déjà pris", options.port),
            {},
            message("choose another one with --port", "choisissez-en un autre avec --port")};
  return {base::ErrorKind::System,
          message("cannot listen on {}:{}: {}", "impossible d'écouter sur {}:{} : {}",
                  options.address, options.port, why.message())};
}

}  // namespace

Loop::Loop() : state_(std::make_unique<State>()) {}
Loop::~Loop() = default;
Loop::Loop(Loop&&) noexcept = default;
Loop& Loop::operator=(Loop&&) noexcept = default;

base::Result<std::uint16_t> Loop::listen(const ListenOptions& options, Speech speech) {
  error_code failed;
  const auto address = asio::ip::make_address(options.address, failed);
  if (failed) {
    return base::fail(
        base::ErrorKind::Usage,
        message("'{}' is not an IP address", "« {} » n'est pas une adresse IP", options.address));
  }
  Port port;
  port.place = std::make_shared<Place>();
  port.place->options = options;
  port.place->speech = std::move(speech);
  TRY(prepare_tls(*port.place));
  std::uint16_t number = 0;
  asio::io_context& context = state_->context;
  if (port.place->speech.datagram) {
    port.datagrams = std::make_shared<udp::socket>(context);
    // Two sockets may share a UDP port that was opened for reuse: that is a taken port here.
    port.datagrams->open(udp::endpoint(address, options.port).protocol(), failed);
    if (!failed) port.datagrams->bind(udp::endpoint(address, options.port), failed);
    if (failed) return base::fail(cannot_listen(options, failed));
    number = port.datagrams->local_endpoint().port();
    asio::co_spawn(context, answer_datagrams(port.place, port.datagrams), asio::detached);
  } else {
    port.acceptor = std::make_shared<tcp::acceptor>(context);
    open_and_bind(*port.acceptor, tcp::endpoint(address, options.port), failed);
    if (!failed) port.acceptor->listen(asio::socket_base::max_listen_connections, failed);
    if (failed) return base::fail(cannot_listen(options, failed));
    number = port.acceptor->local_endpoint().port();
    asio::co_spawn(context, accept_all(context, port.place, port.acceptor), asio::detached);
  }
  state_->ports.emplace(number, std::move(port));
  return number;
}

void Loop::close(std::uint16_t number) {
  const auto [first, last] = state_->ports.equal_range(number);
  error_code ignored;
  for (auto port = first; port != last; ++port) {
    port->second.place->closed = true;
    if (port->second.acceptor) port->second.acceptor->close(ignored);
    if (port->second.datagrams) port->second.datagrams->close(ignored);
  }
  state_->ports.erase(first, last);
}

void Loop::run() {
  // A loop whose last port was closed waits for what other threads post.
  const auto until_stopped = asio::make_work_guard(state_->context);
  state_->context.run();
}

void Loop::run_until_signal() {
  asio::signal_set signals(state_->context, SIGINT, SIGTERM);
  signals.async_wait([this](const error_code& failed, int) {
    if (!failed) stop();
  });
  run();
}

void Loop::stop() { state_->context.stop(); }

void Loop::post(std::function<void()> work) { asio::post(state_->context, std::move(work)); }

void Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
  const auto timer = std::make_shared<asio::steady_timer>(state_->context, delay);
  timer->async_wait([timer, work = std::move(work)](const error_code& failed) {
    if (!failed) work();
  });
}

}  // namespace http
