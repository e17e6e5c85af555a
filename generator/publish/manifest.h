// Manifest: what lies at a place that a site was published to, as text that lies there too. One
// line a file, in the order of paths, behind a first line that names the format:
//
//   atelier-manifest 1
//   = 0123456789abcdef0123456789abcdef 5120 fr/index.html   there, in this version
//   ~ fr/levels.html                                         there, in one version or another
//   ? fr/new.html                                            there or not
//
// The last two are what a publication that was cut leaves: before a file is touched the manifest
// says so, and only afterwards what it is. So a manifest is true at every moment, and the next
// publication knows what it cannot rely on. It is read from a machine that may be anybody's:
// nothing in it is believed but what it says of its own files.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "generator/base/hash.h"
#include "generator/base/result.h"

namespace publish {

struct ManifestEntry {
  enum class State {
    Known,
    Replaced,  // there, in one version or another
    Maybe,     // there or not
  };
  State state = State::Known;
  base::Hash version = {};  // of a Known one
  std::uint64_t size = 0;   // the same
  auto operator<=>(const ManifestEntry&) const = default;
};
using Manifest = std::map<std::string, ManifestEntry, std::less<>>;

std::string write_manifest(const Manifest& manifest);
// `place`: for the error, which says the line.
base::Result<Manifest> parse_manifest(std::string_view text, std::string_view place);

// The folder, at the place itself, that is ours: the manifest, the lock, files on their way.
inline constexpr std::string_view kOwnFolder = ".atelier";
inline constexpr std::string_view kManifestPath = ".atelier/manifest";

}  // namespace publish
