#include "generator/base/arguments.h"

#include <string_view>

namespace base {

Locale find_locale(const std::vector<std::string>& arguments, Locale otherwise) {
  Locale locale = otherwise;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" && i + 1 < arguments.size())
      parse_locale(arguments[i + 1], locale);
    if (arguments[i].starts_with("--lang="))
      parse_locale(std::string_view(arguments[i]).substr(7), locale);
  }
  return locale;
}

}  // namespace base
