#include "labs/cli/catalog.h"

#include "generator/base/files.h"
#include "generator/base/nearest.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;

base::Result<fs::path> find_catalog(const std::string& given, const Session& session) {
  std::error_code failed;
  if (!given.empty()) {
    if (fs::is_directory(given, failed)) return fs::path(given);
    return base::fail(base::ErrorKind::Usage,
                      message("there is no folder '{}'", "il n'y a pas de dossier « {} »", given));
  }
  // build/<preset>/bin/lab-check stands three folders below the project; an installed one in bin/.
  const fs::path bin = session.program.parent_path();
  for (const fs::path& folder :
       {fs::path("labs/catalog"), bin / "../../../labs/catalog", bin / "../share/atelier/labs"})
    if (fs::is_directory(folder, failed)) return folder.lexically_normal();
  return base::fail(
      base::ErrorKind::System,
      {"the folder of the labs was not found", "le dossier des labos est introuvable"}, {},
      {"say where it is: --catalog labs/catalog", "dites où il est : --catalog labs/catalog"});
}

base::Result<std::vector<fs::path>> lab_files(const fs::path& catalog) {
  std::vector<fs::path> out;
  for (const base::FileEntry& file : TRY(base::list_files(catalog)))
    if (!file.link && file.path.ends_with(".toml") && file.path.find('/') == std::string::npos)
      out.push_back(catalog / file.path);
  return out;
}

base::Result<fs::path> find_lab(const std::string& written, const std::string& given,
                                const Session& session) {
  std::error_code failed;
  if (written.ends_with(".toml") && fs::exists(written, failed)) return fs::path(written);
  const fs::path catalog = TRY(find_catalog(given, session));
  std::vector<std::string> names;
  for (const fs::path& file : TRY(lab_files(catalog))) {
    names.push_back(file.stem().string());
    if (names.back() == written) return file;
  }
  base::Message hint = base::did_you_mean(written, names);
  if (hint.empty()) hint = message("lab-check list names them", "lab-check list les nomme");
  return base::fail(base::ErrorKind::Usage, message("no lab '{}'", "aucun labo « {} »", written),
                    {}, std::move(hint));
}

}  // namespace lab_check
