#include "labs/services/data_folder.h"

#include "generator/base/files.h"

namespace services {

namespace fs = std::filesystem;

namespace {
constexpr std::uintmax_t kLargestFile = 1u << 20;
}

base::Done DataFolder::write(const std::string& name, std::string bytes) {
  if (!is_somewhere()) return {};
  TRY(base::write_file(path_ / name, bytes));
  files_[name] = {std::move(bytes), false};
  return {};
}

base::Done DataFolder::remove(const std::string& name) {
  if (!is_somewhere()) return {};
  std::error_code failed;
  fs::remove(path_ / name, failed);
  files_[name] = {};
  return {};
}

bool DataFolder::look() {
  bool any = false;
  for (auto& [name, file] : files_) {
    auto bytes = base::read_file(path_ / name, kLargestFile);
    file.changed = bytes && *bytes != file.bytes;
    if (!file.changed) continue;
    file.bytes = std::move(*bytes);
    any = true;
  }
  return any;
}

bool DataFolder::changed(std::string_view name) const {
  const auto found = files_.find(name);
  return found != files_.end() && found->second.changed;
}

const std::string& DataFolder::text(std::string_view name) const {
  static const std::string kNothing;
  const auto found = files_.find(name);
  return found != files_.end() ? found->second.bytes : kNothing;
}

}  // namespace services
