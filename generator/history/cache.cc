#include "generator/history/cache.h"

#include <algorithm>

#include "generator/base/hash.h"

namespace history {
namespace {

constexpr std::string_view kMagic = "atelier history 1\n";
constexpr std::size_t kHashLength = 32;

class Bytes {
 public:
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  }
  void text(std::string_view value) {
    number(value.size());
    out += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  void change(const Change& value) {
    text(value.commit);
    number(static_cast<std::uint64_t>(value.when.seconds));
    number(static_cast<std::uint64_t>(value.when.offset_minutes));
    text(value.subject);
  }
  void change(const std::optional<Change>& value) {
    number(value ? 1 : 0);
    if (value) change(*value);
  }
  std::string out;
};

// Gives zeros and nothing once the bytes have run out; `good` says so.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (rest_.size() < 8) {
      good = false;
      return 0;
    }
    for (std::size_t i = 0; i < 8; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(8);
    return value;
  }
  std::string text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      good = false;
      return {};
    }
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }
  // How many elements follow, each of at least `least` bytes.
  std::uint64_t count(std::size_t least) {
    const std::uint64_t value = number();
    if (value > rest_.size() / least) good = false;
    return good ? value : 0;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> out(count(8));
    for (std::string& value : out) value = text();
    return out;
  }
  Change change() {
    Change out;
    out.commit = text();
    out.when.seconds = static_cast<std::int64_t>(number());
    out.when.offset_minutes = static_cast<std::int32_t>(number());
    out.subject = text();
    return out;
  }
  std::optional<Change> maybe_change() {
    if (number() == 0) return std::nullopt;
    return change();
  }
  bool at_end() const { return rest_.empty(); }

  bool good = true;

 private:
  std::string_view rest_;
};

}  // namespace

std::string cache_key(std::string_view head, std::string_view folder, const Options& options) {
  std::string out = fmt::format("{} {} {} {} {}", head, options.authors ? 1 : 0, options.changes,
                                options.most_commits, options.endings.size());
  for (const std::string& ending : options.endings)
    out += fmt::format(" {}:{}", ending.size(), ending);
  out += ' ';
  out += folder;
  return out;
}

std::string serialise(const History& history, std::string_view key) {
  Bytes bytes;
  bytes.out = kMagic;
  bytes.text(key);
  bytes.text(history.head);
  bytes.text(history.prefix);
  bytes.number(history.shallow ? 1 : 0);
  bytes.number(history.cut ? 1 : 0);
  bytes.number(history.files.size());
  for (const FileHistory& file : history.files) {
    bytes.text(file.path);
    bytes.text(file.blob);
    bytes.change(file.last);
    bytes.change(file.first);
    bytes.texts(file.authors);
    bytes.number(file.changes.size());
    for (const Change& change : file.changes) bytes.change(change);
    bytes.texts(file.former_paths);
  }
  bytes.out += base::hex(base::hash(bytes.out));
  return std::move(bytes.out);
}

std::optional<History> parse(std::string_view bytes, std::string_view key) {
  if (bytes.size() < kMagic.size() + kHashLength || !bytes.starts_with(kMagic)) return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - kHashLength);
  if (base::hex(base::hash(body)) != bytes.substr(body.size())) return std::nullopt;
  Reader reader(body.substr(kMagic.size()));
  if (reader.text() != key) return std::nullopt;
  History out;
  out.head = reader.text();
  out.prefix = reader.text();
  out.shallow = reader.number() != 0;
  out.cut = reader.number() != 0;
  out.files.resize(reader.count(7 * 8));
  for (FileHistory& file : out.files) {
    file.path = reader.text();
    file.blob = reader.text();
    file.last = reader.maybe_change();
    file.first = reader.maybe_change();
    file.authors = reader.texts();
    file.changes.resize(reader.count(4 * 8));
    for (Change& change : file.changes) change = reader.change();
    file.former_paths = reader.texts();
  }
  const bool sorted =
      std::is_sorted(out.files.begin(), out.files.end(),
                     [](const FileHistory& a, const FileHistory& b) { return a.path < b.path; });
  if (!reader.good || !reader.at_end() || !sorted) return std::nullopt;
  return out;
}

}  // namespace history
