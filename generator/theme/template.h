// Templates: Mustache files checked tag by tag with their positions, then bound: partials put in
// their places, strings and asset paths written out, so that what is left for the renderer is plain
// variables and sections.
//
// Of Mustache (mustache.github.io) everything is allowed but changing the delimiters. A name that
// ends in "_html" is markup and must stand in {{{ }}}; any other must not.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/theme/files.h"

namespace theme {

enum class TagKind { Variable, Markup, Section, Inverted, End, Comment, Partial };

struct Tag {
  TagKind kind = TagKind::Variable;
  std::string name;
  std::size_t begin = 0;  // bytes [begin, end) of the template
  std::size_t end = 0;
  base::Position at;
};

// The tags in order; what is wrong with them - unclosed, crossing, forbidden - is appended to
// `problems`, rule theme-template.
std::vector<Tag> scan(std::string_view source, std::string_view file,
                      std::vector<base::Error>& problems);

// What stands in a bound template for {{s.<name>}} and {{asset.<name>}}: markup, empty when there
// is no such thing.
using Lookup = std::function<std::string(std::string_view name)>;

// The template with partials, strings and assets in place and comments gone. A partial that does
// not exist leaves nothing; one that includes itself is cut off. Both were reported by
// check_partials().
std::string bind_template(const Files& files, std::string_view name, const Lookup& string,
                          const Lookup& asset);

// Unknown partials, and partials that include themselves.
void check_partials(const Files& files, std::vector<base::Error>& problems);

// The file of a template, or null.
const File* find_template(const Files& files, std::string_view name);

}  // namespace theme
