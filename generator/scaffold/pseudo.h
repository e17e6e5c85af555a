// A pseudo-translation: the source text with its letters accented and its vowels doubled, so that
// whoever tests a site sees at once what was not translated and where longer words do not fit.
// Code, addresses, comments, markup and the words that our Markdown knows stay, so that the page
// still matches its original. Pure.
#pragma once

#include <string>
#include <string_view>

namespace scaffold {

// Links to halves in the one language lead to those in the other: "a.fr.md" -> "a.en.md".
struct PseudoLanguages {
  std::string from = {};
  std::string to = {};
};

// A whole file, front matter included; its title stays equal to its first heading.
std::string pseudo_page(std::string_view source, const PseudoLanguages& languages = {});

// "Firewall" -> "Fïïrééwààll"
std::string pseudo_words(std::string_view plain);

}  // namespace scaffold
