#include "labs/formats/resp.h"

#include <charconv>

#include "generator/text/utf8.h"

namespace formats {
namespace {

constexpr std::size_t kMostBytes = 1u << 20;
constexpr std::size_t kMostElements = 10'000;
constexpr int kDeepest = 8;

tl::unexpected<base::Error> broken(std::string_view bytes) {
  base::Error error{base::ErrorKind::System,
                    base::message("this is no answer of Redis: '{}'",
                                  "ce n'est pas une réponse de Redis : « {} »",
                                  text::shortened(bytes.substr(0, bytes.find('\n')))),
                    {},
                    {}};
  error.rule = "redis.not-redis";
  return base::fail(std::move(error));
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  // False: more bytes are needed.
  base::Result<bool> read(RespReply& out, int depth) {
    if (at_ >= bytes_.size()) return false;
    const std::size_t end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) {
      if (std::string_view("+-:$*").find(bytes_[at_]) == std::string_view::npos ||
          bytes_.size() - at_ > kMostBytes)
        return broken(bytes_.substr(at_));
      return false;
    }
    if (end == at_ || bytes_[end - 1] != '\r') return broken(bytes_.substr(at_));
    const std::string_view line = bytes_.substr(at_ + 1, end - at_ - 2);
    const char kind = bytes_[at_];
    const std::size_t start = std::exchange(at_, end + 1);
    switch (kind) {
      case '+':
      case '-':
        out.kind = kind == '+' ? RespKind::Simple : RespKind::Error;
        out.text = line;
        return true;
      case ':':
        out.kind = RespKind::Integer;
        if (!number(line, out.integer)) return broken(bytes_.substr(start));
        return true;
      case '$':
        return bulk(line, start, out);
      case '*':
        return list(line, start, out, depth);
      default:
        return broken(bytes_.substr(start));
    }
  }

  std::size_t at() const { return at_; }

 private:
  static bool number(std::string_view line, std::int64_t& out) {
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), out);
    return !line.empty() && parsed.ec == std::errc() && parsed.ptr == line.data() + line.size();
  }

  base::Result<bool> bulk(std::string_view line, std::size_t start, RespReply& out) {
    std::int64_t size = 0;
    if (!number(line, size) || size < -1 || size > static_cast<std::int64_t>(kMostBytes))
      return broken(bytes_.substr(start));
    if (size == -1) return true;
    const auto length = static_cast<std::size_t>(size);
    if (bytes_.size() - at_ < length + 2) return false;
    if (bytes_.substr(at_ + length, 2) != "\r\n") return broken(bytes_.substr(start));
    out.kind = RespKind::Bulk;
    out.text = bytes_.substr(at_, length);
    at_ += length + 2;
    return true;
  }

  base::Result<bool> list(std::string_view line, std::size_t start, RespReply& out, int depth) {
    std::int64_t count = 0;
    if (!number(line, count) || count < -1) return broken(bytes_.substr(start));
    if (count == -1) return true;
    if (depth >= kDeepest || (elements_ += static_cast<std::size_t>(count)) > kMostElements)
      return broken(bytes_.substr(start));
    out.kind = RespKind::List;
    for (std::int64_t i = 0; i < count; ++i) {
      out.list.emplace_back();
      if (!TRY(read(out.list.back(), depth + 1))) return false;
    }
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t elements_ = 0;
};

}  // namespace

base::Result<RespRead> read_resp(std::string_view bytes) {
  Reader reader(bytes);
  RespRead out;
  out.complete = TRY(reader.read(out.reply, 0));
  if (out.complete) out.used = reader.at();
  return out;
}

std::string write_resp_command(std::span<const std::string> words) {
  std::string out = fmt::format("*{}\r\n", words.size());
  for (const std::string& word : words) out += fmt::format("${}\r\n{}\r\n", word.size(), word);
  return out;
}

std::string write_resp(const RespReply& reply) {
  switch (reply.kind) {
    case RespKind::Simple:
      return "+" + reply.text + "\r\n";
    case RespKind::Error:
      return "-" + reply.text + "\r\n";
    case RespKind::Integer:
      return fmt::format(":{}\r\n", reply.integer);
    case RespKind::Bulk:
      return fmt::format("${}\r\n{}\r\n", reply.text.size(), reply.text);
    case RespKind::Null:
      return "$-1\r\n";
    case RespKind::List:
      break;
  }
  std::string out = fmt::format("*{}\r\n", reply.list.size());
  for (const RespReply& element : reply.list) out += write_resp(element);
  return out;
}

}  // namespace formats
