// BuildCache: what a build leaves to the next one, in one SQLite file in the project's build
// folder:
//
//   state(id, bytes)        1: the head, 2: the rest, build_state.h
//   piece(key, high, bytes) what was made of a file or of a page's text, by the hash of everything
//                           that it was made from; key is the hash's lower half
//   version(high, low)      of the program
//
// Nothing in it is trusted: pieces and state carry checksums, a file that is damaged or of another
// version of the program is thrown away with a sentence. A build writes in one transaction, which
// ends when its site is in place: a build that is killed leaves the cache of the one before, which
// then describes a part of the site, and the site says which (SiteFolder::keep).
//
// One build at a time; several checks may read. Any thread, once begin() has returned. A process
// that builds again and again keeps one and begins each build with it: then what a build leaves is
// in memory, and write_later() spares the disk until flush().
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/message.h"
#include "generator/base/result.h"
#include "generator/model/load.h"
#include "generator/pipeline/build_state.h"

namespace pipeline {

class BuildCache : public model::LoadCache {
 public:
  enum class Access {
    Write,
    Fresh,  // what there is is thrown away
    Read,
  };
  struct Opened {
    std::unique_ptr<BuildCache> cache;  // null: the build does without
    std::optional<base::Message> note;  // what the user should know
  };
  // `version`: of the program. Read never makes a file and never has a note.
  static Opened open(const std::filesystem::path& file, const base::Hash& version, Access access);
  ~BuildCache() override;

  const BuildHead& head() const;  // of what the last build left
  // The inputs of this build: the rest of what the last one left is read, and the hashes of files
  // that are as they were are known from now on.
  void begin(Inputs inputs);
  const BuildState& before() const;  // after begin()

  std::optional<base::Hash> hash_of(std::string_view file) override;  // below content/
  void note_hash(std::string_view file, const base::Hash& hash) override;
  std::optional<std::string> find(const base::Hash& key) override;
  void put(const base::Hash& key, std::string bytes) override;

  // The same for every input, by its name in Inputs.
  std::optional<base::Hash> hash_of_input(std::string_view name) const;
  void note_input(std::string_view name, const base::Hash& hash);
  // The piece is of use still, though nobody looks for it this time.
  void mark(const base::Hash& key) override;

  // Ends the build. `made_site`: pieces that were not of use are forgotten. Fills `next.known` and
  // `next.pieces`.
  base::Done save(BuildState next, bool made_site);

  // From now on save() leaves writing to flush(), and whoever keeps the cache must call it.
  void write_later();
  base::Done flush();
  // False once something could not be written: what is in memory is not on the disk.
  bool is_sound() const;

 private:
  struct State;
  explicit BuildCache(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pipeline
