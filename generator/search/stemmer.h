// The Snowball stemmer of a language (snowballstem.org). Used when an index is finished, never for
// a query: which words belong together is written down in the index (families.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace search {

class Stemmer {
 public:
  // `language` is a BCP 47 tag. A language that Snowball does not know leaves words as they are.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // `word` is in lower case and NFC.
  std::string stem(std::string_view word) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace search
