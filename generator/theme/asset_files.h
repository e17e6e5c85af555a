// The files of a theme that go into the site: one stylesheet made of its parts without their
// comments, scripts and images as they are, all named by content.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "generator/theme/files.h"
#include "generator/theme/theme.h"

namespace theme {

struct AssetFiles {
  std::vector<Asset> list;  // by path
  std::map<std::string, std::string, std::less<>>
      path_by_name;  // "styles/style", "scripts/theme.js" -> "assets/…"
};

// Reports, as rule theme-asset: no order.toml, parts it names that do not exist, parts it does not
// name.
AssetFiles read_assets(const Files& files, std::vector<base::Error>& problems);

}  // namespace theme
