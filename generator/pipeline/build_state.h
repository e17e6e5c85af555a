// What a build leaves to the next one, besides the pieces in the cache: which inputs it saw and
// what it said of them, which task made which files, and how the files of the site lie on the disk.
// Values; as bytes they carry a checksum and are refused when they are damaged.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "generator/base/hash.h"
#include "generator/pipeline/build.h"
#include "generator/pipeline/inputs.h"
#include "generator/publish/site_folder.h"
#include "generator/search/section.h"
#include "generator/search/shard_plan.h"

namespace pipeline {

struct HashOfHash {
  std::size_t operator()(const base::Hash& hash) const {
    return static_cast<std::size_t>(hash.low);
  }
};

struct MadeFile {
  std::string path;  // in the site
  base::Hash hash;
};

// An input whose bytes were read once.
struct KnownInput {
  InputFile file;
  base::Hash hash;
};

// What tells whether there is anything to do. Read first, and alone when there is not.
struct BuildHead {
  // Of the last build, whether it made a site or found errors.
  std::optional<base::Hash> inputs;  // nothing: they are not to be trusted
  base::Hash options;
  std::string own_theme;
  Report report;
  // Of the last build that made a site.
  std::string marker;
  publish::SiteFile database;  // the search database
};

struct BuildState {
  BuildHead head;
  // Of the last build.
  std::map<std::string, KnownInput, std::less<>> known;
  // Of the last build that made a site.
  publish::SiteFiles site;
  std::unordered_map<base::Hash, std::vector<MadeFile>, HashOfHash> tasks;  // by digest
  std::vector<base::Hash> index;  // what the search index was made from: languages, then each text
  std::vector<MadeFile> shards;   // its files in the site
  search::ShardPlan shard_plan;

  std::vector<base::Hash> pieces;  // keys of everything in the cache
};

std::string encode(const BuildHead& head);
std::optional<BuildHead> decode_head(std::string_view bytes);
// Without its head.
std::string encode(const BuildState& state);
std::optional<BuildState> decode_state(std::string_view bytes);

std::string encode(const std::vector<search::Section>& sections);
std::optional<std::vector<search::Section>> decode_sections(std::string_view bytes);

}  // namespace pipeline
