// What Auth (GoTrue) keeps: users, sessions, refresh tokens that rotate, one-time tokens of mails.
// Tokens of mails and passwords are kept hashed. The calls of one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/common/shelf.h"
#include "labs/services/service.h"

namespace services {

// A user's document is the one that Auth answers with, and the member "secret", which it never
// shows: the hash of the password.
struct RefreshToken {
  std::string session;
  std::string user;
  bool used = false;
};

// Of a link in a mail.
struct OneTime {
  std::string kind;  // signup, invite, recovery, magiclink
  std::string user;
  std::string redirect;
  std::int64_t made = 0;
};

class AuthStore {
 public:
  explicit AuthStore(Context& context) : context_(context), users_(context.store, "auth_users") {}

  base::Done make();

  base::Result<std::optional<text::Node>> user(std::string_view id) const;
  base::Result<std::optional<text::Node>> user_of(std::string_view email) const;
  base::Result<std::vector<text::Node>> users(std::size_t page, std::size_t per_page) const;
  base::Result<std::int64_t> count() const { return users_.count(); }
  base::Done put(text::Node user);  // "updated_at" is set here
  base::Done erase(std::string_view user);

  base::Result<std::string> open_session(std::string_view user);
  base::Result<bool> has_session(std::string_view session) const;
  enum class Which { This, Others, All };
  base::Done close_sessions(std::string_view user, std::string_view session, Which which);

  base::Result<std::string> new_refresh(std::string_view session, std::string_view user);
  base::Result<std::optional<RefreshToken>> refresh(std::string_view token) const;
  base::Done use_refresh(std::string_view token);

  base::Result<std::string> new_one_time(const OneTime& about);
  // Each is taken once.
  base::Result<std::optional<OneTime>> take_one_time(std::string_view token);

 private:
  Context& context_;
  Shelf users_;
};

std::string hash_secret(Context& context, std::string_view password);
bool fits_secret(std::string_view password, std::string_view hash);

}  // namespace services
