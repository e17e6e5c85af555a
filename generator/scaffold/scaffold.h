// New pages: the files of a lesson, a guide, a logbook, a lab or a whole course, in every language
// of the course, such that `atelier check` has nothing to say about them. What an author has to
// write stands in them as sentences that say so. Pure but for write_new().
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace scaffold {

enum class Kind { Course, Lesson, Guide, Logbook, Lab };

// What the author says of the page. Texts are by language tag; for a language without one the
// source language's text stands in.
struct Subject {
  std::string id;                                     // "net.dns" of a lesson, else a slug
  std::vector<std::string> languages = {"fr", "en"};  // the source language first
  std::map<std::string, std::string> titles = {};
  std::map<std::string, std::string> descriptions = {};
  std::string level = {};
  std::string topic = {};  // of a lesson: what stands before the dot of its id

  const std::string& title(std::string_view language) const;
  std::string description(std::string_view language) const;
};

struct NewFile {
  std::string path;  // from the project's root: "content/lessons/net/dns/lesson.toml"
  std::string bytes;
};

// In the order in which they are written.
std::vector<NewFile> files_of(Kind kind, const Subject& subject);

// All of them or none: refuses when one exists already, and takes back what it wrote when the disk
// refuses a later one.
base::Done write_new(const std::filesystem::path& root, const std::vector<NewFile>& files);

}  // namespace scaffold
