#include "generator/text/front_matter.h"

#include "generator/text/utf8.h"
#include "generator/text/yaml.h"

namespace text {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::size_t kMostBytes = 64u << 10;

base::Error problem(base::Message message, base::Span where, base::Message hint = {}) {
  return {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint),
          "front-matter"};
}

// The line that starts at `at`, with its end.
std::string_view line_at(std::string_view source, std::size_t at) {
  const std::size_t end = source.find('\n', at);
  return source.substr(at, end == std::string_view::npos ? end : end - at + 1);
}

bool is_fence(std::string_view line) {
  if (!line.starts_with("---")) return false;
  return line.find_first_not_of(" \t\r\n", 3) == std::string_view::npos;
}

// The first character that YAML does not allow, or the byte order mark that the library would skip
// without counting it; it would also guess another encoding from a NUL.
std::size_t find_control(std::string_view text) {
  if (text.starts_with(kBom)) return 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) return i;
  }
  return std::string_view::npos;
}

base::Span span_at(const Parts& parts, std::string_view file, std::size_t offset) {
  base::Position at{parts.front_line, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    ++at.column;
    if (parts.front[i] == '\n') at = {at.line + 1, 1};
  }
  return {std::string(file), at, {}};
}

}  // namespace

base::Result<Parts> split_front_matter(std::string_view source, std::string_view file) {
  Parts parts;
  parts.body = source;
  const std::size_t start = source.starts_with(kBom) ? kBom.size() : 0;
  if (!is_fence(line_at(source, start))) return parts;
  std::size_t at = start + line_at(source, start).size();
  const std::size_t front = at;
  for (std::uint32_t number = 2; at < source.size(); ++number) {
    const std::string_view line = line_at(source, at);
    if (is_fence(line)) {
      parts.front = source.substr(front, at - front);
      parts.front_line = 2;
      parts.body = source.substr(at + line.size());
      parts.body_line = number + 1;
      return parts;
    }
    at += line.size();
  }
  const auto column = static_cast<std::uint32_t>(start + 1);
  return base::fail(problem({"the front matter that opens here is never closed",
                             "l'en-tête ouvert ici n'est jamais fermé"},
                            {std::string(file), {1, column}, {1, column + 3}},
                            {"write a line of '---' behind its last key",
                             "écrivez une ligne de « --- » après sa dernière clé"}));
}

base::Result<Node> parse_front_matter(const Parts& parts, std::string_view file) {
  Node empty;
  empty.value = Table();
  empty.at = {parts.front_line, parts.front_line == 0 ? 0u : 1u};
  if (parts.front.empty()) return empty;
  if (parts.front.size() > kMostBytes) {
    return base::fail(problem(base::message("{} bytes are too many: front matter has at most {}",
                                            "{} octets, c'est trop : un en-tête en a au plus {}",
                                            parts.front.size(), kMostBytes),
                              {std::string(file), {parts.front_line, 1}, {}}));
  }
  if (const auto invalid = first_invalid(parts.front)) {
    return base::fail(problem(
        {"the text is not UTF-8 from here on", "à partir d'ici, le texte n'est pas de l'UTF-8"},
        span_at(parts, file, *invalid),
        {"save the file as UTF-8", "enregistrez le fichier en UTF-8"}));
  }
  if (const std::size_t control = find_control(parts.front); control != std::string_view::npos) {
    return base::fail(
        problem({"an invisible character stands here", "il y a ici un caractère invisible"},
                span_at(parts, file, control), {"remove it", "retirez-le"}));
  }
  return parse_yaml(parts.front, parts.front_line, file);
}

}  // namespace text
