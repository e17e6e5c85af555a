#include "labs/services/common/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "labs/formats/encodings.h"

namespace services {
namespace {

struct Calendar {
  int year;
  unsigned month, day, weekday;
  long hour, minute, second;
};

Calendar calendar(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds(seconds)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          weekday(day).c_encoding(),
          clock.hours().count(),
          clock.minutes().count(),
          clock.seconds().count()};
}

std::string iso(std::int64_t seconds, std::string_view end) {
  const Calendar c = calendar(seconds);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", c.year, c.month, c.day, c.hour,
                     c.minute, c.second, end);
}

}  // namespace

std::string new_uuid(Context& context) {
  std::string bytes = context.random(16);
  bytes.resize(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  const std::string hex = formats::encode_hex(bytes);
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

std::string new_hex(Context& context, std::size_t characters) {
  return formats::encode_hex(context.random((characters + 1) / 2)).substr(0, characters);
}

std::string new_word(Context& context, std::size_t characters) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string out = context.random(characters);
  for (char& c : out) c = kLetters[static_cast<unsigned char>(c) % kLetters.size()];
  return out;
}

bool is_uuid(std::string_view written) {
  if (written.size() != 36) return false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = written[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

std::string iso_time(std::int64_t seconds) { return iso(seconds, ".000Z"); }

std::string offset_time(std::int64_t seconds) { return iso(seconds, "+00:00"); }

std::string mail_time(std::int64_t seconds, std::string_view zone) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Calendar c = calendar(seconds);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}", kDays[c.weekday], c.day,
                     kMonths[c.month - 1], c.year, c.hour, c.minute, c.second, zone);
}

std::int64_t number_setting(const Context& context, std::string_view name, std::int64_t otherwise,
                            std::int64_t least, std::int64_t most) {
  const std::string_view written = context.setting(name);
  std::int64_t value = 0;
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
  if (written.empty() || parsed.ec != std::errc() || parsed.ptr != written.data() + written.size())
    return otherwise;
  return std::clamp(value, least, most);
}

bool flag_setting(const Context& context, std::string_view name, bool otherwise) {
  std::string written(context.setting(name));
  if (written.empty()) return otherwise;
  std::transform(written.begin(), written.end(), written.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return written == "true" || written == "1" || written == "yes" || written == "on";
}

std::string_view own_setting(const Context& context, std::string_view product,
                             std::string_view name, std::string_view otherwise) {
  const std::string own = fmt::format("{}_{}", product, name);
  if (const auto found = context.settings.find(own); found != context.settings.end())
    return found->second;
  return context.setting(name, otherwise);
}

}  // namespace services
