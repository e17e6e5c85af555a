#include "labs/services/postgres/patterns.h"

#include <algorithm>
#include <vector>

namespace services::postgres {
namespace {

struct Unit {
  char c = 0;
  bool any = false;     // '.'
  bool repeat = false;  // '*' behind it
};

std::vector<Unit> units_of(std::string_view pattern) {
  std::vector<Unit> out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*' && !out.empty()) {
      out.back().repeat = true;
    } else if (pattern[i] == '+' && !out.empty()) {
      out.push_back(out.back());
      out.back().repeat = true;
    } else if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out.push_back({pattern[++i], false, false});
    } else {
      out.push_back({pattern[i], pattern[i] == '.', false});
    }
  }
  return out;
}

// All places that the pattern can have reached, moved on byte by byte: no going back.
bool matches_units(const std::vector<Unit>& units, std::string_view text, bool from_start,
                   bool to_end) {
  std::vector<bool> reached(units.size() + 1);
  const auto close = [&](std::vector<bool>& places) {
    for (std::size_t i = 0; i < units.size(); ++i)
      if (places[i] && units[i].repeat) places[i + 1] = true;
  };
  reached[0] = true;
  close(reached);
  for (const char c : text) {
    if (!to_end && reached.back()) return true;
    std::vector<bool> next(units.size() + 1);
    if (!from_start) next[0] = true;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (!reached[i] || (!units[i].any && units[i].c != c)) continue;
      next[units[i].repeat ? i : i + 1] = true;
    }
    close(next);
    reached = std::move(next);
  }
  return reached.back();
}

}  // namespace

std::string quote_name(std::string_view name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }) && (name.front() < '0' || name.front() > '9');
  if (plain) return std::string(name);
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kLongest = 1000;
  pattern = pattern.substr(0, kLongest);
  const bool from_start = pattern.starts_with('^');
  if (from_start) pattern.remove_prefix(1);
  const bool to_end = pattern.ends_with('$') && !pattern.ends_with("\\$");
  if (to_end) pattern.remove_suffix(1);
  if (pattern.starts_with('(') && pattern.ends_with(')'))
    pattern = pattern.substr(1, pattern.size() - 2);
  for (;;) {
    const std::size_t bar = std::min(pattern.find('|'), pattern.size());
    if (matches_units(units_of(pattern.substr(0, bar)), text, from_start, to_end)) return true;
    if (bar == pattern.size()) return false;
    pattern.remove_prefix(bar + 1);
  }
}

}  // namespace services::postgres
