// SPDX licence ids (spdx.org/licenses) as people read them.
#pragma once

#include <string>
#include <string_view>

namespace render {

// "CC-BY-4.0" -> "CC BY 4.0"; other ids stay.
std::string licence_name(std::string_view spdx);
// Where its text is, in the language where there is a choice; empty for an empty id or one that is
// not like SPDX's.
std::string licence_url(std::string_view spdx, std::string_view language);

}  // namespace render
