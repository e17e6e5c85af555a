#include "labs/services/dns/zone.h"

#include <algorithm>
#include <array>

namespace services::dns {
namespace {

// A public key that was made for this zone; nobody has its other half.
constexpr std::string_view kDkimKey =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAgS/tadbMU0N2xYXwQSDw3Z2ac895vmzr5hlMglblmw8blxs1"
    "qPMmpuavMra9qPro+OYfxxjHFmv5/Tq4Yjl2bmFb+y+bVzC0xwMzLnRQF0Yial8CNb0U/b+0bmIgsA0TRI6bycPa14th"
    "aVadtV3Q41bVtA90v7/kwPL0hzwqLPwGU7jfmVoN18aiJLvdV/bWgOKkeAhVEMRkAJy2tEMobQDXqfaRHdvuNdSc40xt"
    "o3QDWCU2zj4Y/1wcVeK77Nc+3Uw6AB9nwpn66po+NSDlz+qVCxDnxq2SETfnXoQ8Npem6a+6nym5kkC1NezZTAHBMJQ5"
    "6TCMrS9iY9BHqCFogQIDAQAB";

constexpr std::array<std::string_view, 16> kHosts = {
    "n8n", "openwebui", "flowise", "ollama", "supabase", "searxng", "app",   "admin",
    "api", "chat",      "redis",   "pooler", "smtp",     "mail",    "coach", "grafana"};

std::string domain_of(const Context& context) {
  std::string out(context.setting("LAB_DOMAIN", "lab.example.org"));
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

class Zone {
 public:
  explicit Zone(const Context& context) : context_(context), domain_(domain_of(context)) {}

  std::vector<Record> make() {
    add(domain_, kSoa,
        write_name("ns." + domain_) + write_name("hostmaster." + domain_) +
            std::string("\0\0\0\1\0\0\x0e\x10\0\0\2\x58\0\x09\x3a\x80\0\0\1\x2c", 20));
    add(domain_, kNs, write_name("ns." + domain_));
    host(domain_);
    host("ns." + domain_);
    if (!context_.broken("dns-host-missing"))
      for (const std::string_view name : kHosts) host(std::string(name) + "." + domain_);
    for (const auto& [name, value] : context_.settings)
      if (name.ends_with("_HOSTNAME") && value.ends_with("." + domain_) &&
          !context_.broken("dns-host-missing"))
        host(value);
    add("www." + domain_, kCname, write_name(domain_));
    // Of a hosted database: only IPv6, as the direct host of a project without the add-on.
    add("db." + domain_, kAaaa, write_ipv6("2001:db8::5432"));
    mail();
    return std::move(records_);
  }

 private:
  void add(const std::string& name, std::uint16_t type, std::string data) {
    // The same host may be named twice, by us and by a setting.
    for (const Record& known : records_)
      if (known.name == name && known.type == type && known.data == data) return;
    if (!data.empty()) records_.push_back({name, type, std::move(data)});
  }
  void text(const std::string& name, std::string_view words) { add(name, kTxt, write_text(words)); }

  void host(const std::string& name) {
    const bool wrong = context_.broken("dns-wrong-address");
    if (!context_.broken("supabase-cloud-network-unreachable"))
      add(name, kA,
          write_ipv4(wrong ? "192.0.2.10" : context_.setting("LAB_ADDRESS", "127.0.0.1")));
    if (context_.broken("dns-ipv6-wrong") || context_.broken("supabase-cloud-network-unreachable"))
      add(name, kAaaa, write_ipv6("2001:db8::10"));
    else if (context_.setting("LAB_ADDRESS", "127.0.0.1") == "127.0.0.1" && !wrong)
      add(name, kAaaa, write_ipv6("::1"));
  }

  void mail() {
    const bool nothing = context_.broken("mail-deliverability-dns-missing");
    if (!context_.broken("mail-mx-missing"))
      add(domain_, kMx,
          write_mx(10,
                   context_.broken("mail-mx-wrong") ? "old-mail." + domain_ : "smtp." + domain_));
    if (!nothing) {
      spf();
      dkim("mail._domainkey." + domain_);
      dmarc("_dmarc." + domain_);
    }
    text(domain_, "lab-verification=reference");
  }

  void spf() {
    const std::string good = "v=spf1 mx include:_spf." + domain_ + " -all";
    text("_spf." + domain_, "v=spf1 ip4:192.0.2.0/24 -all");
    if (context_.broken("mail-spf-missing")) return;
    if (context_.broken("mail-spf-twice")) text(domain_, "v=spf1 a -all");
    std::string words = good;
    if (context_.broken("mail-spf-broken")) words = "v=spf1 mx includ:_spf." + domain_ + " -all";
    if (context_.broken("mail-spf-open")) words = "v=spf1 mx +all";
    if (context_.broken("mail-spf-too-many-lookups")) {
      words = "v=spf1 mx";
      for (int i = 0; i < 11; ++i) words += fmt::format(" include:s{}.{}", i, domain_);
      words += " -all";
    }
    text(domain_, words);
  }

  void dkim(const std::string& name) {
    if (context_.broken("mail-dkim-missing")) return;
    std::string key(kDkimKey);
    if (context_.broken("mail-dkim-broken")) key.insert(100, "\" \"");  // pasted with its quotes
    if (context_.broken("mail-dkim-revoked")) key.clear();
    text(name, "v=DKIM1; k=rsa; p=" + key);
  }

  void dmarc(const std::string& name) {
    if (context_.broken("mail-dmarc-missing")) return;
    const std::string reports = "; rua=mailto:dmarc@" + domain_;
    std::string policy = "quarantine";
    if (context_.broken("mail-dmarc-broken")) policy = "quarantaine";
    if (context_.broken("mail-dmarc-only-watches")) policy = "none";
    text(name, "v=DMARC1; p=" + policy + reports);
    if (context_.broken("mail-dmarc-twice")) text(name, "v=DMARC1; p=reject");
  }

  const Context& context_;
  std::string domain_;
  std::vector<Record> records_;
};

}  // namespace

std::vector<Record> zone(const Context& context) { return Zone(context).make(); }

Answer answer(const Question& question, const Context& context) {
  Answer out;
  if (question.written.empty()) {
    out.code = Code::Format;
    return out;
  }
  const std::string domain = domain_of(context);
  const bool inside = question.name == domain || question.name.ends_with("." + domain);
  if (question.opcode != 0) {
    out.code = Code::NotDone;
    return out;
  }
  // Nobody else's names: this is no open resolver.
  if (!inside || question.in_class != 1 || context.broken("dns-refused")) {
    out.code = Code::Refused;
    return out;
  }
  if (context.broken("dns-servfail")) {
    out.code = Code::Failure;
    return out;
  }
  const std::vector<Record> records = zone(context);
  const Record& soa = records.front();
  const bool gone = context.broken("dns-domain-missing");
  bool known = false;
  std::string name = question.name;
  for (int step = 0; step < 4 && !gone; ++step) {
    const Record* alias = nullptr;
    for (const Record& record : records) {
      // A name above another one exists, without records of its own.
      if (record.name.ends_with("." + name)) known = true;
      if (record.name != name) continue;
      known = true;
      if (record.type == question.type || question.type == kAny) out.answers.push_back(record);
      if (record.type == kCname && question.type != kCname && question.type != kAny)
        alias = &record;
    }
    if (alias == nullptr) break;
    out.answers.push_back(*alias);
    name = domain;  // the only one that an alias here points to
  }
  if (!known) out.code = Code::NoName;
  if (out.answers.empty()) out.authority.push_back(soa);
  return out;
}

}  // namespace services::dns
