#include "labs/services/mail/api.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "generator/base/ascii.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/mail/compose.h"
#include "labs/services/mail/mailbox.h"
#include "labs/services/mail/page.h"
#include "labs/services/mail/search.h"
#include "labs/services/mail/words.h"

namespace services::mail {
namespace {

using formats::node;
using formats::put;

constexpr std::string_view kVersion = "v1.20.0";

http::Response json(const text::Node& body) {
  return http::text_response(200, formats::to_json(body), "application/json");
}
http::Response not_found() { return http::text_response(404, "404 page not found\n"); }
http::Response bad(std::string_view what) {
  return http::text_response(400, "Error: " + std::string(what));
}
http::Response broken(const base::Error& error) {
  return http::text_response(500, "Error: " + error.message.en);
}

using Fields = std::map<std::string, std::string, std::less<>>;

Fields query_fields(std::string_view query) {
  Fields out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    std::string value(one.substr(std::min(equals + 1, one.size())));
    std::replace(value.begin(), value.end(), '+', ' ');
    out.insert_or_assign(formats::decode_percent(one.substr(0, equals)),
                         formats::decode_percent(value));
  }
  return out;
}

std::size_t number(const Fields& fields, std::string_view name, std::size_t otherwise) {
  const auto found = fields.find(name);
  std::size_t value = otherwise;
  if (found != fields.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

text::Node address_node(const Address& address) {
  text::Node out;
  put(out, "Name", node(std::string_view(address.name)));
  put(out, "Address", node(std::string_view(address.address)));
  return out;
}

text::Node address_nodes(const std::vector<Address>& addresses) {
  text::Array out;
  for (const Address& one : addresses) out.push_back(address_node(one));
  return node(std::move(out));
}

text::Node strings(const std::vector<std::string>& values) {
  text::Array out;
  for (const std::string& value : values) out.push_back(node(std::string_view(value)));
  return node(std::move(out));
}

// Those who got it and stand in no header: Bcc.
std::vector<Address> hidden(const Stored& mail) {
  std::vector<Address> out = mail.message.addresses("bcc");
  const auto named = [&](const std::string& address, const char* header) {
    const auto all = mail.message.addresses(header);
    return std::any_of(all.begin(), all.end(),
                       [&](const Address& one) { return base::same_word(one.address, address); });
  };
  for (const std::string& to : mail.envelope.to)
    if (!named(to, "to") && !named(to, "cc") && !named(to, "bcc")) out.push_back({"", to});
  return out;
}

std::string message_id(const Stored& mail) {
  std::string_view id = base::trimmed(mail.message.header("message-id"));
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  return std::string(id);
}

// What list and message have in common, in Mailpit's order.
void put_head(text::Node& out, const Stored& mail) {
  put(out, "ID", node(std::string_view(mail.id)));
  put(out, "MessageID", node(std::string_view(message_id(mail))));
  const auto from = mail.message.addresses("from");
  put(out, "From", from.empty() ? text::Node() : address_node(from.front()));
  put(out, "To", address_nodes(mail.message.addresses("to")));
  put(out, "Cc", address_nodes(mail.message.addresses("cc")));
  put(out, "Bcc", address_nodes(hidden(mail)));
  put(out, "ReplyTo", address_nodes(mail.message.addresses("reply-to")));
  put(out, "Subject", node(mail.message.header("subject")));
}

text::Node summary(const Stored& mail) {
  text::Node out;
  put_head(out, mail);
  put(out, "Read", formats::node_of(mail.read));
  put(out, "Created", node(std::string_view(write_iso_date(mail.created))));
  put(out, "Username", node(std::string_view(mail.envelope.user)));
  put(out, "Tags", strings(mail.tags));
  put(out, "Size", node(static_cast<std::int64_t>(mail.raw.size())));
  put(out, "Attachments", node(static_cast<std::int64_t>(mail.message.attachments.size())));
  put(out, "Snippet", node(std::string_view(snippet(mail.message))));
  return out;
}

text::Node part_node(const Part& part) {
  text::Node out;
  put(out, "PartID", node(std::string_view(part.id)));
  put(out, "FileName", node(std::string_view(part.file_name)));
  put(out, "ContentType", node(std::string_view(part.content_type)));
  put(out, "ContentID", node(std::string_view(part.content_id)));
  put(out, "Size", node(static_cast<std::int64_t>(part.content.size())));
  return out;
}

text::Node whole(const Stored& mail) {
  text::Node out;
  put_head(out, mail);
  put(out, "ReturnPath", node(std::string_view(mail.envelope.from)));
  put(out, "Date", node(std::string_view(write_iso_date(mail.created))));
  put(out, "Tags", strings(mail.tags));
  put(out, "Username", node(std::string_view(mail.envelope.user)));
  put(out, "Text", node(std::string_view(mail.message.text)));
  put(out, "HTML", node(std::string_view(mail.message.html)));
  put(out, "Size", node(static_cast<std::int64_t>(mail.raw.size())));
  text::Array inside, attached;
  for (const Part& part : mail.message.attachments)
    (part.is_inline ? inside : attached).push_back(part_node(part));
  put(out, "Inline", node(std::move(inside)));
  put(out, "Attachments", node(std::move(attached)));
  return out;
}

std::int64_t unread_of(const std::vector<Stored>& mails) {
  return std::count_if(mails.begin(), mails.end(), [](const Stored& one) { return !one.read; });
}

text::Node tags_of(const std::vector<Stored>& mails) {
  std::vector<std::string> all;
  for (const Stored& mail : mails) all.insert(all.end(), mail.tags.begin(), mail.tags.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return strings(all);
}

base::Result<http::Response> list(const http::Request& request, Context& context, bool search) {
  const Fields fields = query_fields(request.query);
  const auto query = fields.find("query");
  if (search && (query == fields.end() || base::trimmed(query->second).empty()))
    return bad("no search query");
  Mailbox mailbox(context);
  const std::vector<Stored> all = TRY(mailbox.list());
  const auto terms = search ? parse_search(query->second) : std::vector<Term>();
  std::vector<const Stored*> found;
  std::int64_t unread = 0;
  for (const Stored& mail : all) {
    if (!fits(mail, terms)) continue;
    found.push_back(&mail);
    unread += mail.read ? 0 : 1;
  }
  if (search && request.method == "DELETE") {
    std::vector<std::string> ids;
    for (const Stored* mail : found) ids.push_back(mail->id);
    if (!ids.empty()) TRY(mailbox.remove(ids));
    return http::text_response(200, "ok");
  }
  const std::size_t start = std::min(number(fields, "start", 0), found.size());
  const std::size_t count = std::min(number(fields, "limit", 50), found.size() - start);
  text::Array messages;
  for (std::size_t i = start; i < start + count; ++i) messages.push_back(summary(*found[i]));
  text::Node out;
  put(out, "total", node(static_cast<std::int64_t>(all.size())));
  put(out, "unread", node(unread_of(all)));
  put(out, "count", node(static_cast<std::int64_t>(messages.size())));
  put(out, "messages_count", node(static_cast<std::int64_t>(found.size())));
  put(out, "messages_unread", node(unread));
  put(out, "start", node(static_cast<std::int64_t>(start)));
  put(out, "tags", tags_of(all));
  put(out, "messages", node(std::move(messages)));
  return json(out);
}

// {"IDs":[…]}; none, or no body, means all.
base::Result<http::Response> change(const http::Request& request, Context& context) {
  std::vector<std::string> ids;
  bool read = false;
  if (!base::trimmed(request.body).empty()) {
    const auto body = formats::parse_json(request.body);
    if (!body) return bad(body.error().message.en);
    if (const text::Node* given = body->find("IDs"))
      if (const auto* array = std::get_if<text::Array>(&given->value))
        for (const text::Node& id : *array) ids.push_back(formats::plain(id));
    const text::Node* flag = body->find("Read");
    if (flag != nullptr && std::holds_alternative<bool>(flag->value))
      read = std::get<bool>(flag->value);
  }
  Mailbox mailbox(context);
  TRY(request.method == "DELETE" ? mailbox.remove(ids) : mailbox.mark_read(ids, read));
  return http::text_response(200, "ok");
}

base::Result<http::Response> set_tags(const http::Request& request, Context& context) {
  const auto body = formats::parse_json(request.body);
  if (!body) return bad(body.error().message.en);
  const auto names = [&](const char* key) {
    std::vector<std::string> out;
    if (const text::Node* given = body->find(key))
      if (const auto* array = std::get_if<text::Array>(&given->value))
        for (const text::Node& one : *array) out.push_back(formats::plain(one));
    return out;
  };
  Mailbox mailbox(context);
  for (const std::string& id : names("IDs")) TRY(mailbox.set_tags(id, names("Tags")));
  return http::text_response(200, "ok");
}

// "/api/v1/message/ID", "…/headers", "…/raw", "…/part/1.2".
base::Result<http::Response> message(std::string_view rest, Context& context) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view what = rest.substr(std::min(slash + 1, rest.size()));
  Mailbox mailbox(context);
  const auto mail = TRY(mailbox.find(rest.substr(0, slash)));
  if (!mail) return not_found();
  if (what.empty()) {
    TRY(mailbox.mark_read({mail->id}, true));
    return json(whole(*mail));
  }
  if (what == "raw") return http::text_response(200, mail->raw);
  if (what == "headers") {
    std::map<std::string, std::vector<std::string>> headers;
    for (const auto& [name, value] : mail->message.headers) headers[name].push_back(value);
    text::Node out;
    for (const auto& [name, values] : headers) put(out, name, strings(values));
    return json(out);
  }
  for (const Part& part : mail->message.attachments)
    if (what == "part/" + part.id) {
      http::Response response = http::text_response(200, part.content, "application/octet-stream");
      // Of a stranger: nothing of it may run as if it were from here.
      response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'";
      response.headers["X-Content-Type-Options"] = "nosniff";
      if (part.content_type.starts_with("image/") || part.content_type == "text/plain")
        response.headers["Content-Type"] = part.content_type;
      return response;
    }
  return not_found();
}

base::Result<http::Response> send(const http::Request& request, Context& context) {
  if (context.broken("mail-store-refused"))
    return http::text_response(500, R"({"Error":"451 4.3.0 The message could not be stored"})",
                               "application/json");
  const auto body = formats::parse_json(request.body);
  if (!body) return bad(body.error().message.en);
  const auto draft = read_draft(*body);
  if (!draft) return bad(draft.error().message.en);
  const std::string id = formats::encode_hex(context.random(12)) + "@" +
                         (draft->from.address.find('@') == std::string::npos
                              ? std::string("lab.example.org")
                              : draft->from.address.substr(draft->from.address.rfind('@') + 1));
  Envelope envelope{draft->from.address, {}, {}};
  for (const auto* list : {&draft->to, &draft->cc, &draft->bcc})
    for (const Address& one : *list) envelope.to.push_back(one.address);
  Mailbox mailbox(context);
  text::Node out;
  put(out, "ID",
      node(std::string_view(TRY(mailbox.add(envelope, write_message(*draft, context.now, id))))));
  return json(out);
}

base::Result<http::Response> info(Context& context) {
  Mailbox mailbox(context);
  const auto all = TRY(mailbox.list());
  text::Node out;
  put(out, "Version", node(kVersion));
  put(out, "LatestVersion", node(kVersion));
  put(out, "Database", node(std::string_view("reference")));
  put(out, "Messages", node(static_cast<std::int64_t>(all.size())));
  put(out, "Unread", node(unread_of(all)));
  put(out, "Tags", node(text::Array()));
  return json(out);
}

base::Result<http::Response> route(const http::Request& request, Context& context) {
  const std::string_view path = request.path;
  const std::string& method = request.method;
  const bool get = method == "GET" || method == "HEAD";
  constexpr std::string_view kMessage = "/api/v1/message/";
  if (path == "/livez" || path == "/readyz") return http::text_response(200, "");
  if (path == "/api/v1/messages" && get) return list(request, context, false);
  if (path == "/api/v1/messages" && (method == "PUT" || method == "DELETE"))
    return change(request, context);
  if (path == "/api/v1/search" && (get || method == "DELETE")) return list(request, context, true);
  if (path.starts_with(kMessage) && get) return message(path.substr(kMessage.size()), context);
  if (path == "/api/v1/send" && method == "POST") return send(request, context);
  if (path == "/api/v1/info" && get) return info(context);
  if (path == "/api/v1/tags" && get) {
    Mailbox mailbox(context);
    return json(tags_of(TRY(mailbox.list())));
  }
  if (path == "/api/v1/tags" && method == "PUT") return set_tags(request, context);
  if (get) {
    const base::Locale locale = base::lower(request.header("accept-language")).starts_with("fr")
                                    ? base::Locale::Fr
                                    : base::Locale::En;
    if (auto page = TRY(answer_page(path, locale, context))) return *page;
  }
  return not_found();
}

}  // namespace

http::Response answer_api(const http::Request& request, Context& context) {
  auto answer = route(request, context);
  return answer ? *answer : broken(answer.error());
}

}  // namespace services::mail
