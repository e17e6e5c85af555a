// What an import did, and what it leaves to a person: for each file of the source, with the line it
// is about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace importing {

enum class Care {
  Done,    // mended, moved, left out: certain
  Person,  // somebody has to look at it
};

struct Note {
  Care care = Care::Done;
  base::Span where;  // of the source; the line may be unknown
  base::Message what;
};

// In the order of the report: by file, line, then as they came.
void put_in_order(std::vector<Note>& notes);

// Notes about one file. A file that would fill the report says how many more there are.
class Notes {
 public:
  Notes(std::string_view file, std::vector<Note>& out) : file_(file), out_(out) {}

  void done(std::uint32_t line, base::Message what) { add(Care::Done, line, std::move(what)); }
  void person(std::uint32_t line, base::Message what) { add(Care::Person, line, std::move(what)); }
  const std::string& file() const { return file_; }

 private:
  void add(Care care, std::uint32_t line, base::Message what);

  static constexpr std::size_t kMost = 500;  // of one file
  std::string file_;
  std::vector<Note>& out_;
  std::size_t count_ = 0;
};

}  // namespace importing
