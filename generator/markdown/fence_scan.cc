#include "generator/markdown/fence_scan.h"

#include <array>

namespace markdown {
namespace {

std::size_t run_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] == text.front()) ++length;
  return length;
}

// The length of the run that opens fenced code; 0 when it opens none.
std::size_t opening(std::string_view text) {
  if (text.empty() || (text.front() != '`' && text.front() != '~')) return 0;
  const std::size_t length = run_length(text);
  if (length < 3) return 0;
  const bool inline_code = text.front() == '`' && text.find('`', length) != std::string_view::npos;
  return inline_code ? 0 : length;
}

bool starts_with_tag(std::string_view text, std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i)
    if (i + 1 >= text.size() || (text[i + 1] | 0x20) != name[i]) return false;
  return true;
}

// HTML that cmark reads over blank lines, up to a mark that is not on this line.
bool opens_long_html(std::string_view content) {
  if (!content.starts_with('<')) return false;
  const auto lacks = [&](std::string_view end) {
    return content.find(end) == std::string_view::npos;
  };
  if (content.starts_with("<!--")) return lacks("-->");
  if (content.starts_with("<?")) return lacks("?>");
  if (content.starts_with("<![CDATA[")) return lacks("]]>");
  if (content.starts_with("<!")) return lacks(">");
  for (const std::string_view name : {"script", "pre", "style", "textarea"})
    if (starts_with_tag(content, name)) return true;
  return false;
}

}  // namespace

bool FenceScan::is_code(std::string_view line, std::string_view content, std::size_t markers,
                        std::size_t columns) {
  if (mark_ != '\0') {
    const bool closes =
        markers == 0 && columns < 4 && content.starts_with(mark_) &&
        run_length(content) >= length_ &&
        content.find_first_not_of(" \t", run_length(content)) == std::string_view::npos;
    if (closes) mark_ = '\0';
    return true;
  }
  if (content.empty() && markers == 0) html_ = false;
  if (content.starts_with('<')) html_ = true;
  if (opens_long_html(content)) doubtful_ = true;

  // Only a fence at the very left is outside every list item, quote and footnote. One that is
  // indented a little may be inside or not, and then what closes it is not known.
  const std::size_t length = opening(content);
  if (length == 0) return false;
  if (content.size() != line.size()) {
    if (markers == 0 && columns < 4) doubtful_ = true;
    return false;
  }
  if (html_) doubtful_ = true;
  if (doubtful_) return false;
  mark_ = content.front();
  length_ = length;
  return true;
}

}  // namespace markdown
