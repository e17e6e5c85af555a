#include "generator/base/ascii.h"
#include "generator/importing/source_text.h"

#include <algorithm>

namespace importing {
namespace {

std::string_view after_quote_marks(std::string_view line) {
  for (;;) {
    const std::size_t text = line.find_first_not_of(' ');
    if (text == std::string_view::npos || text > 3 || line[text] != '>') return line;
    line.remove_prefix(text + 1);
    if (line.starts_with(' ')) line.remove_prefix(1);
  }
}

bool begins_list_item(std::string_view line) {
  const std::string_view text = base::trimmed(line);
  if (text.size() < 2) return false;
  if ((text[0] == '-' || text[0] == '*' || text[0] == '+') && text[1] == ' ') return true;
  std::size_t digits = 0;
  while (digits < text.size() && digits < 9 && text[digits] >= '0' && text[digits] <= '9') ++digits;
  return digits > 0 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') &&
         text[digits + 1] == ' ';
}

// Code spans of a paragraph: a run of backticks up to the next run of the same length.
void mark_spans(std::string_view text, std::size_t begin, std::size_t end,
                std::vector<Zone>& zones) {
  // For each length the place from which none was found: a text of nothing but openings stays
  // linear.
  std::vector<std::size_t> barren(64, std::string_view::npos);
  for (std::size_t at = begin; at < end;) {
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    if (text[at] != '`') {
      ++at;
      continue;
    }
    std::size_t open = at;
    while (at < end && text[at] == '`') ++at;
    const std::size_t length = at - open;
    if (length < barren.size() && barren[length] <= open) continue;
    std::size_t close = at;
    bool found = false;
    while (close < end) {
      close = std::min(text.find('`', close), end);
      std::size_t run = close;
      while (run < end && text[run] == '`') ++run;
      if (run > close && run - close == length) {
        std::fill(zones.begin() + static_cast<std::ptrdiff_t>(open),
                  zones.begin() + static_cast<std::ptrdiff_t>(run), Zone::Span);
        at = run;
        found = true;
        break;
      }
      close = std::max(run, close + 1);
    }
    if (!found && length < barren.size()) barren[length] = open;
  }
}

}  // namespace

SourceText::SourceText(std::string text, std::uint32_t first) : text_(std::move(text)) {
  find_lines();
  origins_.resize(starts_.size());
  for (std::size_t i = 0; i < origins_.size(); ++i)
    origins_[i] = first + static_cast<std::uint32_t>(i);
}

void SourceText::find_lines() {
  starts_ = {0};
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    if (at + 1 < text_.size()) starts_.push_back(at + 1);
}

std::size_t SourceText::end(std::size_t line) const {
  const std::size_t next = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
  return next > starts_[line] && text_[next - 1] == '\n' ? next - 1 : next;
}

std::string_view SourceText::line(std::size_t line) const {
  return std::string_view(text_).substr(starts_[line], end(line) - starts_[line]);
}

std::size_t SourceText::line_at(std::size_t offset) const {
  const auto behind = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::size_t>(behind - starts_.begin()) - 1;
}

void SourceText::apply(Edits edits) {
  if (edits.empty()) return;
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string out;
  std::vector<std::uint32_t> origins;
  bool fresh = true;  // the next byte begins a line
  const auto put = [&](std::string_view part, std::size_t from, bool copied) {
    for (std::size_t i = 0; i < part.size();) {
      if (fresh) origins.push_back(origin_at(std::min(copied ? from + i : from, text_.size())));
      const std::size_t newline = std::min(part.find('\n', i), part.size());
      fresh = newline < part.size();
      i = newline + (fresh ? 1 : 0);
    }
    out += part;
  };
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.begin < at || edit.end < edit.begin || edit.end > text_.size()) continue;
    put(std::string_view(text_).substr(at, edit.begin - at), at, true);
    put(edit.with, edit.begin, false);
    at = edit.end;
  }
  put(std::string_view(text_).substr(at), at, true);
  text_ = std::move(out);
  if (origins.empty()) origins.push_back(1);
  origins_ = std::move(origins);
  find_lines();
}

std::vector<FencedBlock> fenced_blocks(const SourceText& source) {
  std::vector<FencedBlock> out;
  bool open = false;
  for (std::size_t i = 0; i < source.line_count(); ++i) {
    const std::string_view line = after_quote_marks(source.line(i));
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    std::size_t end = begin;
    const char mark = begin < line.size() ? line[begin] : '\0';
    while (end < line.size() && line[end] == mark) ++end;
    const std::string_view fence = line.substr(begin, end - begin);
    const bool is_fence = (mark == '`' || mark == '~') && fence.size() >= 3;
    const std::string_view rest = base::trimmed(line.substr(end));
    if (open) {
      FencedBlock& block = out.back();
      block.last = i;
      if (is_fence && fence.front() == block.fence.front() && fence.size() >= block.fence.size() &&
          rest.empty()) {
        block.closed = true;
        open = false;
      }
    } else if (is_fence && (mark == '~' || rest.find('`') == std::string_view::npos)) {
      out.push_back({i, i, false, line.substr(0, begin), fence, rest});
      open = true;
    }
  }
  return out;
}

std::vector<Zone> zones_of(const SourceText& source) {
  const std::string& text = source.text();
  std::vector<Zone> zones(text.size(), Zone::Prose);
  const auto fill = [&](std::size_t first, std::size_t last) {
    std::fill(zones.begin() + static_cast<std::ptrdiff_t>(source.start(first)),
              zones.begin() + static_cast<std::ptrdiff_t>(source.end(last)), Zone::Fence);
  };
  std::vector<bool> fenced(source.line_count(), false);
  for (const FencedBlock& block : fenced_blocks(source)) {
    fill(block.first, block.last);
    for (std::size_t i = block.first; i <= block.last; ++i) fenced[i] = true;
  }
  bool list = false, blank_before = true, indented = false;
  std::size_t paragraph = text.size();
  const auto end_paragraph = [&](std::size_t end) {
    if (paragraph < end) mark_spans(text, paragraph, end, zones);
    paragraph = text.size();
  };
  for (std::size_t i = 0; i < source.line_count(); ++i) {
    const std::string_view line = source.line(i);
    if (fenced[i] || is_blank(line)) {
      end_paragraph(source.start(i));
      blank_before = true;
      continue;
    }
    const std::size_t indent = indent_of(line);
    if (begins_list_item(line))
      list = true;
    else if (indent == 0)
      list = false;
    indented = indent >= 4 && !list && (blank_before || indented);
    blank_before = false;
    if (indented) {
      end_paragraph(source.start(i));
      fill(i, i);
    } else if (paragraph == text.size()) {
      paragraph = source.start(i);
    }
  }
  end_paragraph(text.size());
  return zones;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::size_t indent_of(std::string_view line) {
  std::size_t columns = 0;
  for (const char c : line) {
    if (c == ' ')
      ++columns;
    else if (c == '\t')
      columns += 4 - columns % 4;
    else
      break;
  }
  return columns;
}

}  // namespace importing
