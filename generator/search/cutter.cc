#include "generator/search/cutter.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "generator/search/shard.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::uint32_t kCutOneIn = 100;  // entries, between the two sizes

}  // namespace

bool Cutter::cuts_before(std::string_view key) const {
  if (text_.size() < kLeastShardBytes) return false;
  if (text_.size() >= kMostShardBytes) return true;
  std::uint32_t hash = 2166136261u;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash % kCutOneIn == 0;
}

std::string Cutter::fence_of(std::string_view key) const {
  const auto differ = std::mismatch(last_.begin(), last_.end(), key.begin(), key.end());
  const auto same = static_cast<std::size_t>(differ.first - last_.begin());
  return std::string(text::cut_to(key, std::min(key.size(), same + 4)));
}

base::Done Cutter::add(std::string_view key, std::string_view rest) {
  if (cuts_before(key))
    if (auto done = flush(); !done) return done;
  if (text_.empty()) {
    fence_ = fence_of(key);
    last_.clear();
  } else {
    text_ += '|';
  }
  const SharedUnits with_last = shared_units(last_, key);
  text_ += digit(with_last.units);
  text_ += key.substr(with_last.bytes);
  text_ += rest;
  last_ = key;
  return {};
}

base::Done Cutter::flush() {
  if (text_.empty()) return {};
  files_.push_back({TRY(put_(text_)), fence_});
  text_.clear();
  return {};
}

base::Result<std::vector<ShardFile>> cut_again(const std::vector<ShardFile>& old,
                                               const std::set<std::string>& changed,
                                               const std::set<std::string>& moved,
                                               const Recut& recut) {
  std::vector<bool> dirty(old.size());
  if (!old.empty()) {
    for (const std::string& key : changed) dirty[file_of(old, key)] = true;
    for (const std::string& key : moved) {
      // It may be the first of its file, and then the file before may end elsewhere.
      const std::size_t file = file_of(old, key);
      dirty[file] = true;
      if (file > 0) dirty[file - 1] = true;
    }
  }
  std::vector<ShardFile> out;
  const bool anew = old.empty() && !(changed.empty() && moved.empty());
  for (std::size_t i = 0; i < old.size() || (anew && i == 0);) {
    if (!anew && !dirty[i]) {
      out.push_back(old[i++]);
      continue;
    }
    const std::string fence = i == 0 ? std::string() : old[i].fence;
    const std::unique_ptr<Entries> entries = TRY(recut.from(fence));
    Cutter cutter(recut.put, i == 0 ? std::string() : TRY(recut.last_before(fence)));
    std::optional<ShardFile> same;  // from here on the files are as they were
    std::size_t next = old.size();
    while (!same && TRY(entries->advance())) {
      const std::string& key = entries->key();
      if (cutter.cuts_before(key)) {
        const std::size_t file = file_of(old, key);
        if (file > i && !dirty[file] && old[file].fence > cutter.last()) {
          same = ShardFile{old[file].name, cutter.fence_of(key)};
          next = file + 1;
          break;
        }
      }
      if (auto done = cutter.add(key, TRY(entries->rest())); !done) return base::fail(done.error());
    }
    if (auto done = cutter.flush(); !done) return base::fail(done.error());
    for (ShardFile& file : cutter.take_files()) out.push_back(std::move(file));
    if (same) out.push_back(std::move(*same));
    i = std::max<std::size_t>(next, 1);
  }
  return out;
}

}  // namespace search
