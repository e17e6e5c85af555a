// What loading a file gave, as bytes that a later load reads back instead: a page's TOML, a half,
// the problems of a build. Every member of these types is stored, whatever members they get; what
// is stored belongs to one version of the program. Pure; any thread.
//
// Bytes that are damaged, or of something else, are refused: they come from a file that anybody may
// have written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/course.h"
#include "generator/model/page_draft.h"
#include "generator/model/page_file.h"
#include "generator/model/problem.h"

namespace model {

// What load_half() gave.
struct StoredHalf {
  Half half;
  FileReport report;
};

// What a page's TOML gave.
struct StoredMeta {
  PageDraft draft;
  FileReport report;
};

std::string encode(const StoredHalf& stored);
std::string encode(const StoredMeta& stored);
std::string encode(const Problems& problems);
std::optional<StoredHalf> decode_half(std::string_view bytes);
std::optional<StoredMeta> decode_stored_meta(std::string_view bytes);
std::optional<Problems> decode_problems(std::string_view bytes);

// Parts of keys: equal exactly when everything is that these values hold. The halves of
// the page are left out.
std::string key_bytes(const Page& page, const MetaPlaces& places);
std::string key_bytes(const std::vector<std::string>& languages,
                      const std::vector<TabGroup>& groups);

}  // namespace model
