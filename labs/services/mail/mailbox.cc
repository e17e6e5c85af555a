#include "labs/services/mail/mailbox.h"

#include "labs/formats/json.h"

namespace services::mail {
namespace {

constexpr std::int64_t kMostMessages = 500;
constexpr std::int64_t kMostBytes = 32 << 20;

// 22 signs that cannot be confused when they are read aloud, as Mailpit's ids are.
std::string make_id(Context& context) {
  constexpr std::string_view kSigns = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::string out;
  for (const char c : context.random(22))
    out += kSigns[static_cast<unsigned char>(c) % kSigns.size()];
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "\n") + item;
  return out;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Stored read_row(const database::Statement& row) {
  Stored out;
  out.id = row.text(0);
  out.created = row.integer(1);
  out.read = row.integer(2) != 0;
  out.envelope.from = row.text(3);
  out.envelope.to = split(row.text(4));
  out.envelope.user = row.text(5);
  out.tags = split(row.text(6));
  out.raw = row.text(7);
  out.message = parse_message(out.raw);
  return out;
}

constexpr std::string_view kSelect =
    "SELECT id, created, read, sender, recipients, user, tags, raw FROM mail_message ";

}  // namespace

base::Done Mailbox::prepare(database::Database& store) {
  return store.execute(
      "CREATE TABLE IF NOT EXISTS mail_message (number INTEGER PRIMARY KEY AUTOINCREMENT, "
      "id TEXT UNIQUE, created INTEGER, read INTEGER, sender TEXT, recipients TEXT, user TEXT, "
      "tags TEXT, raw BLOB)");
}

base::Result<std::string> Mailbox::add(const Envelope& envelope, std::string_view raw) {
  const std::string id = make_id(context_);
  const std::string recipients = joined(envelope.to);
  auto insert = TRY(context_.store.prepare(
      "INSERT INTO mail_message (id, created, read, sender, recipients, user, tags, raw) "
      "VALUES (?, ?, 0, ?, ?, ?, '', ?)"));
  TRY(insert.bind(1, id)
          .bind(2, context_.milliseconds())
          .bind(3, envelope.from)
          .bind(4, recipients)
          .bind(5, envelope.user)
          .bind_blob(6, raw)
          .run());
  auto prune = TRY(context_.store.prepare(
      "DELETE FROM mail_message WHERE number NOT IN (SELECT number FROM (SELECT number, "
      "sum(length(raw)) OVER (ORDER BY number DESC) AS bytes, row_number() OVER (ORDER BY number "
      "DESC) AS place FROM mail_message) WHERE place = 1 OR (place <= ? AND bytes <= ?))"));
  TRY(prune.bind(1, kMostMessages).bind(2, kMostBytes).run());
  text::Array to;
  for (const std::string& one : envelope.to) to.push_back(formats::node(std::string_view(one)));
  text::Node told;
  formats::put(told, "ID", formats::node(std::string_view(id)));
  formats::put(told, "To", formats::node(std::move(to)));
  context_.publish("mail.arrived", formats::to_json(told));
  return id;
}

base::Result<std::vector<Stored>> Mailbox::list(const std::function<bool(const Stored&)>& fits) {
  auto rows = TRY(context_.store.prepare(std::string(kSelect) + "ORDER BY number DESC"));
  std::vector<Stored> out;
  while (TRY(rows.step())) {
    Stored one = read_row(rows);
    if (!fits || fits(one)) out.push_back(std::move(one));
  }
  return out;
}

base::Result<std::optional<Stored>> Mailbox::find(std::string_view id) {
  const bool latest = id == "latest";
  auto rows = TRY(context_.store.prepare(
      std::string(kSelect) + (latest ? "ORDER BY number DESC LIMIT 1" : "WHERE id = ?")));
  if (!latest) rows.bind(1, id);
  if (!TRY(rows.step())) return std::nullopt;
  return read_row(rows);
}

base::Done Mailbox::mark_read(const std::vector<std::string>& ids, bool read) {
  if (ids.empty())
    return context_.store.execute(read ? "UPDATE mail_message SET read = 1"
                                       : "UPDATE mail_message SET read = 0");
  auto update = TRY(context_.store.prepare("UPDATE mail_message SET read = ? WHERE id = ?"));
  for (const std::string& id : ids) TRY(update.bind(1, std::int64_t{read}).bind(2, id).run());
  return {};
}

base::Done Mailbox::set_tags(std::string_view id, const std::vector<std::string>& tags) {
  const std::string written = joined(tags);
  auto update = TRY(context_.store.prepare("UPDATE mail_message SET tags = ? WHERE id = ?"));
  return update.bind(1, written).bind(2, id).run();
}

base::Done Mailbox::remove(const std::vector<std::string>& ids) {
  if (ids.empty()) return context_.store.execute("DELETE FROM mail_message");
  auto gone = TRY(context_.store.prepare("DELETE FROM mail_message WHERE id = ?"));
  for (const std::string& id : ids) TRY(gone.bind(1, id).run());
  return {};
}

}  // namespace services::mail
