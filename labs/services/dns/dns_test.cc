#include <catch2/catch.hpp>

#include "labs/services/dns/dns_service.h"
#include "labs/services/dns/zone.h"
#include "labs/services/test_world.h"

namespace {

using services::test::World;
using namespace services::dns;

std::string question(std::string_view name, std::uint16_t type) {
  std::string out("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12);
  out += write_name(name);
  out += static_cast<char>(type >> 8);
  out += static_cast<char>(type & 0xff);
  return out + std::string("\0\1", 2);
}

// "CODE type:bytes …" with text pieces joined.
std::string asked(World& world, std::string_view name, std::uint16_t type) {
  auto context = world.context();
  const auto parsed = parse_question(question(name, type));
  REQUIRE(parsed);
  const Answer found = answer(*parsed, context);
  std::string out = std::to_string(static_cast<int>(found.code));
  for (const Record& record : found.answers) {
    out += " ";
    if (record.type == kTxt) {
      for (std::size_t at = 0; at < record.data.size();) {
        const auto length = static_cast<unsigned char>(record.data[at]);
        out += record.data.substr(at + 1, length);
        at += 1 + length;
      }
    } else if (record.type == kA) {
      for (const char c : record.data) out += std::to_string(static_cast<unsigned char>(c)) + ".";
    } else {
      out += "type" + std::to_string(record.type);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the zone answers, and says what is not there") {
  World world;
  CHECK(asked(world, "lab.example.org", kA) == "0 127.0.0.1.");
  CHECK(asked(world, "N8N.Lab.Example.Org", kA) == "0 127.0.0.1.");
  CHECK(asked(world, "www.lab.example.org", kA) == "0 type5 127.0.0.1.");
  CHECK(asked(world, "lab.example.org", kMx) == "0 type15");
  CHECK(asked(world, "lab.example.org", kTxt) ==
        "0 v=spf1 mx include:_spf.lab.example.org -all lab-verification=reference");
  CHECK(asked(world, "_dmarc.lab.example.org", kTxt) ==
        "0 v=DMARC1; p=quarantine; rua=mailto:dmarc@lab.example.org");
  CHECK(asked(world, "nothing.lab.example.org", kA) == "3");
  CHECK(asked(world, "_domainkey.lab.example.org", kTxt) == "0");  // above a name that is there
  CHECK(asked(world, "db.lab.example.org", kA) == "0");
  CHECK(asked(world, "example.com", kA) == "5");
  world.settings["N8N_HOSTNAME"] = "flows.lab.example.org";
  CHECK(asked(world, "flows.lab.example.org", kA) == "0 127.0.0.1.");
}

TEST_CASE("each fault of the zone shows where it belongs") {
  struct Case {
    std::string_view fault, name;
    std::uint16_t type;
    std::string_view heard;
  };
  const auto c = GENERATE(values<Case>({
      {"dns-domain-missing", "lab.example.org", kA, "3"},
      {"dns-host-missing", "n8n.lab.example.org", kA, "3"},
      {"dns-servfail", "lab.example.org", kA, "2"},
      {"dns-refused", "lab.example.org", kA, "5"},
      {"dns-wrong-address", "lab.example.org", kA, "0 192.0.2.10."},
      {"supabase-cloud-network-unreachable", "pooler.lab.example.org", kA, "0"},
      {"mail-mx-missing", "lab.example.org", kMx, "0"},
      {"mail-spf-missing", "lab.example.org", kTxt, "0 lab-verification=reference"},
      {"mail-spf-twice", "lab.example.org", kTxt,
       "0 v=spf1 a -all v=spf1 mx include:_spf.lab.example.org -all lab-verification=reference"},
      {"mail-spf-open", "lab.example.org", kTxt, "0 v=spf1 mx +all lab-verification=reference"},
      {"mail-dkim-missing", "mail._domainkey.lab.example.org", kTxt, "3"},
      {"mail-dkim-revoked", "mail._domainkey.lab.example.org", kTxt, "0 v=DKIM1; k=rsa; p="},
      {"mail-dmarc-missing", "_dmarc.lab.example.org", kTxt, "3"},
      {"mail-dmarc-only-watches", "_dmarc.lab.example.org", kTxt,
       "0 v=DMARC1; p=none; rua=mailto:dmarc@lab.example.org"},
      {"mail-deliverability-dns-missing", "lab.example.org", kTxt, "0 lab-verification=reference"},
  }));
  CAPTURE(c.fault);
  World world;
  world.faults.insert(std::string(c.fault));
  CHECK(asked(world, c.name, c.type) == c.heard);
}

TEST_CASE("an answer by UDP is cut to what fits, and whole by TCP") {
  World world;
  world.faults.insert("mail-spf-too-many-lookups");
  world.settings["LAB_DOMAIN"] = std::string(60, 'a') + "." + std::string(60, 'b') + ".example.org";
  const auto service = services::make_dns();
  auto context = world.context();
  const std::string asking = question(world.settings["LAB_DOMAIN"], kAny);
  const std::string cut =
      service->answer_datagram(services::test::port_named(*service, "dns"), asking, context);
  CHECK(cut.size() <= 512);
  CHECK((cut[2] & 2) != 0);
  services::test::Connection tcp(*service, services::test::port_named(*service, "dns-tcp"), world);
  const std::string framed = std::string(1, '\0') + static_cast<char>(asking.size()) + asking;
  std::string whole;
  for (const char c : framed) whole += tcp.say(std::string_view(&c, 1));
  CHECK(whole.size() > 514);
  CHECK((whole[4] & 2) == 0);
}

TEST_CASE("what is no question gets a refusal or nothing") {
  World world;
  const auto service = services::make_dns();
  const auto port = services::test::port_named(*service, "dns");
  auto context = world.context();
  CHECK(service->answer_datagram(port, "short", context).empty());
  CHECK(service->answer_datagram(port, std::string("\1\2\x80\0\0\1\0\0\0\0\0\0", 12), context)
            .empty());  // an answer: two servers would talk for ever
  const std::string broken =
      service->answer_datagram(port, std::string("\1\2\0\0\0\1\0\0\0\0\0\0\x3f", 13), context);
  REQUIRE(broken.size() == 12);
  CHECK((broken[3] & 0x0f) == 1);
  CHECK(broken.substr(0, 2) == "\1\2");
}

TEST_CASE("addresses are written as bytes, or not at all") {
  CHECK(write_ipv4("127.0.0.1") == std::string("\x7f\0\0\1", 4));
  for (const char* wrong : {"", "1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d"})
    CHECK(write_ipv4(wrong).empty());
  CHECK(write_ipv6("::1") == std::string(15, '\0') + "\1");
  CHECK(write_ipv6("2001:db8::10").size() == 16);
  for (const char* wrong : {"1:2", "1:2:3:4:5:6:7:8:9", ":::", "g::", "1:"})
    CHECK(write_ipv6(wrong).empty());
}
