#include "generator/model/stored.h"

#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <set>

#include "generator/model/load.h"
#include "generator/model/load_memory.h"

namespace fs = std::filesystem;

namespace {

// A cache in memory, which knows no file without reading it.
struct Memory : model::LoadCache {
  std::optional<base::Hash> hash_of(std::string_view) override { return {}; }
  void note_hash(std::string_view file, const base::Hash& hash) override {
    const std::lock_guard lock(guard);
    noted.insert_or_assign(std::string(file), hash);
  }
  std::optional<std::string> find(const base::Hash& key) override {
    const std::lock_guard lock(guard);
    const auto found = pieces.find(key);
    if (found == pieces.end()) return {};
    ++hits;
    return found->second;
  }
  void put(const base::Hash& key, std::string bytes) override {
    const std::lock_guard lock(guard);
    ++puts;
    pieces.insert_or_assign(key, std::move(bytes));
  }

  void mark(const base::Hash& key) override {
    const std::lock_guard lock(guard);
    marked.insert(key);
  }

  std::mutex guard;
  std::set<base::Hash> marked;
  std::map<base::Hash, std::string> pieces;
  std::map<std::string, base::Hash> noted;
  std::size_t hits = 0;
  std::size_t puts = 0;
};

model::Loaded load(const std::string& name, model::LoadCache* cache,
                   model::LoadMemory* memory = nullptr) {
  model::LoadOptions options;
  options.content = fs::path(SOURCE_DIR) / "tests" / "golden" / name / "content";
  options.labs = fs::path(SOURCE_DIR) / "tests" / "golden" / name / "labs" / "catalog";
  options.jobs = 2;
  options.cache = cache;
  options.memory = memory;
  auto loaded = model::load_course(options);
  REQUIRE(loaded);
  return std::move(*loaded);
}

// Everything that a course holds of its pages.
std::string bytes_of(const model::Course& course) {
  std::string out;
  for (const model::Page& page : course.pages) {
    out += model::key_bytes(page, {});
    for (const model::Half& half : page.halves) out += model::encode(model::StoredHalf{half, {}});
  }
  return out;
}

}  // namespace

TEST_CASE("a course that is loaded with a cache is the same course") {
  // One course with every kind of page, and one with every kind of problem.
  const std::string name = GENERATE(as<std::string>(), "clean", "problems");
  CAPTURE(name);
  const model::Loaded plain = load(name, nullptr);
  Memory cache;
  const model::Loaded cold = load(name, &cache);
  CHECK(cache.hits == 0);
  REQUIRE(cache.puts > 5);
  CHECK(cache.noted.size() == cache.puts);
  const std::size_t made = cache.puts;
  const model::Loaded warm = load(name, &cache);
  CHECK(cache.puts == made);
  CHECK(cache.hits == made);
  for (const model::Loaded* loaded : {&cold, &warm}) {
    CHECK(bytes_of(loaded->course) == bytes_of(plain.course));
    CHECK(model::encode(loaded->problems) == model::encode(plain.problems));
    CHECK(loaded->waived == plain.waived);
  }
}

TEST_CASE("what a process remembers is neither read nor decoded again, and the same course") {
  const std::string name = GENERATE(as<std::string>(), "clean", "problems");
  CAPTURE(name);
  const model::Loaded plain = load(name, nullptr);
  Memory cache;
  model::LoadMemory memory;
  load(name, &cache, &memory);  // made
  model::LoadMemory other;
  const model::Loaded read = load(name, &cache, &other);  // found in the cache
  CHECK(cache.hits == cache.puts);
  CHECK(cache.marked.empty());
  for (model::LoadMemory* known : {&memory, &other, &memory}) {
    const model::Loaded loaded = load(name, &cache, known);
    CHECK(cache.hits == cache.puts);  // no more than before
    CHECK(cache.marked.size() == cache.puts);
    CHECK(bytes_of(loaded.course) == bytes_of(plain.course));
    CHECK(model::encode(loaded.problems) == model::encode(plain.problems));
  }
  // What a load does not use is forgotten.
  load(name == "clean" ? "problems" : "clean", nullptr, &memory);
  const std::size_t before = cache.hits;
  load(name, &cache, &memory);
  CHECK(cache.hits == 2 * before);
}

TEST_CASE("what a cache holds comes back as it was, or not at all") {
  Memory cache;
  load("problems", &cache);
  std::size_t halves = 0, metas = 0;
  for (const auto& [key, bytes] : cache.pieces) {
    if (const auto half = model::decode_half(bytes)) {
      ++halves;
      CHECK(model::encode(*half) == bytes);
    } else {
      const auto meta = model::decode_stored_meta(bytes);
      REQUIRE(meta);
      ++metas;
      CHECK(model::encode(*meta) == bytes);
    }
    for (std::size_t i = 0; i < bytes.size(); i += 1 + bytes.size() / 97) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
      CHECK_FALSE(model::decode_half(damaged));
      CHECK_FALSE(model::decode_half(bytes.substr(0, i)));
    }
  }
  CHECK(halves > 0);
  CHECK(metas > 0);
}

TEST_CASE("a cache with damaged pieces is as good as none") {
  Memory cache;
  const model::Loaded cold = load("clean", &cache);
  for (auto& [key, bytes] : cache.pieces) bytes.resize(bytes.size() / 2);
  const model::Loaded warm = load("clean", &cache);
  CHECK(bytes_of(warm.course) == bytes_of(cold.course));
  // Each was made again.
  CHECK(cache.puts == 2 * cache.pieces.size());
}
