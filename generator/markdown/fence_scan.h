// Which lines are surely fenced code, told without parsing the page: what the guards may leave out
// of their count.
//
// It errs to one side only. A line of which it says "code" is code for cmark too; in case of doubt
// - a fence that may stand in a list item, or in HTML - it says no, for the rest of the page if
// need be.
#pragma once

#include <cstddef>
#include <string_view>

namespace markdown {

class FenceScan {
 public:
  // To be called for every line in order. `content` is what follows indentation and container
  // markers, of which there are `markers`; `columns` is the width of the indentation.
  bool is_code(std::string_view line, std::string_view content, std::size_t markers,
               std::size_t columns);

 private:
  char mark_ = '\0';        // of the open fence; 0: none is open
  std::size_t length_ = 0;  // of the open fence
  bool doubtful_ = false;   // from here on fences are no longer trusted
  bool html_ = false;       // a line since the last blank one began with '<'
};

}  // namespace markdown
