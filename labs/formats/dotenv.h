// .env files as docker compose reads them, with everything that makes a value not the one that was
// meant: blanks, a second definition, a placeholder that was left.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

struct DotenvEntry {
  std::string key;
  std::string value;        // without quotes and without a comment behind it
  std::uint32_t line = 0;   // from 1
  bool blank_ends = false;  // the value, as written, has a blank or CR that a program may keep
};

struct DotenvFile {
  std::vector<DotenvEntry> entries;       // in order; a later one wins
  std::vector<std::uint32_t> unreadable;  // lines that are neither empty, comment nor KEY=value
  std::vector<std::string> duplicates;    // keys defined more than once, each once

  const DotenvEntry* find(std::string_view key) const;  // the last one
};

// Never fails. At most 10,000 lines are read.
DotenvFile parse_dotenv(std::string_view text);

// Whether a value is one that examples print to be replaced: "<…>", "[…]", "change-me",
// "your-…", "xxxx", "fake_mail_user", "example".
bool looks_like_placeholder(std::string_view value);

}  // namespace formats
