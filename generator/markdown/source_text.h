// SourceText: the body of a page as cmark is given it, and the way back from there to positions of
// the file.
//
// cmark reads "\r" as a line's end and has no use for NUL; every line here ends in "\n" and NUL has
// become U+FFFD. Positions stay those of the file as an editor shows it: lines end in "\n" or
// "\r\n", columns count the bytes of the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"
#include "generator/markdown/document.h"

namespace markdown {

class SourceText {
 public:
  explicit SourceText(const Source& source);
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  std::string_view text() const { return text_; }
  std::string_view file() const { return file_; }

  // Lines as cmark counts them, from 1. Beyond the last one they are empty.
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(begins_.size()); }
  std::string_view line(std::uint32_t number) const;
  std::size_t line_begin(std::uint32_t number) const;
  std::size_t line_end(std::uint32_t number) const;  // of its text, before "\n"
  std::uint32_t line_at(std::size_t offset) const;

  // `column` from 1; one that lies behind the line is moved to its end.
  base::Position position(std::uint32_t line, std::size_t column) const;
  base::Position position_at(std::size_t offset) const;

 private:
  void normalize(std::string_view body);

  std::string copy_;  // used only when the body could not be taken as it is
  std::string_view text_;
  std::string_view file_;
  std::uint32_t first_line_;
  std::vector<std::size_t> begins_;  // of each line, in text_
  std::vector<std::size_t> nuls_;    // offsets in text_ at which a NUL was replaced
  std::vector<base::Position>
      line_origin_;  // of each line; empty while lines are those of the file
};

// A stretch of text that cmark took out of the source line by line, without the prefixes of the
// containers around it (an HTML block, a code block), and the way back. Views into both.
class Excerpt {
 public:
  // Whole lines, the first of which is line `first_line`.
  Excerpt(const SourceText& source, std::string_view text, std::uint32_t first_line)
      : source_(&source), whole_(text), first_line_(first_line), size_(text.size()) {}
  // Something inside a line, which begins at `offset` of the source.
  static Excerpt inside_line(const SourceText& source, std::string_view text, std::size_t offset);
  // [begin, end) of this one.
  Excerpt part(std::size_t begin, std::size_t end) const;

  std::string_view text() const { return whole_.substr(begin_, size_); }
  base::Position position(std::size_t offset) const;

 private:
  const SourceText* source_;
  std::string_view whole_;
  std::uint32_t first_line_;
  std::size_t first_column_ = 0;  // of the first byte, when the text begins inside a line
  std::size_t begin_ = 0;         // of this part in whole_
  std::size_t size_;
  mutable std::size_t counted_ =
      0;  // newlines_ of whole_ stand before this offset: one mostly asks in order
  mutable std::uint32_t newlines_ = 0;
};

}  // namespace markdown
