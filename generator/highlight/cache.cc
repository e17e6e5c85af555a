#include "generator/highlight/cache.h"

#include <mutex>
#include <unordered_map>

#include "generator/base/hash.h"

namespace highlight {
namespace {

struct KeyHash {
  std::size_t operator()(const base::Hash& hash) const {
    return static_cast<std::size_t>(hash.low);
  }
};

std::size_t size_of(const Tokens& tokens) {
  return 128 + tokens.spans.capacity() * sizeof(Token) +
         tokens.errors.capacity() * (sizeof(SyntaxError) + 128);
}

}  // namespace

struct Cache::State {
  std::size_t limit = 0;
  std::mutex mutex;
  std::size_t bytes = 0;
  std::unordered_map<base::Hash, std::shared_ptr<const Tokens>, KeyHash> tokens;
};

Cache::Cache(std::size_t bytes) : state_(std::make_unique<State>()) { state_->limit = bytes; }
Cache::~Cache() = default;

std::shared_ptr<const Tokens> Cache::highlight(std::string_view language, std::string_view code) {
  const base::Hash key = base::combine(base::hash(language), base::hash(code));
  {
    const std::lock_guard lock(state_->mutex);
    if (const auto found = state_->tokens.find(key); found != state_->tokens.end())
      return found->second;
  }
  // Two threads may do the same work at once; they come to the same result.
  Tokens made = highlight::highlight(language, code);
  made.spans.shrink_to_fit();
  auto shared = std::make_shared<const Tokens>(std::move(made));
  const std::size_t size = size_of(*shared);
  const std::lock_guard lock(state_->mutex);
  if (state_->bytes + size > state_->limit) {
    state_->tokens.clear();
    state_->bytes = 0;
  }
  const auto [kept, fresh] = state_->tokens.emplace(key, std::move(shared));
  if (fresh) state_->bytes += size;
  return kept->second;
}

}  // namespace highlight
