// Where inline elements stand. cmark-gfm 0.29 has right positions for blocks and wrong ones for
// what is inside them, so the elements are looked for in the lines of their block, in order, each
// with what it must look like there.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "generator/markdown/source_text.h"

namespace markdown {

struct Found {
  std::size_t begin = 0;  // [begin, end) of the source
  std::size_t end = 0;
};

// The link definitions of a page ("[label]: target"), by their target.
class Definitions {
 public:
  explicit Definitions(const SourceText& source) : source_(source) {}
  std::optional<Found> find(const std::string& target);

 private:
  const SourceText& source_;
  std::optional<std::map<std::string, Found>> by_target_;  // read when first asked for
};

// Ask in order of writing: each answer is looked for behind the one before. Nothing is found where
// the source does not show it; then the caller falls back to the block. The work for one block is
// bounded by a multiple of its length.
class Locator {
 public:
  Locator(const SourceText& source, std::size_t begin, std::size_t end)
      : text_(source.text().substr(0, end)), at_(begin), steps_(4096 + 16 * (end - begin)) {}

  // The whole code span; `literal` is its content as cmark gives it.
  std::optional<Found> code(std::string_view literal);
  // An HTML tag or comment.
  std::optional<Found> html(std::string_view literal);
  std::optional<Found> footnote(std::string_view label);
  // Passes over plain text, where it could be taken for a link.
  void pass_text(std::string_view literal);
  // The target of an inline link or image, or of an address that is a link by itself; `only_text`
  // is the link's text when it has no markup. To be asked behind what stands in the link's text.
  std::optional<Found> target(std::string_view target, std::string_view only_text);

 private:
  std::optional<Found> plain(std::string_view needle);
  std::size_t find(std::string_view needle, std::size_t from);

  std::string_view text_;  // up to the end of the block
  std::size_t at_;
  std::size_t steps_;  // bytes that may still be looked at
};

}  // namespace markdown
