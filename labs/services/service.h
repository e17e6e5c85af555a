// A reference service: what imitates one product of the stack on loopback, as pure functions over
// values. It answers requests (and begins sessions) and keeps its state in SQLite; who listens,
// encrypts and moves bytes is elsewhere.
//
// A service says in its description which ports it has; lab-services opens them. It reads its
// configuration from the settings, as the product reads its `.env`, each time it needs one: a
// learner who mends the file sees the effect at the next request. A fault is either a setting that
// is wrong, or a switch that the service asks for by its id.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/message.h"
#include "generator/database/database.h"
#include "generator/http/message.h"
#include "generator/http/session.h"

namespace services {

// The variables of the stack's `.env`, by name.
using Settings = std::map<std::string, std::string, std::less<>>;

// What a service may know of the world around it. Borrowed for the time of one call.
struct Context {
  std::int64_t now = 0;  // Unix seconds
  const Settings& settings;
  const std::set<std::string, std::less<>>& faults;  // ids of the ones that are switched on
  database::Database& store;                         // tables carry the service's id as a prefix
  std::function<std::string(std::size_t)> random;    // that many random bytes
  // Another service of this process answers at once ("auth" behind "kong", "mail" for who sends
  // one); 502 when it is down.
  std::function<http::Response(std::string_view service, const http::Request&)> call;
  // Something happened that others may want to hear (a row was inserted: "data.change"; a mail
  // came: "mail.arrived").
  std::function<void(std::string_view topic, const std::string& json)> publish;
  int millisecond = 0;  // 0 to 999, behind `now`

  std::int64_t milliseconds() const { return now * 1000 + millisecond; }
  std::string_view setting(std::string_view name, std::string_view otherwise = {}) const;
  bool broken(std::string_view fault) const { return faults.contains(fault); }
};

// What a port speaks before anything else.
enum class Wire { Http, Stream, Datagram };

struct Port {
  std::uint16_t number = 0;  // before --port-offset
  Wire wire = Wire::Http;
  bool tls = false;       // from the first byte
  std::string name = {};  // "rest", "smtp"; "" when the service has one port
  bool shut = false;      // closed when all is well
};

struct Description {
  std::string id;  // "redis", "kong", "n8n"
  base::Message title;
  std::vector<Port> ports;
  std::vector<std::string> profiles;  // compose cli vps coach production chatbot
  std::vector<std::string> needs;     // services without which it does not answer
};

class Service {
 public:
  virtual ~Service() = default;
  virtual Description describe() const = 0;
  // Makes its tables and its first rows; called once before anything else, and after a reset.
  virtual base::Done prepare(Context&) { return {}; }
  // False: it would not start with these settings. Its ports are closed, and others find it down.
  virtual bool is_up(Context&) { return true; }
  // The same for one port of a service that is up.
  virtual bool is_open(const Port&, Context&) { return true; }
  // `port` is one of describe().ports. Only for Wire::Http.
  virtual http::Response answer(const Port& port, const http::Request& request,
                                Context& context) = 0;
  // Only for Wire::Stream; null refuses the connection. `context` gives a fresh Context whenever
  // the session needs one.
  virtual std::unique_ptr<http::StreamSession> connect(const Port&, std::function<Context()>) {
    return nullptr;
  }
  // Only for Wire::Datagram (UDP): what goes back to the sender; "" says nothing.
  virtual std::string answer_datagram(const Port&, std::string_view, Context&) { return {}; }
  // For an HTTP request that asks for a WebSocket; null: answer() speaks.
  virtual std::unique_ptr<http::StreamSession> upgrade(const Port&, const http::Request&,
                                                       std::function<Context()>) {
    return nullptr;
  }
  // What another service published; sessions of this one may want to pass it on.
  virtual void heard(std::string_view, const std::string&, Context&) {}
};

}  // namespace services
