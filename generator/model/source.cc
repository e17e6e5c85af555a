#include "generator/model/source.h"

#include "generator/base/files.h"
#include "generator/model/lint/encoding.h"

namespace model {

std::optional<SourceText> read_source(const std::filesystem::path& content, std::string_view file,
                                      std::uintmax_t limit, Problems& problems) {
  const std::filesystem::path path = content / std::filesystem::path(file);
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  if (!failed && size > limit) {
    problems.push_back(
        problem("file-too-large", {std::string(file), {}, {}},
                base::message("the file has {} bytes; at most {} are read",
                              "le fichier a {} octets ; {} au plus sont lus", size, limit),
                base::message("split the page", "divisez la page")));
    return {};
  }
  base::Result<std::string> bytes = base::read_file(path, limit);
  if (!bytes) {
    // The system's words name the whole path, which is no part of a report about the course.
    problems.push_back(
        problem("file-unreadable", {std::string(file), {}, {}},
                base::message("the file cannot be read", "le fichier ne peut pas être lu"),
                base::message("does it exist still, and may you read it?",
                              "existe-t-il encore, et avez-vous le droit de le lire ?")));
    return {};
  }
  SourceText out;
  out.hash = base::hash(*bytes);
  lint_bytes(*bytes, file, problems);
  out.text = std::move(*bytes);
  return out;
}

}  // namespace model
