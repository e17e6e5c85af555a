#include "generator/base/message.h"

#include <cctype>
#include <cstdlib>

namespace base {

bool parse_locale(std::string_view written, Locale& locale) {
  if (written == "fr") {
    locale = Locale::Fr;
  } else if (written == "en") {
    locale = Locale::En;
  } else {
    return false;
  }
  return true;
}

Locale locale_from_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view tag(value);
    const bool french = tag.starts_with("fr") &&
                        (tag.size() == 2 || !std::isalpha(static_cast<unsigned char>(tag[2])));
    return french ? Locale::Fr : Locale::En;
  }
  return Locale::En;
}

}  // namespace base
