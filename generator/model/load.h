// From a content folder to a Course and the list of everything that is wrong with it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/files.h"
#include "generator/base/result.h"
#include "generator/model/check_code.h"
#include "generator/model/course.h"

namespace model {

// What earlier loads left, kept by the caller. All functions are called from any thread. What is
// found is checked when it is read: a cache that lies costs time and nothing else.
class LoadCache {
 public:
  virtual ~LoadCache() = default;
  // The hash of a file of the content folder, when it is known without reading it.
  virtual std::optional<base::Hash> hash_of(std::string_view file) = 0;
  virtual void note_hash(std::string_view file, const base::Hash& hash) = 0;
  // Bytes by the hash of all that they were made from.
  virtual std::optional<std::string> find(const base::Hash& key) = 0;
  virtual void put(const base::Hash& key, std::string bytes) = 0;
  // What find() would find is of use still, though nobody asks for its bytes.
  virtual void mark(const base::Hash& key) = 0;
};

class LoadMemory;

struct LoadOptions {
  std::filesystem::path content;     // the folder that holds course.toml
  std::filesystem::path labs;        // labs/catalog; may not exist
  std::string shown_as = "content";  // how paths in problems begin
  unsigned jobs = 1;
  bool drafts = false;              // take draft pages too
  std::optional<text::Date> today;  // for "verified long ago"; without it that rule is silent
  CheckCode check_code = {};        // without it rule code-syntax is silent
  std::function<void(std::size_t done, std::size_t all)> progress =
      {};                      // called from any thread, now and then
  LoadCache* cache = nullptr;  // without one, every file is read
  LoadMemory* memory = nullptr;  // of earlier loads in this process; of use with a cache alone
};

struct Loaded {
  Course course;
  std::vector<base::Error>
      problems;            // sorted, every one has a rule id; paths begin with `shown_as`
  std::size_t waived = 0;  // problems that waivers of the authors took out
};

// Fails only when nothing can be said about a course: no folder, no readable course.toml.
// Everything else is a problem in the list.
base::Result<Loaded> load_course(const LoadOptions& options);

// One page's Markdown again, for rendering: the documents themselves are not kept. The file must be
// part of the course.
struct PageText {
  std::string source;  // owns what `document` was made from
  base::Hash hash;     // of the file's bytes, which may have changed since the course was loaded
  markdown::Document document;
};
base::Result<PageText> read_page(const std::filesystem::path& content, const Half& half);

}  // namespace model
