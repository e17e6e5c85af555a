// A ZIP archive (PKWARE APPNOTE 6.3) that stores its files as they are, one after the other: no
// extra fields, no dates, names in UTF-8. An EPUB wants its first entry written exactly so
// (OCF 3.3, 4.2.3), which the library that packs sites cannot do. The same files give the same
// bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace exporting {

struct PackedFile {
  std::string path;  // relative, with '/'
  std::string bytes;
};

// In the given order. Fails beyond 4 GiB or 65,535 files, which this form cannot hold.
base::Result<std::string> zip(const std::vector<PackedFile>& files);

}  // namespace exporting
