#include <array>
#include <optional>

#include "generator/importing/tree.h"
#include "generator/text/mojibake.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

constexpr std::array<char32_t, 32> kUpper = {
    U'€', 0,    U'‚', U'ƒ', U'„', U'…', U'†', U'‡', U'ˆ', U'‰', U'Š', U'‹', U'Œ', 0, U'Ž', 0,
    0,    U'‘', U'’', U'“', U'”', U'•', U'–', U'—', U'˜', U'™', U'š', U'›', U'œ', 0, U'ž', U'Ÿ'};

std::optional<std::string> from_windows(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t character = byte;
    if (byte >= 0x80 && byte < 0xA0) character = kUpper[byte - 0x80];
    if (character == 0) return std::nullopt;
    text::append_character(out, character);
  }
  return out;
}

std::string from_utf16(std::string_view bytes, bool big) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    text::append_character(out, c >= 0xD800 && c < 0xE000 ? U'\uFFFD' : c);
  }
  return out;
}

std::string plain_line_ends(std::string_view text, bool& changed) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    changed = true;
    if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
  }
  return out;
}

std::uint32_t line_of(std::string_view text, std::size_t offset) {
  std::uint32_t line = 1;
  for (std::size_t at = text.find('\n'); at < offset; at = text.find('\n', at + 1)) ++line;
  return line;
}

std::string repaired(const std::string& text, Notes& notes) {
  const auto runs = text::find_mojibake(text);
  if (runs.empty()) return text;
  std::string out;
  std::size_t at = 0;
  std::uint32_t line = 1;
  std::size_t counted = 0;
  for (const text::Mojibake& run : runs) {
    line +=
        line_of(std::string_view(text).substr(counted, run.begin - counted), run.begin - counted) -
        1;
    counted = run.begin;
    notes.done(line,
               message("'{}' was encoded twice: '{}'", "« {} » était encodé deux fois : « {} »",
                       text::shortened(text.substr(run.begin, run.end - run.begin)),
                       text::shortened(run.repaired)));
    out += text.substr(at, run.begin - at);
    out += run.repaired;
    at = run.end;
  }
  return out + text.substr(at);
}

}  // namespace

std::optional<std::string> decode_text(std::string bytes, Notes& notes) {
  const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
  if (little || big) {
    bytes = from_utf16(bytes, big);
    notes.done(0, message("was UTF-16, is UTF-8 now", "était en UTF-16, est en UTF-8"));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.erase(0, 3);
    notes.done(1, message("the byte order mark is gone", "la marque d'ordre des octets est ôtée"));
  }
  if (bytes.find('\0') != std::string::npos) {
    notes.person(0, message("holds NUL bytes and is no text: left out",
                            "contient des octets nuls, ce n'est pas du texte : laissé"));
    return std::nullopt;
  }
  if (const auto invalid = text::first_invalid(bytes)) {
    const std::uint32_t line = line_of(bytes, *invalid);
    auto decoded = from_windows(bytes);
    if (!decoded) {
      notes.person(line, message("is neither UTF-8 nor Windows-1252: left out",
                                 "n'est ni en UTF-8 ni en Windows-1252 : laissé"));
      return std::nullopt;
    }
    bytes = std::move(*decoded);
    notes.done(line,
               message("was Windows-1252, is UTF-8 now", "était en Windows-1252, est en UTF-8"));
  }
  bool returns = false;
  bytes = plain_line_ends(bytes, returns);
  if (returns)
    notes.done(0, message("lines end in LF now", "les lignes finissent maintenant par LF"));
  // Other control characters cannot be seen and are refused in front matter.
  for (char& c : bytes)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = ' ';
  bytes = repaired(bytes, notes);
  if (!bytes.empty() && bytes.back() != '\n') bytes += '\n';
  return bytes;
}

}  // namespace importing
