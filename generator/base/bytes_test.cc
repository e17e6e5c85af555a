#include "generator/base/bytes.h"

#include <catch2/catch.hpp>
#include <limits>

TEST_CASE("what is written as bytes is read again") {
  const base::Hash hash = base::hash("x");
  base::ByteWriter out;
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 63,
        std::numeric_limits<std::uint64_t>::max()})
    out.number(value);
  out.text("").text("é\0b").hash(hash).number(7);

  base::ByteReader in(out.bytes());
  CHECK(in.number() == 0);
  CHECK(in.number() == 127);
  CHECK(in.number() == 128);
  CHECK(in.number() == std::uint64_t{1} << 63);
  CHECK(in.number() == std::numeric_limits<std::uint64_t>::max());
  CHECK(in.text().empty());
  CHECK(in.text() == "é");
  CHECK(in.hash() == hash);
  CHECK_FALSE(in.done());
  CHECK(in.number() == 7);
  CHECK(in.done());
}

TEST_CASE("damaged bytes make a reader bad and nothing else") {
  using namespace std::string_view_literals;
  const auto bytes = GENERATE(values<std::string_view>({
      ""sv,
      "\x80"sv,                                      // a number that does not end
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv,  // more than 64 bits
      "\x05"
      "abc"sv,  // a text that is longer than what is there
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
      "abc"sv  // a text as long as the memory
  }));
  base::ByteReader text(bytes);
  CHECK(text.text().empty());
  CHECK_FALSE(text.good());
  CHECK(text.number() == 0);
  CHECK(text.hash() == base::Hash());
  base::ByteReader count(bytes);
  CHECK(count.count() == 0);
  CHECK_FALSE(count.good());
}

TEST_CASE("a seal breaks with any bit") {
  const std::string sealed = base::seal("atelier");
  REQUIRE(base::unseal(sealed));
  CHECK(*base::unseal(sealed) == "atelier");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string damaged = sealed;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK_FALSE(base::unseal(damaged));
    CHECK_FALSE(base::unseal(std::string_view(sealed).substr(0, i)));
  }
}
