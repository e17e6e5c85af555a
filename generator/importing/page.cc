#include "generator/importing/page.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/text/front_matter.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

constexpr std::size_t kLongestDescription = 160;

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void take(const text::Node& table, FrontMatter& out, std::vector<std::string>& others) {
  out.title = text::string_at(table, "title");
  for (const std::string_view key : {"description", "summary", "excerpt"})
    if (out.description.empty()) out.description = text::string_at(table, key);
  out.draft = text::boolean_at(table, "draft");
  if (const auto* members = std::get_if<text::Table>(&table.value))
    for (const text::Member& member : *members)
      if (member.key != "title" && member.key != "description" && member.key != "draft")
        others.push_back(member.key);
  for (std::string* text : {&out.title, &out.description}) {
    std::replace(text->begin(), text->end(), '\n', ' ');
    *text = base::trimmed(*text);
  }
}

// "+++" … "+++", TOML.
bool read_toml(const SourceFile& file, FrontMatter& out, std::vector<std::string>& others) {
  const std::string& text = file.text;
  if (!text.starts_with("+++\n")) return false;
  const std::size_t end = text.find("\n+++\n", 3);
  if (end == std::string::npos) return false;
  const std::string_view inside = std::string_view(text).substr(4, end > 4 ? end - 3 : 0);
  out.body = end + 5;
  out.body_line = 2 + static_cast<std::uint32_t>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end) + 1, '\n'));
  if (const auto table = text::parse_toml(inside, file.path)) take(*table, out, others);
  return true;
}

}  // namespace

FrontMatter read_front_matter(const SourceFile& file, Notes& notes) {
  FrontMatter out;
  std::vector<std::string> others;
  if (!read_toml(file, out, others)) {
    const auto parts = text::split_front_matter(file.text, file.path);
    if (!parts || parts->front_line == 0) return out;
    out.body = file.text.size() - parts->body.size();
    out.body_line = parts->body_line;
    const auto table = text::parse_front_matter(*parts, file.path);
    if (table) {
      take(*table, out, others);
    } else {
      notes.person(
          table.error().where.begin.line,
          message("the front matter cannot be read and is left out: {}",
                  "l'en-tête ne peut pas être lu, il est laissé : {}", table.error().message.en));
      return out;
    }
  }
  if (!others.empty())
    notes.done(1, message("keys of the front matter that have no place here: {}",
                          "clés de l'en-tête qui n'ont pas leur place ici : {}",
                          fmt::format("{}", fmt::join(others, ", "))));
  return out;
}

PathLanguage language_of_path(std::string_view path) {
  PathLanguage out{{}, std::string(path)};
  const std::size_t dot = path.rfind('.');
  if (dot != std::string_view::npos && dot > 3) {
    const std::string tag = text::lower_case(path.substr(dot - 2, 2));
    const char mark = path[dot - 3];
    if ((tag == "fr" || tag == "en") && (mark == '.' || mark == '_' || mark == '-')) {
      out.language = tag;
      out.key = std::string(path.substr(0, dot - 3)) + std::string(path.substr(dot));
      return out;
    }
  }
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t slash = path.find('/', begin);
    if (slash == std::string_view::npos) break;
    const std::string_view part = path.substr(begin, slash - begin);
    if (part == "fr" || part == "en") {
      out.language = part;
      out.key = std::string(path.substr(0, begin)) + std::string(path.substr(slash + 1));
      return out;
    }
    begin = slash + 1;
  }
  return out;
}

std::string language_of_text(std::string_view text) {
  static constexpr std::array<std::string_view, 16> kFrench = {
      "le",   "la",   "les", "des", "une", "est", "dans", "pour",
      "vous", "avec", "sur", "que", "qui", "du",  "aux",  "cette"};
  static constexpr std::array<std::string_view, 16> kEnglish = {
      "the",  "of",   "and", "is",   "to",   "for", "you", "with",
      "this", "that", "are", "your", "from", "it",  "on",  "be"};
  std::size_t french = 0, english = 0;
  std::string word;
  for (const char c : text.substr(0, 200'000)) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (low >= 'a' && low <= 'z') {
      if (word.size() < 12) word += low;
      continue;
    }
    french += std::find(kFrench.begin(), kFrench.end(), word) != kFrench.end() ? 1 : 0;
    english += std::find(kEnglish.begin(), kEnglish.end(), word) != kEnglish.end() ? 1 : 0;
    word.clear();
  }
  if (french == english) return {};
  return french > english ? "fr" : "en";
}

std::string description_of(const SourceText& text) {
  const std::vector<Zone> zones = zones_of(text);
  std::string paragraph;
  for (std::size_t i = 0; i < text.line_count(); ++i) {
    const std::string_view line = text.line(i);
    if (is_blank(line)) {
      if (!paragraph.empty()) break;
      continue;
    }
    constexpr std::string_view kOthers = "#>|-*!<+:`{0123456789";
    const bool prose = zones[text.start(i)] != Zone::Fence &&
                       (kOthers.find(base::trimmed(line).front()) == std::string_view::npos ||
                        base::trimmed(line).starts_with("**"));
    if (!prose && paragraph.empty()) {
      // The rest of that paragraph is no first sentence.
      while (i + 1 < text.line_count() && !is_blank(text.line(i + 1))) ++i;
      continue;
    }
    if (!prose) break;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += base::trimmed(line);
  }
  std::string words = plain_words(paragraph);
  words.erase(std::remove_if(words.begin(), words.end(),
                             [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
              words.end());
  if (count_characters(words) <= kLongestDescription) return words;
  for (std::size_t end = words.find(". "); end != std::string::npos;
       end = words.find(". ", end + 1)) {
    const std::string sentence = words.substr(0, end + 1);
    if (sentence.size() < 20) continue;
    return count_characters(sentence) <= kLongestDescription ? sentence : std::string();
  }
  return {};
}

}  // namespace importing
