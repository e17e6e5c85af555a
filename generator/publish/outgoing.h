// Outgoing: the files of a built site as they are to lie at a place, each with a version that
// changes when what is sent for it changes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/base/hash.h"
#include "generator/base/result.h"

namespace publish {

// What the web knows of a file by its path and bytes; the server of this program and an object
// store say the same, because the caller gives both the same functions.
struct WebFacts {
  std::function<std::string_view(std::string_view path)> type_of;
  std::function<std::string_view(std::string_view path)> cache_control_of;
  // Nothing when it is not worth it.
  std::function<std::optional<std::string>(std::string_view path, const std::string& bytes)>
      compress;
};

enum class Compression {
  None,
  Beside,  // "style.css" and "style.css.gz", for servers that send the second when they may
  Stored,  // the bytes of "style.css" are compressed, and its headers say so
};

// A file that is larger is no part of a site.
inline constexpr std::uintmax_t kLargestFile = 1u << 30;

struct OutgoingFile {
  std::string from;         // its file in the site
  base::Hash hash = {};     // of that file
  base::Hash version = {};  // of what is sent
  std::uint64_t size = 0;   // of what is sent
  bool compressed = false;
  std::vector<std::pair<std::string, std::string>> headers = {};  // for an object store
};
using Outgoing = std::map<std::string, OutgoingFile, std::less<>>;  // by path at the place

struct OutgoingOptions {
  Compression compression = Compression::None;
  bool headers = false;  // the place keeps headers with a file
  WebFacts web = {};
  unsigned jobs = 1;
};

// Every file of the site. Refuses links, and names that no list can hold.
base::Result<Outgoing> read_outgoing(const std::filesystem::path& site,
                                     const OutgoingOptions& options);

// What is sent for `file`. Fails when it is no longer what read_outgoing() saw: a build has
// replaced the site meanwhile.
base::Result<std::string> bytes_of(const std::filesystem::path& site, const OutgoingFile& file,
                                   const WebFacts& web);

}  // namespace publish
