#include "labs/services/supabase/auth_store.h"

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"

namespace services {
namespace {

constexpr int kRounds = 1000;

std::string stretched(std::string_view salt, std::string_view password) {
  std::string out(salt);
  for (int i = 0; i < kRounds; ++i) out = formats::hmac_sha256(password, out);
  return formats::encode_hex(out);
}

std::string digest_of(std::string_view token) {
  return formats::encode_hex(formats::sha256(token));
}

}  // namespace

std::string hash_secret(Context& context, std::string_view password) {
  const std::string salt = new_hex(context, 16);
  return salt + "$" + stretched(salt, password);
}

bool fits_secret(std::string_view password, std::string_view hash) {
  const std::size_t mark = hash.find('$');
  return mark != std::string_view::npos &&
         formats::same_secret(stretched(hash.substr(0, mark), password), hash.substr(mark + 1));
}

base::Done AuthStore::make() {
  TRY(users_.make());
  // Old sessions go when there are many: what strangers can make grow is bounded.
  return context_.store.execute(
      "CREATE UNIQUE INDEX IF NOT EXISTS auth_users_email ON auth_users(json_extract(body, "
      "'$.email')) WHERE json_extract(body, '$.email') <> '';"
      "CREATE TABLE IF NOT EXISTS auth_sessions(place INTEGER PRIMARY KEY, id TEXT UNIQUE, user "
      "TEXT);"
      "CREATE INDEX IF NOT EXISTS auth_sessions_user ON auth_sessions(user);"
      "CREATE TABLE IF NOT EXISTS auth_refresh(place INTEGER PRIMARY KEY, token TEXT UNIQUE, "
      "session TEXT, user TEXT, used INTEGER);"
      "CREATE TABLE IF NOT EXISTS auth_once(place INTEGER PRIMARY KEY, token TEXT UNIQUE, kind "
      "TEXT, user TEXT, redirect TEXT, made INTEGER);"
      "CREATE TRIGGER IF NOT EXISTS auth_sessions_few AFTER INSERT ON auth_sessions BEGIN "
      "DELETE FROM auth_sessions WHERE place <= new.place - 20000; END;"
      "CREATE TRIGGER IF NOT EXISTS auth_refresh_few AFTER INSERT ON auth_refresh BEGIN "
      "DELETE FROM auth_refresh WHERE place <= new.place - 20000; END;"
      "CREATE TRIGGER IF NOT EXISTS auth_once_few AFTER INSERT ON auth_once BEGIN "
      "DELETE FROM auth_once WHERE place <= new.place - 5000; END;");
}

base::Result<std::optional<text::Node>> AuthStore::user(std::string_view id) const {
  return users_.get(id);
}

base::Result<std::optional<text::Node>> AuthStore::user_of(std::string_view email) const {
  auto statement = TRY(context_.store.prepare(
      "SELECT id FROM auth_users WHERE json_extract(body, '$.email') = ? AND "
      "json_extract(body, '$.email') <> ''"));
  if (!TRY(statement.bind(1, email).step())) return std::nullopt;
  return users_.get(std::string(statement.text(0)));
}

base::Result<std::vector<text::Node>> AuthStore::users(std::size_t page,
                                                       std::size_t per_page) const {
  return users_.all(Order::NewestFirst, per_page, (page - 1) * per_page);
}

base::Done AuthStore::put(text::Node user) {
  set(user, "updated_at", iso_time(context_.now));
  const std::string id(string_in(user, "id"));
  return users_.put(id, user);
}

base::Done AuthStore::erase(std::string_view user) {
  TRY(close_sessions(user, {}, Which::All));
  auto links = TRY(context_.store.prepare("DELETE FROM auth_once WHERE user = ?"));
  TRY(links.bind(1, user).run());
  TRY(users_.erase(user));
  return {};
}

base::Result<std::string> AuthStore::open_session(std::string_view user) {
  const std::string id = new_uuid(context_);
  auto statement = TRY(context_.store.prepare("INSERT INTO auth_sessions(id, user) VALUES(?, ?)"));
  TRY(statement.bind(1, std::string_view(id)).bind(2, user).run());
  return id;
}

base::Result<bool> AuthStore::has_session(std::string_view session) const {
  auto statement = TRY(context_.store.prepare("SELECT 1 FROM auth_sessions WHERE id = ?"));
  return TRY(statement.bind(1, session).step());
}

base::Done AuthStore::close_sessions(std::string_view user, std::string_view session, Which which) {
  const std::string_view condition = which == Which::All    ? " WHERE user = ?1"
                                     : which == Which::This ? " WHERE user = ?1 AND {} = ?2"
                                                            : " WHERE user = ?1 AND {} <> ?2";
  for (const auto& [table, column] :
       {std::pair("auth_sessions", "id"), std::pair("auth_refresh", "session")}) {
    auto statement = TRY(context_.store.prepare(fmt::format("DELETE FROM {}", table) +
                                                fmt::format(fmt::runtime(condition), column)));
    statement.bind(1, user);
    if (which != Which::All) statement.bind(2, session);
    TRY(statement.run());
  }
  return {};
}

base::Result<std::string> AuthStore::new_refresh(std::string_view session, std::string_view user) {
  const std::string token = new_word(context_, 12);
  auto statement = TRY(context_.store.prepare(
      "INSERT INTO auth_refresh(token, session, user, used) VALUES(?, ?, ?, 0)"));
  TRY(statement.bind(1, std::string_view(token)).bind(2, session).bind(3, user).run());
  return token;
}

base::Result<std::optional<RefreshToken>> AuthStore::refresh(std::string_view token) const {
  auto statement =
      TRY(context_.store.prepare("SELECT session, user, used FROM auth_refresh WHERE token = ?"));
  if (!TRY(statement.bind(1, token).step())) return std::nullopt;
  return RefreshToken{std::string(statement.text(0)), std::string(statement.text(1)),
                      statement.integer(2) != 0};
}

base::Done AuthStore::use_refresh(std::string_view token) {
  auto statement = TRY(context_.store.prepare("UPDATE auth_refresh SET used = 1 WHERE token = ?"));
  return statement.bind(1, token).run();
}

base::Result<std::string> AuthStore::new_one_time(const OneTime& about) {
  const std::string token = new_hex(context_, 56);
  const std::string digest = digest_of(token);
  auto statement = TRY(context_.store.prepare(
      "INSERT INTO auth_once(token, kind, user, redirect, made) VALUES(?, ?, ?, ?, ?)"));
  TRY(statement.bind(1, std::string_view(digest))
          .bind(2, std::string_view(about.kind))
          .bind(3, std::string_view(about.user))
          .bind(4, std::string_view(about.redirect))
          .bind(5, about.made)
          .run());
  return token;
}

base::Result<std::optional<OneTime>> AuthStore::take_one_time(std::string_view token) {
  const std::string digest = digest_of(token);
  auto statement = TRY(
      context_.store.prepare("SELECT kind, user, redirect, made FROM auth_once WHERE token = ?"));
  if (!TRY(statement.bind(1, std::string_view(digest)).step())) return std::nullopt;
  OneTime out{std::string(statement.text(0)), std::string(statement.text(1)),
              std::string(statement.text(2)), statement.integer(3)};
  statement.reset();
  auto taken = TRY(context_.store.prepare("DELETE FROM auth_once WHERE token = ?"));
  TRY(taken.bind(1, std::string_view(digest)).run());
  return out;
}

}  // namespace services
