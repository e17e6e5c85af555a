// The files of a course through a LoadCache and a LoadMemory: what an earlier load made of the same
// bytes under the same circumstances is taken from there, everything else is made and put there.
// Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "generator/model/load.h"
#include "generator/model/load_memory.h"
#include "generator/model/page_draft.h"
#include "generator/model/page_file.h"
#include "generator/model/stored.h"

namespace model {

class StoredFiles {
 public:
  // `settings` must outlive this. Without a cache everything is made; the memory may be null too.
  StoredFiles(const FileSettings& settings, LoadCache* cache, LoadMemory* memory);

  // Reads the page's TOML; tells the hash of the bytes it read, when it could.
  using DecodeMeta = std::function<FileReport(PageDraft& draft, base::Hash& hash)>;
  FileReport meta(PageDraft& draft, const DecodeMeta& decode) const;

  // What all halves of a page depend on. To be asked before any of its halves is loaded.
  base::Hash page_key(const PageDraft& draft) const;
  FileReport half(const base::Hash& page_key, PageDraft& draft, LanguageIndex language) const;

 private:
  std::optional<base::Hash> hash_of(const std::string& file) const;
  // What is known of a file under its key: of an earlier load of this process, or of another one.
  std::shared_ptr<const StoredMeta> known_meta(const base::Hash& key) const;
  std::shared_ptr<const StoredHalf> known_half(const base::Hash& key) const;

  const FileSettings& settings_;
  LoadCache* cache_;
  LoadMemory* memory_;
  base::Hash shared_;  // what every file's report depends on
};

}  // namespace model
