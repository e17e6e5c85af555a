// The last step of writing an index: from the terms that were met to the table of forms and
// families. Private to search.
#pragma once

#include <cstdint>
#include <string_view>

#include "generator/base/result.h"
#include "generator/database/database.h"

namespace search {

// Bits below the language's number in the ids of pages and sections.
inline constexpr int kLanguageShift = 40;

// Fills form_<number> from terms_<number>, and the language's suffixes and pairs.
base::Done write_vocabulary(database::Database& database, std::int64_t number,
                            std::string_view language);

}  // namespace search
