#include "labs/services/mail/message.h"

#include <algorithm>
#include <set>

#include "generator/base/ascii.h"
#include "generator/text/utf8.h"
#include "labs/formats/encodings.h"
#include "labs/services/mail/words.h"

namespace services::mail {
namespace {

constexpr std::size_t kMostHeaders = 1000;
constexpr std::size_t kMostParts = 200;
constexpr int kDeepest = 10;

using Headers = std::vector<std::pair<std::string, std::string>>;  // raw values

std::string_view find(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (base::same_word(key, name)) return value;
  return {};
}

// The next line without its end; moves `at` behind it.
std::string_view next_line(std::string_view bytes, std::size_t& at) {
  const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
  std::string_view line = bytes.substr(at, end - at);
  at = std::min(end + 1, bytes.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Reads "Name: value" lines with their continuations; gives what is behind the empty line.
std::string_view read_headers(std::string_view bytes, Headers& headers) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t start = at;
    const std::string_view line = next_line(bytes, at);
    if (line.empty()) return bytes.substr(at);
    if ((line.front() == ' ' || line.front() == '\t') && !headers.empty()) {
      headers.back().second += line;
      continue;
    }
    const std::size_t colon = line.find(':');
    const bool name = colon != std::string_view::npos && colon > 0 &&
                      line.substr(0, colon).find_first_of(" \t") == std::string_view::npos;
    if (!name) return bytes.substr(start);  // a body without the empty line
    if (headers.size() >= kMostHeaders) continue;
    headers.emplace_back(line.substr(0, colon), base::trimmed(line.substr(colon + 1)));
  }
  return {};
}

// "text/html; charset=utf-8; name*=…" taken apart.
struct Parameterised {
  std::string value;  // lower case
  std::vector<std::pair<std::string, std::string>> parameters;

  std::string parameter(std::string_view name) const {
    for (const auto& [key, value_of] : parameters)
      if (key == name) return value_of;
    return {};
  }
};

Parameterised parse_parameters(std::string_view header) {
  Parameterised out;
  std::size_t at = std::min(header.find(';'), header.size());
  out.value = base::lower(base::trimmed(header.substr(0, at)));
  while (at < header.size() && out.parameters.size() < 50) {
    ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) break;
    std::string name = base::lower(base::trimmed(header.substr(at, equals - at)));
    at = equals + 1;
    std::string value;
    while (at < header.size() && header[at] == ' ') ++at;
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        if (header[at] == '\\' && at + 1 < header.size()) ++at;
        value += header[at];
      }
      at = std::min(header.find(';', at), header.size());
    } else {
      const std::size_t end = std::min(header.find(';', at), header.size());
      value = base::trimmed(header.substr(at, end - at));
      at = end;
    }
    if (name.ends_with('*')) {  // RFC 2231: charset'language'%C3%A9
      name.pop_back();
      const std::size_t mark = value.find('\'', value.find('\'') + 1);
      if (value.find('\'') != std::string::npos && mark != std::string::npos)
        value = formats::decode_percent(std::string_view(value).substr(mark + 1));
    }
    out.parameters.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

std::string decode_body(std::string_view body, std::string_view encoding) {
  const std::string how = base::lower(base::trimmed(encoding));
  if (how == "quoted-printable") return decode_quoted_printable(body);
  if (how != "base64") return std::string(body);
  std::string bare;
  for (const char c : body)
    if (c != '\r' && c != '\n' && c != ' ' && c != '\t') bare += c;
  return formats::decode_base64(bare).value_or(std::string(body));
}

class Reader {
 public:
  explicit Reader(Message& out) : out_(out) {}

  void read(std::string_view bytes, const std::string& id, int depth) {
    Headers headers;
    const std::string_view body = read_headers(bytes, headers);
    if (depth == 0)
      for (const auto& [name, value] : headers)
        out_.headers.emplace_back(to_utf8(name, "utf-8"), decode_words(value));
    const auto type = parse_parameters(find(headers, "content-type"));
    const std::string boundary = type.parameter("boundary");
    if (type.value.starts_with("multipart/") && !boundary.empty() && depth < kDeepest) {
      parts(body, boundary, id, depth);
      return;
    }
    leaf(headers, type, body, id.empty() ? "1" : id);
  }

 private:
  void parts(std::string_view body, const std::string& boundary, const std::string& id, int depth) {
    const std::string mark = "--" + boundary;
    std::size_t begin = std::string_view::npos;
    int number = 0;
    std::size_t at = 0;
    const auto close = [&](std::size_t end) {
      if (begin == std::string_view::npos || ++parts_ > kMostParts) return;
      // The line end before a boundary belongs to it.
      if (end > begin && body[end - 1] == '\n') --end;
      if (end > begin && body[end - 1] == '\r') --end;
      const std::string child = (id.empty() ? "" : id + ".") + std::to_string(++number);
      read(body.substr(begin, end - begin), child, depth + 1);
    };
    while (at < body.size()) {
      const std::size_t start = at;
      const std::string_view line = next_line(body, at);
      if (!line.starts_with(mark)) continue;
      const std::string_view rest = base::trimmed(line.substr(mark.size()));
      if (!rest.empty() && rest != "--") continue;
      close(start);
      begin = rest.empty() ? at : std::string_view::npos;
      if (!rest.empty()) return;
    }
    close(body.size());  // the last boundary is missing
  }

  void leaf(const Headers& headers, const Parameterised& type, std::string_view body,
            const std::string& id) {
    const auto disposition = parse_parameters(find(headers, "content-disposition"));
    std::string name = disposition.parameter("filename");
    if (name.empty()) name = type.parameter("name");
    std::string content = decode_body(body, find(headers, "content-transfer-encoding"));
    const bool attached = disposition.value == "attachment" || !name.empty();
    const bool text = type.value.empty() || type.value == "text/plain";
    if (!attached && (text || type.value == "text/html")) {
      std::string& to = text ? out_.text : out_.html;
      to += to_utf8(content, type.parameter("charset"));
      return;
    }
    Part part;
    part.id = id;
    part.file_name = decode_words(name);
    part.content_type = text::first_invalid(type.value) ? "" : type.value;
    if (part.content_type.empty()) part.content_type = "application/octet-stream";
    std::string_view cid = find(headers, "content-id");
    if (cid.starts_with('<') && cid.ends_with('>')) cid = cid.substr(1, cid.size() - 2);
    part.content_id = to_utf8(cid, "utf-8");
    part.is_inline = disposition.value == "inline" || (!cid.empty() && !attached);
    part.content = std::move(content);
    out_.attachments.push_back(std::move(part));
  }

  Message& out_;
  std::size_t parts_ = 0;
};

void add_link(std::vector<std::string>& out, std::string_view url) {
  constexpr std::size_t kMostLinks = 100;
  std::string plain;
  for (std::size_t i = 0; i < url.size(); ++i) {
    plain += url[i];
    if (url.substr(i).starts_with("&amp;")) i += 4;
  }
  if (!plain.starts_with("http://") && !plain.starts_with("https://")) return;
  if (out.size() < kMostLinks && std::find(out.begin(), out.end(), plain) == out.end())
    out.push_back(std::move(plain));
}

}  // namespace

std::string_view Message::header(std::string_view name) const { return find(headers, name); }

std::vector<Address> Message::addresses(std::string_view name) const {
  return parse_addresses(header(name));
}

Message parse_message(std::string_view bytes) {
  Message out;
  Reader(out).read(bytes, "", 0);
  return out;
}

std::string snippet(const Message& message) {
  std::string plain;
  if (!message.text.empty()) {
    plain = message.text;
  } else {
    bool tag = false;
    for (const char c : message.html) {
      if (c == '<') tag = true;
      if (!tag) plain += c;
      if (c == '>') {
        tag = false;
        plain += ' ';
      }
    }
  }
  std::string out;
  for (const char c : plain) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    if (out.size() > 1000) break;
  }
  return text::shortened(base::trimmed(out), 250);
}

std::vector<std::string> links(const Message& message) {
  std::vector<std::string> out;
  const std::string_view html = message.html;
  for (std::size_t at = 0; (at = html.find("href=", at)) != std::string_view::npos;) {
    at += 5;
    if (at >= html.size() || (html[at] != '"' && html[at] != '\'')) continue;
    const std::size_t end = html.find(html[at], at + 1);
    if (end == std::string_view::npos) break;
    add_link(out, html.substr(at + 1, end - at - 1));
    at = end;
  }
  const std::string_view text = message.text;
  for (std::size_t at = 0; (at = text.find("http", at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \r\n\t<>\"'()", at), text.size());
    std::string_view url = text.substr(at, end - at);
    while (url.ends_with('.') || url.ends_with(',')) url.remove_suffix(1);
    add_link(out, url);
    at = end;
  }
  return out;
}

}  // namespace services::mail
