// ACL: users, and what they may do.
#include <algorithm>

#include "labs/formats/encodings.h"
#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

std::string line_of(std::string_view name, const User& user) {
  std::string out = fmt::format("user {}", name);
  for (const std::string& rule : user.rules()) out += " " + rule;
  return out;
}

// As the others are shown; its password comes from the settings.
User default_user(const Call& call) {
  User user;
  user.on = true;
  user.no_password = !Users::password_wanted(call.context);
  user.all_commands = true;
  user.patterns = {"*"};
  return user;
}

Reply get_user(Call& call, std::string_view name) {
  const auto found = call.engine.users.all().find(name);
  if (found == call.engine.users.all().end() && name != "default") return null();
  const User user = name == "default" ? default_user(call) : found->second;
  std::vector<Reply> flags = {bulk(user.on ? "on" : "off")};
  if (user.no_password) flags.push_back(bulk("nopass"));
  std::vector<Reply> passwords;
  for (const std::string& hash : user.passwords) passwords.push_back(bulk(hash));
  std::string commands = user.all_commands ? "+@all" : "-@all";
  for (const std::string& word : user.allowed) commands += " +" + word;
  for (const std::string& word : user.refused) commands += " -" + word;
  std::string keys;
  for (const std::string& pattern : user.patterns) keys += (keys.empty() ? "~" : " ~") + pattern;
  return items({bulk("flags"), items(std::move(flags), RespKind::Set), bulk("passwords"),
                items(std::move(passwords)), bulk("commands"), bulk(commands), bulk("keys"),
                bulk(keys), bulk("channels"), bulk("&*"), bulk("selectors"), items({})},
               RespKind::Map);
}

Reply set_user(Call& call) {
  const std::string& name = call[2];
  if (name == "default")
    return error(
        "ERR the user 'default' of this reference is configured by its settings "
        "(REDIS_PASSWORD, REDIS_URL)");
  if (name.find_first_of(std::string_view(" \0", 2)) != std::string::npos)
    return error("ERR Usernames can't contain spaces or null characters");
  constexpr std::size_t kMostUsers = 1000;
  if (call.engine.users.all().size() >= kMostUsers)
    return error("ERR this reference keeps no more users");
  if (!call.engine.users.all().contains(name)) call.engine.users.apply(name, "off");
  for (std::size_t i = 3; i < call.size(); ++i)
    if (const auto problem = call.engine.users.apply(name, call[i]))
      return error(fmt::format("ERR Error in ACL SETUSER modifier '{}': {}", call[i], *problem));
  return ok();
}

Reply acl(Call& call) {
  const std::string sub = base::lower(call[1]);
  const auto& users = call.engine.users.all();
  std::vector<Reply> out;
  if (sub == "whoami") return bulk(call.client.user);
  if (sub == "users" || sub == "list") {
    const auto add = [&](std::string_view name, const User& user) {
      out.push_back(sub == "users" ? bulk(name) : bulk(line_of(name, user)));
    };
    add("default", default_user(call));
    for (const auto& [name, user] : users) add(name, user);
    return items(std::move(out));
  }
  if (sub == "getuser" && call.size() == 3) return get_user(call, call[2]);
  if (sub == "setuser" && call.size() >= 3) return set_user(call);
  if (sub == "deluser" && call.size() >= 3) {
    std::int64_t gone = 0;
    for (std::size_t i = 2; i < call.size(); ++i) {
      if (call[i] == "default") return error("ERR The 'default' user cannot be removed");
      if (!call.engine.users.remove(call[i])) continue;
      ++gone;
      for (const auto& [id, client] : call.engine.clients())
        if (client->user == call[i]) call.engine.drop(*client);
    }
    return integer(gone);
  }
  if (sub == "cat") {
    for (const char* group : {"read", "write", "admin", "dangerous", "pubsub", "connection"})
      out.push_back(bulk(group));
    return items(std::move(out));
  }
  if (sub == "genpass") return bulk(formats::encode_hex(call.context.random(32)));
  return error(fmt::format("ERR unknown subcommand '{}'. Try ACL HELP.", call[1]));
}

}  // namespace

std::span<const Command> access_commands() {
  static const Command kCommands[] = {{"acl", -2, kAdmin, 0, 0, 0, acl}};
  return kCommands;
}

}  // namespace services::redis
