// What is said on one accepted connection. Internal to this folder: loop.h opens the ports.
#pragma once

#include <memory>

#include "generator/http/loop.h"

namespace boost::asio {
class io_context;
}

namespace http {

struct Tls;  // in conversation.cc

// A port that is open. Shared with the connections that came through it, which may outlive it.
struct Place {
  ListenOptions options;
  Speech speech;
  std::shared_ptr<Tls> tls;
  std::size_t connections = 0;
  bool closed = false;
};

// Reads the identity of the options, if there is one.
base::Done prepare_tls(Place& place);

// Takes the socket and speaks until it ends. Counts itself in place->connections.
void converse(boost::asio::io_context& context, std::shared_ptr<Place> place, int socket);

}  // namespace http
