#include "generator/model/freshness.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace model {
namespace {

constexpr std::size_t kMarkLength = 8;
constexpr std::size_t kMostMarks = 5000;  // front matter has 64 KiB

}  // namespace

std::vector<std::uint32_t> section_marks(const markdown::Facts& facts) {
  std::vector<std::uint32_t> out;
  for (const markdown::HeadingFact& heading : facts.headings) out.push_back(heading.mark);
  return out;
}

std::string write_sections(const std::vector<std::uint32_t>& marks) {
  std::string out;
  for (const std::uint32_t mark : marks)
    out += fmt::format("{}{:08x}", out.empty() ? "" : " ", mark);
  return out;
}

std::optional<std::vector<std::uint32_t>> parse_sections(std::string_view written) {
  std::vector<std::uint32_t> out;
  while (!written.empty()) {
    if (!out.empty()) {
      if (written.front() != ' ') return std::nullopt;
      written.remove_prefix(1);
    }
    const std::string_view digits = written.substr(0, kMarkLength);
    std::uint32_t mark = 0;
    const char* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, mark, 16);
    if (digits.size() < kMarkLength || result.ec != std::errc() || result.ptr != end ||
        out.size() == kMostMarks)
      return std::nullopt;
    out.push_back(mark);
    written.remove_prefix(kMarkLength);
  }
  return out;
}

Freshness freshness(const Page& page, LanguageIndex language) {
  Freshness out;
  const Half& half = page.halves[language];
  if (!half.translation || half.translation->sections.empty()) return out;
  std::map<std::uint32_t, std::size_t> translated;  // how many sections have that mark
  for (const std::uint32_t mark : half.translation->sections) ++translated[mark];
  std::size_t left = half.translation->sections.size();
  const auto& headings = page.halves[page.source].facts.headings;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto found = translated.find(headings[i].mark);
    if (found == translated.end() || found->second == 0) {
      out.changed.push_back(i);
    } else {
      --found->second;
      --left;
    }
  }
  // A section that was rewritten is one that was removed and one that is new.
  if (!page.in_logbook_file && left > out.changed.size()) out.removed = left - out.changed.size();
  return out;
}

std::optional<std::size_t> counterpart(const Page& page, LanguageIndex language,
                                       std::size_t heading) {
  const auto& source = page.halves[page.source].facts.headings;
  const auto& half = page.halves[language].facts.headings;
  if (half.empty() || heading >= source.size()) return std::nullopt;
  if (source.size() != half.size() && !source[heading].id.empty()) {
    const auto found = std::find_if(
        half.begin(), half.end(), [&](const auto& mine) { return mine.id == source[heading].id; });
    if (found != half.end()) return static_cast<std::size_t>(found - half.begin());
  }
  return std::min(heading, half.size() - 1);
}

}  // namespace model
