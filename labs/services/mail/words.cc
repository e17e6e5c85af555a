#include "labs/services/mail/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"
#include "labs/formats/encodings.h"
#include "labs/services/mail/message.h"

namespace services::mail {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Bytes 0x80 to 0x9F of Windows-1252, which ISO 8859-1 leaves to control characters.
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

struct Civil {
  std::int64_t year = 0;
  int month = 0, day = 0, weekday = 0, hour = 0, minute = 0, second = 0;
};

// Days to a date of the Gregorian calendar, by eras of 400 years.
Civil civil_of(std::int64_t seconds) {
  std::int64_t days = seconds / 86'400;
  std::int64_t rest = seconds % 86'400;
  if (rest < 0) {
    rest += 86'400;
    --days;
  }
  Civil out;
  out.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  out.hour = static_cast<int>(rest / 3600);
  out.minute = static_cast<int>(rest % 3600 / 60);
  out.second = static_cast<int>(rest % 60);
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  out.day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  out.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  out.year = year_of_era + era * 400 + (out.month <= 2 ? 1 : 0);
  return out;
}

// One "=?charset?b?…?=" at the start of `text`; its size, or 0.
std::size_t decode_word(std::string_view text, std::string& out) {
  if (!text.starts_with("=?")) return 0;
  // Longer ones are none (RFC 2047 allows 75 bytes), and looking for their end would cost time.
  constexpr std::size_t kLongest = 1000;
  text = text.substr(0, kLongest);
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?')
    return 0;
  const std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return 0;
  const std::string_view inside = text.substr(charset_end + 3, end - charset_end - 3);
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));
  std::string bytes;
  if (base::lower(text[charset_end + 1]) == 'b') {
    const auto decoded = formats::decode_base64(inside);
    if (!decoded) return 0;
    bytes = *decoded;
  } else if (base::lower(text[charset_end + 1]) == 'q') {
    std::string spaced(inside);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    bytes = decode_quoted_printable(spaced);
  } else {
    return 0;
  }
  out += to_utf8(bytes, charset);
  return end + 2;
}

Address address_of(std::string_view written) {
  written = base::trimmed(written);
  const std::size_t open = written.rfind('<');
  const std::size_t close = written.rfind('>');
  Address out;
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    out.address = to_utf8(written, "utf-8");
    return out;
  }
  out.address = to_utf8(base::trimmed(written.substr(open + 1, close - open - 1)), "utf-8");
  std::string_view name = base::trimmed(written.substr(0, open));
  std::string bare;
  if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) {
    name = name.substr(1, name.size() - 2);
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] == '\\' && i + 1 < name.size()) ++i;
      bare += name[i];
    }
  } else {
    bare = name;
  }
  out.name = decode_words(bare);
  return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  const std::string name = base::lower(charset);
  const bool latin = name == "iso-8859-1" || name == "latin1" || name == "windows-1252" ||
                     name == "cp1252" || name == "iso-8859-15";
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    if (!latin) {
      text::append_character(out, text::next_character(bytes, at));
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    text::append_character(out, byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80u] : byte);
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    const std::string_view rest = text.substr(i + 1);
    if (rest.starts_with("\r\n")) {
      i += 2;
    } else if (rest.starts_with('\n')) {
      i += 1;
    } else if (rest.size() >= 2 && hex_digit(rest[0]) >= 0 && hex_digit(rest[1]) >= 0) {
      out += static_cast<char>(hex_digit(rest[0]) * 16 + hex_digit(rest[1]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_words(std::string_view header) {
  std::string out;
  std::string raw;
  bool behind_word = false;
  const auto flush = [&] { out += to_utf8(std::exchange(raw, {}), "utf-8"); };
  for (std::size_t at = 0; at < header.size();) {
    std::string decoded;
    const std::size_t used = decode_word(header.substr(at), decoded);
    if (used == 0) {
      raw += header[at++];
      continue;
    }
    // Blanks between two encoded words are not shown (RFC 2047, 6.2).
    if (behind_word && base::trimmed(raw).empty()) raw.clear();
    flush();
    out += decoded;
    at += used;
    behind_word = true;
    if (at < header.size() && header[at] != ' ' && header[at] != '\t') behind_word = false;
  }
  flush();
  return out;
}

std::vector<Address> parse_addresses(std::string_view header) {
  constexpr std::size_t kMost = 1000;
  std::vector<Address> out;
  std::string one;
  bool quoted = false, angle = false;
  const auto close = [&] {
    if (!base::trimmed(one).empty() && out.size() < kMost) out.push_back(address_of(one));
    one.clear();
  };
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    if (quoted && c == '\\' && i + 1 < header.size()) {
      one += c;
      one += header[++i];
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (!quoted && c == '<') angle = true;
    if (!quoted && c == '>') angle = false;
    if (!quoted && !angle && c == ':') {
      one.clear();  // "Group: a@x, b@x;"
      continue;
    }
    if (!quoted && !angle && (c == ',' || c == ';'))
      close();
    else
      one += c;
  }
  close();
  return out;
}

std::string write_date(std::int64_t seconds) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil c = civil_of(seconds);
  return fmt::format(
      "{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[static_cast<std::size_t>(c.weekday)], c.day,
      kMonths[static_cast<std::size_t>(c.month - 1)], c.year, c.hour, c.minute, c.second);
}

std::string write_iso_date(std::int64_t milliseconds) {
  const Civil c = civil_of(milliseconds / 1000);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", c.year, c.month, c.day, c.hour,
                     c.minute, c.second, milliseconds % 1000);
}

}  // namespace services::mail
