// Theme: the folder themes/<name>/ read once: Mustache templates (mustache.github.io), strings,
// stylesheet parts, scripts, images. A site's own theme folder may hold a file of the same name for
// any of them, and that file is taken instead; its strings replace the default ones key by key.
//
//   templates/<name>.mustache   partials included by {{> name}}
//   strings/<language>.toml     every word the site itself says, by dotted key; {{s.nav.guides}} in
//                               a template
//   styles/*.css                joined into stylesheets, which styles/order.toml names, each with
//   its parts in order;
//                               {{asset.styles/style}} in a template
//   scripts/*.js  images/*      copied under a name with their content's hash;
//   {{asset.images/favicon.svg}}
//
// Loading finds every problem at once: a template that does not parse, a partial, string or image
// that does not exist, a string that one language lacks (rules theme-template, theme-string,
// theme-asset). After that rendering cannot fail. vocabulary.h lists what the program asks of a
// theme. Read-only and shared by all threads.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "generator/base/hash.h"
#include "generator/base/result.h"
#include "generator/text/html.h"

namespace theme {

class Context;
using Contexts = std::vector<Context>;

// What a template can see: keys to plain text (escaped by {{key}}), Html (only by {{{key}}}, and
// its key must end in "_html"), truth, lists and further contexts. Keys are looked up from the
// inside out. Empty text counts as false in {{#key}}.
class Context {
 public:
  using Value =
      std::variant<std::string, text::Html, bool, Contexts, std::shared_ptr<const Context>>;
  Context& set(std::string key, Value value);
  const std::map<std::string, Value, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, Value, std::less<>> values_;
};

// A file of the theme that goes into the site: "assets/style.1a2b3c4d5e.css".
struct Asset {
  std::string path;
  std::string bytes;
};

// What stands for the {placeholders} of a string, by name.
using Fill = std::vector<std::pair<std::string_view, std::string_view>>;

class Theme {
 public:
  // `folders`: the site's own theme folder first (may not exist), then the default one. Fails only
  // when no folder has a template; a theme with problems renders what it can.
  static base::Result<Theme> load(const std::vector<std::filesystem::path>& folders,
                                  const std::vector<std::string>& languages,
                                  std::vector<base::Error>& problems);
  ~Theme();
  Theme(Theme&&) noexcept;
  Theme& operator=(Theme&&) noexcept;

  // Renders templates/<name>.mustache; `language` chooses the strings under "s". Unknown names are
  // our own mistake (assert).
  std::string render(std::string_view name, const Context& context,
                     std::string_view language) const;

  // A string for C++: "{minutes} min" with its {placeholders} filled. A key ending in ".one" /
  // ".other" pair is chosen by `count` with the language's plural rule (French: 0 and 1 are
  // singular), and {n} is the count as the language writes it.
  std::string string(std::string_view key, std::string_view language, const Fill& fill = {}) const;
  std::string plural(std::string_view key, std::string_view language, long count,
                     const Fill& fill = {}) const;
  // "12,345" or "12 345".
  std::string number(long value, std::string_view language) const;

  // All strings whose keys begin so, by the rest of their keys, in order: what scripts say.
  std::vector<std::pair<std::string, std::string>> strings_under(std::string_view prefix,
                                                                 std::string_view language) const;

  const std::vector<Asset>& assets() const;
  // "styles/style" -> the hashed path of the stylesheet, "scripts/theme.js", "images/favicon.svg"
  // -> theirs.
  const std::string& asset_path(std::string_view name) const;

  // Of everything that what is rendered depends on: templates, strings, names of assets.
  const base::Hash& digest() const;

 private:
  struct Loaded;
  explicit Theme(std::unique_ptr<const Loaded> loaded);
  std::unique_ptr<const Loaded> loaded_;
};

}  // namespace theme
