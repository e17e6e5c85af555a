// A mail message taken apart (RFC 5322, MIME: RFC 2045 to 2047): who, to whom, about what, the text
// in both forms, the attachments. Whatever the bytes are, something can be shown: what is broken
// stays as it was written, bytes that are no UTF-8 become U+FFFD. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace services::mail {

struct Address {
  std::string name;
  std::string address;
  auto operator<=>(const Address&) const = default;
};

struct Part {
  std::string id;  // "1", "2.1": where it stands among the parts
  std::string file_name;
  std::string content_type;  // without parameters, lower case
  std::string content_id;
  std::string content;  // decoded
  bool is_inline = false;
};

struct Message {
  std::vector<std::pair<std::string, std::string>> headers;  // unfolded, decoded, in their order
  std::string text;
  std::string html;
  std::vector<Part> attachments;  // inline ones as well

  // The first header of that name, or "".
  std::string_view header(std::string_view name) const;
  std::vector<Address> addresses(std::string_view name) const;
};

// At most 1,000 headers, 200 parts, 10 levels.
Message parse_message(std::string_view bytes);

// "Ann <a@example.org>, b@example.org" -> two. A group's name is dropped.
std::vector<Address> parse_addresses(std::string_view header);
// "=?utf-8?q?caf=C3=A9?=" -> "café".
std::string decode_words(std::string_view header);
std::string decode_quoted_printable(std::string_view text);

// "Fri, 20 Nov 2026 08:18:46 +0000" from and to Unix seconds.
std::string write_date(std::int64_t seconds);
std::string write_iso_date(std::int64_t milliseconds);  // "2026-11-20T08:18:46.000Z"

// The first words of the text, for a list.
std::string snippet(const Message& message);
// The addresses that a reader may follow: of href="…" in HTML, and bare ones of the text; each
// once.
std::vector<std::string> links(const Message& message);

// What a program wants to send, as bytes of a message.
struct Draft {
  Address from;
  std::vector<Address> to, cc, bcc, reply_to;
  std::string subject, text, html;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Part> attachments;
};
std::string write_message(const Draft& draft, std::int64_t now, std::string_view message_id);

}  // namespace services::mail
