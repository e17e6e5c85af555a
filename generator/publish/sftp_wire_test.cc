#include "generator/publish/sftp_wire.h"

#include <catch2/catch.hpp>

using namespace publish::sftp;
using namespace std::string_literals;

TEST_CASE("a request is its length, type, number and fields") {
  CHECK(Writer(Packet::Open, 7).text("a").number(kWrite | kCreate).number(0).take() ==
        "\0\0\0\x12\x03\0\0\0\x07\0\0\0\x01"s + "a\0\0\0\x0a\0\0\0\0"s);
  CHECK(Writer(Packet::Write, 1).text("h").number64(0x0102030405060708).text("").take() ==
        "\0\0\0\x16\x06\0\0\0\x01\0\0\0\x01h\x01\x02\x03\x04\x05\x06\x07\x08\0\0\0\0"s);
}

TEST_CASE("answers are taken off one by one, however they arrive") {
  const std::string status =
      Writer(Packet::Status, 5).number(kNoSuchFile).text("No such file").text("").take();
  const std::string handle = Writer(Packet::Handle, 6).text("h\0x"s).take();
  const std::string both = status + handle;
  for (std::size_t cut = 0; cut <= both.size(); ++cut) {
    std::string bytes = both.substr(0, cut);
    bool bad = false;
    std::vector<Answer> answers;
    while (auto answer = take_answer(bytes, bad)) answers.push_back(std::move(*answer));
    CHECK_FALSE(bad);
    bytes += both.substr(cut);
    while (auto answer = take_answer(bytes, bad)) answers.push_back(std::move(*answer));
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].number == 5);
    CHECK(answers[0].status == kNoSuchFile);
    CHECK(answers[0].text == "No such file");
    CHECK(answers[1].type == Packet::Handle);
    CHECK(answers[1].text == "h\0x"s);
    CHECK(bytes.empty());
  }
}

TEST_CASE("a server says what it can do beyond the version") {
  bool bad = false;
  std::string bytes =
      Writer(Packet::Version, 3).text("x@y").text("1").text(kPosixRename).text("1").take();
  auto answer = take_answer(bytes, bad);
  REQUIRE(answer);
  CHECK(answer->number == 3);
  CHECK(answer->posix_rename);
  bytes = Writer(Packet::Version, 3).take();
  answer = take_answer(bytes, bad);
  REQUIRE(answer);
  CHECK_FALSE(answer->posix_rename);
}

TEST_CASE("bytes that are no SFTP are refused") {
  const auto bytes = GENERATE(values<std::string>({
      "\0\0\0\0"s,                    // an empty packet
      "SSH-2.0-OpenSSH"s,             // a length beyond every limit
      "Welcome to this machine!\n"s,  // what a shell prints at its start
      "\0\0\0\x05\x63\0\0\0\x01"s,    // an unknown type
      "\0\0\0\x06\x65\0\0\0\x01\0"s,  // a status that is cut
      "\0\0\0\x0a\x66\0\0\0\x01\xff\xff\xff\xff"
      "a"s,                   // a length beyond the packet
      "\0\0\0\x03\x65\0\0"s,  // not even a number
  }));
  std::string copy = bytes;
  bool bad = false;
  CHECK_FALSE(take_answer(copy, bad));
  CHECK(bad);
}
