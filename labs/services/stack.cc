#include "labs/services/stack.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "labs/services/stack_state.h"

namespace services {
using base::message;
namespace {

constexpr std::size_t kConnections = 12'000;
constexpr std::size_t kLargestBody = 64u << 20;
constexpr int kDeepestCall = 8;

void add_needs(const std::map<std::string, Description>& known, const std::string& id,
               std::set<std::string>& chosen) {
  const auto found = known.find(id);
  if (found == known.end() || !chosen.insert(id).second) return;
  for (const std::string& need : found->second.needs) add_needs(known, need, chosen);
}

}  // namespace

PortOf Stack::State::port_numbers() const {
  return [this](std::string_view service, std::string_view name) { return port_of(service, name); };
}

std::uint16_t Stack::State::port_of(std::string_view service, std::string_view name) const {
  for (const OpenPort& one : ports)
    if (one.service == service && (name.empty() || one.port.name == name)) return one.number;
  // What does not run would have its usual port.
  for (const Description& one : known)
    for (const Port& port : one.ports)
      if (one.id == service && (name.empty() || port.name == name))
        return static_cast<std::uint16_t>(port.number + options.port_offset);
  return 0;
}

Member* Stack::State::find(std::string_view id) {
  for (Member& member : members)
    if (member.description.id == id) return &member;
  return nullptr;
}

Context Stack::State::context() {
  const std::int64_t time = options.milliseconds();
  Context out{time / 1000, views.services, switches, *store, {}, {}, {}};
  out.random = [this](std::size_t count) { return options.random(count); };
  out.millisecond = static_cast<int>(time % 1000);
  out.call = [this](std::string_view service, const http::Request& request) {
    return call(service, request);
  };
  out.publish = [this](std::string_view topic, const std::string& json) {
    for (Member& member : members) {
      Context inner = context();
      member.service->heard(topic, json, inner);
    }
  };
  return out;
}

http::Response Stack::State::call(std::string_view id, const http::Request& request) {
  Member* member = find(id);
  if (member == nullptr || !member->up || depth >= kDeepestCall) return {502, {}, {}};
  ++depth;
  Context inner = context();
  const Port port = member->description.ports.empty() ? Port() : member->description.ports[0];
  http::Response response = member->service->answer(port, request, inner);
  --depth;
  return response;
}

http::Speech Stack::State::speech_of(Member& member, const Port& port) {
  Service* service = member.service.get();
  const std::string id = member.description.id;
  http::Speech out;
  const auto fresh = [this] { return context(); };
  switch (port.wire) {
    case Wire::Http:
      out.answer = [this, service, port, id](const http::Request& request) {
        Context now_context = context();
        http::Response response = service->answer(port, request, now_context);
        response.headers["X-Atelier-Reference"] = id;
        return response;
      };
      out.upgrade = [service, port, fresh](const http::Request& request) {
        return service->upgrade(port, request, fresh);
      };
      break;
    case Wire::Stream:
      out.connect = [service, port, fresh] { return service->connect(port, fresh); };
      break;
    case Wire::Datagram:
      out.datagram = [this, service, port](std::string_view bytes) {
        Context now_context = context();
        return service->answer_datagram(port, bytes, now_context);
      };
      break;
  }
  return out;
}

base::Done Stack::State::open(OpenPort& one) {
  Member& member = *find(one.service);
  http::ListenOptions listen;
  listen.address = options.address;
  listen.port = one.number;
  listen.connection_limit = kConnections;
  listen.body_limit = kLargestBody;
  listen.idle = options.idle;
  listen.hosts.clear();  // the stack's host names lead here as well
  listen.identity = certificates.identity;
  listen.tls_later = !one.port.tls;
  if (one.port.wire == Wire::Http && (!one.port.tls || switches.contains("plain-on-https")))
    listen.identity.reset();
  const auto number = loop.listen(listen, speech_of(member, one.port));
  if (!number) {
    base::Error error = number.error();
    error.message = message("{}: {}", "{} : {}", one.service, error.message.en);
    error.message.fr = fmt::format("{} : {}", one.service, number.error().message.fr);
    error.hint = message(
        "stop what holds it (sudo ss -ltnp shows it), or move all ports: --port-offset 20000",
        "arrêtez ce qui l'occupe (sudo ss -ltnp le montre), ou décalez tous les ports : "
        "--port-offset 20000");
    return base::fail(std::move(error));
  }
  one.number = *number;
  one.open = true;
  return {};
}

base::Done Stack::State::choose(std::vector<std::unique_ptr<Service>> services) {
  std::map<std::string, Description> by_id;
  std::vector<std::string> names;
  for (const auto& service : services) {
    known.push_back(service->describe());
    names.push_back(known.back().id);
    by_id.emplace(known.back().id, known.back());
  }
  std::set<std::string> chosen;
  for (const std::string& id : options.only) {
    if (!by_id.contains(id))
      return base::fail(base::ErrorKind::Usage,
                        message("no service '{}'", "aucun service « {} »", id), {},
                        base::did_you_mean(id, names));
    add_needs(by_id, id, chosen);
  }
  if (options.only.empty()) {
    for (const auto& [id, description] : by_id)
      if (options.profile.empty() ||
          std::find(description.profiles.begin(), description.profiles.end(), options.profile) !=
              description.profiles.end())
        add_needs(by_id, id, chosen);
  }
  for (auto& service : services) {
    Description description = service->describe();
    if (chosen.contains(description.id))
      members.push_back({std::move(service), std::move(description)});
  }
  for (const Fault& fault : options.faults) {
    if (fault.is_switch) switches.insert(fault.switch_name);
    for (const std::string& id : fault.stop)
      if (Member* member = find(id)) member->stopped = true;
  }
  return {};
}

bool Stack::State::is_ours(int number) const {
  return std::any_of(ports.begin(), ports.end(),
                     [&](const OpenPort& one) { return one.number == number; });
}

base::Done Stack::State::open_all() {
  for (Member& member : members) {
    for (const Port& port : member.description.ports) {
      OpenPort one{member.description.id, port, 0, true};
      if (!options.any_ports) {
        // Some products want the same port. When all run at once, the later one stands 10 000
        // higher.
        int number = port.number + options.port_offset;
        while (options.only.empty() && options.profile.empty() && is_ours(number)) number += 10'000;
        if (number <= 0 || number > 65535)
          return base::fail(base::ErrorKind::Usage,
                            message("there is no port {}", "il n'y a pas de port {}", number));
        one.number = static_cast<std::uint16_t>(number);
      }
      ports.push_back(one);
      TRY(open(ports.back()));
    }
  }
  return {};
}

base::Done Stack::State::open_store() {
  const bool kept = !options.data.empty();
  store = TRY(database::Database::open(options.data / "atelier.db",
                                       kept ? database::Mode::Create : database::Mode::Memory));
  // The schema `public` of the stack's database is a file of its own, beside what services keep.
  std::string path = kept ? (options.data / "public.db").string() : ":memory:";
  for (std::size_t at = path.find('\''); at != std::string::npos; at = path.find('\'', at + 2))
    path.insert(at, 1, '\'');
  TRY(store->execute(fmt::format("ATTACH '{}' AS public", path)));
  return store->execute(kept ? "PRAGMA main.journal_mode=WAL; PRAGMA public.journal_mode=WAL; "
                               "PRAGMA synchronous=NORMAL;"
                             : "PRAGMA journal_mode=MEMORY;");
}

// Opens and closes ports, as the services would start or not.
void Stack::State::review() {
  for (Member& member : members) {
    Context inner = context();
    member.up = !member.stopped && member.service->is_up(inner);
  }
  for (OpenPort& one : ports) {
    const Member& member = *find(one.service);
    Context inner = context();
    const bool up = member.up && member.service->is_open(one.port, inner);
    if (one.open && !up) {
      loop.close(one.number);
      one.open = false;
    } else if (!one.open && up) {
      (void)open(one);  // taken meanwhile: tried again at the next change
    }
  }
}

Stack::Stack(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stack::~Stack() = default;

base::Result<std::unique_ptr<Stack>> Stack::start(StackOptions options,
                                                  std::vector<std::unique_ptr<Service>> services) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  TRY(state->choose(std::move(services)));
  if (!state->options.data.empty()) TRY(state->lock.take(state->options.data));
  state->certificates = TRY(make_stack_identity(state->switches, state->now(), nullptr));
  TRY(state->open_all());
  TRY(state->open_store());
  if (!state->options.data.empty()) state->folder = DataFolder(state->options.data);
  TRY(state->read_settings());
  TRY(state->apply());
  for (Member& member : state->members) {
    Context inner = state->context();
    TRY(member.service->prepare(inner));
  }
  state->review();
  if (!state->options.data.empty()) state->watch_folder();
  return std::unique_ptr<Stack>(new Stack(std::move(state)));
}

const std::vector<OpenPort>& Stack::ports() const { return state_->ports; }
std::uint16_t Stack::port_of(std::string_view service, std::string_view name) const {
  return state_->port_of(service, name);
}
const Settings& Stack::file_settings() const { return state_->views.file; }
const Settings& Stack::service_settings() const { return state_->views.services; }
std::string Stack::authority() const { return state_->certificates.authority.chain; }
const std::map<std::string, std::string>& Stack::values() const { return state_->values; }

void Stack::run() { state_->loop.run(); }
void Stack::run_until_signal() { state_->loop.run_until_signal(); }
void Stack::stop() { state_->loop.stop(); }

base::Done restart_stack(const std::filesystem::path& data) {
  const std::string before = TRY(base::read_file(data / "restart", 1u << 20));
  return base::write_file(data / "restart", before + "again\n");
}

base::Done heal_stack(const std::filesystem::path& data, const std::string& fault) {
  const std::string before = TRY(base::read_file(data / "heal", 1u << 20));
  return base::write_file(data / "heal", before + fault + "\n");
}

base::Done reset_data(const std::filesystem::path& data) {
  FolderLock lock;
  TRY(lock.take(data));
  std::error_code failed;
  for (const char* name : {"atelier.db", "atelier.db-wal", "atelier.db-shm", "public.db",
                           "public.db-wal", "public.db-shm", ".env", "console.env", "ca.pem",
                           "compose.yml", "restart", "heal", ".practice", "lock"})
    std::filesystem::remove(data / name, failed);
  return {};
}

}  // namespace services
