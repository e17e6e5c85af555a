// JSON (RFC 8259) into and out of text::Node, the value that TOML and YAML are read into as well:
// one type for what a lab file says and for what a server answers. JSON Pointer (RFC 6901) finds a
// part. Values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "generator/text/node.h"

namespace formats {

// The document, without positions. Deeper than 64 levels, more than 200,000 values, or bytes after
// the document are an error whose message says at which byte.
base::Result<text::Node> parse_json(std::string_view bytes);

enum class Layout { Compact, Indented };
// Bytes that are no UTF-8 come out as U+FFFD. A date is written as a string, nothing as null.
std::string to_json(const text::Node& value, Layout layout = Layout::Compact);
// The string with its quotes: "a\"b".
std::string quote_json(std::string_view text);

// The part that "/a/0/b~1c" names, or null when there is none. "" is the whole. A pointer that does
// not start with '/' names nothing.
const text::Node* find_pointer(const text::Node& root, std::string_view pointer);

// A scalar as people write it: a string bare, everything else as JSON.
std::string plain(const text::Node& value);

// Building documents: object({{"a", node(1)}}).
text::Node node(std::string_view value);
text::Node node(std::int64_t value);
text::Node node(double value);
text::Node node_of(bool value);
text::Node node(text::Array value);
void put(text::Node& table, std::string_view key, text::Node value);  // replaces; makes it a table

}  // namespace formats
