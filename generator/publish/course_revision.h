// The commit that a course is at, for what is published of it to say where it comes from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace publish {

struct CourseRevision {
  std::string id;                // 40 hex digits; empty: no repository, or nothing committed
  std::int64_t time = 0;         // of the commit
  bool edited = false;           // files were changed since
  std::string author_name = {};  // of who publishes, as git knows them here; empty: it does not
  std::string author_email = {};
};

CourseRevision course_revision(const std::filesystem::path& course);

}  // namespace publish
