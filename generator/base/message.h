// A sentence for people, in every language that the programs speak. Both are written side by side
// where the sentence is made, so that a missing translation does not compile:
//
//   message("no page '{}'", "aucune page « {} »", name)
//
// Values; any thread. Which of the two is shown is decided at the rim, by the locale.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace base {

// The language in which a program speaks (not the languages of a course).
enum class Locale { En, Fr };

// From --lang or the environment's LC_ALL, LC_MESSAGES, LANG, in that order: "fr_FR.UTF-8" -> Fr,
// anything else -> En.
Locale locale_from_environment();
// "fr" -> Fr, "en" -> En; nothing else is known.
bool parse_locale(std::string_view written, Locale& locale);

struct Message {
  std::string en;
  std::string fr;

  const std::string& in(Locale locale) const { return locale == Locale::Fr ? fr : en; }
  bool empty() const { return en.empty() && fr.empty(); }
  auto operator<=>(const Message&) const = default;
};

template <class... Arguments>
Message message(fmt::format_string<const Arguments&...> en,
                fmt::format_string<const Arguments&...> fr, const Arguments&... arguments) {
  return {fmt::format(en, arguments...), fmt::format(fr, arguments...)};
}

}  // namespace base
