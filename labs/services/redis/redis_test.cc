#include <catch2/catch.hpp>

#include "labs/services/redis/command.h"
#include "labs/services/redis/redis_service.h"
#include "labs/services/test_world.h"

namespace {

using services::test::Connection;
using services::test::World;

struct Fixture {
  World world;
  std::unique_ptr<services::Service> service = services::make_redis();

  Fixture() {
    auto context = world.context();
    REQUIRE(service->prepare(context));
  }
  Connection connect(std::string_view port = "redis") {
    return Connection(*service, services::test::port_named(*service, port), world);
  }
};

// Replies with their line ends made visible.
std::string shown(std::string bytes) {
  for (std::size_t at = 0; (at = bytes.find("\r\n", at)) != std::string::npos;)
    bytes.replace(at, 2, "|");
  return bytes;
}

}  // namespace

TEST_CASE("commands answer as Redis 7.0 does") {
  struct Case {
    std::string_view said;  // inline, one a line
    std::string_view heard;
  };
  const auto c = GENERATE(values<Case>({
      {"PING\r\n", "+PONG|"},
      {"ping hello\r\n", "$5|hello|"},
      {"SET k v EX 60\r\nGET k\r\nTTL k\r\nPTTL k\r\n", "+OK|$1|v|:60|:60000|"},
      {"SET k v\r\nSET k w NX\r\nSET k w XX GET\r\nGET k\r\n", "+OK|$-1|$1|v|$1|w|"},
      {"SET k v PX 0\r\n", "-ERR invalid expire time in 'set' command|"},
      {"SET k v EX 1 PX 1\r\n", "-ERR syntax error|"},
      {"INCR n\r\nINCRBY n 41\r\nDECR n\r\nINCRBYFLOAT n 0.5\r\n", ":1|:42|:41|$4|41.5|"},
      {"SET n 9223372036854775807\r\nINCR n\r\n",
       "+OK|-ERR increment or decrement would overflow|"},
      {"SET n x\r\nINCR n\r\n", "+OK|-ERR value is not an integer or out of range|"},
      {"MSET a 1 b 2\r\nMGET a none b\r\n", "+OK|*3|$1|1|$-1|$1|2|"},
      {"APPEND k ab\r\nSETRANGE k 3 z\r\nSTRLEN k\r\nGETRANGE k -1 -1\r\n", ":2|:4|:4|$1|z|"},
      {"SETBIT b 7 1\r\nGETBIT b 7\r\nBITCOUNT b\r\n", ":0|:1|:1|"},
      {"LPUSH l a b\r\nRPUSH l c\r\nLRANGE l 0 -1\r\n", ":2|:3|*3|$1|b|$1|a|$1|c|"},
      {"RPUSH l a b a c\r\nLREM l -1 a\r\nLRANGE l 0 -1\r\n", ":4|:1|*3|$1|a|$1|b|$1|c|"},
      {"RPUSH l a b c\r\nLTRIM l 1 1\r\nLINSERT l BEFORE b x\r\nLPOS l b\r\nLPOP l 5\r\nEXISTS "
       "l\r\n",
       ":3|+OK|:2|:1|*2|$1|x|$1|b|:0|"},
      {"RPUSH l a b\r\nLMOVE l m LEFT RIGHT\r\nLRANGE m 0 -1\r\n", ":2|$1|a|*1|$1|a|"},
      {"LPOP none\r\nLPOP none 2\r\n", "$-1|*-1|"},
      {"HSET h a 1 b 2\r\nHGETALL h\r\nHINCRBY h a 4\r\nHDEL h a b\r\nTYPE h\r\n",
       ":2|*4|$1|a|$1|1|$1|b|$1|2|:5|:2|+none|"},
      {"HSET h a\r\n", "-ERR wrong number of arguments for 'hset' command|"},
      {"SADD s b a b\r\nSMEMBERS s\r\nSISMEMBER s a\r\nSREM s a\r\nSCARD s\r\n",
       ":2|*2|$1|a|$1|b|:1|:1|:1|"},
      {"SADD s a b c\r\nSADD t b c d\r\nSINTER s t\r\nSDIFF s t\r\nSUNIONSTORE u s t\r\n",
       ":3|:3|*2|$1|b|$1|c|*1|$1|a|:4|"},
      {"ZADD z 2 b 1 a 1.5 c\r\nZRANGE z 0 -1 WITHSCORES\r\n",
       ":3|*6|$1|a|$1|1|$1|c|$3|1.5|$1|b|$1|2|"},
      {"ZADD z 1 a 2 b 3 c\r\nZRANGEBYSCORE z (1 +inf LIMIT 0 1\r\nZREVRANGE z 0 0\r\nZRANK z "
       "c\r\n",
       ":3|*1|$1|b|*1|$1|c|:2|"},
      {"ZADD z 1 a 2 b\r\nZRANGE z +inf 2 BYSCORE REV\r\nZCOUNT z 1 (2\r\nZPOPMIN z\r\n",
       ":2|*1|$1|b|:1|*2|$1|a|$1|1|"},
      {"ZADD z GT CH 1 a\r\nZADD z GT CH 0 a\r\nZINCRBY z 2 a\r\nZSCORE z a\r\n",
       ":1|:0|$1|3|$1|3|"},
      {"ZADD z 0 a 0 b 0 c\r\nZRANGEBYLEX z [b +\r\nZREMRANGEBYLEX z - (c\r\nZCARD z\r\n",
       ":3|*2|$1|b|$1|c|:2|:1|"},
      {"SET k v\r\nLPUSH k a\r\n",
       "+OK|-WRONGTYPE Operation against a key holding the wrong kind of value|"},
      {"SET a 1\r\nRENAME a b\r\nCOPY b c\r\nMOVE c 2\r\nSELECT 2\r\nGET c\r\n",
       "+OK|+OK|:1|:1|+OK|$1|1|"},
      {"SELECT 16\r\n", "-ERR DB index is out of range|"},
      {"MSET ab 1 ac 2 b 3\r\nKEYS a*\r\nSCAN 0 COUNT 2\r\nSCAN 2 COUNT "
       "2\r\nDBSIZE\r\nFLUSHALL\r\nDBSIZE\r\n",
       "+OK|*2|$2|ab|$2|ac|*2|$1|2|*2|$2|ab|$2|ac|*2|$1|0|*1|$1|b|:3|+OK|:0|"},
      {"EXPIRE none 5\r\nSET k v\r\nEXPIRE k -1\r\nGET k\r\n", ":0|+OK|:1|$-1|"},
      {"MULTI\r\nINCR m\r\nINCR m\r\nEXEC\r\n", "+OK|+QUEUED|+QUEUED|*2|:1|:2|"},
      {"MULTI\r\nNOSUCH\r\nEXEC\r\n",
       "+OK|-ERR unknown command 'NOSUCH', with args beginning with: |"
       "-EXECABORT Transaction discarded because of previous errors.|"},
      {"EXEC\r\n", "-ERR EXEC without MULTI|"},
      {"NOSUCHCMD a b\r\n",
       "-ERR unknown command 'NOSUCHCMD', with args beginning with: 'a' 'b' |"},
      {"get\r\n", "-ERR wrong number of arguments for 'get' command|"},
      {"CLIENT SETINFO LIB-NAME x\r\n", "-ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.|"},
      {"HELLO 9\r\n", "-NOPROTO unsupported protocol version|"},
      {"EVAL x 0\r\n",
       "-ERR scripts are not part of this reference: send the commands one by one|"},
      {"SET k \"a b\\n\"\r\nSTRLEN k\r\n", "+OK|:4|"},  // quotes of inline commands
      {"ECHO \"open\r\n", "-ERR Protocol error: unbalanced quotes in request|"},
      {"*1\r\n:4\r\n", "-ERR Protocol error: expected '$', got ':'|"},
      {"*1\r\n$-5\r\n", "-ERR Protocol error: invalid bulk length|"},
      {"*9999999999\r\n", "-ERR Protocol error: invalid multibulk length|"},
  }));
  CAPTURE(c.said);
  Fixture f;
  auto connection = f.connect();
  CHECK(shown(connection.say(c.said)) == c.heard);
}

TEST_CASE("a stream that is cut anywhere gives the same answers") {
  const std::string said =
      "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\na\r\nb\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n";
  for (std::size_t cut = 0; cut <= said.size(); ++cut) {
    Fixture f;
    auto connection = f.connect();
    std::string heard = connection.say(said.substr(0, cut));
    heard += connection.say(said.substr(cut));
    CHECK(shown(heard) == "+OK|$4|a|b|+PONG|");
  }
}

TEST_CASE("who has no password hears so, and the password of REDIS_URL opens") {
  Fixture f;
  f.world.settings["REDIS_URL"] = "rediss://default:s%40crit@redis.lab.example.org:6379";
  auto connection = f.connect();
  CHECK(connection.say("PING\r\n") == "-NOAUTH Authentication required.\r\n");
  CHECK(connection.say("HELLO 3\r\n") ==
        "-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO "
        "AUTH <user> <pass> option can be used to authenticate the client and select the RESP "
        "protocol version at the same time\r\n");
  CHECK(connection.say("AUTH wrong\r\n") ==
        "-WRONGPASS invalid username-password pair or user is disabled.\r\n");
  CHECK(connection.say("AUTH default s@crit\r\nPING\r\n") == "+OK\r\n+PONG\r\n");
}

TEST_CASE("a stranger cannot make the server keep much") {
  Fixture f;
  f.world.settings["REDIS_PASSWORD"] = "secret";
  CHECK(f.connect().say("*11\r\n") == "-ERR Protocol error: invalid multibulk length\r\n");
  CHECK(f.connect().say("*1\r\n$16385\r\n") == "-ERR Protocol error: invalid bulk length\r\n");
}

TEST_CASE("AUTH to a server without a password is an error unless a user is named") {
  Fixture f;
  auto connection = f.connect();
  CHECK(connection.say("AUTH x\r\n") ==
        "-ERR AUTH <password> called without any password configured for the default user. Are "
        "you sure your configuration is correct?\r\n");
  CHECK(connection.say("AUTH default x\r\n") == "+OK\r\n");
}

TEST_CASE("version 3 has maps, sets, nulls and pushes of its own") {
  Fixture f;
  auto connection = f.connect();
  CHECK(shown(connection.say("HELLO 3\r\n")) ==
        "%7|$6|server|$5|redis|$7|version|$6|7.0.15|$5|proto|:3|$2|id|:1|$4|mode|$10|standalone|"
        "$4|role|$6|master|$7|modules|*0|");
  CHECK(
      shown(connection.say("HSET h a 1\r\nHGETALL h\r\nGET none\r\nSADD s x\r\nSMEMBERS s\r\n")) ==
      ":1|%1|$1|a|$1|1|_|:1|~1|$1|x|");
  CHECK(shown(connection.say("ZADD z 1.5 m\r\nZSCORE z m\r\nZRANGE z 0 0 WITHSCORES\r\n")) ==
        ":1|,1.5|*1|*2|$1|m|,1.5|");
  CHECK(connection.say("INFO\r\n").starts_with("="));
}

TEST_CASE("what is published reaches those who listen, behind the reply to the publisher") {
  Fixture f;
  auto listener = f.connect();
  auto speaker = f.connect();
  CHECK(shown(listener.say("SUBSCRIBE a b\r\nPSUBSCRIBE n*\r\n")) ==
        "*3|$9|subscribe|$1|a|:1|*3|$9|subscribe|$1|b|:2|*3|$10|psubscribe|$2|n*|:3|");
  CHECK(speaker.say("PUBLISH a hi\r\nPUBLISH news yo\r\nPUBLISH c no\r\n") == ":1\r\n:1\r\n:0\r\n");
  CHECK(shown(listener.peer.take()) ==
        "*3|$7|message|$1|a|$2|hi|*4|$8|pmessage|$2|n*|$4|news|$2|yo|");
  CHECK(shown(listener.say("GET k\r\n")) ==
        "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET "
        "are allowed in this context|");
  CHECK(shown(listener.say("UNSUBSCRIBE\r\n")) ==
        "*3|$11|unsubscribe|$1|a|:2|*3|$11|unsubscribe|$1|b|:1|");
  CHECK(shown(speaker.say("HELLO 3\r\nSUBSCRIBE me\r\nPUBLISH me x\r\n"))
            .ends_with(":1|>3|$7|message|$2|me|$1|x|"));
}

TEST_CASE("a transaction is given up when a key that was watched has changed") {
  Fixture f;
  auto one = f.connect();
  auto other = f.connect();
  one.say("SET k 1\r\nWATCH k\r\nMULTI\r\nINCR k\r\n");
  other.say("SET k 5\r\n");
  CHECK(one.say("EXEC\r\nGET k\r\n") == "*-1\r\n$1\r\n5\r\n");
  one.say("WATCH k\r\nMULTI\r\nINCR k\r\n");
  CHECK(one.say("EXEC\r\n") == "*1\r\n:6\r\n");
}

TEST_CASE("who waits for a list is served when somebody pushes, in the order they came") {
  Fixture f;
  auto first = f.connect();
  auto second = f.connect();
  auto pusher = f.connect();
  CHECK(first.say("BLPOP l 0\r\nPING\r\n").empty());
  CHECK(second.say("BLPOP l 0\r\n").empty());
  CHECK(pusher.say("RPUSH l a\r\n") == ":1\r\n");
  CHECK(shown(first.peer.take()) == "*2|$1|l|$1|a|");
  CHECK(second.peer.take().empty());
  first.session->woken(first.peer);
  CHECK(first.peer.take() == "+PONG\r\n");  // what was sent while it waited
  pusher.say("RPUSH l b\r\n");
  CHECK(shown(second.peer.take()) == "*2|$1|l|$1|b|");
}

TEST_CASE("who waits too long hears that nothing came") {
  Fixture f;
  auto connection = f.connect();
  CHECK(connection.say("BLPOP l 0.5\r\n").empty());
  REQUIRE(connection.peer.wake == std::chrono::milliseconds(500));
  f.world.milliseconds += 500;
  connection.session->woken(connection.peer);
  CHECK(connection.peer.take() == "*-1\r\n");
  CHECK(connection.say("MULTI\r\nBLPOP l 0\r\nEXEC\r\n") == "+OK\r\n+QUEUED\r\n*1\r\n*-1\r\n");
}

TEST_CASE("keys end when their time has come") {
  Fixture f;
  auto connection = f.connect();
  connection.say("SET k v PX 1500\r\n");
  f.world.milliseconds += 1499;
  CHECK(connection.say("EXISTS k\r\n") == ":1\r\n");
  f.world.milliseconds += 1;
  CHECK(connection.say("EXISTS k\r\nDBSIZE\r\n") == ":0\r\n:0\r\n");
}

TEST_CASE("what was stored is there again after a start") {
  Fixture f;
  f.connect().say(
      "SET a 1 PX 5000\r\nRPUSH b x y\r\nHSET c f v\r\nSADD d m\r\nZADD e 1.5 n\r\nSET gone 1\r\n"
      "DEL gone\r\n");
  const auto again = services::make_redis();
  auto context = f.world.context();
  REQUIRE(again->prepare(context));
  Connection connection(*again, services::test::port_named(*again, "redis"), f.world);
  CHECK(
      shown(connection.say("PTTL a\r\nLRANGE b 0 -1\r\nHGET c f\r\nSISMEMBER d m\r\nZSCORE e n\r\n"
                           "EXISTS gone\r\n")) == ":5000|*2|$1|x|$1|y|$1|v|:1|$3|1.5|:0|");
}

TEST_CASE("users may do what their rules say") {
  Fixture f;
  auto admin = f.connect();
  CHECK(admin.say("ACL SETUSER ann on >pw ~app:* +@read +set\r\n") == "+OK\r\n");
  auto ann = f.connect();
  CHECK(ann.say("AUTH ann wrong\r\n") ==
        "-WRONGPASS invalid username-password pair or user is disabled.\r\n");
  CHECK(ann.say("AUTH ann pw\r\nSET app:1 x\r\nGET app:1\r\nACL WHOAMI\r\n") ==
        "+OK\r\n+OK\r\n$1\r\nx\r\n"
        "-NOPERM this user has no permissions to run the 'acl' command\r\n");
  CHECK(ann.say("DEL app:1\r\n") ==
        "-NOPERM this user has no permissions to run the 'del' command\r\n");
  CHECK(ann.say("GET other\r\n") ==
        "-NOPERM this user has no permissions to access one of the keys used as arguments\r\n");
  CHECK(admin.say("ACL SETUSER ann +nosuch\r\n") ==
        "-ERR Error in ACL SETUSER modifier '+nosuch': Unknown command or category name in "
        "ACL\r\n");
}

TEST_CASE("each fault is heard as the product says it") {
  struct Case {
    std::string_view fault, said, heard;
  };
  const auto c = GENERATE(values<Case>({
      {"redis-token-wrong", "AUTH default secret\r\n",
       "-WRONGPASS invalid username-password pair or user is disabled.\r\n"},
      {"redis-open-to-all", "PING\r\n", "+PONG\r\n"},
      {"redis-open-to-all", "AUTH default secret\r\nPING\r\n", "+OK\r\n+PONG\r\n"},
      {"redis-no-password-set", "AUTH default secret\r\n",
       "-ERR AUTH <password> called without any password configured for the default user. Are "
       "you sure your configuration is correct?\r\n"},
      {"redis-tls-mismatch", "PING\r\n", ""},
      {"redis-silent", "PING\r\n", ""},
      {"redis-loading", "AUTH secret\r\nPING\r\n",
       "+OK\r\n-LOADING Redis is loading the dataset in memory\r\n"},
      {"redis-replica", "AUTH secret\r\nPING\r\nSET k v\r\n",
       "+OK\r\n+PONG\r\n-READONLY You can't write against a read only replica.\r\n"},
      {"redis-memory-full", "AUTH secret\r\nSET k v\r\nDEL k\r\n",
       "+OK\r\n-OOM command not allowed when used memory > 'maxmemory'.\r\n:0\r\n"},
      {"redis-quota-exhausted", "AUTH secret\r\nPING\r\nSET k v\r\n",
       "+OK\r\n+PONG\r\n-ERR max requests limit exceeded. Limit: 10000, Usage: 10000. See "
       "https://upstash.com/docs/redis/troubleshooting/max_requests_limit for details\r\n"},
  }));
  CAPTURE(c.fault, c.said);
  Fixture f;
  f.world.settings["REDIS_PASSWORD"] = "secret";
  f.world.faults.insert(std::string(c.fault));
  auto connection = f.connect();
  CHECK(connection.say(c.said) == c.heard);
  CHECK(connection.peer.closed == (c.fault == "redis-tls-mismatch"));
}

TEST_CASE("a server that takes nobody says so and hangs up") {
  for (const char* fault : {"redis-too-many-clients", "redis-protected-mode"}) {
    Fixture f;
    f.world.faults.insert(fault);
    auto connection = f.connect();
    CHECK(connection.peer.sent.starts_with("-"));
    CHECK(connection.peer.closed);
  }
}

TEST_CASE("memory is bounded whatever is asked for") {
  Fixture f;
  auto connection = f.connect();
  CHECK(shown(connection.say("SETRANGE k 99999999999 x\r\n")) ==
        "-ERR string exceeds maximum allowed size (proto-max-bulk-len)|");
  connection.say("SETRANGE k 8000000 x\r\n");
  std::string said;
  for (int i = 0; i < 20; ++i) said += "COPY k k" + std::to_string(i) + "\r\n";
  CHECK(connection.say(said).ends_with(
      "-OOM command not allowed when used memory > 'maxmemory'.\r\n"));
}

TEST_CASE("one turn gives a bounded answer, and the rest comes when it is woken") {
  Fixture f;
  auto connection = f.connect();
  connection.say("SETRANGE k 999999 x\r\n");
  std::string said;
  for (int i = 0; i < 10; ++i) said += "GET k\r\n";
  std::size_t heard = connection.say(said).size();
  CHECK(heard < 3'000'000);
  for (int turn = 0; turn < 10 && connection.peer.wake; ++turn) {
    connection.peer.wake.reset();
    connection.session->woken(connection.peer);
    heard += connection.peer.take().size();
  }
  CHECK(heard == 10 * (std::string("$1000000\r\n").size() + 1'000'000 + 2));
}

TEST_CASE("patterns match as Redis's do, in bounded time") {
  using services::redis::matches_glob;
  CHECK(matches_glob("h?llo", "hello"));
  CHECK(matches_glob("h[ae]llo", "hallo"));
  CHECK_FALSE(matches_glob("h[^e]llo", "hello"));
  CHECK(matches_glob("h[a-c]*", "hb"));
  CHECK(matches_glob("a\\*", "a*"));
  CHECK_FALSE(matches_glob("a\\*", "ab"));
  CHECK(matches_glob("*", ""));
  CHECK_FALSE(matches_glob("a*b", "acd"));
  CHECK_FALSE(matches_glob("[", ""));
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "*a";
  CHECK_FALSE(matches_glob(stars + "b", std::string(50'000, 'a')));
}
