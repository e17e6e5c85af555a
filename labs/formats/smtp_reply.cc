#include "labs/formats/smtp_reply.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"

namespace formats {
namespace {

constexpr std::size_t kMostLines = 100;
constexpr std::size_t kLongestLine = 2000;

tl::unexpected<base::Error> broken(std::string_view line) {
  base::Error error{base::ErrorKind::System,
                    base::message("this is no answer of a mail server: '{}'",
                                  "ce n'est pas une réponse d'un serveur de courriel : « {} »",
                                  text::shortened(line)),
                    {},
                    {}};
  error.rule = "smtp.not-smtp";
  return base::fail(std::move(error));
}

}  // namespace

std::string SmtpReply::text() const {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : " ") + line;
  return out;
}

base::Result<SmtpRead> read_smtp_reply(std::string_view bytes) {
  SmtpReply reply;
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = bytes.find('\n', at);
    std::string_view line = bytes.substr(at, std::min(end, bytes.size()) - at);
    if (line.size() > kLongestLine) return broken(line);
    if (end == std::string_view::npos) {
      // A beginning that cannot become a reply is refused at once, not waited for.
      for (std::size_t i = 0; i < std::min<std::size_t>(3, line.size()); ++i)
        if (!base::is_digit(line[i])) return broken(line);
      return SmtpRead{};
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, base::is_digit) ||
        line[0] < '2' || line[0] > '5' || (line.size() > 3 && line[3] != '-' && line[3] != ' '))
      return broken(line);
    const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (!reply.lines.empty() && code != reply.code) return broken(line);
    reply.code = code;
    reply.lines.emplace_back(line.size() > 4 ? line.substr(4) : "");
    at = end + 1;
    if (line.size() == 3 || line[3] == ' ') return SmtpRead{std::move(reply), at};
    if (reply.lines.size() >= kMostLines) return broken(line);
  }
}

std::optional<std::string> find_extension(const SmtpReply& ehlo, std::string_view name) {
  for (std::size_t i = 1; i < ehlo.lines.size(); ++i) {  // the first line greets
    const std::string_view line = ehlo.lines[i];
    const std::size_t end = std::min(line.find_first_of(" ="), line.size());
    if (base::same_word(line.substr(0, end), name))
      return std::string(end < line.size() ? line.substr(end + 1) : "");
  }
  return std::nullopt;
}

std::string write_smtp_data(std::string_view message) {
  std::string out;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    std::string_view line = message.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('.')) out += '.';
    out += line;
    out += "\r\n";
    message.remove_prefix(std::min(end + 1, message.size()));
  }
  return out + ".\r\n";
}

}  // namespace formats
