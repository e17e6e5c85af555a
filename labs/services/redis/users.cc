#include "labs/services/redis/users.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"

namespace services::redis {
namespace {

std::string digest(std::string_view password) {
  return formats::encode_hex(formats::sha256(password));
}

bool is_hex_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> User::rules() const {
  std::vector<std::string> out = {on ? "on" : "off"};
  if (no_password) out.emplace_back("nopass");
  for (const std::string& hash : passwords) out.push_back("#" + hash);
  for (const std::string& pattern : patterns) out.push_back("~" + pattern);
  out.emplace_back(all_commands ? "+@all" : "-@all");
  for (const std::string& name : allowed) out.push_back("+" + name);
  for (const std::string& name : refused) out.push_back("-" + name);
  return out;
}

std::string Users::default_password(const Context& context) {
  if (context.broken("redis-token-wrong")) return formats::encode_hex(formats::sha256("another"));
  const auto given = context.settings.find("REDIS_PASSWORD");
  if (given != context.settings.end()) return given->second;
  const std::string_view url = context.setting("REDIS_URL");
  const std::size_t begin = url.find("://");
  const std::size_t end = url.rfind('@');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  const std::string_view login = url.substr(begin + 3, end - begin - 3);
  const std::size_t colon = login.find(':');
  return formats::decode_percent(colon == std::string_view::npos ? login : login.substr(colon + 1));
}

bool Users::password_wanted(const Context& context) {
  return !context.broken("redis-open-to-all") && !context.broken("redis-no-password-set") &&
         !default_password(context).empty();
}

Users::Login Users::log_in(std::string_view user, std::string_view password,
                           const Context& context) const {
  if (user.empty() || user == "default") {
    if (password_wanted(context))
      return formats::same_secret(password, default_password(context)) ? Login::Good : Login::Wrong;
    const bool named = !user.empty() && !context.broken("redis-no-password-set");
    return named ? Login::Good : Login::NoPasswordSet;
  }
  const auto found = users_.find(user);
  if (found == users_.end() || !found->second.on) return Login::Wrong;
  if (found->second.no_password || found->second.passwords.contains(digest(password)))
    return Login::Good;
  return Login::Wrong;
}

std::optional<Reply> Users::refusal(std::string_view user, const Command& command,
                                    const Words& words) const {
  const auto found = users_.find(user);
  if (found == users_.end() || (command.traits & kAlways) != 0) return std::nullopt;
  const User& who = found->second;
  bool may = who.all_commands;
  // What names the command itself weighs more than what names a group of them.
  const auto named = categories_of(command);
  for (const std::string& group : named) {
    if (who.allowed.contains(group)) may = true;
    if (who.refused.contains(group)) may = false;
  }
  if (who.allowed.contains(command.name)) may = true;
  if (who.refused.contains(command.name)) may = false;
  if (!may)
    return error(
        fmt::format("NOPERM this user has no permissions to run the '{}' command", command.name));
  for (const std::string_view key : keys_of(command, words)) {
    const bool open =
        std::any_of(who.patterns.begin(), who.patterns.end(),
                    [&](const std::string& pattern) { return matches_glob(pattern, key); });
    if (!open)
      return error(
          "NOPERM this user has no permissions to access one of the keys used as arguments");
  }
  return std::nullopt;
}

std::optional<std::string> Users::apply(std::string_view name, std::string_view rule) {
  User& user = users_[std::string(name)];
  const std::string_view rest = rule.substr(std::min<std::size_t>(1, rule.size()));
  const auto command = [&](std::set<std::string, std::less<>>& to,
                           std::set<std::string, std::less<>>& from) -> bool {
    const std::string word = base::lower(rest);
    if (!word.starts_with('@') && find_command(word) == nullptr) return false;
    from.erase(word);
    to.insert(word);
    return true;
  };
  if (rule == "on" || rule == "off") {
    user.on = rule == "on";
  } else if (rule == "nopass") {
    user.no_password = true;
    user.passwords.clear();
  } else if (rule == "resetpass") {
    user.no_password = false;
    user.passwords.clear();
  } else if (rule == "allkeys" || rule == "resetkeys") {
    user.patterns.clear();
    if (rule == "allkeys") user.patterns.emplace_back("*");
  } else if (rule == "allcommands" || rule == "+@all" || rule == "nocommands" || rule == "-@all") {
    user.all_commands = rule == "allcommands" || rule == "+@all";
    user.allowed.clear();
    user.refused.clear();
  } else if (rule == "reset") {
    user = User();
  } else if (rule.starts_with('>')) {
    user.no_password = false;
    user.passwords.insert(digest(rest));
  } else if (rule.starts_with('#') && is_hex_digest(rest)) {
    user.passwords.emplace(rest);
  } else if (rule.starts_with('<')) {
    user.passwords.erase(digest(rest));
  } else if (rule.starts_with('~')) {
    user.patterns.emplace_back(rest);
  } else if (rule.starts_with('+')) {
    if (!command(user.allowed, user.refused)) return "Unknown command or category name in ACL";
  } else if (rule.starts_with('-')) {
    if (!command(user.refused, user.allowed)) return "Unknown command or category name in ACL";
  } else if (!rule.starts_with('&') && rule != "allchannels" && rule != "resetchannels") {
    return "Syntax error";
  }
  return std::nullopt;
}

bool Users::remove(std::string_view user) {
  const auto found = users_.find(user);
  if (found == users_.end()) return false;
  users_.erase(found);
  return true;
}

std::vector<std::string> categories_of(const Command& command) {
  std::vector<std::string> out;
  if ((command.traits & kRead) != 0) out.emplace_back("@read");
  if ((command.traits & kWrite) != 0) out.emplace_back("@write");
  if ((command.traits & kAdmin) != 0) {
    out.emplace_back("@admin");
    out.emplace_back("@dangerous");
  }
  if ((command.traits & kSubscribed) != 0) out.emplace_back("@pubsub");
  if ((command.traits & kAlways) != 0) out.emplace_back("@connection");
  return out;
}

}  // namespace services::redis
