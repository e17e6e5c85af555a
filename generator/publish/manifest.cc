#include "generator/publish/manifest.h"

#include <charconv>
#include <optional>

#include "generator/publish/site_path.h"

namespace publish {
using base::message;
namespace {

constexpr std::string_view kFirstLine = "atelier-manifest 1";
constexpr std::size_t kHexDigits = 32;

template <class T>
bool read_number(std::string_view text, T& value, int base) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return failed == std::errc() && end == text.data() + text.size();
}

// "0123… 5120 fr/index.html"
std::optional<std::pair<std::string, ManifestEntry>> known_entry(std::string_view line) {
  if (line.size() < kHexDigits + 1 || line[kHexDigits] != ' ') return {};
  ManifestEntry entry;
  if (!read_number(line.substr(0, kHexDigits / 2), entry.version.high, 16) ||
      !read_number(line.substr(kHexDigits / 2, kHexDigits / 2), entry.version.low, 16))
    return {};
  line.remove_prefix(kHexDigits + 1);
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !read_number(line.substr(0, space), entry.size, 10))
    return {};
  return std::pair(std::string(line.substr(space + 1)), entry);
}

std::optional<std::pair<std::string, ManifestEntry>> entry_of(std::string_view line) {
  using State = ManifestEntry::State;
  if (line.size() < 3 || line[1] != ' ') return {};
  const std::string_view rest = line.substr(2);
  if (line[0] == '=') return known_entry(rest);
  if (line[0] == '~') return std::pair(std::string(rest), ManifestEntry{State::Replaced, {}, 0});
  if (line[0] == '?') return std::pair(std::string(rest), ManifestEntry{State::Maybe, {}, 0});
  return {};
}

tl::unexpected<base::Error> refuse(std::string_view place, std::uint32_t line) {
  return base::fail(
      base::ErrorKind::System,
      message("the record of what was published to '{}' cannot be understood, line {}",
              "le relevé de ce qui a été publié dans « {} » est incompréhensible, ligne {}", place,
              line),
      {},
      message("delete {} there: then every file is sent again, and none is deleted",
              "supprimez-y {} : tout sera renvoyé, et rien ne sera supprimé", kManifestPath));
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  std::string out(kFirstLine);
  out += '\n';
  for (const auto& [path, entry] : manifest) {
    switch (entry.state) {
      case ManifestEntry::State::Known:
        out += fmt::format("= {} {} {}\n", base::hex(entry.version), entry.size, path);
        break;
      case ManifestEntry::State::Replaced:
        out += fmt::format("~ {}\n", path);
        break;
      case ManifestEntry::State::Maybe:
        out += fmt::format("? {}\n", path);
        break;
    }
  }
  return out;
}

base::Result<Manifest> parse_manifest(std::string_view text, std::string_view place) {
  Manifest out;
  std::uint32_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return refuse(place, number);  // cut
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (number == 1) {
      if (line != kFirstLine) return refuse(place, number);
      continue;
    }
    auto entry = entry_of(line);
    // In the order of paths: so none is there twice.
    if (!entry || !is_plain_path(entry->first) ||
        (!out.empty() && out.rbegin()->first >= entry->first))
      return refuse(place, number);
    out.emplace_hint(out.end(), std::move(*entry));
  }
  if (number == 0) return refuse(place, 1);
  return out;
}

}  // namespace publish
