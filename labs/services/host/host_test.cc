#include "labs/services/host/host.h"

#include "labs/services/test_world.h"

using namespace services;
using services::test::World;

TEST_CASE("a server shows the ports that its settings open, and no others") {
  const auto host = make_host();
  World world;
  std::vector<std::string> open;
  const auto look = [&] {
    open.clear();
    Context context = world.context();
    for (const Port& port : host->describe().ports)
      if (host->is_open(port, context)) open.push_back(port.name);
  };
  look();
  CHECK(open == std::vector<std::string>{"ssh", "http", "https"});
  world.settings["OPEN_PORTS"] = " https , redis,nothing";
  look();
  CHECK(open == std::vector<std::string>{"https", "redis"});
  world.settings["OPEN_PORTS"] = "";
  look();
  CHECK(open.empty());
}

TEST_CASE("SSH greets as it is set up, not at all, or now and then") {
  const auto host = make_host();
  World world;
  const Port ssh = test::port_named(*host, "ssh");
  const auto greeting = [&] {
    const auto session = host->connect(ssh, [&] { return world.context(); });
    if (!session) return std::string("(cut)");
    test::Peer peer;
    session->opened(peer);
    return peer.take();
  };
  CHECK(greeting() == "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
  world.settings["SSH_BANNER"] = "220 mail";
  CHECK(greeting() == "220 mail\r\n");
  world.faults = {"vps-ssh-unsteady"};
  CHECK(greeting() == "220 mail\r\n");
  CHECK(greeting() == "(cut)");
  world.faults = {"vps-adduser-terminal-freeze"};
  CHECK(greeting().empty());
}
