#include "generator/render/words.h"

#include <algorithm>

namespace render {

std::string Words::decimal(double value) const {
  std::string written = fmt::format("{}", value);
  if (const std::size_t point = written.find('.'); point != std::string::npos)
    written.replace(point, 1, say("number.decimal"));
  return written;
}

std::string Words::percent(int value) const {
  return say("number.percent", {{"n", fmt::format("{}", value)}});
}

std::string Words::duration(int minutes) const {
  if (minutes < 60) return say("time.minutes", {{"n", fmt::format("{}", minutes)}});
  const std::string hours = fmt::format("{}", minutes / 60);
  if (minutes % 60 == 0) return say("time.hours", {{"h", hours}});
  return say("time.hours_minutes", {{"h", hours}, {"m", fmt::format("{:02}", minutes % 60)}});
}

std::string Words::date(const text::Date& date) const {
  const std::string day = fmt::format("{}", date.day);
  const std::string year = fmt::format("{}", date.year);
  const std::string month = say(fmt::format("date.month-{}", date.month));
  return say(date.day == 1 ? "date.first" : "date.format",
             {{"day", day}, {"month", month}, {"year", year}});
}

std::string Words::separator(std::size_t index, std::size_t count) const {
  if (index + 1 >= count) return {};
  return say(index + 2 == count ? "list.and" : "list.comma");
}

std::string Words::list(const std::vector<std::string>& items) const {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) out += items[i] + separator(i, items.size());
  return out;
}

std::string iso_date(const text::Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string system_name(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '-', ' ');
  const bool versioned = name.find_first_of("0123456789") != std::string::npos;
  if (versioned && name.front() >= 'a' && name.front() <= 'z')
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name;
}

}  // namespace render
