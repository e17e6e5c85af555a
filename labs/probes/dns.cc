#include "labs/probes/dns.h"

#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>

#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/formats/json.h"
#include "labs/formats/mail_policy.h"
#include "labs/probes/resolver.h"

namespace probes {
using base::message;
namespace {

constexpr std::size_t kMostRecords = 500;

int number_of(std::string_view type) {
  if (type == "AAAA") return ns_t_aaaa;
  if (type == "CNAME") return ns_t_cname;
  if (type == "MX") return ns_t_mx;
  if (type == "NS") return ns_t_ns;
  if (type == "A") return ns_t_a;
  return ns_t_txt;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int read_addresses(std::string_view bytes, bool six, DnsRecords& out) {
  const int size = static_cast<int>(bytes.size());
  char text[INET6_ADDRSTRLEN] = "";
  if (six) {
    ares_addr6ttl rows[64] = {};
    int count = 64;
    const int status = ares_parse_aaaa_reply(bytes_of(bytes), size, nullptr, rows, &count);
    for (int i = 0; status == ARES_SUCCESS && i < count; ++i)
      out.texts.emplace_back(::inet_ntop(AF_INET6, &rows[i].ip6addr, text, sizeof text));
    return status;
  }
  ares_addrttl rows[64] = {};
  int count = 64;
  const int status = ares_parse_a_reply(bytes_of(bytes), size, nullptr, rows, &count);
  for (int i = 0; status == ARES_SUCCESS && i < count; ++i)
    out.texts.emplace_back(::inet_ntop(AF_INET, &rows[i].ipaddr, text, sizeof text));
  return status;
}

int read_texts(std::string_view bytes, DnsRecords& out) {
  ares_txt_ext* rows = nullptr;
  const int status =
      ares_parse_txt_reply_ext(bytes_of(bytes), static_cast<int>(bytes.size()), &rows);
  for (const ares_txt_ext* row = rows; row != nullptr && out.texts.size() < kMostRecords;
       row = row->next) {
    // A long text comes in pieces; the first piece of each record is marked.
    if (row->record_start != 0 || out.texts.empty()) out.texts.emplace_back();
    out.texts.back().append(reinterpret_cast<const char*>(row->txt), row->length);
  }
  if (rows != nullptr) ares_free_data(rows);
  return status;
}

int read_exchanges(std::string_view bytes, DnsRecords& out) {
  ares_mx_reply* rows = nullptr;
  const int status = ares_parse_mx_reply(bytes_of(bytes), static_cast<int>(bytes.size()), &rows);
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const ares_mx_reply* row = rows; row != nullptr && found.size() < kMostRecords;
       row = row->next)
    found.emplace_back(row->priority, row->host);
  if (rows != nullptr) ares_free_data(rows);
  std::sort(found.begin(), found.end());
  if (!found.empty()) out.preference = found.front().first;
  for (auto& [preference, host] : found) out.texts.push_back(std::move(host));
  return status;
}

int read_names(std::string_view bytes, bool alias, DnsRecords& out) {
  hostent* host = nullptr;
  const int size = static_cast<int>(bytes.size());
  // For an alias, the answer to "CNAME" is a host whose name is what it points to.
  const int status = alias ? ares_parse_a_reply(bytes_of(bytes), size, &host, nullptr, nullptr)
                           : ares_parse_ns_reply(bytes_of(bytes), size, &host);
  if (host != nullptr) {
    if (alias && host->h_aliases != nullptr && host->h_aliases[0] != nullptr)
      out.texts.emplace_back(host->h_name);
    for (char** name = host->h_aliases;
         !alias && name != nullptr && *name != nullptr && out.texts.size() < kMostRecords; ++name)
      out.texts.emplace_back(*name);
    ares_free_hostent(host);
  }
  return alias && status == ARES_ENODATA && !out.texts.empty() ? ARES_SUCCESS : status;
}

void note_policy(const DnsRequest& request, const std::vector<std::string>& texts,
                 Observation& out) {
  const auto kind = request.type == "SPF"    ? formats::MailPolicy::Spf
                    : request.type == "DKIM" ? formats::MailPolicy::Dkim
                                             : formats::MailPolicy::Dmarc;
  const text::Node policy = formats::read_mail_policy(kind, texts);
  for (const text::Member& member : std::get<text::Table>(policy.value))
    out.fact(member.key, member.value);
  const text::Node* problem = policy.find("problem");
  const text::Node* record = policy.find("record");
  if (record != nullptr) out.words = formats::plain(*record);
  if (problem == nullptr) return;
  out.answer = formats::plain(*problem);
  for (const text::Member& member : std::get<text::Table>(policy.value))
    out.why[member.key] = out.answer;
  for (const char* subject : {"record", "all", "lookups", "policy", "key", "bits"})
    out.why[subject] = out.answer;
}

}  // namespace

base::Result<DnsRecords> read_dns_answer(std::string_view bytes, std::string_view type) {
  DnsRecords out;
  const int kind = number_of(type);
  int status = ARES_EBADRESP;
  if (bytes.size() > 65535) return refuse("dns.malformed");
  if (kind == ns_t_a || kind == ns_t_aaaa) status = read_addresses(bytes, kind == ns_t_aaaa, out);
  if (kind == ns_t_txt) status = read_texts(bytes, out);
  if (kind == ns_t_mx) status = read_exchanges(bytes, out);
  if (kind == ns_t_cname || kind == ns_t_ns) status = read_names(bytes, kind == ns_t_cname, out);
  if (status != ARES_SUCCESS) return refuse(dns_reason(status));
  if (out.texts.empty()) return refuse("dns.no-record");
  if (kind != ns_t_mx) std::sort(out.texts.begin(), out.texts.end());
  return out;
}

Observation probe_dns(const DnsRequest& request, const Limits& limits) {
  Observation out;
  const bool policy = request.type == "SPF" || request.type == "DKIM" || request.type == "DMARC";
  auto reply = ask_dns(request.name, number_of(request.type), request.server, limits);
  if (!reply) {
    take_failure(out, reply.error());
    return out;
  }
  std::string reason;
  DnsRecords records;
  if (reply->status != ARES_SUCCESS) {
    reason = dns_reason(reply->status);
  } else {
    auto read = read_dns_answer(reply->bytes, request.type);
    if (read)
      records = std::move(*read);
    else
      reason = read.error().rule;
  }
  text::Array list;
  for (const std::string& text : records.texts)
    list.push_back(formats::node(std::string_view(text)));
  out.fact("records", formats::node(std::move(list)));
  if (request.type == "MX" && reason.empty()) out.fact("preference", records.preference);
  const bool absent = reason == "dns.nxdomain" || reason == "dns.no-record";
  if (policy && (reason.empty() || absent)) {
    note_policy(request, records.texts, out);
    return out;
  }
  if (!reason.empty())
    take_failure(out, because(reason, message("{} of '{}'", "{} de « {} »", base::upper(request.type),
                                              request.name)));
  for (const std::string& text : records.texts) out.words += (out.words.empty() ? "" : ", ") + text;
  return out;
}

}  // namespace probes
