#include "generator/text/url.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"

namespace text {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

int hex_value(char c) {
  if (base::is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// "%41" -> "A"; a '%' that begins no escape stays.
std::string percent_decoded(std::string_view written) {
  std::string out;
  out.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '%' && i + 2 < written.size() && hex_value(written[i + 1]) >= 0 &&
        hex_value(written[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(written[i + 1]) * 16 + hex_value(written[i + 2]));
      i += 2;
    } else {
      out += written[i];
    }
  }
  return out;
}

struct Entity {
  std::string_view name;
  char character;
};
// The named entities that can hide a scheme or a separator. A browser reads the first ones without
// ';' too.
constexpr std::array<Entity, 12> kEntities = {{{"amp", '&'},
                                               {"lt", '<'},
                                               {"gt", '>'},
                                               {"quot", '"'},
                                               {"Tab;", '\t'},
                                               {"NewLine;", '\n'},
                                               {"colon;", ':'},
                                               {"sol;", '/'},
                                               {"bsol;", '\\'},
                                               {"num;", '#'},
                                               {"quest;", '?'},
                                               {"nbsp", ' '}}};

// What a browser makes of "&#106;", "&#x6a", "&colon;" in an attribute, as far as it matters for
// the kind of an address.
std::string entities_decoded(std::string_view written) {
  std::string out;
  out.reserve(written.size());
  while (!written.empty()) {
    if (written.front() != '&') {
      const std::size_t next = std::min(written.find('&'), written.size());
      out += written.substr(0, next);
      written.remove_prefix(next);
      continue;
    }
    std::size_t used = 1;
    if (written.size() > 2 && written[1] == '#') {
      const bool hex = (written[2] | 0x20) == 'x';
      std::size_t i = hex ? 3 : 2;
      const std::size_t first = i;
      std::uint32_t value = 0;
      for (; i < written.size() && (hex ? hex_value(written[i]) >= 0 : base::is_digit(written[i])); ++i)
        value = std::min<std::uint32_t>(
            value * (hex ? 16 : 10) + static_cast<std::uint32_t>(hex_value(written[i])), 0x110000);
      if (i > first) {
        append_character(out, value);
        used = i + (i < written.size() && written[i] == ';' ? 1 : 0);
      } else {
        out += '&';
      }
    } else {
      const Entity* known = nullptr;
      for (const Entity& entity : kEntities)
        if (written.substr(1).starts_with(entity.name)) known = &entity;
      out += known != nullptr ? known->character : '&';
      if (known != nullptr) {
        used += known->name.size();
        if (used < written.size() && written[used] == ';') ++used;
      }
    }
    written.remove_prefix(used);
  }
  return out;
}

TargetKind kind_of_scheme(std::string_view scheme, std::string_view rest) {
  const std::string lower = lower_case(scheme);
  if (lower == "mailto" || lower == "tel") return TargetKind::Mail;
  if (lower != "http" && lower != "https") return TargetKind::Unsafe;
  // "https:x" and "https:///x" mean something else to each browser.
  const bool has_host =
      rest.starts_with("//") && rest.size() > 2 && rest.find_first_of("/\\?#", 2) != 2;
  return has_host ? TargetKind::Web : TargetKind::Unsafe;
}

bool is_known_scheme(std::string_view scheme) {
  constexpr std::array<std::string_view, 13> kKnown = {
      "javascript", "vbscript", "livescript", "data", "file",   "blob", "filesystem",
      "about",      "http",     "https",      "ftp",  "mailto", "tel"};
  return std::find(kKnown.begin(), kKnown.end(), lower_case(scheme)) != kKnown.end();
}

// The kind that a browser would take this for, after its removal of tabs and line ends, which are
// refused before.
TargetKind kind_of(std::string_view address) {
  const std::size_t end = address.find_first_of(":/\\?#");
  if (end != std::string_view::npos && address[end] == ':')
    return kind_of_scheme(address.substr(0, end), address.substr(end + 1));
  if (address.starts_with('#')) return TargetKind::Anchor;
  const std::string_view two = address.substr(0, 2);
  if (two == "//") {
    const bool has_host = address.size() > 2 && address.find_first_of("/\\?#", 2) != 2;
    return has_host ? TargetKind::Web : TargetKind::Unsafe;
  }
  // Browsers take '\' for '/' here: "/\evil.example" is another host.
  if (two == "/\\" || two == "\\/" || two == "\\\\") return TargetKind::Unsafe;
  return TargetKind::Relative;
}

bool any_control(std::string_view bytes) {
  for (const char c : bytes)
    if (is_control(c)) return true;
  return false;
}

std::string_view trimmed(std::string_view written) {
  while (written.starts_with(' ')) written.remove_prefix(1);
  while (written.ends_with(' ')) written.remove_suffix(1);
  return written;
}

// Whether the address means the same kind to whoever decodes its escapes once more than we do.
bool hides_another_kind(std::string_view address, TargetKind kind) {
  std::string decoded(address);
  for (int round = 0; round < 3; ++round) {  // "&amp;#106;" is an escape of an escape
    const std::string next = entities_decoded(decoded);
    if (next == decoded) break;
    decoded = next;
    if (any_control(decoded) || kind_of(trimmed(decoded)) != kind) return true;
  }
  if (kind == TargetKind::Anchor) return false;
  // An escaped ':' makes no scheme for a browser, but it would for whoever decoded the path and
  // wrote it out plainly. A file name may hold one all the same, so only schemes that exist are
  // refused.
  const std::string decoded_path = percent_decoded(decoded.substr(0, decoded.find_first_of("?#")));
  if (any_control(decoded_path) || first_invalid(decoded_path)) return true;
  const std::string_view plain = trimmed(decoded_path);
  const TargetKind seen = kind_of(plain);
  if (seen != TargetKind::Unsafe) return seen == TargetKind::Web || seen == TargetKind::Mail;
  const std::size_t end = plain.find_first_of(":/\\");
  return plain[end] != ':' || is_known_scheme(plain.substr(0, end));
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

// Follows the segments from where `stack` stands; false when one leaves the root.
bool follow(std::vector<std::string_view>& stack, std::string_view path) {
  for (const std::string_view segment : segments_of(path)) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      stack.push_back(segment);
    } else {
      if (stack.empty()) return false;
      stack.pop_back();
    }
  }
  return true;
}

std::string joined(const std::vector<std::string_view>& segments) {
  std::string out;
  for (const std::string_view segment : segments) {
    if (!out.empty()) out += '/';
    out += segment;
  }
  return out;
}

}  // namespace

Target parse_target(std::string_view written) {
  Target out;
  const std::string_view address = trimmed(written);
  out.kind = kind_of(address);
  if (any_control(address) || first_invalid(address)) out.kind = TargetKind::Unsafe;
  if (out.kind == TargetKind::Anchor || out.kind == TargetKind::Relative) {
    if (hides_another_kind(address, out.kind)) out.kind = TargetKind::Unsafe;
  }
  if (out.kind != TargetKind::Anchor && out.kind != TargetKind::Relative) {
    out.path = address;
    return out;
  }
  std::string_view rest = address;
  const std::size_t hash = rest.find('#');
  if (hash != std::string_view::npos) {
    out.fragment = percent_decoded(rest.substr(hash + 1));
    rest = rest.substr(0, hash);
  }
  const std::size_t question = rest.find('?');
  if (question != std::string_view::npos) {
    out.query = rest.substr(question + 1);
    rest = rest.substr(0, question);
  }
  out.path = percent_decoded(rest);
  return out;
}

std::string resolve(std::string_view from_file, std::string_view relative) {
  std::vector<std::string_view> stack;
  const std::size_t slash = from_file.rfind('/');
  std::string_view start = slash == std::string_view::npos ? "" : from_file.substr(0, slash);
  if (relative.empty()) start = from_file;  // the empty address is the file itself
  if (!relative.starts_with('/') && !follow(stack, start)) return {};
  return follow(stack, relative) ? joined(stack) : std::string();
}

std::string relative_address(std::string_view from_file, std::string_view to_file) {
  const std::vector<std::string_view> from = segments_of(from_file);
  const std::vector<std::string_view> to = segments_of(to_file);
  std::size_t same = 0;  // folders that both share; a file's own name is never one
  while (same + 1 < from.size() && same + 1 < to.size() && from[same] == to[same]) ++same;
  std::string out;
  for (std::size_t i = same + 1; i < from.size(); ++i) out += "../";
  for (std::size_t i = same; i < to.size(); ++i) {
    if (i > same) out += '/';
    out += encode_path(to[i]);
  }
  return out.empty() ? "./" : out;
}

std::string encode_path(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kKept = "/-._~!$()*+,;=@";
  std::string out;
  out.reserve(path.size());
  for (const char c : path) {
    if (base::is_letter(c) || base::is_digit(c) || kKept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace text
