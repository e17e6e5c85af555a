// Link targets as authors write them (RFC 3986, as far as a course needs it), and relative addresses between pages.
#pragma once

#include <string>
#include <string_view>

namespace text {

enum class TargetKind {
  Anchor,    // "#part"
  Relative,  // "../x/lesson.fr.md#part", also "/x" (from the content folder)
  Web,       // http, https
  Mail,      // mailto, tel
  Unsafe,    // javascript, data, vbscript, file, an unknown scheme, or one hidden by control characters or entities
};

struct Target {
  TargetKind kind = TargetKind::Relative;
  std::string path;      // percent-decoded; for Web and Mail the whole address as written
  std::string query;
  std::string fragment;  // percent-decoded, without '#'
};

// Never fails: what is not understood is Unsafe.
Target parse_target(std::string_view written);

// "lessons/net/a/lesson.fr.md" + "../b/lesson.fr.md" -> "lessons/net/b/lesson.fr.md"; empty when it leaves the root.
std::string resolve(std::string_view from_file, std::string_view relative);
// The shortest relative address from one file to another: ("fr/a/b.html", "fr/c.html") -> "../c.html". Percent-encoded.
std::string relative_address(std::string_view from_file, std::string_view to_file);
// Percent-encodes what may not stand in a path, keeping '/'.
std::string encode_path(std::string_view path);

}  // namespace text
