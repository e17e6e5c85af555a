// The files that the browser searches in: how one is named and written, and how numbers and
// postings stand in it.
//
// A file is a script of one call, so that it works from disk:
//
//   atelierShard("fr/t-0k9x2aq","…")
//
// The name ends in the checksum of the text: FNV-1a, 32 bits, over its UTF-16 units, in base 36, 7
// digits. shards.h says what the texts hold. In them a digit is one of 64 characters, 0-9 a-z A-Z -
// _; a number is written in digits of 5 bits, the least first, all but the last with 32 added.
// Private to search.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/search/posting.h"

namespace search {

std::string checksum(std::string_view text);

// "t" -> "t-0k9x2aq", as it stands in a path and in the call.
std::string shard_name(std::string_view kind, std::string_view text);
// The whole script. `id`: language and name.
std::string shard_script(std::string_view id, std::string_view text);

// Letters that two strings share at their beginnings, at most 63, counted as JavaScript counts: in
// UTF-16 units. Stops before a character of two.
struct SharedUnits {
  std::uint32_t units = 0;
  std::size_t bytes = 0;
};
SharedUnits shared_units(std::string_view a, std::string_view b);

char digit(std::uint32_t value);  // below 64
void append_number(std::string& out, std::uint32_t value);

// Groups separated by ',': a digit for the fields, one for the words of the title if that is among
// them, one for those of the heading, then the documents, each as the distance from the one before.
// Groups with most weight first.
struct PostingText {
  std::string kept;
  std::string rest;  // what goes beyond the limit
};
PostingText posting_text(const Postings& postings, std::size_t limit);

}  // namespace search
