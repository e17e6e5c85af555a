#include "generator/search/families.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "generator/search/irregular_words.h"
#include "generator/search/stemmer.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

// Snowball takes the "-ions" of a French plural noun for a verb's ending and leaves "connex".
std::string_view singular(std::string_view form, std::string_view language) {
  const bool french = language.substr(0, language.find('-')) == "fr";
  if (french && form.size() > 6 && form.ends_with("ions")) form.remove_suffix(1);
  return form;
}

// Groups of numbers, merged pairwise.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0u);
  }
  std::uint32_t of(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void merge(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

using FirstForm = std::unordered_map<std::string, std::uint32_t>;  // by stem

void merge_irregular(std::string_view language, const Stemmer& stemmer, const FirstForm& first,
                     Groups& groups) {
  const std::string_view list = irregular_words(language);
  std::optional<std::uint32_t> group;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(" ;", at), list.size());
    const auto found = first.find(text::without_accents(stemmer.stem(list.substr(at, end - at))));
    if (found != first.end()) {
      if (group) groups.merge(*group, found->second);
      group = found->second;
    }
    if (end < list.size() && list[end] == ';') group.reset();
    at = end + 1;
  }
}

bool better_name(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

bool is_word(std::string_view form) {
  for (std::size_t at = 0; at < form.size();) {
    const bool digit = form[at] >= '0' && form[at] <= '9';
    if (digit || !text::is_word_character(text::next_character(form, at))) return false;
  }
  return !form.empty();
}

std::vector<std::string> families(std::span<const std::string> forms, std::string_view language) {
  const Stemmer stemmer(language);
  Groups groups(forms.size());
  std::vector<std::string> names(forms.size());
  FirstForm stemmed_first, stripped_first;
  for (std::uint32_t i = 0; i < forms.size(); ++i) {
    names[i] = forms[i];
    if (!is_word(forms[i])) continue;
    const std::string_view form = singular(forms[i], language);
    names[i] = text::without_accents(stemmer.stem(form));
    groups.merge(i, stemmed_first.emplace(names[i], i).first->second);
    std::string other = stemmer.stem(text::without_accents(form));
    groups.merge(i, stripped_first.emplace(std::move(other), i).first->second);
  }
  merge_irregular(language, stemmer, stemmed_first, groups);
  std::vector<std::string> best(forms.size());  // by group
  for (std::uint32_t i = 0; i < forms.size(); ++i) {
    std::string& name = best[groups.of(i)];
    if (name.empty() || better_name(names[i], name)) name = names[i];
  }
  std::vector<std::string> out(forms.size());
  for (std::uint32_t i = 0; i < forms.size(); ++i) out[i] = best[groups.of(i)];
  return out;
}

}  // namespace search
