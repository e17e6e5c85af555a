// The one place that masks secrets. It knows each secret in the forms in which one leaks: as it is,
// in Base64 at each of its three alignments, percent-encoded, JSON-escaped. It works on values
// before they become a format, never on formatted text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"

namespace engine {

class Redactor {
 public:
  // Shorter ones are left alone: masking "sse" would eat words. The caller refuses to treat them as
  // secrets.
  static constexpr std::size_t kShortest = 6;

  void add(std::string_view secret);
  // Every form of every secret becomes "•••"; so does the beginning of one at the end of the text,
  // because texts are cut.
  std::string mask(std::string_view text) const;
  base::Message mask(const base::Message& message) const;
  bool empty() const { return forms_.empty(); }

 private:
  void add_form(std::string form);
  std::vector<std::string> forms_;  // the longest first
};

}  // namespace engine
