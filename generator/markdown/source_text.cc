#include "generator/markdown/source_text.h"

#include <algorithm>

namespace markdown {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

SourceText::SourceText(const Source& source) : file_(source.file), first_line_(source.body_line) {
  const bool plain = source.body.find('\r') == std::string_view::npos &&
                     source.body.find('\0') == std::string_view::npos;
  if (plain)
    text_ = source.body;
  else
    normalize(source.body);

  begins_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at)) {
    ++at;
    if (at < text_.size()) begins_.push_back(at);
  }
}

// Fills copy_. A lone "\r" makes a line for cmark and none for an editor, so from the first one on
// the origin of every line is kept.
void SourceText::normalize(std::string_view body) {
  copy_.reserve(body.size());
  base::Position origin{first_line_, 1};
  std::uint32_t column = 1;
  bool lone = false;
  std::vector<base::Position> origins = {origin};
  for (std::size_t i = 0; i < body.size(); ++i, ++column) {
    const char c = body[i];
    if (c == '\0') {
      nuls_.push_back(copy_.size());
      copy_ += kReplacement;
      continue;
    }
    const bool crlf = c == '\r' && i + 1 < body.size() && body[i + 1] == '\n';
    if (crlf) continue;  // its "\n" comes next
    if (c != '\r' && c != '\n') {
      copy_ += c;
      continue;
    }
    copy_ += '\n';
    if (c == '\n') {
      ++origin.line;
      column = 0;
    } else {
      lone = true;
    }
    origins.push_back({origin.line, column + 1});
  }
  if (lone) line_origin_ = std::move(origins);
  text_ = copy_;
}

std::size_t SourceText::line_begin(std::uint32_t number) const {
  if (number == 0) return 0;
  return number <= begins_.size() ? begins_[number - 1] : text_.size();
}

std::size_t SourceText::line_end(std::uint32_t number) const {
  if (number >= begins_.size()) {
    const bool newline = number == begins_.size() && text_.ends_with('\n');
    return text_.size() - (newline ? 1 : 0);
  }
  return begins_[number] - 1;
}

std::string_view SourceText::line(std::uint32_t number) const {
  const std::size_t begin = line_begin(number);
  return text_.substr(begin, std::max(line_end(number), begin) - begin);
}

std::uint32_t SourceText::line_at(std::size_t offset) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
  return static_cast<std::uint32_t>(after - begins_.begin());
}

base::Position SourceText::position(std::uint32_t line, std::size_t column) const {
  line = std::clamp(line, 1u, line_count());
  const std::size_t begin = line_begin(line);
  const std::size_t longest = std::max(line_end(line), begin) - begin;
  column = std::clamp<std::size_t>(column, 1, longest + 1);
  if (!nuls_.empty()) {
    const auto first = std::lower_bound(nuls_.begin(), nuls_.end(), begin);
    const auto last = std::lower_bound(first, nuls_.end(), begin + column - 1);
    // Between the bytes of a replacement that has its last bytes after the column: counted whole.
    const std::size_t extra = static_cast<std::size_t>(last - first) * (kReplacement.size() - 1);
    column = column > extra ? column - extra : 1;
  }
  if (line_origin_.empty()) return {first_line_ + line - 1, static_cast<std::uint32_t>(column)};
  const base::Position origin =
      line <= line_origin_.size() ? line_origin_[line - 1] : line_origin_.back();
  return {origin.line, origin.column + static_cast<std::uint32_t>(column) - 1};
}

base::Position SourceText::position_at(std::size_t offset) const {
  const std::uint32_t line = std::max(line_at(std::min(offset, text_.size())), 1u);
  return position(line, offset - line_begin(line) + 1);
}

Excerpt Excerpt::inside_line(const SourceText& source, std::string_view text, std::size_t offset) {
  Excerpt out(source, text, source.line_at(offset));
  out.first_column_ = offset - source.line_begin(out.first_line_) + 1;
  return out;
}

Excerpt Excerpt::part(std::size_t begin, std::size_t end) const {
  Excerpt out = *this;
  out.begin_ += begin;
  out.size_ = end - begin;
  return out;
}

base::Position Excerpt::position(std::size_t offset) const {
  offset = std::min(offset + begin_, whole_.size());
  if (offset < counted_) counted_ = newlines_ = 0;
  const std::string_view more = whole_.substr(counted_, offset - counted_);
  newlines_ += static_cast<std::uint32_t>(std::count(more.begin(), more.end(), '\n'));
  counted_ = offset;
  const std::uint32_t line = first_line_ + newlines_;
  if (newlines_ == 0 && first_column_ != 0) return source_->position(line, first_column_ + offset);

  // Only what stands at the left of a line was taken away, so columns count from its right. (A
  // text that ends inside a line has no such end there: its last line is looked up.)
  const std::size_t begin = newlines_ == 0 ? 0 : whole_.rfind('\n', offset - 1) + 1;
  const std::size_t end = std::min(whole_.find('\n', begin), whole_.size());
  const std::string_view in_source = source_->line(line);
  if (first_column_ != 0 && end == whole_.size()) {
    const std::size_t found = in_source.find(whole_.substr(begin, end - begin));
    return source_->position(line,
                             found == std::string_view::npos ? 1 : found + offset - begin + 1);
  }
  const std::size_t from_right = end - offset;
  return source_->position(line,
                           in_source.size() > from_right ? in_source.size() - from_right + 1 : 1);
}

}  // namespace markdown
