#include "generator/http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace http {
namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using base::message;

struct Server::State {
  ServerOptions options;
  Handler handler;
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  std::size_t connections = 0;
};

namespace {

using WireRequest = beast::http::request<beast::http::string_body>;
using WireResponse = beast::http::response<beast::http::string_body>;

std::string host_without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket))
    host = host.substr(0, colon);
  return std::string(host);
}

// Views into Beast's own string type become ours here and nowhere else.
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

Response answer(const ServerOptions& options, const Handler& handler, WireRequest& wire) {
  Request request;
  request.method = view(wire.method_string());
  request.target = view(wire.target());
  for (const auto& field : wire)
    request.headers[std::string(view(field.name_string()))] = view(field.value());
  request.body = std::move(wire.body());

  if (!options.hosts.empty()) {
    const std::string host = host_without_port(request.header("Host"));
    if (std::find(options.hosts.begin(), options.hosts.end(), host) == options.hosts.end())
      return text_response(421, "421 this server does not answer to that name\n");
  }
  const std::size_t mark = request.target.find('?');
  if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
  if (request.target.empty() || request.target.front() != '/' ||
      !percent_decode(std::string_view(request.target).substr(0, mark), request.path))
    return text_response(400, "400 bad request target\n");
  return handler(request);
}

WireResponse to_wire(Response response, const WireRequest& request) {
  WireResponse wire(static_cast<beast::http::status>(response.status), request.version());
  for (const auto& [name, value] : response.headers) wire.set(name, value);
  wire.keep_alive(request.keep_alive());
  const bool bodyless = response.status == 304 || response.status == 204;
  const std::size_t size = response.body.size();
  if (request.method() != beast::http::verb::head && !bodyless)
    wire.body() = std::move(response.body);
  if (!bodyless) wire.content_length(size);
  return wire;
}

asio::awaitable<void> converse(Server::State& state, beast::tcp_stream stream) {
  beast::flat_buffer buffer;
  boost::system::error_code failed;
  for (;;) {
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(state.options.header_limit));
    parser.body_limit(state.options.body_limit);
    stream.expires_after(state.options.idle);
    co_await beast::http::async_read(stream, buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, failed));
    if (failed == beast::http::error::header_limit || failed == beast::http::error::body_limit) {
      WireResponse refused(failed == beast::http::error::body_limit
                               ? beast::http::status::payload_too_large
                               : beast::http::status::request_header_fields_too_large,
                           11);
      refused.keep_alive(false);
      refused.prepare_payload();
      co_await beast::http::async_write(stream, refused,
                                        asio::redirect_error(asio::use_awaitable, failed));
      break;
    }
    if (failed) break;
    WireRequest request = parser.release();
    WireResponse response = to_wire(answer(state.options, state.handler, request), request);
    const bool last = response.need_eof();
    stream.expires_after(state.options.idle);
    co_await beast::http::async_write(stream, response,
                                      asio::redirect_error(asio::use_awaitable, failed));
    if (failed || last) break;
  }
  stream.socket().shutdown(tcp::socket::shutdown_send, failed);
  --state.connections;
}

asio::awaitable<void> accept_all(Server::State& state) {
  for (;;) {
    boost::system::error_code failed;
    tcp::socket socket =
        co_await state.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed == asio::error::operation_aborted || !state.acceptor.is_open()) co_return;
    if (failed) {
      // Out of descriptors: try again soon instead of spinning.
      asio::steady_timer pause(state.context, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failed));
      continue;
    }
    if (state.connections >= state.options.connection_limit) continue;  // the socket closes
    ++state.connections;
    asio::co_spawn(state.context, converse(state, beast::tcp_stream(std::move(socket))),
                   asio::detached);
  }
}

}  // namespace

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

base::Result<Server> Server::listen(const ServerOptions& options, Handler handler) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->handler = std::move(handler);
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(options.address, failed);
  if (failed) {
    return base::fail(
        base::ErrorKind::Usage,
        message("'{}' is not an IP address", "« {} » n'est pas une adresse IP", options.address));
  }
  const tcp::endpoint endpoint(address, options.port);
  tcp::acceptor& acceptor = state->acceptor;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed == asio::error::address_in_use) {
    return base::fail(
        base::ErrorKind::System,
        message("port {} is taken", "le port {} est déjà pris", options.port), {},
        message("choose another one with --port", "choisissez-en un autre avec --port"));
  }
  if (failed) {
    return base::fail(base::ErrorKind::System,
                      message("cannot listen on {}:{}: {}", "impossible d'écouter sur {}:{} : {}",
                              options.address, options.port, failed.message()));
  }
  asio::co_spawn(state->context, accept_all(*state), asio::detached);
  return Server(std::move(state));
}

std::uint16_t Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::run() { state_->context.run(); }

void Server::run_until_signal() {
  asio::signal_set signals(state_->context, SIGINT, SIGTERM);
  signals.async_wait([this](const boost::system::error_code& failed, int) {
    if (!failed) stop();
  });
  run();
}

void Server::stop() { state_->context.stop(); }

}  // namespace http
