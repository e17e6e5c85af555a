#include "labs/formats/pem.h"

#include <optional>

#include "generator/text/utf8.h"
#include "labs/formats/encodings.h"

namespace formats {
namespace {

constexpr std::size_t kMostBlocks = 1000;

// "-----BEGIN X-----" -> "X".
std::optional<std::string_view> boundary(std::string_view line, std::string_view word) {
  if (!line.starts_with("-----") || !line.ends_with("-----") || line.size() < 10 + word.size())
    return std::nullopt;
  line = line.substr(5, line.size() - 10);
  if (!line.starts_with(word)) return std::nullopt;
  return line.substr(word.size());
}

tl::unexpected<base::Error> broken(base::Message message, std::string_view file,
                                   std::uint32_t line) {
  base::Error error{
      base::ErrorKind::Content, std::move(message), {std::string(file), {line, 1}, {}}, {}};
  error.rule = "pem";
  return base::fail(std::move(error));
}

}  // namespace

base::Result<std::vector<PemBlock>> parse_pem(std::string_view text, std::string_view file) {
  std::vector<PemBlock> out;
  std::optional<std::string_view> open;
  std::string body;
  std::uint32_t opened = 0;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1);
    if (!open) {
      open = boundary(line, "BEGIN ");
      body.clear();
      opened = number;
      continue;
    }
    const auto closed = boundary(line, "END ");
    if (!closed) {
      if (line.find(':') == std::string_view::npos) body += line;  // a header of old key files
      continue;
    }
    const auto bytes = decode_base64(body);
    if (*closed != *open || !bytes)
      return broken(base::message("the block '{}' is broken", "le bloc « {} » est abîmé",
                                  text::shortened(*open)),
                    file, opened);
    if (out.size() >= kMostBlocks)
      return broken({"too many blocks", "trop de blocs"}, file, opened);
    out.push_back({std::string(*open), *bytes});
    open.reset();
  }
  if (open)
    return broken(base::message("the block '{}' has no end", "le bloc « {} » n'a pas de fin",
                                text::shortened(*open)),
                  file, opened);
  return out;
}

std::string write_pem(const PemBlock& block) {
  const std::string body = encode_base64(block.bytes);
  std::string out = "-----BEGIN " + block.label + "-----\n";
  for (std::size_t at = 0; at < body.size(); at += 64) out += body.substr(at, 64) + "\n";
  return out + "-----END " + block.label + "-----\n";
}

}  // namespace formats
