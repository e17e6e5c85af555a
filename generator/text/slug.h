// Slug: the part of an address that names a page, a section, a check. One or more of a-z, 0-9 and '-', neither starting nor
// ending with '-', no '--', at most 80 bytes.
#pragma once

#include <string>
#include <string_view>

#include "generator/base/result.h"

namespace text {

class Slug {
 public:
  // Refuses anything else, with the nearest good slug as the hint.
  static base::Result<Slug> parse(std::string_view written, const base::Span& where);
  // "TCP: the handshake" -> "tcp-the-handshake", "Réglages d’été" -> "reglages-d-ete", "--" -> "page".
  static Slug from_title(std::string_view title);

  const std::string& str() const { return value_; }
  auto operator<=>(const Slug&) const = default;

 private:
  explicit Slug(std::string value) : value_(std::move(value)) {}
  std::string value_;
};

}  // namespace text
