// Secrets and private data in a text: keys, tokens, passwords, real addresses. Values that are
// placeholders, and names, addresses and numbers reserved for documentation, are not reported; when
// in doubt neither is the rest. Messages show the first two characters only, and the errors are
// marked as sensitive, so that no report repeats what it found.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/lint/lines.h"
#include "generator/model/problem.h"

namespace model {

// Names that must not appear anywhere, one per line of a file kept outside the repository; '#'
// starts a comment.
class DenyList {
 public:
  DenyList() = default;
  static DenyList parse(std::string_view text);
  // The file beside the content folder, `.atelier-deny`; an empty list when there is none.
  static DenyList beside(const std::filesystem::path& content);
  static std::filesystem::path file_beside(const std::filesystem::path& content);

  bool empty() const { return names_.empty(); }
  // The length of a name that stands at `at` as a whole word, ignoring ASCII case; 0 when none
  // does.
  std::size_t match(std::string_view text, std::size_t at) const;

 private:
  std::vector<std::string> names_;  // lower case, sorted
  std::vector<bool> first_two_;     // which pairs of bytes a name starts with
};

struct Secret {
  std::size_t begin = 0;  // bytes [begin, end) of the text
  std::size_t end = 0;
  std::string_view rule;
  base::Message message;
};

// In order, not overlapping.
std::vector<Secret> find_secrets(std::string_view text, const DenyList& deny);

void lint_secrets(std::string_view source, const Lines& lines, std::string_view file,
                  const DenyList& deny, Problems& problems);

// "ey…"
std::string masked(std::string_view secret);

}  // namespace model
