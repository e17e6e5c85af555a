// Inputs: every file that a build is made from, as the disk tells it without opening one: name,
// size, times, number. Two equal lists are the same inputs, and nothing needs to be made again.
//
// A file that changes twice within a tick of the file system's clock may look the same both times.
// So a scan that finds a file of this very moment waits until its tick is over; what is read after
// the scan then is what the list says, or has another time. Files whose time of change cannot be
// trusted (a clock that was set back, a file system that counts in seconds) are marked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/hash.h"
#include "generator/pipeline/project.h"

namespace pipeline {

struct InputFile {
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since the epoch
  std::int64_t changed = 0;   // the same, of the inode: nobody can set it
  std::uint64_t number = 0;
  bool link = false;
  bool trusted = true;
  auto operator<=>(const InputFile&) const = default;
};

// By their names here: "content/course.toml", "labs/x.toml", "site.toml", "static/x.png",
// "theme.0/templates/lesson.mustache", "deny".
using Inputs = std::map<std::string, InputFile, std::less<>>;

// `own_theme`: the folder that site.toml names, or empty. What is hidden is left out, as
// everywhere; links are listed and not followed.
Inputs scan_inputs(const Project& project, const std::string& own_theme);

// A hash of all; nothing when one of them is not to be trusted.
std::optional<base::Hash> digest_of(const Inputs& inputs);

// The running program, its libraries included: what it makes of the same inputs may depend on each.
base::Hash program_version();

}  // namespace pipeline
