#include "generator/base/ascii.h"
#include "generator/render/licence.h"

#include <fmt/format.h>

#include <algorithm>

namespace render {

namespace {

bool is_creative_commons(std::string_view spdx) { return spdx.starts_with("CC-BY-"); }

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '+';
}

}  // namespace

std::string licence_name(std::string_view spdx) {
  std::string name(spdx);
  if (!is_creative_commons(spdx)) return name;
  name[2] = ' ';                // CC BY-SA-4.0
  name[name.rfind('-')] = ' ';  // CC BY-SA 4.0
  return name;
}

std::string licence_url(std::string_view spdx, std::string_view language) {
  if (spdx.empty() || !std::all_of(spdx.begin(), spdx.end(), is_plain)) return {};
  if (is_creative_commons(spdx)) {
    const std::size_t dash = spdx.rfind('-');
    const std::string terms = base::lower(spdx.substr(3, dash > 3 ? dash - 3 : 0));
    if (!terms.empty() && dash + 1 < spdx.size())
      return fmt::format("https://creativecommons.org/licenses/{}/{}/deed.{}", terms,
                         spdx.substr(dash + 1), language.substr(0, 2));
  }
  return fmt::format("https://spdx.org/licenses/{}.html", spdx);
}

}  // namespace render
