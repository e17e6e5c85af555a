#include "generator/base/ascii.h"
#include "labs/formats/dotenv.h"

#include <algorithm>
#include <array>
#include <set>

namespace formats {
namespace {

constexpr std::uint32_t kMostLines = 10'000;

bool is_key(std::string_view key) {
  if (key.empty() || (key[0] >= '0' && key[0] <= '9')) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// The value between its quotes, or up to a comment. `rest` is what stands behind '='.
void read_value(std::string_view rest, DotenvEntry& entry) {
  const std::string_view value = base::trimmed(rest);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'')) {
    const std::size_t end = value.find(value[0], 1);
    if (end != std::string_view::npos) {
      const std::string_view inside = value.substr(1, end - 1);
      entry.value = inside;
      entry.blank_ends = base::trimmed(inside).size() != inside.size();
      return;
    }
  }
  std::size_t end = value.size();
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (value[i] == '#' && base::is_space(value[i - 1])) {
      end = i;
      break;
    }
  }
  if (value.starts_with('#')) end = 0;
  entry.value = base::trimmed(value.substr(0, end));
  // One CR at the end is how Windows ends lines; docker compose keeps it all the same.
  entry.blank_ends = end == value.size() && rest.size() != value.size();
}

}  // namespace

const DotenvEntry* DotenvFile::find(std::string_view key) const {
  const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                  [&](const DotenvEntry& entry) { return entry.key == key; });
  return found == entries.rend() ? nullptr : &*found;
}

DotenvFile parse_dotenv(std::string_view text) {
  DotenvFile out;
  std::set<std::string, std::less<>> seen;
  std::set<std::string, std::less<>> twice;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::uint32_t number = 1; !text.empty() && number <= kMostLines; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view bare = base::trimmed(line);
    if (bare.empty() || bare.starts_with('#')) continue;
    const std::size_t equals = line.find('=');
    std::string_view key = base::trimmed(line.substr(0, std::min(equals, line.size())));
    if (key.starts_with("export ")) key = base::trimmed(key.substr(7));
    if (equals == std::string_view::npos || !is_key(key)) {
      out.unreadable.push_back(number);
      continue;
    }
    DotenvEntry entry;
    entry.key = key;
    entry.line = number;
    read_value(line.substr(equals + 1), entry);
    if (!seen.insert(entry.key).second && twice.insert(entry.key).second)
      out.duplicates.push_back(entry.key);
    out.entries.push_back(std::move(entry));
  }
  return out;
}

bool looks_like_placeholder(std::string_view value) {
  static constexpr std::array<std::string_view, 14> kParts = {"change-me",
                                                              "changeme",
                                                              "change_me",
                                                              "your-",
                                                              "your_",
                                                              "votre-",
                                                              "xxxx",
                                                              "fake_mail",
                                                              "fake_sender",
                                                              "super-secret",
                                                              "this_password_is",
                                                              "replace-me",
                                                              "example_secret",
                                                              "your-encryption-key"};
  if (value.size() >= 2 && ((value.front() == '<' && value.back() == '>') ||
                            (value.front() == '[' && value.back() == ']')))
    return true;
  const std::string small = base::lower(value);
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return small.find(part) != std::string::npos; });
}

}  // namespace formats
