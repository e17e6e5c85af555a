#include "labs/formats/mail_policy.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "generator/base/ascii.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"

namespace formats {
namespace {

constexpr std::int64_t kMostLookups = 10;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const auto part = base::trimmed(text.substr(0, end)); !part.empty()) out.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void refuse(text::Node& facts, std::string_view problem) {
  put(facts, "valid", node_of(false));
  put(facts, "problem", node(problem));
}

// The one record that is of the kind; a refusal when there is none or more than one.
template <class Is>
std::optional<std::string> only(const std::vector<std::string>& texts, Is is, std::string_view kind,
                                text::Node& facts) {
  std::optional<std::string> found;
  for (const std::string& record : texts) {
    if (!is(record)) continue;
    if (found) {
      refuse(facts, fmt::format("{}.several", kind));
      return std::nullopt;
    }
    found = record;
  }
  if (!found) refuse(facts, fmt::format("{}.missing", kind));
  return found;
}

bool is_mechanism(std::string_view name) {
  static const std::set<std::string_view> known = {"all", "include", "a",   "mx",
                                                   "ptr", "ip4",     "ip6", "exists"};
  return known.contains(name);
}

void read_spf(const std::vector<std::string>& texts, text::Node& facts) {
  const auto record = only(
      texts,
      [](const std::string& text) {
        const std::string small = base::lower(text);
        return small == "v=spf1" || small.starts_with("v=spf1 ");
      },
      "spf", facts);
  if (!record) return;
  put(facts, "record", node(std::string_view(*record)));
  std::int64_t lookups = 0;
  std::string all;
  text::Array mechanisms;
  for (std::string_view term : split(std::string_view(*record).substr(6), ' ')) {
    mechanisms.push_back(node(term));
    std::string_view qualifier = "+";
    if (std::string_view("+-~?").find(term[0]) != std::string_view::npos) {
      qualifier = term.substr(0, 1);
      term.remove_prefix(1);
    }
    const std::size_t end = std::min(term.find_first_of(":/="), term.size());
    const std::string name = base::lower(term.substr(0, end));
    const bool modifier = end < term.size() && term[end] == '=';
    if (modifier) {
      if (name == "redirect") ++lookups;
      continue;  // unknown modifiers are ignored (RFC 7208, 6)
    }
    const bool wants_value =
        name == "include" || name == "ip4" || name == "ip6" || name == "exists";
    if (!is_mechanism(name) || (wants_value && end + 1 >= term.size())) {
      put(facts, "term", node(term));
      refuse(facts, "spf.syntax");
      return;
    }
    if (name == "all") all = qualifier;
    if (name == "include" || name == "a" || name == "mx" || name == "ptr" || name == "exists")
      ++lookups;
  }
  put(facts, "all", node(std::string_view(all)));
  put(facts, "lookups", node(lookups));
  put(facts, "mechanisms", node(std::move(mechanisms)));
  if (lookups > kMostLookups) return refuse(facts, "spf.lookups");
  put(facts, "valid", node_of(true));
}

// "k=rsa; p=…" as a table; false when a part is no tag or a tag comes twice.
bool read_tags(std::string_view record, text::Node& out) {
  out.value = text::Table();
  for (const std::string_view part : split(record, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    const std::string name = base::lower(base::trimmed(part.substr(0, equals)));
    if (out.find(name) != nullptr) return false;
    put(out, name, node(base::trimmed(part.substr(equals + 1))));
  }
  return true;
}

std::string tag(const text::Node& tags, std::string_view name, std::string_view otherwise = {}) {
  const text::Node* found = tags.find(name);
  return found != nullptr ? plain(*found) : std::string(otherwise);
}

void read_dkim(const std::vector<std::string>& texts, text::Node& facts) {
  const auto record = only(
      texts,
      [](const std::string& text) {
        return base::lower(text).starts_with("v=dkim1") || text.find("p=") != std::string::npos;
      },
      "dkim", facts);
  if (!record) return;
  put(facts, "record", node(std::string_view(*record)));
  text::Node tags;
  if (!read_tags(*record, tags) || tags.find("p") == nullptr) return refuse(facts, "dkim.syntax");
  const std::string kind = base::lower(tag(tags, "k", "rsa"));
  put(facts, "key", node(std::string_view(kind)));
  std::string key = tag(tags, "p");
  std::erase_if(key, [](char c) { return c == ' ' || c == '\t'; });
  if (key.empty()) return refuse(facts, "dkim.revoked");
  const auto bytes = decode_base64(key);
  if (!bytes) return refuse(facts, "dkim.syntax");
  // The key's own DER holds about 38 bytes beside the modulus.
  if (kind == "rsa" && bytes->size() > 38)
    put(facts, "bits", node(static_cast<std::int64_t>((bytes->size() - 38 + 32) / 64 * 64 * 8)));
  put(facts, "valid", node_of(true));
}

void read_dmarc(const std::vector<std::string>& texts, text::Node& facts) {
  const auto record = only(
      texts, [](const std::string& text) { return base::lower(text).starts_with("v=dmarc1"); }, "dmarc",
      facts);
  if (!record) return;
  put(facts, "record", node(std::string_view(*record)));
  text::Node tags;
  const bool readable = read_tags(*record, tags);
  const std::string policy = base::lower(tag(tags, "p"));
  if (!readable || (policy != "none" && policy != "quarantine" && policy != "reject"))
    return refuse(facts, "dmarc.syntax");
  put(facts, "policy", node(std::string_view(policy)));
  put(facts, "subdomain-policy", node(std::string_view(base::lower(tag(tags, "sp", policy)))));
  const std::string percent = tag(tags, "pct", "100");
  std::int64_t number = 0;
  const auto parsed = std::from_chars(percent.data(), percent.data() + percent.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != percent.data() + percent.size() || number < 0 ||
      number > 100)
    return refuse(facts, "dmarc.syntax");
  put(facts, "percent", node(number));
  text::Array reports;
  const std::string addresses = tag(tags, "rua");
  for (const std::string_view address : split(addresses, ',')) reports.push_back(node(address));
  put(facts, "reports", node(std::move(reports)));
  put(facts, "valid", node_of(true));
}

}  // namespace

text::Node read_mail_policy(MailPolicy kind, const std::vector<std::string>& texts) {
  text::Node facts;
  facts.value = text::Table();
  if (kind == MailPolicy::Spf) read_spf(texts, facts);
  if (kind == MailPolicy::Dkim) read_dkim(texts, facts);
  if (kind == MailPolicy::Dmarc) read_dmarc(texts, facts);
  return facts;
}

}  // namespace formats
