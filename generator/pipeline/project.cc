#include "generator/pipeline/project.h"

namespace pipeline {
namespace fs = std::filesystem;
using base::message;

namespace {

// The theme that came with the program: in the source tree it was built in
// (build/<preset>/bin/atelier), or installed beside it (bin/atelier, share/atelier/themes).
fs::path theme_of_program(const fs::path& program) {
  std::error_code failed;
  fs::path folder = program.parent_path();
  for (int up = 0; up < 4 && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
    for (const char* place : {"themes/default", "share/atelier/themes/default"})
      if (fs::is_directory(folder / place, failed)) return folder / place;
  }
  return {};
}

}  // namespace

base::Result<Project> find_project(const fs::path& start, const fs::path& program) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(start, failed).lexically_normal();
  if (!fs::is_directory(absolute, failed)) {
    return base::fail(base::ErrorKind::Usage,
                      message("there is no folder '{}'", "il n'y a pas de dossier « {} »",
                              start.generic_string()));
  }
  for (fs::path folder = absolute;; folder = folder.parent_path()) {
    if (fs::exists(folder / "content" / "course.toml", failed)) {
      Project project;
      project.root = folder;
      project.build = folder / "build" / "course";
      const fs::path here = fs::current_path(failed);
      project.content_shown_as = (folder / "content").lexically_proximate(here).generic_string();
      project.site_shown_as =
          (folder / "site" / "site.toml").lexically_proximate(here).generic_string();
      project.default_theme = folder / "themes" / "default";
      if (!fs::is_directory(project.default_theme, failed))
        project.default_theme = theme_of_program(program);
      if (project.default_theme.empty()) {
        return base::fail(base::ErrorKind::System,
                          message("the default theme is nowhere to be found",
                                  "le thème par défaut est introuvable"),
                          {},
                          message("it belongs in themes/default, beside content/",
                                  "sa place est themes/default, à côté de content/"));
      }
      return project;
    }
    if (folder == folder.root_path()) break;
  }
  return base::fail(
      base::ErrorKind::Usage,
      message("no course here: neither '{}' nor a folder above it holds content/course.toml",
              "aucun cours ici : ni « {} » ni un dossier au-dessus ne contient content/course.toml",
              start.generic_string()),
      {},
      message("go to the folder of the course, or name it: atelier build FOLDER",
              "allez dans le dossier du cours, ou nommez-le : atelier build DOSSIER"));
}

}  // namespace pipeline
