// Cuts a run of entries into files, where an entry's own hash says, between a least and a greatest
// size: an edit moves no border but its own. And cuts a part of the run again, when some of its
// entries changed. Private to search.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/search/shard_plan.h"

namespace search {

inline constexpr std::size_t kLeastShardBytes = 8'000;  // of a file of entries
inline constexpr std::size_t kMostShardBytes = 14'000;

// Writes a file and returns its name.
using PutShard = std::function<base::Result<std::string>(std::string_view text)>;

class Cutter {
 public:
  // `last`: the key before the first one that comes; "" when there is none.
  Cutter(PutShard put, std::string last) : put_(std::move(put)), last_(std::move(last)) {}

  // A new file begins with this key.
  bool cuts_before(std::string_view key) const;
  // Keys in the order of their bytes.
  base::Done add(std::string_view key, std::string_view rest);
  base::Done flush();

  // The shortest beginning of `key` that no key before it has, and a little more.
  std::string fence_of(std::string_view key) const;
  const std::string& last() const { return last_; }
  std::vector<ShardFile> take_files() { return std::move(files_); }

 private:
  PutShard put_;
  std::string text_;
  std::string last_;   // key
  std::string fence_;  // of text_
  std::vector<ShardFile> files_;
};

// A run of entries in the order of their keys, from any key on.
class Entries {
 public:
  virtual ~Entries() = default;
  virtual base::Result<bool> advance() = 0;  // false: at the end
  virtual const std::string& key() const = 0;
  virtual base::Result<std::string> rest() = 0;  // what follows the key
};

struct Recut {
  // The entries whose key is not before `fence`.
  std::function<base::Result<std::unique_ptr<Entries>>(std::string_view fence)> from;
  // The last key before `fence`; "" when there is none.
  std::function<base::Result<std::string>(std::string_view fence)> last_before;
  PutShard put;
};

// `old`: the files as they were; `changed`: keys whose entries changed; `moved`: keys that came or
// went. Gives the files that cutting everything would give, and writes those that are new.
base::Result<std::vector<ShardFile>> cut_again(const std::vector<ShardFile>& old,
                                               const std::set<std::string>& changed,
                                               const std::set<std::string>& moved,
                                               const Recut& recut);

}  // namespace search
