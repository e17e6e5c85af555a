#include "generator/exporting/questions.h"

#include <fmt/format.h>

#include "generator/markdown/walk.h"

namespace exporting {

std::vector<const markdown::Quiz*> quizzes_of(const markdown::Document& document) {
  struct Finder : markdown::Visitor {
    void block(const markdown::Block& it) {
      if (const auto* quiz = std::get_if<markdown::Quiz>(&it.node)) found.push_back(quiz);
    }
    std::vector<const markdown::Quiz*> found;
  } finder;
  markdown::walk(document.blocks, finder);
  return std::move(finder.found);
}

std::string_view kind_name(markdown::QuizKind kind) {
  static constexpr std::string_view kNames[] = {"single", "multiple", "number",
                                                "text",   "order",    "match"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string letter_of(std::size_t index) {
  return index < 26 ? std::string(1, static_cast<char>('a' + index))
                    : fmt::format("c{}", index + 1);
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || c == '<') {
      out += fmt::format("\\u{:04x}", byte);  // '<': it may stand in a script
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? "," : "") + json_string(text);
  return out + "]";
}

}  // namespace exporting
