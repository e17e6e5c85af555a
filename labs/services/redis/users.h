// Who may do what (redis.io/docs/management/security/acl): users with passwords, the commands and
// the keys they may use. "default" takes its password from the settings each time it is asked; the
// others are made by ACL SETUSER and live as long as the process.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/redis/command.h"

namespace services::redis {

struct User {
  bool on = false;
  bool no_password = false;
  std::set<std::string> passwords;  // SHA-256, in hex
  bool all_commands = false;
  std::set<std::string, std::less<>> allowed;  // beyond, or instead of, all
  std::set<std::string, std::less<>> refused;
  std::vector<std::string> patterns;       // of keys
  std::vector<std::string> rules() const;  // as ACL LIST shows them
};

class Users {
 public:
  // The password of "default": REDIS_PASSWORD, else the one inside REDIS_URL; "" is none.
  static std::string default_password(const Context& context);
  static bool password_wanted(const Context& context);

  enum class Login { Good, Wrong, NoPasswordSet };
  // `user` is "" when only a password was given.
  Login log_in(std::string_view user, std::string_view password, const Context& context) const;

  // The refusal, or nothing.
  std::optional<Reply> refusal(std::string_view user, const Command& command,
                               const Words& words) const;
  // One rule of ACL SETUSER; the error's words when it is none.
  std::optional<std::string> apply(std::string_view user, std::string_view rule);
  bool remove(std::string_view user);
  const std::map<std::string, User, std::less<>>& all() const { return users_; }

 private:
  std::map<std::string, User, std::less<>> users_;
};

// "@read", "@write", … of a command.
std::vector<std::string> categories_of(const Command& command);

}  // namespace services::redis
