// A built site as one ZIP archive (PKWARE APPNOTE 6.3), to be unpacked on a stick or a computer
// without a network and opened from there. The same site gives the same bytes: names in order, no
// dates, no owners.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "generator/base/result.h"

namespace publish {

struct ArchiveSummary {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;  // of the archive
};

// Every file of `site` below a folder named `top` in the archive. Written beside and renamed: an
// archive that was there stays until the new one is whole.
base::Result<ArchiveSummary> write_zip(const std::filesystem::path& site, std::string_view top,
                                       const std::filesystem::path& archive);

}  // namespace publish
