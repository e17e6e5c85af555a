#include "labs/formats/resp.h"

#include <algorithm>
#include <charconv>
#include <utility>

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

namespace {

void write_items(std::string& out, char mark, std::size_t count, const RespReply& reply,
                 RespVersion version) {
  out += fmt::format("{}{}\r\n", mark, count);
  for (const RespReply& element : reply.list) out += write_resp(element, version);
}

}  // namespace

std::string write_resp(const RespReply& reply, RespVersion version) {
  const bool three = version == RespVersion::Three;
  std::string out;
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
      return three ? "_\r\n" : "$-1\r\n";
    case RespKind::NullList:
      return three ? "_\r\n" : "*-1\r\n";
    case RespKind::Real:
      if (three) return "," + reply.text + "\r\n";
      return fmt::format("${}\r\n{}\r\n", reply.text.size(), reply.text);
    case RespKind::Boolean:
      if (three) return reply.integer != 0 ? "#t\r\n" : "#f\r\n";
      return fmt::format(":{}\r\n", reply.integer);
    case RespKind::Verbatim:
      if (three) return fmt::format("={}\r\ntxt:{}\r\n", reply.text.size() + 4, reply.text);
      return fmt::format("${}\r\n{}\r\n", reply.text.size(), reply.text);
    case RespKind::Map:
      if (three)
        write_items(out, '%', reply.list.size() / 2, reply, version);
      else
        write_items(out, '*', reply.list.size(), reply, version);
      return out;
    case RespKind::Set:
      write_items(out, three ? '~' : '*', reply.list.size(), reply, version);
      return out;
    case RespKind::Push:
      write_items(out, three ? '>' : '*', reply.list.size(), reply, version);
      return out;
    case RespKind::List:
      break;
  }
  write_items(out, '*', reply.list.size(), reply, version);
  return out;
}

RespCommandReader::Next RespCommandReader::broken(std::string why) {
  problem_ = std::move(why);
  return Next::Broken;
}

RespCommandReader::Next RespCommandReader::next(std::vector<std::string>& words,
                                                const Limits& limits) {
  if (!problem_.empty()) return Next::Broken;
  constexpr std::size_t kLongestLine = 64u << 10;
  const auto number = [](std::string_view text, std::int64_t& out) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  };
  for (;;) {
    // What was read is dropped now and then, not at each word: that would move the rest each time.
    if (at_ == bytes_.size() || at_ > kLongestLine) {
      bytes_.erase(0, at_);
      at_ = 0;
    }
    const std::string_view rest = std::string_view(bytes_).substr(at_);
    if (length_ >= 0) {
      const auto length = static_cast<std::size_t>(length_);
      if (rest.size() < length + 2) return Next::Partial;
      words_.emplace_back(rest.substr(0, length));
      at_ += length + 2;  // the two bytes behind a word are not looked at, as Redis does not
      length_ = -1;
      if (--wanted_ > 0) continue;
      words = std::exchange(words_, {});
      size_ = 0;
      return Next::Whole;
    }
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      if (rest.size() > kLongestLine)
        return broken(wanted_ > 0           ? "too big bulk count string"
                      : rest.front() == '*' ? "too big mbulk count string"
                                            : "too big inline request");
      return Next::Partial;
    }
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (wanted_ > 0) {
      if (line.empty() || line.front() != '$')
        return broken(fmt::format("expected '$', got '{}'", line.empty() ? '\r' : line.front()));
      if (!number(line.substr(1), length_) || length_ < 0 || length_ > limits.bulk ||
          (size_ += static_cast<std::size_t>(length_)) > limits.command)
        return broken("invalid bulk length");
      at_ += end + 1;
      continue;
    }
    if (line.starts_with('*')) {
      std::int64_t count = 0;
      if (!number(line.substr(1), count) || count > limits.words)
        return broken("invalid multibulk length");
      at_ += end + 1;
      wanted_ = std::max<std::int64_t>(count, 0);  // "*0" and "*-1" are nothing
      continue;
    }
    const std::string copy(line);
    at_ += end + 1;
    const Next read = inline_words(copy, words);
    if (read != Next::Partial) return read;  // an empty line is nothing
  }
}

// Words in "double quotes" with escapes, 'single quotes', or bare.
RespCommandReader::Next RespCommandReader::inline_words(std::string_view line,
                                                        std::vector<std::string>& words) {
  const auto hex = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < line.size()) {
    if (blank(line[at])) {
      ++at;
      continue;
    }
    std::string word;
    const char quote = line[at] == '"' || line[at] == '\'' ? line[at] : '\0';
    if (quote == '\0') {
      while (at < line.size() && !blank(line[at])) word += line[at++];
      out.push_back(std::move(word));
      continue;
    }
    bool closed = false;
    for (++at; at < line.size() && !closed; ++at) {
      const char c = line[at];
      if (c == quote) {
        closed = true;
      } else if (c == '\\' && at + 1 < line.size() && (quote == '"' || line[at + 1] == '\'')) {
        const char escaped = line[++at];
        if (quote == '"' && escaped == 'x' && at + 2 < line.size() && hex(line[at + 1]) >= 0 &&
            hex(line[at + 2]) >= 0) {
          word += static_cast<char>(hex(line[at + 1]) * 16 + hex(line[at + 2]));
          at += 2;
        } else {
          const std::size_t named = std::string_view("nrtba").find(escaped);
          word += quote == '"' && named != std::string_view::npos ? "\n\r\t\b\a"[named] : escaped;
        }
      } else {
        word += c;
      }
    }
    if (!closed || (at < line.size() && !blank(line[at])))
      return broken("unbalanced quotes in request");
    out.push_back(std::move(word));
  }
  if (out.empty()) return Next::Partial;
  words = std::move(out);
  return Next::Whole;
}

}  // namespace formats
