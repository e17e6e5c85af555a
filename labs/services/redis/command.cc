#include "generator/base/ascii.h"
#include "labs/services/redis/command.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace services::redis {
namespace {

using formats::RespKind;

Reply of_text(RespKind kind, std::string_view text) {
  Reply reply;
  reply.kind = kind;
  reply.text = text;
  return reply;
}

// The end of "[…]" behind `at`, and whether `c` is in it.
std::size_t match_class(std::string_view pattern, std::size_t at, char c, bool& in) {
  const bool negated = at < pattern.size() && pattern[at] == '^';
  if (negated) ++at;
  in = false;
  while (at < pattern.size() && pattern[at] != ']') {
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
      in = in || pattern[at + 1] == c;
      at += 2;
    } else if (at + 2 < pattern.size() && pattern[at + 1] == '-') {
      const auto [low, high] = std::minmax(pattern[at], pattern[at + 2]);
      in = in || (c >= low && c <= high);
      at += 3;
    } else {
      in = in || pattern[at] == c;
      ++at;
    }
  }
  in = in != negated;
  return std::min(at + 1, pattern.size());
}

}  // namespace

const Command* find_command(std::string_view name) {
  static const auto kTable = [] {
    std::map<std::string_view, const Command*> table;
    for (const Command* command : all_commands()) table.emplace(command->name, command);
    return table;
  }();
  const auto found = kTable.find(base::lower(name));
  return found == kTable.end() ? nullptr : found->second;
}

std::vector<const Command*> all_commands() {
  std::vector<const Command*> out;
  for (const auto group :
       {connection_commands(), server_commands(), access_commands(), key_commands(),
        string_commands(), hash_commands(), list_commands(), set_commands(), sorted_set_commands(),
        sorted_range_commands(), channel_commands()})
    for (const Command& command : group) out.push_back(&command);
  std::sort(out.begin(), out.end(),
            [](const Command* a, const Command* b) { return a->name < b->name; });
  return out;
}

std::vector<std::string_view> keys_of(const Command& command, const Words& words) {
  std::vector<std::string_view> out;
  if (command.first == 0) return out;
  const int last = command.last < 0 ? static_cast<int>(words.size()) + command.last : command.last;
  for (int i = command.first; i <= last && i < static_cast<int>(words.size()); i += command.step)
    out.push_back(words[static_cast<std::size_t>(i)]);
  return out;
}

Reply simple(std::string_view text) { return of_text(RespKind::Simple, text); }
Reply error(std::string text) {
  // An answer is one line, whatever was quoted in it.
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return of_text(RespKind::Error, text);
}
Reply integer(std::int64_t value) {
  Reply reply;
  reply.kind = RespKind::Integer;
  reply.integer = value;
  return reply;
}
Reply bulk(std::string_view text) { return of_text(RespKind::Bulk, text); }
Reply null() { return {}; }
Reply items(std::vector<Reply> list, RespKind kind) {
  Reply reply;
  reply.kind = kind;
  reply.list = std::move(list);
  return reply;
}
Reply real(double value) { return of_text(RespKind::Real, write_real(value)); }
Reply ok() { return simple("OK"); }
Reply wrong_type() {
  return error("WRONGTYPE Operation against a key holding the wrong kind of value");
}
Reply not_an_integer() { return error("ERR value is not an integer or out of range"); }
Reply syntax_error() { return error("ERR syntax error"); }
Reply wrong_arity(std::string_view command) {
  return error(fmt::format("ERR wrong number of arguments for '{}' command", command));
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
    return std::nullopt;
  // "-0" and "007" are no numbers of Redis.
  const std::string_view digits = text.substr(text.front() == '-' ? 1 : 0);
  if (digits.front() == '0' && (digits.size() > 1 || text.front() == '-')) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text) {
  std::string word = base::lower(text);
  if (word.starts_with('+')) word.erase(0, 1);
  if (word == "inf" || word == "infinity") return HUGE_VAL;
  if (word == "-inf" || word == "-infinity") return -HUGE_VAL;
  double value = 0;
  const auto parsed = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::string write_real(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (value == std::floor(value) && std::abs(value) < 1e17) return fmt::format("{:.0f}", value);
  return fmt::format("{:.17g}", value);
}

bool matches_glob(std::string_view pattern, std::string_view text) {
  // Where to go on when what follows the last star does not fit: one byte further.
  std::size_t star = std::string_view::npos;
  std::size_t starred = 0;
  std::size_t p = 0;
  std::size_t t = 0;
  while (t < text.size()) {
    bool fits = false;
    std::size_t next = p + 1;
    if (p < pattern.size()) {
      if (pattern[p] == '*') {
        star = p++;
        starred = t;
        continue;
      }
      if (pattern[p] == '[') {
        next = match_class(pattern, p + 1, text[t], fits);
      } else if (pattern[p] == '\\' && p + 1 < pattern.size()) {
        fits = pattern[p + 1] == text[t];
        next = p + 2;
      } else {
        fits = pattern[p] == '?' || pattern[p] == text[t];
      }
    }
    if (fits) {
      p = next;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++starred;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace services::redis
