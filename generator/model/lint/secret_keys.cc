#include <algorithm>
#include <array>
#include <span>

#include "generator/base/ascii.h"
#include "generator/model/lint/secret_detectors.h"

namespace model::detect {
namespace {

constexpr std::size_t kLongest =
    4096;  // no credential is longer; looking further would only cost time

bool is_base64url(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }
bool is_base64(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '='; }

// The length of the run of characters at `at` that satisfy `is`, at most `most`.
template <class Is>
std::size_t run_length(std::string_view text, std::size_t at, Is is, std::size_t most = kLongest) {
  std::size_t length = 0;
  while (length < most && at + length < text.size() && is(text[at + length])) ++length;
  return length;
}

std::size_t count_digits(std::string_view value) {
  return static_cast<std::size_t>(std::count_if(value.begin(), value.end(), is_digit));
}
std::string decode_base64url(std::string_view encoded) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : encoded) {
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<std::uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<std::uint32_t>(c - 'a' + 26);
    else if (is_digit(c))
      value = static_cast<std::uint32_t>(c - '0' + 52);
    else
      value = c == '-' ? 62 : 63;
    bits = (bits << 6 | value) & 0xFFFFFF;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFF);
    }
  }
  return out;
}

// The value of "name":"value" in a flat JSON object, as far as it is plain: letters, digits, _ and
// -.
std::string claim(std::string_view json, std::string_view name) {
  const std::string key = fmt::format("\"{}\"", name);
  std::size_t at = json.find(key);
  if (at == std::string_view::npos) return {};
  at += key.size();
  while (at < json.size() && (json[at] == ' ' || json[at] == ':')) ++at;
  if (at >= json.size() || json[at] != '"') return {};
  return std::string(json.substr(at + 1, run_length(json, at + 1, is_base64url, 40)));
}

// A vendor's prefix and what follows it.
struct Vendor {
  std::string_view prefix;
  std::size_t trigger;  // which character of the prefix calls api_key()
  std::size_t least;    // characters behind the prefix
  bool (*is)(char);
  bool needs_digit;
};

bool is_upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || is_digit(c); }
bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
bool is_key_character(char c) { return is_base64url(c) || c == '.' || c == '/'; }

// By the character that calls api_key().
constexpr Vendor kDash[] = {
    {"sk-", 2, 16, is_base64url, true},    {"xoxb-", 4, 16, is_base64url, true},
    {"xoxp-", 4, 16, is_base64url, true},  {"xapp-", 4, 16, is_base64url, true},
    {"glpat-", 5, 16, is_base64url, true}, {"add-authtoken ", 3, 20, is_word, true},
};
constexpr Vendor kUnderscore[] = {
    {"sk_live_", 7, 16, is_alnum, true},    {"rk_live_", 7, 16, is_alnum, true},
    {"sk_test_", 7, 20, is_alnum, true},    {"ghp_", 3, 30, is_alnum, true},
    {"gho_", 3, 30, is_alnum, true},        {"ghs_", 3, 30, is_alnum, true},
    {"github_pat_", 10, 30, is_word, true}, {"hf_", 2, 30, is_alnum, false},
    {"sbp_", 3, 32, is_hex, true},          {"sb_secret_", 9, 16, is_base64url, true},
    {"npm_", 3, 36, is_alnum, true},        {"dckr_pat_", 8, 20, is_base64url, true},
    {"whsec_", 5, 24, is_base64, true},     {"re_", 2, 30, is_word, true},
    {"pcsk_", 4, 30, is_word, true},
};
constexpr Vendor kCapitalA[] = {
    {"AKIA", 0, 16, is_upper_or_digit, true},
    {"AIza", 0, 35, is_base64url, true},
};
constexpr Vendor kDot[] = {
    {"SG.", 2, 40, is_key_character, true},
};
constexpr Vendor kSlash[] = {
    {"hooks.slack.com/services/T", 24, 30, is_key_character, true},
};

std::span<const Vendor> vendors_of(char trigger) {
  switch (trigger) {
    case '-':
      return kDash;
    case '_':
      return kUnderscore;
    case 'A':
      return kCapitalA;
    case '.':
      return kDot;
    default:
      return kSlash;
  }
}

Found match_vendor(std::string_view text, std::size_t begin, const Vendor& vendor) {
  if (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '-')) return {};
  const std::size_t body = begin + vendor.prefix.size();
  const std::size_t length = run_length(text, body, vendor.is);
  const std::string_view value = text.substr(body, length);
  if (length < vendor.least || is_placeholder(value)) return {};
  if (vendor.needs_digit && count_digits(value) == 0) return {};
  return secret("secret-api-key", begin, body + length,
                base::message("this looks like a service's key: '{}'",
                              "ceci ressemble à la clé d'un service : « {} »",
                              masked(text.substr(begin, length))));
}

// "AC" or "SK" and 32 hex digits: an account or key of a telephony service. `at` is the A of AC.
Found account_id(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "AC" || (at > 0 && is_word(text[at - 1]))) return {};
  const std::size_t length = run_length(text, at + 2, is_hex, 33);
  const std::string_view value = text.substr(at + 2, length);
  if (length != 32 || count_digits(value) == 0 || is_placeholder(value)) return {};
  return secret("secret-api-key", at, at + 34,
                base::message("this looks like an account's id: '{}'",
                              "ceci ressemble à l'identifiant d'un compte : « {} »",
                              masked(text.substr(at, 34))));
}

}  // namespace

Found jwt(std::string_view text, std::size_t at) {
  if (at < 2 || text.substr(at - 2, 3) != "eyJ") return {};
  const std::size_t begin = at - 2;
  if (begin > 0 && (is_base64url(text[begin - 1]) || text[begin - 1] == '.')) return {};
  std::string_view parts[3];
  std::size_t end = begin;
  for (std::string_view& part : parts) {
    if (&part != parts) {
      if (end >= text.size() || text[end] != '.') return {};
      ++end;
    }
    const std::size_t length = run_length(text, end, is_base64url);
    if (length < 10) return {};
    part = text.substr(end, length);
    end += length;
  }
  const std::string payload = decode_base64url(parts[1]);
  if (claim(payload, "iss") == "lab") return {};
  const std::string shown = masked(text.substr(begin));
  const std::string role = claim(payload, "role");
  if (role.empty())
    return secret("secret-jwt", begin, end,
                  base::message("a signed token (JWT) stands here: '{}'",
                                "un jeton signé (JWT) se trouve ici : « {} »", shown));
  return secret(
      "secret-jwt", begin, end,
      base::message("a signed token (JWT) of role '{}' stands here: '{}'",
                    "un jeton signé (JWT) de rôle « {} » se trouve ici : « {} »", role, shown));
}

Found api_key(std::string_view text, std::size_t at) {
  if (text[at] == 'A') {
    if (Found account = account_id(text, at)) return account;
  }
  for (const Vendor& vendor : vendors_of(text[at])) {
    if (vendor.trigger > at) continue;
    const std::size_t begin = at - vendor.trigger;
    if (text[begin] != vendor.prefix.front()) continue;
    if (text.substr(begin, vendor.prefix.size()) != vendor.prefix) continue;
    if (Found found = match_vendor(text, begin, vendor)) return found;
  }
  return {};
}

Found bcrypt(std::string_view text, std::size_t at) {
  // $2b$12$ and 53 characters: a whole hash, not the shortened one of an explanation.
  const std::string_view head = text.substr(at, 7);
  if (head.size() < 7 || head[1] != '2' || head[3] != '$' || head[6] != '$') return {};
  if (!is_digit(head[4]) || !is_digit(head[5])) return {};
  const auto is = [](char c) { return is_alnum(c) || c == '.' || c == '/'; };
  const std::size_t length = run_length(text, at + 7, is, 54);
  if (length != 53 || is_placeholder(text.substr(at + 7, length))) return {};
  return secret("secret-api-key", at, at + 60,
                base::message("this is the whole hash of a password: '{}'",
                              "ceci est l'empreinte complète d'un mot de passe : « {} »",
                              masked(text.substr(at, 60))));
}

Found private_key(std::string_view text, std::size_t at) {
  constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "PRIVATE KEY-----";
  if (!text.substr(at).starts_with(kBegin)) return {};
  const std::size_t marker = text.substr(at, 80).find(kEnd);
  if (marker == std::string_view::npos) return {};
  std::size_t body = at + marker + kEnd.size();
  if (text.substr(body, 2) == "\\n") body += 2;  // a key squeezed into one line of JSON
  while (body < text.size() &&
         (text[body] == '\n' || text[body] == '\r' || text[body] == ' ' || text[body] == '>'))
    ++body;
  const std::size_t length = run_length(text, body, is_base64);
  if (length < 40 || is_placeholder(text.substr(body, length))) return {};
  return secret("secret-private-key", at, body + length,
                base::message("a private key stands here", "une clé privée se trouve ici"));
}

Found supabase_ref(std::string_view text, std::size_t at) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  constexpr std::size_t kLength = 20;
  std::size_t begin = at;
  if (text.substr(at).starts_with(".supabase.co")) {  // <ref>.supabase.co
    while (begin > 0 && at - begin <= kLength && is_lower(text[begin - 1])) --begin;
    if (begin > 0 && is_word(text[begin - 1])) return {};
  } else if (at >= 8 && text.substr(at - 8, 8) == "postgres") {  // postgres.<ref>
    begin = at + 1;
    at = begin + run_length(text, begin, is_lower, kLength + 1);
    if (at < text.size() && (is_word(text[at]) || text[at] == '.' || text[at] == '-')) return {};
  }
  const std::string_view ref = text.substr(begin, at - begin);
  if (ref.size() != kLength || is_placeholder(ref)) return {};
  return secret(
      "secret-supabase-ref", begin, at,
      base::message("this looks like a real project's reference: '{}'",
                    "ceci ressemble à la référence d'un vrai projet : « {} »", masked(ref)));
}

Found hex_key(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view value = text.substr(begin, end - begin);
  if ((begin > 0 && is_word(text[begin - 1])) || (end < text.size() && is_word(text[end])))
    return {};
  if (count_digits(value) < 4 || std::count_if(value.begin(), value.end(), is_letter) < 2 ||
      is_placeholder(value))
    return {};
  // What the line says before it decides: "key", "token" - but a digest is no key.
  const std::size_t from = begin - std::min<std::size_t>(begin, 120);
  std::string_view near = text.substr(from, begin - from);
  if (const std::size_t line = near.rfind('\n'); line != std::string_view::npos)
    near.remove_prefix(line + 1);
  const std::string before = base::lower(near);
  for (const std::string_view digest : {"sha", "md5", "digest", "checksum", "commit", "fingerprint",
                                        "hash", "integrity", "empreinte"})
    if (before.find(digest) != std::string::npos) return {};
  for (const std::string_view word : {"key", "secret", "token", "clé", "jeton"}) {
    if (before.find(word) == std::string::npos) continue;
    return secret("secret-hex-key", begin, end,
                  base::message("a long hexadecimal value near the word '{}': '{}'",
                                "une longue valeur hexadécimale près du mot « {} » : « {} »", word,
                                masked(value)));
  }
  return {};
}

}  // namespace model::detect
