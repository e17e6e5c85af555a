#include "generator/text/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"

namespace text {
namespace {

using Value = decltype(Node::value);

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), base::is_digit);
}
bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}
std::string_view without_sign(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  text = without_sign(text);
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    if (!all_digits(without_sign(text.substr(e + 1)))) return false;
    text = text.substr(0, e);
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return all_digits(text);
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = text.substr(dot + 1);
  if (whole.empty()) return all_digits(part);
  return all_digits(whole) && (part.empty() || all_digits(part));
}

bool looks_like_date(std::string_view text) {
  return text.size() == 10 && all_digits(text.substr(0, 4)) && text[4] == '-' &&
         all_digits(text.substr(5, 2)) && text[7] == '-' && all_digits(text.substr(8));
}

int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

tl::unexpected<base::Error> refused(base::Message message) {
  return base::fail(
      {base::ErrorKind::Content,
       std::move(message),
       {},
       {"put it in quotes if it is a text", "mettez-le entre guillemets si c'est un texte"},
       "front-matter"});
}

base::Result<Value> parse_integer(std::string_view written, std::string_view digits, int base) {
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return refused(base::message("the number '{}' is too large", "le nombre « {} » est trop grand",
                                 shortened(written)));
  }
  return Value(number);
}

}  // namespace

bool is_calendar_date(const Date& date) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.year < 1 || date.month < 1 || date.month > 12) return false;
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  const int days = date.month == 2 && leap ? 29 : kDays[date.month - 1];
  return date.day >= 1 && date.day <= days;
}

base::Result<Value> parse_plain_scalar(std::string_view written) {
  if (is_one_of(written, {"", "~", "null", "Null", "NULL"})) return Value();
  if (is_one_of(written, {"true", "True", "TRUE"})) return Value(true);
  if (is_one_of(written, {"false", "False", "FALSE"})) return Value(false);
  if (is_one_of(written, {".nan", ".NaN", ".NAN"}))
    return Value(std::numeric_limits<double>::quiet_NaN());
  const std::string_view bare = without_sign(written);
  if (is_one_of(bare, {".inf", ".Inf", ".INF"})) {
    const double infinity = std::numeric_limits<double>::infinity();
    return Value(written.starts_with('-') ? -infinity : infinity);
  }
  const std::string_view without_plus = written.starts_with('+') ? bare : written;
  if (all_digits(bare)) return parse_integer(written, without_plus, 10);
  if (written.starts_with("0o") && written.size() > 2 &&
      written.find_first_not_of("01234567", 2) == std::string_view::npos)
    return parse_integer(written, written.substr(2), 8);
  if (written.starts_with("0x") && written.size() > 2 &&
      written.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos)
    return parse_integer(written, written.substr(2), 16);
  if (is_float(written)) {
    double number = 0;
    const auto [end, error] =
        std::from_chars(without_plus.data(), without_plus.data() + without_plus.size(), number);
    if (error == std::errc()) return Value(number);
    return refused(base::message("the number '{}' is out of range",
                                 "le nombre « {} » dépasse les limites", shortened(written)));
  }
  if (looks_like_date(written)) {
    const Date date{number_in(written.substr(0, 4)), number_in(written.substr(5, 2)),
                    number_in(written.substr(8))};
    if (is_calendar_date(date)) return Value(date);
    return refused(base::message("the calendar has no day '{}'",
                                 "le calendrier n'a pas de jour « {} »", written));
  }
  return Value(std::string(written));
}

}  // namespace text
