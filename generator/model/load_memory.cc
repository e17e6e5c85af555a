#include "generator/model/load_memory.h"

#include <mutex>
#include <unordered_map>
#include <utility>

#include "generator/model/stored.h"

namespace model {
namespace {

struct LowHalf {
  std::size_t operator()(const base::Hash& hash) const {
    return static_cast<std::size_t>(hash.low);
  }
};

// Values by key, those of this load apart from those of the one before.
template <class T>
class Remembered {
 public:
  std::shared_ptr<const T> find(const base::Hash& key) {
    // Nobody changes what the load before left.
    const auto found = before_.find(key);
    if (found == before_.end()) return nullptr;
    keep(key, found->second);
    return found->second;
  }
  void keep(const base::Hash& key, std::shared_ptr<const T> value) {
    const std::lock_guard guard(guard_);
    now_.insert_or_assign(key, std::move(value));
  }
  void forget_unused() { before_ = std::exchange(now_, {}); }

 private:
  using Values = std::unordered_map<base::Hash, std::shared_ptr<const T>, LowHalf>;
  Values before_;
  std::mutex guard_;
  Values now_;
};

}  // namespace

struct LoadMemory::State {
  Remembered<StoredHalf> halves;
  Remembered<StoredMeta> metas;
};

LoadMemory::LoadMemory() : state_(std::make_unique<State>()) {}
LoadMemory::~LoadMemory() = default;

std::shared_ptr<const StoredHalf> LoadMemory::find_half(const base::Hash& key) {
  return state_->halves.find(key);
}
std::shared_ptr<const StoredMeta> LoadMemory::find_meta(const base::Hash& key) {
  return state_->metas.find(key);
}
void LoadMemory::keep(const base::Hash& key, std::shared_ptr<const StoredHalf> half) {
  state_->halves.keep(key, std::move(half));
}
void LoadMemory::keep(const base::Hash& key, std::shared_ptr<const StoredMeta> meta) {
  state_->metas.keep(key, std::move(meta));
}

void LoadMemory::forget_unused() {
  state_->halves.forget_unused();
  state_->metas.forget_unused();
}

}  // namespace model
