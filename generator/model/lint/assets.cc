#include "generator/model/lint/assets.h"

#include <algorithm>
#include <array>
#include <optional>

#include "generator/base/ascii.h"
#include "generator/base/parallel.h"
#include "generator/model/source.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::uintmax_t kMostSvgBytes = 4u << 20;

bool is_name(char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == ':'; }

// "java&#115;cript:" spells what it says only after this: numeric references to ASCII become their
// character.
std::string without_references(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 2;
    if (text.substr(at, 2) == "&#") {
      const bool hex = end < text.size() && (text[end] == 'x' || text[end] == 'X');
      if (hex) ++end;
      unsigned value = 0;
      const std::size_t digits = end;
      for (; end < text.size() && end - digits < 12; ++end) {
        const char c = text[end];
        unsigned digit = 99;
        if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
        if (hex && c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a' + 10);
        if (hex && c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A' + 10);
        if (digit == 99) break;
        value = std::min(value * (hex ? 16 : 10) + digit, 1u << 20);
      }
      if (end < text.size() && text[end] == ';') ++end;
      if (end > digits && value > 0 && value < 0x80) {
        out += static_cast<char>(value);
        at = end;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

// The name of the attribute at `at` when it is a handler, "onload"; else empty.
std::string handler_at(std::string_view low, std::size_t at) {
  if (low.substr(at, 2) != "on") return {};
  std::size_t end = at;
  while (end < low.size() && end - at < 40 && is_name(low[end])) ++end;
  const std::size_t name = end;
  while (end < low.size() && base::is_space(low[end])) ++end;
  const bool assigned = end < low.size() && low[end] == '=';
  return assigned && name - at > 3 ? std::string(low.substr(at, name - at)) : std::string();
}

// A handler inside a tag; the text of a drawing may say what it likes.
std::string find_handler(std::string_view low) {
  bool in_tag = false;
  char quote = 0;
  for (std::size_t at = 0; at < low.size(); ++at) {
    const char c = low[at];
    if (!in_tag) {
      in_tag = c == '<';
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      in_tag = false;
    } else if (c == 'o' && !is_name(low[at - 1])) {
      if (std::string found = handler_at(low, at); !found.empty()) return found;
    }
  }
  return {};
}

}  // namespace

std::string find_active_content(std::string_view svg) {
  const std::string low = text::lower_case(without_references(svg));
  static constexpr std::array<std::string_view, 9> kActive = {
      "<script", ":script", "javascript:", "<foreignobject",  "<iframe",
      "<embed",  "<object", "<!entity",    "<?xml-stylesheet"};
  for (const std::string_view active : kActive)
    if (low.find(active) != std::string::npos) return std::string(active);
  return find_handler(low);
}

void lint_assets(const std::filesystem::path& content, const std::vector<std::string>& files,
                 unsigned jobs, Problems& problems) {
  std::vector<Problems> found(files.size());
  base::parallel_for(files.size(), jobs, [&](std::size_t i) {
    if (!text::lower_case(files[i]).ends_with(".svg")) return;
    const auto source = read_source(content, files[i], kMostSvgBytes, found[i]);
    if (!source) return;
    const std::string active = find_active_content(source->text);
    if (active.empty()) return;
    found[i].push_back(
        problem("asset-unsafe", {files[i], {}, {}},
                base::message("the drawing holds '{}', which could run code",
                              "le dessin contient « {} », qui pourrait exécuter du code", active),
                base::message("export it as plain SVG, or as PNG",
                              "exportez-le en SVG simple, ou en PNG")));
  });
  for (Problems& more : found)
    problems.insert(problems.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

}  // namespace model
