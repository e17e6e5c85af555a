// All that touches Beast stands in this one file, longer than others: its templates compile slowly,
// and no header may name them.
#include "generator/http/conversation.h"

#include <openssl/ssl.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <functional>

namespace http {
namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

struct Tls {
  asio::ssl::context context{asio::ssl::context::tls_server};
};

namespace {

using WireRequest = beast::http::request<beast::http::string_body>;
using WireResponse = beast::http::response<beast::http::string_body>;
using Parser = beast::http::request_parser<beast::http::string_body>;

// Ends what a peer who reads slowly, or never, would keep open for ever.
constexpr std::chrono::seconds kGoodbye(2);
constexpr std::chrono::milliseconds kLongestDelay = std::chrono::minutes(2);
constexpr std::size_t kSmallRead = 4096;
constexpr std::size_t kLargeRead = 64u << 10;
constexpr std::size_t kEnoughUnsent = 1u << 20;  // beyond, a session is not asked for more

auto into(error_code& failed) { return asio::redirect_error(asio::use_awaitable, failed); }

// A TCP stream that TLS may wrap, at once or later: what Beast asks of a stream. The parts stand on
// the heap, so that it can be moved although one refers to the other.
class AnyStream {
 public:
  using executor_type = beast::tcp_stream::executor_type;

  explicit AnyStream(tcp::socket socket)
      : tcp_(std::make_unique<beast::tcp_stream>(std::move(socket))) {}
  executor_type get_executor() { return tcp_->get_executor(); }
  beast::tcp_stream& plain() { return *tcp_; }
  bool encrypted() const { return tls_ != nullptr; }

  asio::awaitable<void> encrypt(Tls& tls, std::chrono::seconds limit, error_code& failed) {
    auto wrapped = std::make_unique<asio::ssl::stream<beast::tcp_stream&>>(*tcp_, tls.context);
    tcp_->expires_after(limit);
    co_await wrapped->async_handshake(asio::ssl::stream_base::server, into(failed));
    tls_ = std::move(wrapped);
  }
  // Says goodbye in TLS, where there is one.
  asio::awaitable<void> shut() {
    error_code ignored;
    tcp_->expires_after(kGoodbye);
    if (tls_) co_await tls_->async_shutdown(into(ignored));
    tcp_->socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  // Beast calls these with many kinds of handlers and buffers. They go on as one kind each, so that
  // the layers below, TLS above all, are compiled once and not for every one of them.
  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this](auto handler, const Buffers& target) {
          read(first_buffers<asio::mutable_buffer>(target), kept(std::move(handler)));
        },
        token, buffers);
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this](auto handler, const Buffers& source) {
          write(first_buffers<asio::const_buffer>(source), kept(std::move(handler)));
        },
        token, buffers);
  }

  // How Beast's WebSocket ends the connection.
  friend void teardown(beast::role_type role, AnyStream& stream, error_code& failed) {
    beast::websocket::teardown(role, stream.tcp_->socket(), failed);
  }
  template <class Handler>
  friend void async_teardown(beast::role_type role, AnyStream& stream, Handler&& handler) {
    beast::websocket::async_teardown(role, stream.tcp_->socket(), std::forward<Handler>(handler));
  }
  friend void beast_close_socket(AnyStream& stream) { stream.tcp_->close(); }

 private:
  using Finish = std::function<void(error_code, std::size_t)>;
  static constexpr std::size_t kBuffers = 8;

  // "Some" bytes are asked for: those of the first few buffers are enough.
  template <class Buffer, class Buffers>
  static std::array<Buffer, kBuffers> first_buffers(const Buffers& buffers) {
    std::array<Buffer, kBuffers> out;
    std::size_t count = 0;
    for (auto one = asio::buffer_sequence_begin(buffers);
         one != asio::buffer_sequence_end(buffers) && count < kBuffers; ++one) {
      const Buffer buffer(*one);
      if (buffer.size() > 0) out[count++] = buffer;
    }
    return out;
  }
  template <class Handler>
  static Finish kept(Handler handler) {
    return [on_heap = std::make_shared<Handler>(std::move(handler))](
               error_code failed, std::size_t size) { std::move (*on_heap)(failed, size); };
  }
  void read(const std::array<asio::mutable_buffer, kBuffers>& target, Finish finish) {
    if (tls_)
      tls_->async_read_some(target, std::move(finish));
    else
      tcp_->async_read_some(target, std::move(finish));
  }
  void write(const std::array<asio::const_buffer, kBuffers>& source, Finish finish) {
    if (tls_)
      tls_->async_write_some(source, std::move(finish));
    else
      tcp_->async_write_some(source, std::move(finish));
  }

  std::unique_ptr<beast::tcp_stream> tcp_;
  std::unique_ptr<asio::ssl::stream<beast::tcp_stream&>> tls_;
};

using WebSocket = beast::websocket::stream<AnyStream>;

// ---- sessions --------------------------------------------------------------------------------

// A session with its way back: a queue that one coroutine writes while another reads.
class Channel : public Outlet, public std::enable_shared_from_this<Channel> {
 public:
  Channel(AnyStream stream, std::shared_ptr<Place> place, std::unique_ptr<StreamSession> session)
      : place_(std::move(place)),
        session_(std::move(session)),
        executor_(stream.get_executor()),
        stream_(std::move(stream)),
        wake_(executor_),
        written_(executor_, asio::steady_timer::time_point::max()) {}
  Channel(WebSocket socket, std::shared_ptr<Place> place, std::unique_ptr<StreamSession> session)
      : place_(std::move(place)),
        session_(std::move(session)),
        executor_(socket.get_executor()),
        socket_(std::move(socket)),
        wake_(executor_),
        written_(executor_, asio::steady_timer::time_point::max()) {}

  void send(std::string bytes) override { push({std::move(bytes), false}); }
  void send_binary(std::string bytes) override { push({std::move(bytes), true}); }
  void close() override {
    if (closing_ || over_) return;
    closing_ = true;
    begin_writing();
  }
  void start_tls() override { tls_wanted_ = stream_ && !stream_->encrypted(); }
  void wake_after(std::chrono::milliseconds delay) override {
    wake_.expires_after(delay);
    wake_.async_wait([weak = weak_from_this()](error_code cancelled) {
      const auto self = weak.lock();
      if (!cancelled && self && !self->over_) self->session_->woken(*self);
    });
  }

  asio::awaitable<void> serve() {
    const auto self = shared_from_this();
    session_->opened(*this);
    if (socket_)
      co_await read_messages();
    else
      co_await read_bytes();
    over_ = true;
    wake_.cancel();
    session_->closed();
  }

 private:
  struct Item {
    std::string bytes;
    bool binary = false;
  };

  beast::tcp_stream& plain() { return stream_ ? stream_->plain() : socket_->next_layer().plain(); }

  void push(Item item) {
    if (closing_ || over_) return;
    unsent_ += item.bytes.size();
    if (unsent_ > place_->options.unsent_limit) {  // the peer reads no more
      over_ = true;
      plain().close();
      return;
    }
    queue_.push_back(std::move(item));
    begin_writing();
  }
  void begin_writing() {
    if (writing_) return;
    writing_ = true;
    asio::co_spawn(
        executor_, [self = shared_from_this()] { return self->write_queue(); }, asio::detached);
  }

  asio::awaitable<void> write_queue() {
    const auto self = shared_from_this();
    error_code failed;
    while (!failed && !queue_.empty()) {
      if (socket_) {
        const Item item = std::move(queue_.front());
        queue_.pop_front();
        socket_->binary(item.binary);
        co_await socket_->async_write(asio::buffer(item.bytes), into(failed));
        unsent_ -= item.bytes.size();
      } else {
        std::string bytes;
        for (const Item& item : queue_) bytes += item.bytes;
        queue_.clear();
        co_await asio::async_write(*stream_, asio::buffer(bytes), into(failed));
        unsent_ -= bytes.size();
      }
    }
    writing_ = false;
    written_.cancel();
    if (failed) {
      over_ = true;
      plain().close();
    } else if (closing_ && socket_) {
      co_await socket_->async_close(beast::websocket::close_code::normal, into(failed));
    } else if (closing_) {
      co_await stream_->shut();
      asio::steady_timer patience(executor_, kGoodbye);  // for the peer to end its side
      co_await patience.async_wait(into(failed));
      plain().close();
    }
  }

  // Until what was sent has left; false (and over_) when the peer is gone or reads nothing.
  asio::awaitable<bool> drain() {
    const auto until = std::chrono::steady_clock::now() + place_->options.idle;
    while (writing_ && !over_) {
      error_code ignored;
      written_.expires_at(until);
      co_await written_.async_wait(into(ignored));
      if (writing_ && std::chrono::steady_clock::now() >= until) {
        over_ = true;
        plain().close();
      }
    }
    co_return !over_;
  }

  asio::awaitable<void> read_bytes() {
    std::string buffer(kSmallRead, '\0');
    error_code failed;
    while (!over_) {
      if (tls_wanted_) {
        tls_wanted_ = false;
        const bool drained = co_await drain();
        if (!place_->tls || !drained) break;
        co_await stream_->encrypt(*place_->tls, place_->options.idle, failed);
        if (failed) break;
      }
      limit_what_is_begun();
      const std::size_t size =
          co_await stream_->async_read_some(asio::buffer(buffer), into(failed));
      if (failed == asio::error::eof) co_await drain();  // it may still read what it asked for
      if (failed || over_) break;
      if (closing_) continue;  // what comes after the goodbye is read and forgotten
      session_->received(std::string_view(buffer).substr(0, size), *this);
      if (size == buffer.size() && size < kLargeRead) buffer.resize(kLargeRead);
      if (unsent_ > kEnoughUnsent) co_await drain();
    }
    if (!closing_) plain().close();
  }

  // Nobody waits for ever for the rest of a command.
  void limit_what_is_begun() {
    const std::uint64_t begun = session_->begun();
    if (begun != begun_) begun_until_ = std::chrono::steady_clock::now() + place_->options.idle;
    begun_ = begun;
    if (begun == 0)
      stream_->plain().expires_never();
    else
      stream_->plain().expires_at(begun_until_);
  }

  // A message, or what of it came before the peer's time was over.
  asio::awaitable<void> read_message(beast::flat_buffer& buffer, error_code& failed) {
    asio::steady_timer patience(executor_);
    do {
      co_await socket_->async_read_some(buffer, kLargeRead, into(failed));
      if (failed || socket_->is_message_done()) co_return;
      if (patience.expiry() != asio::steady_timer::time_point()) continue;
      patience.expires_after(place_->options.idle);
      patience.async_wait([weak = weak_from_this()](error_code cancelled) {
        if (const auto self = weak.lock(); !cancelled && self) self->plain().close();
      });
    } while (true);
  }

  asio::awaitable<void> read_messages() {
    beast::flat_buffer buffer;
    error_code failed;
    while (!over_) {
      co_await read_message(buffer, failed);
      if (failed || over_) break;
      const auto data = buffer.data();
      const std::string_view message(static_cast<const char*>(data.data()), data.size());
      if (socket_->got_text())
        session_->received(message, *this);
      else
        session_->received_binary(message, *this);
      buffer.clear();
      if (unsent_ > kEnoughUnsent) co_await drain();
    }
  }

  const std::shared_ptr<Place> place_;
  const std::unique_ptr<StreamSession> session_;
  const AnyStream::executor_type executor_;
  std::optional<AnyStream> stream_;  // raw bytes,
  std::optional<WebSocket> socket_;  // or messages
  asio::steady_timer wake_;
  asio::steady_timer written_;  // cancelled when the queue is empty
  std::deque<Item> queue_;
  std::size_t unsent_ = 0;
  bool writing_ = false;
  bool closing_ = false;     // close() was called
  bool over_ = false;        // nothing more can be said
  bool tls_wanted_ = false;  // start_tls() was called
  std::uint64_t begun_ = 0;  // as the session said it last
  std::chrono::steady_clock::time_point begun_until_;
};

// ---- HTTP ------------------------------------------------------------------------------------

std::string host_without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket))
    host = host.substr(0, colon);
  return std::string(host);
}

// Views into Beast's own string type become ours here and nowhere else.
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// The request as a value; nothing with the response that refuses it.
std::optional<Request> to_request(WireRequest& wire, const ListenOptions& options,
                                  Response& refusal) {
  Request request;
  request.method = view(wire.method_string());
  request.target = view(wire.target());
  for (const auto& field : wire)
    request.headers[std::string(view(field.name_string()))] = view(field.value());
  request.body = std::move(wire.body());
  if (!options.hosts.empty()) {
    const std::string host = host_without_port(request.header("Host"));
    if (std::find(options.hosts.begin(), options.hosts.end(), host) == options.hosts.end()) {
      refusal = text_response(421, "421 this server does not answer to that name\n");
      return {};
    }
  }
  const std::size_t mark = request.target.find('?');
  if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
  if (request.target.empty() || request.target.front() != '/' ||
      !percent_decode(std::string_view(request.target).substr(0, mark), request.path)) {
    refusal = text_response(400, "400 bad request target\n");
    return {};
  }
  return request;
}

WireResponse to_wire(const Response& response, const WireRequest& request) {
  WireResponse wire(static_cast<beast::http::status>(response.status), request.version());
  for (const auto& [name, value] : response.headers) wire.set(name, value);
  wire.keep_alive(request.keep_alive());
  return wire;
}

asio::awaitable<void> send_whole(AnyStream& stream, Response response, const WireRequest& request,
                                 error_code& failed, bool& last) {
  WireResponse wire = to_wire(response, request);
  const bool bodyless = response.status == 304 || response.status == 204;
  for (std::string& piece : response.pieces) response.body += piece;
  const std::size_t size = response.body.size();
  if (request.method() != beast::http::verb::head && !bodyless)
    wire.body() = std::move(response.body);
  if (!bodyless) wire.content_length(size);
  last = wire.need_eof();
  co_await beast::http::async_write(stream, wire, into(failed));
}

asio::awaitable<void> send_pieces(AnyStream& stream, const Response& response,
                                  const WireRequest& request, std::chrono::seconds idle,
                                  error_code& failed, bool& last) {
  WireResponse wire = to_wire(response, request);
  wire.chunked(true);
  last = wire.need_eof();
  beast::http::response_serializer<beast::http::string_body> head(wire);
  co_await beast::http::async_write_header(stream, head, into(failed));
  asio::steady_timer pause(stream.get_executor());
  for (const std::string& piece : response.pieces) {
    if (failed || piece.empty()) continue;
    if (&piece != &response.pieces.front() && response.pause.count() > 0) {
      pause.expires_after(std::min(response.pause, kLongestDelay));
      co_await pause.async_wait(into(failed));
    }
    stream.plain().expires_after(idle);
    const std::string chunk = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    co_await asio::async_write(stream, asio::buffer(chunk), into(failed));
  }
  if (!failed) co_await asio::async_write(stream, asio::buffer("0\r\n\r\n", 5), into(failed));
}

// Reads a head and its body; says "go on" to a client that waits for it before its body.
asio::awaitable<void> read_request(AnyStream& stream, beast::flat_buffer& buffer, Parser& parser,
                                   const ListenOptions& options, error_code& failed) {
  parser.header_limit(static_cast<std::uint32_t>(options.header_limit));
  parser.body_limit(options.body_limit);
  stream.plain().expires_after(options.idle);
  co_await beast::http::async_read_header(stream, buffer, parser, into(failed));
  if (failed || parser.is_done()) co_return;
  stream.plain().expires_after(options.idle);
  if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(stream, asio::buffer(kContinue), into(failed));
    if (failed) co_return;
  }
  co_await beast::http::async_read(stream, buffer, parser, into(failed));
}

// What could not be read as a request is answered where that can be of use, and the rest of what
// the peer sends is read for a moment: a connection cut at once may lose the answer.
asio::awaitable<void> refuse(AnyStream& stream, error_code why) {
  using beast::http::error;
  if (why.category() != beast::http::make_error_code(error::bad_version).category() ||
      why == error::end_of_stream || why == error::partial_message)
    co_return;
  WireResponse refused(why == error::body_limit ? beast::http::status::payload_too_large
                       : why == error::header_limit
                           ? beast::http::status::request_header_fields_too_large
                           : beast::http::status::bad_request,
                       11);
  refused.keep_alive(false);
  refused.prepare_payload();
  stream.plain().expires_after(kGoodbye);
  error_code failed;
  co_await beast::http::async_write(stream, refused, into(failed));
  co_await stream.shut();
  std::string forgotten(kSmallRead, '\0');
  for (std::size_t left = kEnoughUnsent; !failed && left >= kSmallRead; left -= kSmallRead)
    co_await stream.async_read_some(asio::buffer(forgotten), into(failed));
}

void cut(AnyStream& stream, Fate fate) {
  error_code ignored;
  if (fate == Fate::Reset)
    stream.plain().socket().set_option(asio::socket_base::linger(true, 0), ignored);
  stream.plain().close();
}

asio::awaitable<void> speak_websocket(AnyStream stream, std::shared_ptr<Place> place,
                                      WireRequest request, std::unique_ptr<StreamSession> session) {
  stream.plain().expires_never();  // the WebSocket has times of its own
  WebSocket socket(std::move(stream));
  auto times = beast::websocket::stream_base::timeout::suggested(beast::role_type::server);
  times.handshake_timeout = place->options.idle;
  socket.set_option(times);
  socket.read_message_max(place->options.body_limit);
  error_code failed;
  co_await socket.async_accept(request, into(failed));
  if (failed) co_return;
  const auto channel =
      std::make_shared<Channel>(std::move(socket), std::move(place), std::move(session));
  co_await channel->serve();
}

asio::awaitable<void> speak_http(AnyStream stream, std::shared_ptr<Place> place) {
  const ListenOptions& options = place->options;
  beast::flat_buffer buffer;
  error_code failed;
  for (bool last = false; !last && !place->closed;) {
    Parser parser;
    co_await read_request(stream, buffer, parser, options, failed);
    if (failed) co_return co_await refuse(stream, failed);
    WireRequest wire = parser.release();
    Response response;
    const auto request = to_request(wire, options, response);
    if (request) {
      if (place->speech.upgrade && beast::websocket::is_upgrade(wire)) {
        if (auto session = place->speech.upgrade(*request))
          co_return co_await speak_websocket(std::move(stream), place, std::move(wire),
                                             std::move(session));
      }
      response = place->speech.answer(*request);
    }
    if (response.delay.count() > 0) {
      asio::steady_timer delay(stream.get_executor(), std::min(response.delay, kLongestDelay));
      co_await delay.async_wait(into(failed));
    }
    if (response.fate != Fate::Answer) co_return cut(stream, response.fate);
    stream.plain().expires_after(options.idle);
    if (response.pieces.empty() || wire.version() < 11 || wire.method() == beast::http::verb::head)
      co_await send_whole(stream, std::move(response), wire, failed, last);
    else
      co_await send_pieces(stream, response, wire, options.idle, failed, last);
    if (failed) co_return;
    if (buffer.size() == 0) buffer.shrink_to_fit();  // an idle connection keeps little
  }
  co_await stream.shut();
}

struct Counted {
  explicit Counted(std::shared_ptr<Place> counted) : place(std::move(counted)) {
    ++place->connections;
  }
  ~Counted() { --place->connections; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  std::shared_ptr<Place> place;
};

asio::awaitable<void> speak(std::shared_ptr<Place> place, tcp::socket socket) {
  const Counted counted(place);
  error_code failed;
  socket.set_option(tcp::no_delay(true), failed);
  AnyStream stream(std::move(socket));
  if (place->tls && !place->options.tls_later) {
    co_await stream.encrypt(*place->tls, place->options.idle, failed);
    if (failed) co_return;
  }
  if (!place->speech.connect) co_return co_await speak_http(std::move(stream), place);
  if (auto session = place->speech.connect()) {
    const auto channel =
        std::make_shared<Channel>(std::move(stream), std::move(place), std::move(session));
    co_await channel->serve();
  }
}

}  // namespace

base::Done prepare_tls(Place& place) {
  if (!place.options.identity) return {};
  place.tls = std::make_shared<Tls>();
  error_code failed;
  const auto bytes = [](const std::string& text) { return asio::buffer(text); };
  place.tls->context.use_certificate_chain(bytes(place.options.identity->chain), failed);
  if (!failed)
    place.tls->context.use_private_key(bytes(place.options.identity->key), asio::ssl::context::pem,
                                       failed);
  if (!failed) return {};
  return base::fail(base::ErrorKind::System,
                    base::message("the certificate cannot be used: {}",
                                  "le certificat est inutilisable : {}", failed.message()));
}

void converse(asio::io_context& context, std::shared_ptr<Place> place, int socket) {
  const bool v6 = place->options.address.find(':') != std::string::npos;
  error_code failed;
  tcp::socket taken(context);
  taken.assign(v6 ? tcp::v6() : tcp::v4(), socket, failed);
  if (!failed) asio::co_spawn(context, speak(std::move(place), std::move(taken)), asio::detached);
}

}  // namespace http
