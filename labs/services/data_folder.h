// The folder of a running stack as files that a learner reads and edits: `.env`, compose.yml, the
// values and the files of a lab, and the marks that lab-services leaves. What the stack writes
// itself is no change. Internal to the stack; its thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace services {

class DataFolder {
 public:
  DataFolder() = default;  // nowhere: nothing is written, nothing changes
  explicit DataFolder(std::filesystem::path path) : path_(std::move(path)) {}

  bool is_somewhere() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }

  // From then on it is watched.
  base::Done write(const std::string& name, std::string bytes);
  // It must not be there.
  base::Done remove(const std::string& name);

  // Looks at every watched file. True when one is not as it was at the last look; one that cannot
  // be read is as it was.
  bool look();
  // Those that the last look found changed.
  bool changed(std::string_view name) const;
  // As it was at the last look; "" for what is not watched.
  const std::string& text(std::string_view name) const;

 private:
  struct File {
    std::string bytes;
    bool changed = false;
  };
  std::filesystem::path path_;
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace services
