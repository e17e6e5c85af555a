#include "generator/model/stored_files.h"

#include "generator/base/files.h"
#include "generator/model/stored.h"

namespace model {

StoredFiles::StoredFiles(const FileSettings& settings, LoadCache* cache)
    : settings_(settings), cache_(cache) {
  if (cache_ == nullptr) return;
  const auto deny = base::read_file(DenyList::file_beside(settings.content), 1u << 20);
  shared_ =
      base::combine(base::hash(key_bytes(settings.course.languages, settings.course.tab_groups)),
                    base::hash(deny.value_or("")));
}

std::optional<base::Hash> StoredFiles::hash_of(const std::string& file) const {
  if (auto known = cache_->hash_of(file)) return known;
  const auto bytes = base::read_file(settings_.content / file, markdown::kMaximumBytes);
  if (!bytes) return {};
  return base::hash(*bytes);
}

FileReport StoredFiles::meta(PageDraft& draft, const DecodeMeta& decode) const {
  base::Hash read;
  if (cache_ == nullptr) return decode(draft, read);
  const base::Hash page =
      base::combine(shared_, base::hash("meta " + key_bytes(draft.page, draft.meta.places)));
  if (const auto hash = hash_of(draft.page.meta_file)) {
    const auto bytes = cache_->find(base::combine(page, *hash));
    auto stored = bytes ? decode_stored_meta(*bytes) : std::nullopt;
    if (stored && stored->draft.page.halves.size() == draft.page.halves.size()) {
      cache_->note_hash(draft.page.meta_file, *hash);
      for (std::size_t i = 0; i < draft.page.halves.size(); ++i)
        stored->draft.page.halves[i].file = draft.page.halves[i].file;
      draft = std::move(stored->draft);
      return std::move(stored->report);
    }
  }
  FileReport report = decode(draft, read);
  if (read == base::Hash()) return report;
  cache_->note_hash(draft.page.meta_file, read);
  cache_->put(base::combine(page, read), encode(StoredMeta{draft, report}));
  return report;
}

base::Hash StoredFiles::page_key(const PageDraft& draft) const {
  if (cache_ == nullptr) return {};
  return base::combine(shared_, base::hash("half " + key_bytes(draft.page, draft.meta.places)));
}

FileReport StoredFiles::half(const base::Hash& page_key, PageDraft& draft,
                             LanguageIndex language) const {
  Half& half = draft.page.halves[language];
  const auto load = [&] {
    return load_half(settings_, draft.page, draft.meta.places, language, half);
  };
  if (cache_ == nullptr) return load();
  const base::Hash own = base::combine(
      page_key,
      base::combine(base::hash(settings_.course.languages[language]), base::hash(half.file)));
  if (const auto hash = hash_of(half.file)) {
    const auto bytes = cache_->find(base::combine(own, *hash));
    auto stored = bytes ? decode_half(*bytes) : std::nullopt;
    if (stored && stored->half.file == half.file) {
      cache_->note_hash(half.file, *hash);
      half = std::move(stored->half);
      return std::move(stored->report);
    }
  }
  FileReport report = load();
  if (!half.exists) return report;
  cache_->note_hash(half.file, half.source);
  cache_->put(base::combine(own, half.source), encode(StoredHalf{half, report}));
  return report;
}

}  // namespace model
