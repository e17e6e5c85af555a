#include "generator/model/stored_files.h"

#include "generator/base/files.h"

namespace model {

StoredFiles::StoredFiles(const FileSettings& settings, LoadCache* cache, LoadMemory* memory)
    : settings_(settings), cache_(cache), memory_(memory) {
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

std::shared_ptr<const StoredMeta> StoredFiles::known_meta(const base::Hash& key) const {
  if (memory_ != nullptr) {
    if (auto kept = memory_->find_meta(key)) {
      cache_->mark(key);
      return kept;
    }
  }
  const auto bytes = cache_->find(key);
  auto stored = bytes ? decode_stored_meta(*bytes) : std::nullopt;
  if (!stored) return nullptr;
  auto known = std::make_shared<const StoredMeta>(std::move(*stored));
  if (memory_ != nullptr) memory_->keep(key, known);
  return known;
}

std::shared_ptr<const StoredHalf> StoredFiles::known_half(const base::Hash& key) const {
  if (memory_ != nullptr) {
    if (auto kept = memory_->find_half(key)) {
      cache_->mark(key);
      return kept;
    }
  }
  const auto bytes = cache_->find(key);
  auto stored = bytes ? decode_half(*bytes) : std::nullopt;
  if (!stored) return nullptr;
  auto known = std::make_shared<const StoredHalf>(std::move(*stored));
  if (memory_ != nullptr) memory_->keep(key, known);
  return known;
}

FileReport StoredFiles::meta(PageDraft& draft, const DecodeMeta& decode) const {
  base::Hash read;
  if (cache_ == nullptr) return decode(draft, read);
  const base::Hash page =
      base::combine(shared_, base::hash("meta " + key_bytes(draft.page, draft.meta.places)));
  if (const auto hash = hash_of(draft.page.meta_file)) {
    const auto known = known_meta(base::combine(page, *hash));
    if (known && known->draft.page.halves.size() == draft.page.halves.size()) {
      cache_->note_hash(draft.page.meta_file, *hash);
      std::vector<Half> halves = std::move(draft.page.halves);  // which files there are
      draft = known->draft;
      for (std::size_t i = 0; i < halves.size(); ++i)
        draft.page.halves[i].file = std::move(halves[i].file);
      return known->report;
    }
  }
  FileReport report = decode(draft, read);
  if (read == base::Hash()) return report;
  cache_->note_hash(draft.page.meta_file, read);
  const auto made = std::make_shared<const StoredMeta>(StoredMeta{draft, report});
  const base::Hash key = base::combine(page, read);
  cache_->put(key, encode(*made));
  if (memory_ != nullptr) memory_->keep(key, made);
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
    const auto known = known_half(base::combine(own, *hash));
    if (known && known->half.file == half.file) {
      cache_->note_hash(half.file, *hash);
      half = known->half;
      return known->report;
    }
  }
  FileReport report = load();
  if (!half.exists) return report;
  cache_->note_hash(half.file, half.source);
  const auto made = std::make_shared<const StoredHalf>(StoredHalf{half, report});
  const base::Hash key = base::combine(own, half.source);
  cache_->put(key, encode(*made));
  if (memory_ != nullptr) memory_->keep(key, made);
  return report;
}

}  // namespace model
