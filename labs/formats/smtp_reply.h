// SMTP (RFC 5321): replies of a server, its EHLO extensions, and a message as DATA wants it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace formats {

struct SmtpReply {
  int code = 0;                    // 200 to 599
  std::vector<std::string> lines;  // without the code
  std::string text() const;        // the lines, joined by a space
};

struct SmtpRead {
  std::optional<SmtpReply> reply;  // none: the bytes so far are a beginning
  std::size_t used = 0;
};

// The first reply in `bytes`: "250-first" lines, then "250 last". More than 100 lines, 2,000 bytes
// in a line, or what is no reply, is an error with the rule "smtp.not-smtp".
base::Result<SmtpRead> read_smtp_reply(std::string_view bytes);

// The extension's words behind its name, or nothing: ("AUTH") -> "PLAIN LOGIN".
std::optional<std::string> find_extension(const SmtpReply& ehlo, std::string_view name);

// Lines end in CRLF, a line that starts with '.' gets one more, and the end is marked.
std::string write_smtp_data(std::string_view message);

}  // namespace formats
