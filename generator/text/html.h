// Html: text that may stand in a page as it is. Plain text becomes Html in one place, by escaping; what must not be escaped
// again says so by its type, and render/ cannot put a std::string into a page.
#pragma once

#include <string>
#include <string_view>

namespace text {

class Html {
 public:
  Html() = default;
  // '&', '<', '>', '"' become entities; right for text and for attributes in double quotes. NUL becomes U+FFFD.
  static Html escape(std::string_view plain);
  // For markup that our own code wrote.
  static Html trusted(std::string markup) { return Html(std::move(markup)); }

  const std::string& str() const { return markup_; }
  bool empty() const { return markup_.empty(); }
  Html& operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
  }
  auto operator<=>(const Html&) const = default;

 private:
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  std::string markup_;
};

// Appends the escaped text to a page under construction: the fast way where `out` is already markup.
void escape_to(std::string& out, std::string_view plain);

}  // namespace text
