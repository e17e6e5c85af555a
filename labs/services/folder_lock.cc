#include "labs/services/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "generator/base/files.h"

namespace services {
using base::message;
namespace fs = std::filesystem;

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

base::Done FolderLock::take(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  const fs::path path = folder / "lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0)
    return base::fail(base::system_error({"cannot write", "impossible d'écrire"}, path, errno));
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return {};
  return base::fail(base::ErrorKind::System,
                    message("another process already uses the data folder '{}'",
                            "un autre processus utilise déjà le dossier de données « {} »",
                            folder.generic_string()),
                    {},
                    message("stop it, or give another one with --data",
                            "arrêtez-le, ou donnez-en un autre avec --data"));
}

}  // namespace services
