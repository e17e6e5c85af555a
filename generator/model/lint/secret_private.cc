// Private data: addresses, hosts, people; and the small predicates that all detectors share.
#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/model/lint/secret_detectors.h"

namespace model::detect {
namespace {

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Domains that are reserved for documentation and tests (RFC 2606, RFC 6761), and names with
// "example" as a part.
bool is_reserved_domain(std::string_view domain) {
  const std::string dotted = "." + base::lower(domain);
  return contains(dotted, ".example.") || dotted.ends_with(".example") ||
         dotted.ends_with(".test") || dotted.ends_with(".invalid") ||
         dotted.ends_with(".localhost");
}

// File names and versions look like domains; only the last labels that addresses of people commonly
// have count.
bool is_public_domain(std::string_view domain) {
  static constexpr std::array<std::string_view, 48> kLast = {
      "com", "org", "net", "edu", "gov", "info", "biz", "io", "dev", "app",   "ai",   "co",
      "eu",  "fr",  "be",  "ch",  "ca",  "de",   "es",  "it", "uk",  "us",    "nl",   "pt",
      "pl",  "se",  "no",  "dk",  "fi",  "at",   "cz",  "ie", "lu",  "ma",    "tn",   "dz",
      "sn",  "ci",  "tr",  "jp",  "br",  "mx",   "au",  "nz", "xyz", "cloud", "tech", "email"};
  const std::size_t dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 &&
         is_one_of(kLast, base::lower(domain.substr(dot + 1)));
}

// The run of host characters at `at`, without a final dot.
std::string_view host_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 255 &&
         (is_word(text[end]) || text[end] == '-' || text[end] == '.'))
    ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  return text.substr(at, end - at);
}

struct Quad {
  std::array<int, 4> octets = {};
  std::size_t end = 0;
};

// The dotted quad that starts at `begin`.
std::optional<Quad> quad_at(std::string_view text, std::size_t begin) {
  Quad out;
  std::size_t at = begin;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) {
      if (at >= text.size() || text[at] != '.') return {};
      ++at;
    }
    const std::size_t start = at;
    int value = 0;
    while (at < text.size() && at - start < 4 && is_digit(text[at]))
      value = value * 10 + (text[at++] - '0');
    if (at == start || at - start > 3 || value > 255 || (at - start > 1 && text[start] == '0'))
      return {};
    out.octets[i] = value;
  }
  out.end = at;
  return out;
}

// Global unicast, and neither a version number nor one of the public resolvers.
bool is_private_quad(const Quad& quad) {
  const auto [a, b, c, d] = quad.octets;
  if (a == 0 || a == 10 || a == 127 || a >= 224) return false;
  if ((a == 100 && b >= 64 && b < 128) || (a == 169 && b == 254) || (a == 172 && b >= 16 && b < 32))
    return false;
  if ((a == 192 && b == 168) || (a == 192 && b == 0) || (a == 198 && (b == 18 || b == 19)))
    return false;
  if ((a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113)) return false;
  if (d == 0 || std::max({a, b, c, d}) <= 20)
    return false;  // a network, a version, a numbered heading
  const bool resolver =
      (a == 1 && b == 1 && c == 1) || (a == 8 && b == 8) || (a == 9 && b == 9 && c == 9);
  return !resolver;
}

}  // namespace

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool starts_at(std::string_view text, std::size_t at, std::string_view prefix) {
  if (at > text.size() || text.size() - at < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (base::lower(text[at + i]) != base::lower(prefix[i])) return false;
  return true;
}

Secret secret(std::string_view rule, std::size_t begin, std::size_t end, base::Message message) {
  return {begin, end, rule, std::move(message)};
}

bool is_placeholder(std::string_view value) {
  if (value.empty() || value.front() == '$' || value.front() == '%') return true;
  if (value.find_first_of("<>{}*") != std::string_view::npos || contains(value, "...") ||
      contains(value, "…"))
    return true;
  const std::string low = base::lower(value);
  if (low.find_first_not_of(low.front()) == std::string::npos) return true;  // "xxxxxxxx"
  static constexpr std::array<std::string_view, 26> kWords = {
      "change", "example",    "exemple", "your",   "votre",  "placeholder", "password",
      "passwd", "motdepasse", "passe-",  "secret", "dummy",  "sample",      "fake",
      "demo",   "test",       "todo",    "xxxx",   "replac", "remplac",     "insert",
      "abcdef", "12345678",   "lab-",    "-lab",   "not-a-"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return contains(low, word); });
}

Found email(std::string_view text, std::size_t at) {
  const auto is_local = [](char c) { return is_word(c) || c == '.' || c == '-' || c == '+'; };
  std::size_t begin = at;
  while (begin > 0 && at - begin < 64 && is_local(text[begin - 1])) --begin;
  while (begin < at && (text[begin] == '.' || text[begin] == '-')) ++begin;
  if (begin == at || (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == ':')))
    return {};  // user:password@ of a URL
  const std::string_view local = text.substr(begin, at - begin);
  const std::string_view host = host_at(text, at + 1);
  const std::size_t end = at + 1 + host.size();
  const bool public_host = is_public_domain(host) && !is_reserved_domain(host);
  if (local == "root") {
    const auto quad = quad_at(text, at + 1);
    if (!public_host && !(quad && is_private_quad(*quad))) return {};
    return secret(
        "private-root-ssh", begin, end,
        base::message("root of a real host: '{}'", "root d'un hôte réel : « {} »", masked(host)));
  }
  // git@github.com:owner/repository is no one's mailbox.
  if (!public_host || local == "git") return {};
  return secret("private-email", begin, end,
                base::message("an address outside the reserved domains: '{}'",
                              "une adresse hors des domaines réservés : « {} »",
                              masked(text.substr(begin, end - begin))));
}

Found ipv4(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4 && is_digit(text[begin - 1])) --begin;
  if (begin == at || at - begin > 3) return {};
  if (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == '-'))
    return {};
  const auto quad = quad_at(text, begin);
  if (!quad || !is_private_quad(*quad)) return {};
  if (quad->end < text.size() && (is_word(text[quad->end]) || text[quad->end] == '-')) return {};
  if (quad->end + 1 < text.size() && text[quad->end] == '.' && is_word(text[quad->end + 1]))
    return {};
  if (begin >= 7 && base::lower(text.substr(begin - 7, 7)) == "ersion ") return {};
  return secret("private-ipv4", begin, quad->end,
                base::message("an address outside the documentation ranges: '{}'",
                              "une adresse hors des plages de documentation : « {} »",
                              masked(text.substr(begin))));
}

Found ipv6(std::string_view text, std::size_t at) {
  if (at < 4 || (text[at - 4] != '2' && text[at - 4] != '3')) return {};
  const std::size_t begin = at - 4;
  if (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == ':' || text[begin - 1] == '-'))
    return {};
  std::size_t end = begin, colons = 0, groups = 0;
  bool doubled = false;
  while (end < text.size() && end - begin < 46) {
    std::size_t digits = 0;
    while (end + digits < text.size() && digits < 5 && is_hex(text[end + digits])) ++digits;
    if (digits > 4) return {};
    if (digits > 0) ++groups;
    end += digits;
    if (end >= text.size() || text[end] != ':') break;
    ++colons;
    if (text[end - 1] == ':') {
      if (doubled) return {};
      doubled = true;
    }
    ++end;
  }
  if (end < text.size() && is_word(text[end])) return {};
  if (!(doubled ? groups >= 3 && groups <= 7 : colons == 7 && groups == 8)) return {};
  const std::string address = base::lower(text.substr(begin, end - begin));
  for (const std::string_view known :
       {"2001:db8:", "2001:0db8:", "3fff:", "2606:4700:4700:", "2001:4860:4860:", "2620:fe:"})
    if (address.starts_with(known)) return {};
  return secret("private-ipv6", begin, end,
                base::message("an address outside 2001:db8::/32: '{}'",
                              "une adresse hors de 2001:db8::/32 : « {} »", masked(address)));
}

Found home_path(std::string_view text, std::size_t at) {
  std::size_t name = 0;
  if (text[at] == '/') {
    if (text.substr(at, 6) == "/home/") name = at + 6;
    if (text.substr(at, 7) == "/Users/") name = at + 7;
    if (at > 0 && !contains(" \t\n\r\"'`(=:", text.substr(at - 1, 1))) return {};
  } else if (at >= 2 && text[at - 1] == ':' && is_letter(text[at - 2]) &&
             starts_at(text, at, "\\users\\")) {
    name = at + 7;
  }
  if (name == 0) return {};
  std::size_t end = name;
  while (end < text.size() && end - name < 40 &&
         (is_word(text[end]) || text[end] == '-' || text[end] == '.'))
    ++end;
  if (end == name || end >= text.size() || text[end] != text[at])
    return {};  // the home itself says little
  const std::string owner = base::lower(text.substr(name, end - name));
  static constexpr std::array<std::string_view, 34> kNobody = {
      "learner",       "user",     "username", "utilisateur", "you",      "vous",    "admin",
      "administrator", "ubuntu",   "debian",   "node",        "app",      "appuser", "deploy",
      "git",           "runner",   "vscode",   "codespace",   "jovyan",   "pi",      "www",
      "www-data",      "postgres", "redis",    "kong",        "nonroot",  "worker",  "vagrant",
      "coder",         "public",   "default",  "student",     "operator", "service"};
  if (is_one_of(kNobody, owner) || is_placeholder(owner)) return {};
  return secret(
      "private-home-path", at, end,
      base::message("the home folder of '{}'", "le dossier personnel de « {} »", masked(owner)));
}

Found trailer(std::string_view text, std::size_t at) {
  for (const std::string_view name : {"Co-authored-by:", "Generated-by:"}) {
    const std::size_t dash = name.find('-');
    if (at < dash || !starts_at(text, at - dash, name)) continue;
    const std::size_t begin = at - dash;
    std::size_t before = begin;
    while (before > 0 && text[before - 1] == ' ') --before;
    if (before > 0 && text[before - 1] != '\n') return {};
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t value = begin + name.size() + 1;
    if (value >= end || text[value] == '<') return {};
    return secret("commit-trailer", begin, end,
                  base::message("a trailer of a commit stands here: '{}'",
                                "une ligne de fin de commit se trouve ici : « {} »",
                                masked(text.substr(begin))));
  }
  return {};
}

}  // namespace model::detect
