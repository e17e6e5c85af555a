// Text on its way through the import: its lines know which line of the source they come from,
// however much is taken out or put in. Changes are collected as edits and applied at once. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace importing {

// [begin, end) of a text becomes `with`.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string with;
};
using Edits = std::vector<Edit>;

class SourceText {
 public:
  SourceText() = default;
  // Line `first` of the source is the first one here.
  explicit SourceText(std::string text, std::uint32_t first = 1);

  const std::string& text() const { return text_; }
  std::size_t line_count() const { return starts_.size(); }
  std::size_t start(std::size_t line) const { return starts_[line]; }
  std::size_t end(std::size_t line) const;  // before its newline
  std::string_view line(std::size_t line) const;
  // Index of the line that holds the offset.
  std::size_t line_at(std::size_t offset) const;
  // Line of the source, from 1.
  std::uint32_t origin(std::size_t line) const { return origins_[line]; }
  std::uint32_t origin_at(std::size_t offset) const { return origins_[line_at(offset)]; }

  // Edits that overlap an earlier one are left out; of equal places the first given comes first.
  void apply(Edits edits);

 private:
  void find_lines();

  std::string text_;
  std::vector<std::size_t> starts_ = {0};
  std::vector<std::uint32_t> origins_ = {1};
};

// What the bytes of a Markdown text are, told without parsing it: enough to leave code alone.
enum class Zone : unsigned char {
  Prose,
  Span,   // an inline code span, its backticks included
  Fence,  // a fenced block, its fences included; or an indented one
};
std::vector<Zone> zones_of(const SourceText& source);

// A fenced block, by lines. Without a closing fence `last` is the last line of the text.
struct FencedBlock {
  std::size_t first = 0;
  std::size_t last = 0;
  bool closed = false;
  std::string_view indent;  // of the opening fence
  std::string_view fence;   // "```"
  std::string_view info;    // trimmed
};
// Views into the source's text.
std::vector<FencedBlock> fenced_blocks(const SourceText& source);

bool is_blank(std::string_view line);
std::size_t indent_of(std::string_view line);  // in columns, a tab is up to four

}  // namespace importing
