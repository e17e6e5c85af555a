// Rules about pictures and downloads: a drawing that can run code is no picture.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/problem.h"

namespace model {

// asset-unsafe: of every SVG among `files`, which are relative to `content`.
void lint_assets(const std::filesystem::path& content, const std::vector<std::string>& files,
                 unsigned jobs, Problems& problems);

// What in an SVG a browser would run or fetch: "<script", "onload", "javascript:"; empty when there
// is nothing.
std::string find_active_content(std::string_view svg);

}  // namespace model
