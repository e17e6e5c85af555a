// The messages that came, in the store: the newest 500, at most 32 MiB of them; older ones leave,
// as Mailpit's do.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "labs/services/mail/message.h"
#include "labs/services/service.h"

namespace services::mail {

// What the peer said about a message, before the message itself.
struct Envelope {
  std::string from;
  std::vector<std::string> to;
  std::string user;  // who had logged in
};

struct Stored {
  std::string id;
  std::int64_t created = 0;  // Unix milliseconds
  bool read = false;
  Envelope envelope;
  std::vector<std::string> tags;
  std::string raw;
  Message message;
};

class Mailbox {
 public:
  explicit Mailbox(Context& context) : context_(context) {}

  static base::Done prepare(database::Database& store);

  // Its id. Tells others ("mail.arrived": {"ID","To"}).
  base::Result<std::string> add(const Envelope& envelope, std::string_view raw);
  // Newest first, without those that `fits` refuses.
  base::Result<std::vector<Stored>> list(const std::function<bool(const Stored&)>& fits = {});
  // "latest" is the newest.
  base::Result<std::optional<Stored>> find(std::string_view id);
  base::Done mark_read(const std::vector<std::string>& ids, bool read);  // no id: all
  base::Done set_tags(std::string_view id, const std::vector<std::string>& tags);
  base::Done remove(const std::vector<std::string>& ids);  // no id: all

 private:
  Context& context_;
};

}  // namespace services::mail
