// Words: the theme's strings in one language, and what is said with them: numbers, dates, times,
// lists. Values that borrow the theme.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/text/node.h"
#include "generator/theme/theme.h"

namespace render {

class Words {
 public:
  Words(const theme::Theme& theme, std::string language)
      : theme_(&theme), language_(std::move(language)) {}

  const std::string& language() const { return language_; }
  std::string say(std::string_view key, const theme::Fill& fill = {}) const {
    return theme_->string(key, language_, fill);
  }
  std::string count(std::string_view key, std::size_t number, const theme::Fill& fill = {}) const {
    return theme_->plural(key, language_, static_cast<long>(number), fill);
  }
  std::string number(std::size_t value) const {
    return theme_->number(static_cast<long>(value), language_);
  }
  std::string decimal(double value) const;         // "0,5"
  std::string percent(int value) const;            // "55 %"
  std::string duration(int minutes) const;         // "35 min", "1 h 05"
  std::string date(const text::Date& date) const;  // "1er août 2026"
  // What stands behind the item `index` of `count` in a sentence: ", " or " et " or nothing.
  std::string separator(std::size_t index, std::size_t count) const;
  std::string list(const std::vector<std::string>& items) const;  // "a, b et c"

 private:
  const theme::Theme* theme_;
  std::string language_;
};

// "2026-08-01", for attributes.
std::string iso_date(const text::Date& date);
// "debian-12" -> "Debian 12", "documentation" stays.
std::string system_name(std::string_view id);

}  // namespace render
