// Target: where a site is published. prepare() looks at what is there and says what would change;
// publish() does it. Between the two the place is locked, so that what was said is what happens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "generator/base/result.h"
#include "generator/publish/outgoing.h"
#include "generator/publish/plan.h"

namespace publish {

// What is published: the files of a built site, and what course they were made from.
struct Source {
  std::filesystem::path site;
  Outgoing files;
  WebFacts web;
  std::string revision;   // the commit, 40 hex digits; empty: no repository
  std::int64_t time = 0;  // of that commit, seconds since 1970; 0: unknown
  bool edited = false;    // since that commit
};

enum class Access {
  Look,  // nothing is changed there, and nothing locked
  Change,
};

// What to do when somebody else is publishing to the same place.
enum class WhenLocked {
  Fail,
  Wait,
  Break,  // their lock was left by a publication that was killed
};

using Progress = std::function<void(std::size_t done, std::size_t all)>;

class Target {
 public:
  virtual ~Target() = default;
  virtual base::Result<Preview> prepare(const Source& source, Access access) = 0;
  // After prepare() for Change. What was done, as a sentence.
  virtual base::Result<base::Message> publish(const Source& source, const Progress& progress) = 0;
  // Back to what was published before. What was done, as a sentence.
  virtual base::Result<base::Message> roll_back() = 0;
};

}  // namespace publish
