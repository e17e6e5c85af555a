#include "generator/markdown/entities.h"

#include <cmark-gfm.h>
#include <cmark-gfm/houdini.h>

#include <cstdint>

namespace markdown {
namespace {

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

}  // namespace

std::string decode_entities(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  cmark_strbuf buffer;
  cmark_strbuf_init(cmark_get_default_mem_allocator(), &buffer, 0);
  houdini_unescape_html_f(&buffer, reinterpret_cast<const std::uint8_t*>(text.data()),
                          static_cast<bufsize_t>(text.size()));
  std::string out(reinterpret_cast<const char*>(buffer.ptr), static_cast<std::size_t>(buffer.size));
  cmark_strbuf_free(&buffer);
  return out;
}

std::string unescape(std::string_view text) {
  std::string decoded = decode_entities(text);
  if (decoded.find('\\') == std::string::npos) return decoded;
  std::string out;
  out.reserve(decoded.size());
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    if (decoded[i] == '\\' && i + 1 < decoded.size() && is_punctuation(decoded[i + 1])) ++i;
    out += decoded[i];
  }
  return out;
}

}  // namespace markdown
