#include "generator/http/server.h"

namespace http {

base::Result<Server> Server::listen(const ServerOptions& options, Handler handler,
                                    SessionMaker upgrade) {
  Server server;
  Speech speech;
  speech.answer = std::move(handler);
  speech.upgrade = std::move(upgrade);
  server.port_ = TRY(server.loop_.listen(options, std::move(speech)));
  return server;
}

}  // namespace http
