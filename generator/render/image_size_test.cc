#include "generator/render/image_size.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

namespace render {
namespace {

using namespace std::string_literals;

const std::string kPng = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0"s;  // 640 x 480
const std::string kGif = "GIF89a\x0a\0\x14\0"s;
// SOI, APP0 of 16 bytes, a fill byte, SOF2.
const std::string kJpeg =
    "\xFF\xD8\xFF\xE0\0\x10"s + std::string(14, 'x') + "\xFF\xFF\xC2\0\x11\x08\0\x64\0\xC8"s;

std::string size_of(std::string_view bytes) {
  const auto size = image_size(bytes);
  return size ? fmt::format("{}x{}", size->width, size->height) : "none";
}

TEST_CASE("the size of a picture is read from its first bytes") {
  struct Case {
    std::string bytes, size;
  };
  const auto c = GENERATE(values<Case>({
      {kPng, "640x480"},
      {kGif, "10x20"},
      {kJpeg, "200x100"},
      {"<svg width=\"12\" height='34px'>", "12x34"},
      {"<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" viewBox=\"0 0 24 12.5\">", "24x13"},
      {"<svg width=\"100%\" height=\"50%\" viewBox=\"0,0,30,20\">",
       "30x20"},                                                // shares of an unknown whole
      {"<svg stroke-width=\"2\" viewBox=\"0 0 3 4\">", "3x4"},  // another attribute's end
      {"<svg>", "none"},
      {"<svg width=\"-1\" height=\"5\">", "none"},
      {"<svg width=\"1e99\" height=\"inf\">", "none"},
      {"<svg width=\"", "none"},
      {"<svg width=\"70000\" height=\"1\">", "none"},
      {"GIF89a\0\0\0\0"s, "none"},  // no side may be 0
      {"\xFF\xD8\xFF\xDA\0\x02"s, "none"},
      {"\xFF\xD8\xFF\xE0\0\0"s, "none"},  // a segment that would not end
      {"plain text", "none"},
      {"", "none"},
  }));
  CAPTURE(c.bytes);
  CHECK(size_of(c.bytes) == c.size);
}

TEST_CASE("a picture that was cut short is no failure") {
  for (const std::string& whole :
       {kPng, kGif, kJpeg, "<svg width=\"12\" height=\"3\" viewBox=\"0 0 1 2\">"s})
    for (std::size_t length = 0; length < whole.size(); ++length)
      CHECK((size_of(whole.substr(0, length)) == "none" || length > 20));
}

}  // namespace
}  // namespace render
