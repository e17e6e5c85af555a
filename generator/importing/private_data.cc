#include <algorithm>

#include "generator/importing/mend.h"
#include "generator/base/ascii.h"
#include "generator/model/lint/secrets.h"

namespace importing {
namespace {

using base::message;

constexpr int kMostRounds = 4;  // a replacement may bring to light what stood behind it

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// "OPENAI_API_KEY" of `OPENAI_API_KEY="…`, when that is what stands before a value.
std::string name_before(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  if (end == 0 || (text[end - 1] != '=' && text[end - 1] != ':')) return {};
  --end;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 60 && is_name_character(text[begin - 1])) --begin;
  std::string out = base::upper(text.substr(begin, end - begin));
  return !out.empty() && out[0] >= 'A' && out[0] <= 'Z' ? out : std::string();
}

struct Kind {
  std::string_view rule;
  std::string_view name;
  std::string_view type;
  std::string_view example;
  bool secret;
};
constexpr Kind kKinds[] = {
    {"private-email", "EMAIL", "email", "ops@lab.example.org", false},
    {"private-ipv4", "SERVER_IP", "ip", "203.0.113.10", false},
    {"private-ipv6", "SERVER_IPV6", "ip", "2001:db8::10", false},
    {"private-host", "SERVER_HOST", "host", "lab.example.org", false},
    {"private-root-ssh", "SERVER_HOST", "host", "lab.example.org", false},
    {"secret-api-key", "API_KEY", "text", "change-me", true},
    {"secret-env-value", "SECRET_VALUE", "text", "change-me", true},
    {"secret-hex-key", "SECRET_KEY", "text", "change-me", true},
    {"secret-invite-link", "INVITE_LINK", "url", "https://lab.example.org/", true},
    {"secret-jwt", "JWT", "text", "change-me", true},
    {"secret-login-pair", "PASSWORD", "text", "change-me", true},
    {"secret-private-key", "PRIVATE_KEY", "text", "change-me", true},
    {"secret-supabase-ref", "PROJECT_REF", "text", "abcdefgh", true},
    {"secret-url-credentials", "PASSWORD", "text", "change-me", true},
};

const Kind* find_kind(std::string_view rule) {
  const auto found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [&](const Kind& kind) { return kind.rule == rule; });
  return found == std::end(kKinds) ? nullptr : found;
}

// The name of the value in the whole course.
const Placeholder& name_of(PrivateNames& names, const Kind& kind, std::string_view value,
                           std::string name) {
  const auto [found, is_new] = names.by_value.try_emplace(std::string(value));
  if (is_new) {
    if (name.empty()) name = kind.name;
    const int count = ++names.counts[name];
    found->second = {count > 1 ? fmt::format("{}_{}", name, count) : name, std::string(kind.type),
                     std::string(kind.example), kind.secret};
  }
  return found->second;
}

// "/home/bob" and "C:\Users\bob": the person becomes the learner.
std::string harmless_home(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  if (slash == std::string_view::npos) return "learner";
  // The last part may be a file in the folder; the person is behind home or Users.
  for (const std::string_view mark : {"/home/", "/Users/", "\\Users\\", "/users/", "\\home\\"}) {
    const std::size_t at = path.find(mark);
    if (at == std::string_view::npos) continue;
    const std::size_t begin = at + mark.size();
    const std::size_t end = std::min(path.find_first_of("/\\", begin), path.size());
    return std::string(path.substr(0, begin)) + "learner" + std::string(path.substr(end));
  }
  return std::string(path.substr(0, slash + 1)) + "learner";
}

bool in_target(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at) + 1;
  const std::size_t open = text.rfind("](", at);
  return open != std::string_view::npos && open >= line &&
         text.substr(open, at - open).find(')') == std::string_view::npos;
}

Edit edit_for(const SourceText& source, const model::Secret& secret, Zone zone,
              PrivateNames& names) {
  const std::string& text = source.text();
  const std::string value = text.substr(secret.begin, secret.end - secret.begin);
  Edit edit{secret.begin, secret.end, {}};
  const Kind* kind = find_kind(secret.rule);
  if (secret.rule == "private-home-path") {
    edit.with = harmless_home(value);
    return edit;
  }
  if (secret.rule == "commit-trailer") {
    edit.begin = source.start(source.line_at(secret.begin));
    edit.end = source.end(source.line_at(secret.end));
    return edit;
  }
  if (kind == nullptr) {
    edit.with = std::string(value.size(), 'x');
    return edit;
  }
  std::string rest;  // what of the value stays
  std::string part = value;
  if (secret.rule == "private-root-ssh") {
    const std::size_t at = value.find('@');
    rest = value.substr(0, at == std::string::npos ? 0 : at + 1);
    part = value.substr(rest.size());
  }
  // In prose a placeholder would be a tag; an address of documentation reads as what it is.
  const bool address = !kind->secret || in_target(text, secret.begin);
  if (zone == Zone::Prose && address) {
    edit.with = rest + std::string(kind->secret ? "https://lab.example.org/" : kind->example);
    return edit;
  }
  const bool named = secret.rule == "secret-env-value" || secret.rule == "secret-api-key" ||
                     secret.rule == "secret-login-pair" || secret.rule == "secret-hex-key" ||
                     secret.rule == "secret-jwt";
  const Placeholder& placeholder =
      name_of(names, *kind, part, named ? name_before(text, secret.begin) : std::string());
  edit.with = fmt::format("{}<{}>", rest, placeholder.name);
  if (zone == Zone::Prose) edit.with = "`" + edit.with + "`";
  return edit;
}

}  // namespace

void replace_private(SourceText& source, PrivateNames& names, Notes& notes) {
  const model::DenyList deny;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto secrets = model::find_secrets(source.text(), deny);
    if (secrets.empty()) return;
    const std::vector<Zone> zones = zones_of(source);
    Edits edits;
    for (const model::Secret& secret : secrets) {
      Edit edit = edit_for(source, secret, zones[secret.begin], names);
      if (round + 1 == kMostRounds) edit.with = std::string(secret.end - secret.begin, 'x');
      const std::string now(edit.with.substr(0, 60));
      notes.person(
          source.origin_at(secret.begin),
          {fmt::format("{}; now it is '{}' [{}]", secret.message.en, now, secret.rule),
           fmt::format("{} ; c'est maintenant « {} » [{}]", secret.message.fr, now, secret.rule)});
      edits.push_back(std::move(edit));
    }
    source.apply(std::move(edits));
  }
}

}  // namespace importing
