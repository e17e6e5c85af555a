#include "generator/search/stemmer.h"

#include <libstemmer.h>

#include "generator/base/handle.h"

namespace search {

using Snowball = base::Handle<sb_stemmer, sb_stemmer_delete>;

struct Stemmer::State {
  Snowball snowball;
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>()) {
  const std::string base(language.substr(0, language.find('-')));
  state_->snowball.reset(sb_stemmer_new(base.c_str(), "UTF_8"));
}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::stem(std::string_view word) const {
  sb_stemmer* snowball = state_->snowball.get();
  if (snowball == nullptr) return std::string(word);
  const auto* symbols = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(snowball, symbols, static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);  // out of memory, says the library
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(snowball))};
}

}  // namespace search
