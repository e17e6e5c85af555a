// Here: the page that is being written, as the place that its links start from. Links between pages
// are relative with explicit file names, so that the site works from a disk and in any folder; only
// the pages for wrong addresses, which are shown at any depth, take them from the root of the host.
#pragma once

#include <string>
#include <string_view>

namespace render {

class Here {
 public:
  // `address`: "fr/lessons/tools/note-taking.html"; `language`: "fr".
  Here(std::string address, std::string language)
      : address_(std::move(address)), language_(std::move(language)) {}
  // For pages shown at any address: links begin with `base`, "/course/".
  static Here anywhere(std::string address, std::string language, std::string base);

  const std::string& address() const { return address_; }
  const std::string& language() const { return language_; }

  std::string to(std::string_view address) const;
  std::string to(std::string_view address, std::string_view fragment) const;
  // A page of the same language: in("guides/index.html").
  std::string in(std::string_view rest) const;
  // Prefixes for templates: of the site, and of the language's folder; "" or ending in '/'.
  std::string root() const;
  std::string home() const;

 private:
  std::string address_;
  std::string language_;
  std::string base_;
};

// A fragment as it may stand behind '#' in an attribute that is escaped afterwards.
std::string encode_fragment(std::string_view fragment);

}  // namespace render
