// Names with values: NAME=value, "password": "value", user:password@host, login/password, tables of
// passwords.
#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/model/lint/secret_detectors.h"

namespace model::detect {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestValue = 512;

// Where one of `stops` stands behind `begin`, or where it is no longer worth looking.
std::size_t end_of(std::string_view text, std::size_t begin, std::string_view stops) {
  if (begin >= text.size()) return text.size();
  const std::string_view near = text.substr(begin, kLongestValue);
  return begin + std::min(near.find_first_of(stops), near.size());
}

// What stands behind = or : up to a space, a quote or a sign that ends it.
struct Value {
  std::size_t begin = 0;
  std::string_view text;
  bool quoted = false;
  bool whole = true;  // false: it goes on as code does - a call, an index
};

Value value_behind(std::string_view text, std::size_t at) {
  Value out;
  std::size_t begin = at + 1;
  while (begin < text.size() && begin - at <= 2 && text[begin] == ' ') ++begin;
  if (begin < text.size() && (text[begin] == '"' || text[begin] == '\'')) {
    out.quoted = true;
    ++begin;
  }
  const std::size_t end = end_of(text, begin, " \t\r\n\"'`;,)#|&\\([");
  out.begin = begin;
  out.text = text.substr(begin, end - begin);
  out.whole = end >= text.size() || (text[end] != '(' && text[end] != '[');
  return out;
}

struct Counts {
  std::size_t digits = 0, upper = 0, lower = 0, other = 0;
};
Counts count(std::string_view value) {
  Counts out;
  for (const char c : value) {
    if (is_digit(c))
      ++out.digits;
    else if (c >= 'A' && c <= 'Z')
      ++out.upper;
    else if (c >= 'a' && c <= 'z')
      ++out.lower;
    else
      ++out.other;
  }
  return out;
}

// Certain enough to be a password or key: long, with letters and digits, neither a path, an address
// nor code.
bool is_credential(const Value& value) {
  const std::string_view text = value.text;
  if (!value.whole || text.size() < 8 || is_placeholder(text)) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || c == ':' || c == '@';
      }))
    return false;
  for (const std::string_view prefix : {"/", "./", "../", "~", "process.", "os.", "env.", "import.",
                                        "secrets.", "vars.", "self.", "config.", "this."})
    if (text.starts_with(prefix)) return false;
  const Counts counts = count(text);
  if (counts.digits == 0 || counts.upper + counts.lower == 0) return false;
  return counts.digits >= 2 || (text.size() >= 20 && counts.upper > 0 && counts.lower > 0);
}

// The name that ends at `end`, without quotes around it.
std::string_view name_before(std::string_view text, std::size_t end) {
  for (int i = 0; i < 2 && end > 0 && text[end - 1] == ' '; ++i) --end;
  if (end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongestName && is_word(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

bool is_secret_name(std::string_view name) {
  const bool capitals =
      std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!capitals || name.empty() || contains(name, "PUBLIC") || contains(name, "PUBLISHABLE"))
    return false;
  for (const std::string_view suffix :
       {"PASSWORD", "PASSWD", "PASS", "PWD", "SECRET", "KEY", "TOKEN"}) {
    if (!name.ends_with(suffix)) continue;
    return name.size() == suffix.size() || name[name.size() - suffix.size() - 1] == '_';
  }
  return false;
}

bool is_password_word(std::string_view word) {
  const std::string low = base::lower(word);
  return low == "password" || low == "passwd" || low == "pwd" || low == "passe" || low == "mdp";
}

Secret pair_found(const Value& value) {
  return secret("secret-login-pair", value.begin, value.begin + value.text.size(),
                base::message("a password stands here: '{}'",
                              "un mot de passe se trouve ici : « {} »", masked(value.text)));
}

bool is_lab_host(std::string_view host) {
  if (host.starts_with("127.") || host == "localhost" || host.starts_with("[") ||
      host.starts_with("192.0.2.") || host.starts_with("198.51.100.") ||
      host.starts_with("203.0.113.") || host.starts_with("<"))
    return true;
  if (!contains(host, ".")) return true;  // a container's name
  const std::string low = "." + base::lower(host);
  return contains(low, ".example.") || low.ends_with(".example") || low.ends_with(".test") ||
         low.ends_with(".invalid") || low.ends_with(".local") || low.ends_with(".internal");
}

// The cells of a row of a table, trimmed of spaces and marks; offsets into `text`.
std::vector<std::pair<std::size_t, std::string_view>> cells_of(std::string_view text,
                                                               std::size_t line) {
  std::vector<std::pair<std::size_t, std::string_view>> out;
  const std::size_t end = std::min(text.find('\n', line), text.size());
  std::size_t at = line + 1;
  while (at < end && out.size() < 64) {
    const std::size_t bar = std::min(text.find('|', at), end);
    std::size_t from = at, to = bar;
    constexpr std::string_view kMarks = " \t\r`*";
    while (from < to && contains(kMarks, text.substr(from, 1))) ++from;
    while (to > from && contains(kMarks, text.substr(to - 1, 1))) --to;
    out.emplace_back(from, text.substr(from, to - from));
    at = bar + 1;
  }
  return out;
}

}  // namespace

Found assigned_value(std::string_view text, std::size_t at, std::size_t& seen) {
  if (at < seen) return {};
  const std::string_view name = name_before(text, at);
  if (name.empty()) return {};
  const bool named = is_secret_name(name);
  if (!named && !is_password_word(name)) return {};
  // "Password: " in prose is followed by a space; so is a YAML value. "host:port" is not.
  if (text[at] == ':' && at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '"')
    return {};
  const Value value = value_behind(text, at);
  seen = value.begin + value.text.size();
  if (!is_credential(value)) return {};
  if (!named) {
    const std::string low = base::lower(value.text);
    for (const std::string_view algorithm : {"sha", "md5", "argon", "bcrypt", "scrypt"})
      if (contains(low, algorithm)) return {};
    const Counts counts = count(value.text);
    if (!value.quoted && (counts.upper == 0 || counts.lower == 0) && counts.other == 0) return {};
    return pair_found(value);
  }
  return secret("secret-env-value", value.begin, value.begin + value.text.size(),
                base::message("'{}' has a value: '{}'", "« {} » a une valeur : « {} »", name,
                              masked(value.text)));
}

Found url_credentials(std::string_view text, std::size_t at, std::size_t& seen) {
  const std::size_t begin = at + 3;
  if (begin < seen) return {};
  const std::size_t end = end_of(text, begin, " \t\r\n\"'`/?#|");
  seen = end;
  const std::string_view authority = text.substr(begin, end - begin);
  const std::size_t sign = authority.rfind('@');
  if (sign == std::string_view::npos) return {};
  const std::string_view user = authority.substr(0, sign);
  const std::size_t colon = user.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view password = user.substr(colon + 1);
  const std::string_view host = authority.substr(sign + 1);
  if (password.size() < 4 || is_placeholder(password) || contains(password, "[") ||
      is_lab_host(host))
    return {};
  const std::size_t from = begin + colon + 1;
  return secret("secret-url-credentials", from, from + password.size(),
                base::message("an address carries a password: '{}'",
                              "une adresse contient un mot de passe : « {} »", masked(password)));
}

Found invite_link(std::string_view text, std::size_t at, std::size_t& seen) {
  const std::size_t begin = at + 3;
  if (begin < seen) return {};
  const std::size_t end = end_of(text, begin, " \t\r\n\"'`<>()[]|");
  seen = end;
  const std::string_view url = text.substr(begin, end - begin);
  const std::string low = base::lower(url);
  bool invites = false;
  for (const std::string_view word :
       {"/invite", "/verify", "/signup", "/confirm", "/magic", "/reset", "/join",
        "chat.whatsapp.com/", "discord.gg/", "t.me/+"})
    invites = invites || contains(low, word);
  if (!invites) return {};
  // The token: the longest run without a separator.
  std::size_t best = 0, length = 0;
  for (std::size_t i = 0; i < url.size();) {
    std::size_t run = 0;
    while (i + run < url.size() && (is_word(url[i + run]) || url[i + run] == '-')) ++run;
    if (run > length) {
      best = i;
      length = run;
    }
    i += run + 1;
  }
  const std::string_view token = url.substr(best, length);
  const Counts counts = count(token);
  if (length < 16 || counts.digits < 2 || counts.upper + counts.lower < 2 || is_placeholder(token))
    return {};
  return secret(
      "secret-invite-link", begin + best, begin + best + length,
      base::message("an invitation with its token stands here: '{}'",
                    "une invitation avec son jeton se trouve ici : « {} »", masked(token)));
}

Found login_pair(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && at - end < 2 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin <= 20 && is_letter(text[begin - 1])) --begin;
  if (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '/' || text[begin - 1] == '.' ||
                    text[begin - 1] == '-'))
    return {};
  const std::string login = base::lower(text.substr(begin, end - begin));
  static constexpr std::array<std::string_view, 8> kLogins = {
      "admin",    "root",    "operator",   "postgres",
      "supabase", "manager", "superadmin", "administrator"};
  if (std::find(kLogins.begin(), kLogins.end(), login) == kLogins.end()) return {};
  std::size_t from = at + 1;
  while (from < text.size() && from - at <= 2 && text[from] == ' ') ++from;
  if (!starts_at(text, from, login)) return {};
  std::size_t to = from + login.size();
  const std::size_t digits = to;
  while (to < text.size() && to - digits < 12 && is_digit(text[to])) ++to;
  if (to == digits) return {};
  if (to < text.size() &&
      (is_word(text[to]) || text[to] == '/' || text[to] == '.' || text[to] == '-'))
    return {};
  return secret("secret-login-pair", begin, to,
                base::message("a login and its password stand here: '{}'",
                              "un identifiant et son mot de passe se trouvent ici : « {} »",
                              masked(text.substr(from, to - from))));
}

void password_table(std::string_view text, std::size_t at, std::vector<Secret>& out) {
  const auto head = cells_of(text, at);
  std::size_t column = head.size();
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::string title = base::lower(head[i].second);
    if (title == "password" || title == "passwd" || title == "mot de passe") column = i;
  }
  if (column == head.size()) return;
  for (std::size_t line = at; line < text.size() && text[line] == '|';) {
    const auto cells = cells_of(text, line);
    if (column < cells.size()) {
      const Value value = {cells[column].first, cells[column].second, true, true};
      const bool one_word = !contains(value.text, " ") && !contains(value.text, "(");
      if (one_word && is_credential(value)) out.push_back(pair_found(value));
    }
    const std::size_t end = text.find('\n', line);
    if (end == std::string_view::npos) return;
    line = end + 1;
  }
}

}  // namespace model::detect
