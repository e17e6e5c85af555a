// What a change of the search database means for the browser's files. Private to search.
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace search {

// Of one language.
struct IndexChanges {
  std::set<std::string> keys;      // of terms' entries that say something else
  std::set<std::string> moved;     // of those that came or went
  std::set<std::string> families;  // whose postings are others
  std::set<std::uint32_t> pages;   // numbers of pages whose text is another
  bool words = false;              // which words there are, or how often
  bool errors = false;
  bool filters = false;
};

}  // namespace search
