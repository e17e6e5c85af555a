// LoadMemory: what the loads of one process remember of the files of a course, decoded, under the
// keys of LoadCache: a file that is as it was is neither read nor decoded again. What the last load
// did not use is forgotten. It takes about as much memory as a Course.
//
// One load at a time; its functions, from any thread.
#pragma once

#include <memory>

#include "generator/base/hash.h"

namespace model {

struct StoredHalf;
struct StoredMeta;

class LoadMemory {
 public:
  LoadMemory();
  ~LoadMemory();
  LoadMemory(const LoadMemory&) = delete;
  LoadMemory& operator=(const LoadMemory&) = delete;

  // Null when it is not remembered.
  std::shared_ptr<const StoredHalf> find_half(const base::Hash& key);
  std::shared_ptr<const StoredMeta> find_meta(const base::Hash& key);
  void keep(const base::Hash& key, std::shared_ptr<const StoredHalf> half);
  void keep(const base::Hash& key, std::shared_ptr<const StoredMeta> meta);

  // A load has come to its end: what was neither found nor kept since the last one goes.
  void forget_unused();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace model
