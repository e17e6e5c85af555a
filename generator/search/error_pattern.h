// What two print-outs of one error have in common. The same function reads the errors that the
// course knows and the text that somebody pastes from a terminal; the browser's script has it too
// (themes/default/scripts/search-error.js).
//
//   listen tcp 0.0.0.0:443: bind: address already in use    ->   listen tcp * bind address already
//   in use open '/etc/x.toml': no such file                         ->   open * no such file
//   {"code":42,"message":"JWT expired"}                       ->   code * message jwt expired
//   2026-11-20T10:00:01Z app-1 | connect ECONNREFUSED         ->   * app-* connect econnrefused
//
// Numbers, ports, dates, times, versions, sizes, hexadecimal, paths, URLs, addresses, names of
// hosts and files, <PLACEHOLDERS> and whatever is quoted in one piece become '*'; several of them
// in a row are one. The rest is words in lower case; brackets, commas, colons and colours of the
// terminal are dropped. A pattern is its own pattern.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct ErrorToken {
  std::string word;         // "*" for what differs from case to case
  std::string literal;      // of a '*': what stood there
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
};

// At most `most` tokens; the rest is not looked at.
std::vector<ErrorToken> error_tokens(std::string_view text, std::size_t most = 2000);

// Their words, with a space between.
std::string error_pattern(std::string_view text);

// Whether a query is more likely a message than a question: some length, and the marks or the words
// of one.
bool looks_like_error(std::string_view query);

}  // namespace search
