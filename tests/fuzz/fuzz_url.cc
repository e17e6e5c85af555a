// Addresses: nothing that a browser would run passes for a link to a page, nothing leaves the root,
// and the address from one page to another leads there.
#include <algorithm>
#include <string>

#include "generator/text/url.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"

namespace {

using fuzz::law;

// Whether a browser sees a scheme or another host (URL Standard, "basic URL parser"): it drops
// control characters and spaces at both ends, tabs and line ends anywhere, and takes '\' for '/'.
bool leaves_the_site(std::string_view written) {
  std::string seen;
  for (const char c : written)
    if (c != '\t' && c != '\n' && c != '\r') seen += c;
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  seen.erase(seen.begin(), std::find_if_not(seen.begin(), seen.end(), blank));
  const auto slash = [&](std::size_t i) {
    return i < seen.size() && (seen[i] == '/' || seen[i] == '\\');
  };
  if (slash(0) && slash(1)) return true;
  const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (seen.empty() || !letter(seen[0])) return false;
  const auto end = std::find_if_not(seen.begin(), seen.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
  return end != seen.end() && *end == ':';
}

bool is_normal(std::string_view path) {
  if (path.starts_with('/') || path.ends_with('/')) return false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment.empty() || segment == "." || segment == "..") return false;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return true;
}

void check_target(std::string_view written) {
  const text::Target target = text::parse_target(written);
  const bool own =
      target.kind == text::TargetKind::Anchor || target.kind == text::TargetKind::Relative;
  if (!own) return;
  law(!leaves_the_site(written), "a link to a page stays on the site");
  law(!text::first_invalid(target.path), "a path is UTF-8");
  for (const char c : target.path)
    law(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a path has no control character");
  law(target.kind != text::TargetKind::Anchor || (target.path.empty() && target.query.empty()),
      "an anchor is only a fragment");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Two texts, parted by the first line end: a page and a link in it, then two pages.
  const std::string_view input = fuzz::view(data, size);
  const std::size_t cut = std::min(input.find('\n'), input.size());
  const std::string_view first = input.substr(0, cut);
  const std::string_view second = input.substr(std::min(cut + 1, input.size()));
  check_target(input);
  check_target(second);

  const std::string resolved = text::resolve(first, second);
  law(is_normal(resolved), "what is resolved is inside the root");
  law(is_normal(text::resolve(first, text::parse_target(second).path)),
      "what is resolved is inside the root");

  const std::string from = text::resolve("", first);
  const std::string to = text::resolve("", second);
  if (from.empty() || to.empty()) return 0;
  const std::string address = text::relative_address(from, to);
  law(!leaves_the_site(address), "an address stays on the site");
  for (const char c : address)
    law(c > 0x20 && c < 0x7F &&
            std::string_view("\"'<>&\\?#:`{}|^").find(c) == std::string_view::npos,
        "an address needs no escaping");
  const text::Target target = text::parse_target(address);
  const bool odd = text::first_invalid(to) || to.find_first_of(":\\") != std::string::npos ||
                   std::any_of(to.begin(), to.end(), [](char c) {
                     return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                   });
  if (target.kind != text::TargetKind::Relative) {
    law(odd, "an ordinary address is understood");
  } else {
    law(text::resolve(from, target.path) == to, "an address leads where it should");
  }
  return 0;
}
