#include "generator/search/shard.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::string_view kDigits =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

// JSON's escapes are JavaScript's; U+2028 and U+2029 too, for readers of before 2019.
std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == '<') {  // no markup, whoever reads it
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else if (text.substr(at, 3) == "\u2028" || text.substr(at, 3) == "\u2029") {
      out += text[at + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

constexpr std::uint32_t kSharedMost = 63;

}  // namespace

SharedUnits shared_units(std::string_view a, std::string_view b) {
  SharedUnits out;
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto limit = static_cast<std::size_t>(differ.first - a.begin());
  for (std::size_t at = 0; at < limit && out.units < kSharedMost;) {
    const char32_t c = text::next_character(a, at);
    if (at > limit || c > 0xFFFF) break;
    ++out.units;
    out.bytes = at;
  }
  return out;
}

std::string checksum(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  const auto take = [&](std::uint32_t unit) { hash = (hash ^ unit) * 16777619u; };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_character(text, at);
    if (c < 0x10000) {
      take(c);
    } else {
      take(0xD800 + ((c - 0x10000) >> 10));
      take(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  std::string out(7, '0');
  for (std::size_t i = out.size(); i-- > 0; hash /= 36) out[i] = kDigits[hash % 36];
  return out;
}

std::string shard_name(std::string_view kind, std::string_view text) {
  return std::string(kind) + "-" + checksum(text);
}

std::string shard_script(std::string_view id, std::string_view text) {
  return "atelierShard(\"" + std::string(id) + "\"," + quoted(text) + ")\n";
}

char digit(std::uint32_t value) { return kDigits[value & 63]; }

void append_number(std::string& out, std::uint32_t value) {
  while (value >= 32) {
    out += digit(32 + (value & 31));
    value >>= 5;
  }
  out += digit(value);
}

PostingText posting_text(const Postings& postings, std::size_t limit) {
  // The heaviest first; what weighs the same in the order of its digits.
  using Key = std::tuple<double, std::uint8_t, std::uint8_t, std::uint8_t>;
  std::map<Key, std::vector<Document>> groups;
  for (const Posting& posting : postings)
    groups[{-field_weight(posting), posting.fields, posting.title_words, posting.heading_words}]
        .push_back(posting.document);
  PostingText out;
  std::size_t count = 0;
  for (const auto& [key, documents] : groups) {
    const auto& [weight, fields, title_words, heading_words] = key;
    for (std::size_t from = 0; from < documents.size();) {
      const bool kept = count < limit;
      const std::size_t to =
          kept ? std::min(documents.size(), from + (limit - count)) : documents.size();
      std::string& text = kept ? out.kept : out.rest;
      if (!text.empty()) text += ',';
      text += digit(fields);
      if (fields & kTitle) text += digit(title_words);
      if (fields & kHeading) text += digit(heading_words);
      Document before = 0;
      for (std::size_t i = from; i < to; ++i) {
        append_number(text, documents[i] - before);
        before = documents[i];
      }
      count += to - from;
      from = to;
    }
  }
  return out;
}

}  // namespace search
