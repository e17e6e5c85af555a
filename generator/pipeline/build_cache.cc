#include "generator/pipeline/build_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <mutex>
#include <unordered_set>

#include "generator/base/bytes.h"
#include "generator/database/database.h"

namespace pipeline {
namespace fs = std::filesystem;
using base::message;
using database::Database;
using database::Statement;

namespace {

// A journal on the disk, so that a killed build can be undone; no waiting for the disk itself:
// checksums find what a power cut may break. Nobody else writes (the lock beside the file), so that
// not every question has to look whether somebody did.
constexpr std::string_view kSettings =
    "PRAGMA page_size = 8192; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;"
    "PRAGMA cache_size = -16384; PRAGMA locking_mode = EXCLUSIVE";
constexpr std::string_view kTables =
    "BEGIN;"
    "CREATE TABLE version(high INTEGER, low INTEGER);"
    "CREATE TABLE state(id INTEGER PRIMARY KEY, bytes BLOB);"
    "CREATE TABLE piece(key INTEGER PRIMARY KEY, high INTEGER, bytes BLOB)";

std::int64_t as_integer(std::uint64_t half) { return static_cast<std::int64_t>(half); }

class Lock {
 public:
  Lock() = default;
  ~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  // False when somebody else has it.
  bool take(const fs::path& file, int kind) {
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    return descriptor_ >= 0 && ::flock(descriptor_, kind | LOCK_NB) == 0;
  }

 private:
  int descriptor_ = -1;
};

void remove_database(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  fs::path journal = file;
  journal += "-journal";
  fs::remove(journal, ignored);
}

// Of what is in the file: usable, or why it is not.
enum class Found { Good, OtherVersion, Damaged };

// What is in the file, the body as bytes whose seal is good.
struct Stored {
  BuildHead head;
  std::string body;
};

std::optional<std::string> row_of_state(Database& database, std::int64_t id) {
  auto statement = database.prepare("SELECT bytes FROM state WHERE id = ?");
  if (!statement) return {};
  const auto row = statement->bind(1, id).step();
  if (!row || !*row) return {};
  return std::string(statement->text(0));
}

Found read_state(Database& database, const base::Hash& version, Stored& stored) {
  auto statement = database.prepare("SELECT high, low FROM version");
  if (!statement) return Found::Damaged;
  const auto row = statement->step();
  if (!row || !*row) return Found::Damaged;
  if (statement->integer(0) != as_integer(version.high) ||
      statement->integer(1) != as_integer(version.low))
    return Found::OtherVersion;
  const auto head_bytes = row_of_state(database, 1);
  auto head = head_bytes ? decode_head(*head_bytes) : std::nullopt;
  auto body = row_of_state(database, 2);
  if (!head || !body || !base::unseal(*body)) return Found::Damaged;
  stored = {std::move(*head), std::move(*body)};
  return Found::Good;
}

base::Done write_state(Database& database, const BuildState& state) {
  Statement statement =
      TRY(database.prepare("INSERT OR REPLACE INTO state(id, bytes) VALUES(?, ?)"));
  const std::string head = encode(state.head), body = encode(state);
  if (auto done = statement.bind(1, std::int64_t{1}).bind_blob(2, head).run(); !done) return done;
  return statement.bind(1, std::int64_t{2}).bind_blob(2, body).run();
}

base::Done forget(Database& database, const std::vector<base::Hash>& pieces) {
  Statement statement = TRY(database.prepare("DELETE FROM piece WHERE key = ? AND high = ?"));
  for (const base::Hash& key : pieces)
    TRY(statement.bind(1, as_integer(key.low)).bind(2, as_integer(key.high)).run());
  return {};
}

base::Result<Database> create(const fs::path& file, const base::Hash& version) {
  Database database = TRY(Database::open(file, database::Mode::Create));
  TRY(database.execute(kSettings));
  TRY(database.execute(kTables));
  Statement statement = TRY(database.prepare("INSERT INTO version(high, low) VALUES(?, ?)"));
  TRY(statement.bind(1, as_integer(version.high)).bind(2, as_integer(version.low)).run());
  TRY(write_state(database, BuildState()));
  TRY(database.execute("COMMIT"));
  return database;
}

}  // namespace

struct BuildCache::State {
  State(Database opened, Statement find_piece, Statement put_piece)
      : database(std::move(opened)), find(std::move(find_piece)), put(std::move(put_piece)) {}

  Database database;  // with `find` and `put`, under `guard`
  Statement find;
  Statement put;
  std::unique_ptr<Lock> lock;
  bool writes = false;
  std::string body;  // of `before`, until begin()
  BuildState before;
  Inputs inputs;

  std::mutex guard;
  bool transaction = false;
  bool later = false;                  // flush() writes
  bool unsaved = false;                // `before` is not on the disk yet
  std::vector<base::Hash> fresh;       // keys of pieces that were put since the last save()
  std::optional<base::Error> failure;  // nothing more is written
  std::unordered_set<base::Hash, HashOfHash> used;
  std::map<std::string, base::Hash, std::less<>> noted;  // by name in `inputs`

  void keep(base::Done done) {
    if (!done && !failure) failure = std::move(done).error();
  }
  void begin() {
    if (transaction || failure) return;
    keep(database.execute("BEGIN IMMEDIATE"));
    transaction = true;
  }
};

BuildCache::BuildCache(std::unique_ptr<State> state) : state_(std::move(state)) {}
BuildCache::~BuildCache() = default;

BuildCache::Opened BuildCache::open(const fs::path& file, const base::Hash& version,
                                    Access access) {
  std::error_code failed;
  const bool writes = access != Access::Read;
  if (writes)
    fs::create_directories(file.parent_path(), failed);
  else if (!fs::exists(file, failed))
    return {};
  auto lock = std::make_unique<Lock>();
  fs::path lock_file = file;
  lock_file += ".lock";
  if (!lock->take(lock_file, writes ? LOCK_EX : LOCK_SH)) {
    if (!writes) return {};
    return {nullptr,
            message("another build of this course is at work: this one makes everything",
                    "une autre construction de ce cours est en cours : celle-ci fait tout")};
  }
  Opened out;
  const bool was_there = fs::exists(file, failed);
  if (access == Access::Fresh) remove_database(file);
  Stored stored;
  base::Result<Database> database = [&]() -> base::Result<Database> {
    Found found = Found::Damaged;
    if (was_there && access != Access::Fresh) {
      auto existing = Database::open(file, writes ? database::Mode::Create : database::Mode::Read);
      if (existing && (!writes || existing->execute(kSettings)))
        found = read_state(*existing, version, stored);
      if (found == Found::Good) return existing;
      if (!writes) return base::fail(base::ErrorKind::System, message("no cache", "pas de cache"));
      out.note = found == Found::OtherVersion
                     ? message("the build cache is of another version: everything is made again",
                               "le cache de construction est d'une autre version : tout est refait")
                     : message("the build cache is damaged: everything is made again",
                               "le cache de construction est abîmé : tout est refait");
    }
    remove_database(file);
    return create(file, version);
  }();
  if (!database) return out;
  auto find = database->prepare("SELECT high, bytes FROM piece WHERE key = ?");
  auto put = database->prepare("INSERT OR REPLACE INTO piece(key, high, bytes) VALUES(?, ?, ?)");
  if (!find || !put) return out;
  auto state = std::make_unique<State>(std::move(*database), std::move(*find), std::move(*put));
  state->lock = std::move(lock);
  state->writes = writes;
  state->before.head = std::move(stored.head);
  state->body = std::move(stored.body);
  out.cache.reset(new BuildCache(std::move(state)));
  return out;
}

const BuildState& BuildCache::before() const { return state_->before; }
const BuildHead& BuildCache::head() const { return state_->before.head; }

void BuildCache::begin(Inputs inputs) {
  State& state = *state_;
  state.inputs = std::move(inputs);
  state.used.clear();
  state.noted.clear();
  // Pieces of a build that came to no end: the next one uses them or forgets them.
  state.before.pieces.insert(state.before.pieces.end(), state.fresh.begin(), state.fresh.end());
  state.fresh.clear();
  if (state.body.empty()) return;
  if (auto before = decode_state(state.body)) {
    before->head = std::move(state.before.head);
    state.before = std::move(*before);
  }
  state.body = std::string();
}

std::optional<base::Hash> BuildCache::hash_of(std::string_view file) {
  return hash_of_input(std::string("content/").append(file));
}
void BuildCache::note_hash(std::string_view file, const base::Hash& hash) {
  note_input(std::string("content/").append(file), hash);
}

std::optional<base::Hash> BuildCache::hash_of_input(std::string_view name) const {
  const auto input = state_->inputs.find(name);
  if (input == state_->inputs.end() || !input->second.trusted) return {};
  const auto known = state_->before.known.find(name);
  if (known == state_->before.known.end() || known->second.file != input->second) return {};
  return known->second.hash;
}

void BuildCache::note_input(std::string_view name, const base::Hash& hash) {
  const std::lock_guard guard(state_->guard);
  state_->noted.insert_or_assign(std::string(name), hash);
}

std::optional<std::string> BuildCache::find(const base::Hash& key) {
  const std::lock_guard guard(state_->guard);
  Statement& statement = state_->find;
  const auto row = statement.bind(1, as_integer(key.low)).step();
  std::optional<std::string> out;
  if (row && *row && statement.integer(0) == as_integer(key.high)) out.emplace(statement.text(1));
  statement.reset();
  if (out) state_->used.insert(key);
  return out;
}

void BuildCache::put(const base::Hash& key, std::string bytes) {
  const std::lock_guard guard(state_->guard);
  state_->used.insert(key);
  if (!state_->writes) return;
  state_->begin();
  if (state_->failure) return;
  state_->fresh.push_back(key);
  Statement& statement = state_->put;
  statement.bind(1, as_integer(key.low)).bind(2, as_integer(key.high)).bind_blob(3, bytes);
  state_->keep(statement.run());
}

void BuildCache::mark(const base::Hash& key) {
  const std::lock_guard guard(state_->guard);
  state_->used.insert(key);
}

base::Done BuildCache::save(BuildState next, bool made_site) {
  State& state = *state_;
  if (!state.writes) return {};
  for (auto& [name, hash] : state.noted)
    if (const auto input = state.inputs.find(name);
        input != state.inputs.end() && input->second.trusted)
      next.known.emplace(name, KnownInput{input->second, hash});
  state.begin();
  std::vector<base::Hash> unused;
  for (const base::Hash& key : state.before.pieces)
    if (state.used.count(key) == 0) unused.push_back(key);
  if (!made_site) {
    state.used.insert(unused.begin(), unused.end());
    unused.clear();
  }
  next.pieces.assign(state.used.begin(), state.used.end());
  if (auto forgotten = forget(state.database, unused); !forgotten) state.keep(std::move(forgotten));
  if (state.failure) return base::fail(*state.failure);
  state.before = std::move(next);
  state.fresh.clear();
  state.unsaved = true;
  return state.later ? base::Done() : flush();
}

void BuildCache::write_later() { state_->later = true; }

base::Done BuildCache::flush() {
  State& state = *state_;
  if (!state.unsaved) return {};
  if (state.failure) return base::fail(*state.failure);
  state.keep(write_state(state.database, state.before));
  if (!state.failure) state.keep(state.database.execute("COMMIT"));
  if (state.failure) return base::fail(*state.failure);
  state.transaction = false;
  state.unsaved = false;
  return {};
}

bool BuildCache::is_sound() const { return !state_->failure; }

}  // namespace pipeline
