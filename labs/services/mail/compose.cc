#include "labs/services/mail/compose.h"

#include <fmt/format.h>

#include <algorithm>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/mail/message.h"
#include "labs/services/mail/words.h"

namespace services::mail {
namespace {

// Line ends would begin another header.
std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string encode_word(std::string_view text) {
  const std::string line = one_line(text);
  return is_ascii(line) ? line : "=?utf-8?b?" + formats::encode_base64(line) + "?=";
}

std::string write_addresses(const std::vector<Address>& addresses) {
  std::string out;
  for (const Address& one : addresses) {
    if (!out.empty()) out += ", ";
    if (one.name.empty()) {
      out += one_line(one.address);
      continue;
    }
    std::string name = encode_word(one.name);
    if (is_ascii(one.name)) {
      std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
      name = "\"" + name + "\"";
    }
    out += fmt::format("{} <{}>", name, one_line(one.address));
  }
  return out;
}

std::string wrapped_base64(std::string_view bytes) {
  const std::string encoded = formats::encode_base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < encoded.size(); at += 76) out += encoded.substr(at, 76) + "\r\n";
  return out;
}

std::string text_part(std::string_view kind, std::string_view content) {
  return fmt::format(
      "Content-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}", kind,
      wrapped_base64(content));
}

std::string multipart(std::string_view kind, std::string_view boundary,
                      const std::vector<std::string>& parts) {
  std::string out =
      fmt::format("Content-Type: multipart/{}; boundary=\"{}\"\r\n\r\n", kind, boundary);
  for (const std::string& part : parts) out += fmt::format("--{}\r\n{}\r\n", boundary, part);
  return out + fmt::format("--{}--\r\n", boundary);
}

std::string string_at(const text::Node& table, std::string_view key) {
  const text::Node* found = table.find(key);
  const auto* text = found == nullptr ? nullptr : std::get_if<std::string>(&found->value);
  return text == nullptr ? std::string() : *text;
}

Address address_at(const text::Node& item) {
  if (const auto* bare = std::get_if<std::string>(&item.value)) return {"", *bare};
  return {string_at(item, "Name"), string_at(item, "Email")};
}

std::vector<Address> addresses_at(const text::Node& body, std::string_view key) {
  std::vector<Address> out;
  const text::Node* found = body.find(key);
  const auto* array = found == nullptr ? nullptr : std::get_if<text::Array>(&found->value);
  if (array != nullptr)
    for (const text::Node& item : *array) out.push_back(address_at(item));
  return out;
}

tl::unexpected<base::Error> refuse(std::string_view what) {
  return base::fail(base::ErrorKind::Content, base::message("{}", "{}", what));
}

}  // namespace

base::Result<Draft> read_draft(const text::Node& body) {
  Draft out;
  if (const text::Node* from = body.find("From")) out.from = address_at(*from);
  if (out.from.address.find('@') == std::string::npos) return refuse("invalid From email address");
  out.to = addresses_at(body, "To");
  out.cc = addresses_at(body, "Cc");
  out.bcc = addresses_at(body, "Bcc");
  out.reply_to = addresses_at(body, "ReplyTo");
  for (const auto* list : {&out.to, &out.cc, &out.bcc})
    for (const Address& one : *list)
      if (one.address.find('@') == std::string::npos || one.address.size() > 320)
        return refuse(fmt::format("invalid email address: {}", one.address));
  if (out.to.empty() && out.cc.empty() && out.bcc.empty()) return refuse("no recipients specified");
  out.subject = string_at(body, "Subject");
  out.text = string_at(body, "Text");
  out.html = string_at(body, "HTML");
  if (const text::Node* headers = body.find("Headers"))
    if (const auto* table = std::get_if<text::Table>(&headers->value))
      for (const text::Member& member : *table)
        out.headers.emplace_back(member.key, string_at(*headers, member.key));
  if (const text::Node* attachments = body.find("Attachments"))
    if (const auto* array = std::get_if<text::Array>(&attachments->value))
      for (const text::Node& item : *array) {
        Part part;
        part.file_name = string_at(item, "Filename");
        part.content_type = string_at(item, "ContentType");
        part.content_id = string_at(item, "ContentID");
        part.is_inline = !part.content_id.empty();
        const auto content = formats::decode_base64(string_at(item, "Content"));
        if (!content) return refuse("an attachment is not Base64");
        part.content = *content;
        out.attachments.push_back(std::move(part));
      }
  return out;
}

std::string write_message(const Draft& draft, std::int64_t now, std::string_view message_id) {
  std::string out = fmt::format("Date: {}\r\n", write_date(now));
  out += fmt::format("From: {}\r\n", write_addresses({draft.from}));
  if (!draft.to.empty()) out += fmt::format("To: {}\r\n", write_addresses(draft.to));
  if (!draft.cc.empty()) out += fmt::format("Cc: {}\r\n", write_addresses(draft.cc));
  if (!draft.reply_to.empty())
    out += fmt::format("Reply-To: {}\r\n", write_addresses(draft.reply_to));
  out += fmt::format("Subject: {}\r\nMessage-Id: <{}>\r\nMIME-Version: 1.0\r\n",
                     encode_word(draft.subject), message_id);
  for (const auto& [name, value] : draft.headers) {
    const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return c > ' ' && c < 0x7f && c != ':';
    });
    if (good) out += fmt::format("{}: {}\r\n", name, encode_word(value));
  }
  std::vector<std::string> bodies;
  if (!draft.text.empty() || draft.html.empty()) bodies.push_back(text_part("plain", draft.text));
  if (!draft.html.empty()) bodies.push_back(text_part("html", draft.html));
  // Base64 has no dash, so these stand in no part.
  std::string body =
      bodies.size() == 1 ? bodies[0] : multipart("alternative", "-atelier-alternative", bodies);
  if (draft.attachments.empty()) return out + body;
  std::vector<std::string> parts = {std::move(body)};
  for (const Part& part : draft.attachments)
    parts.push_back(fmt::format(
        "Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\n{}"
        "Content-Disposition: {}; filename=\"{}\"\r\n\r\n{}",
        one_line(part.content_type.empty() ? "application/octet-stream" : part.content_type),
        part.content_id.empty() ? ""
                                : fmt::format("Content-Id: <{}>\r\n", one_line(part.content_id)),
        part.is_inline ? "inline" : "attachment", encode_word(part.file_name),
        wrapped_base64(part.content)));
  return out + multipart("mixed", "-atelier-mixed", parts);
}

}  // namespace services::mail
