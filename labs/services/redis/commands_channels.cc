// Publish and subscribe.
#include "generator/base/ascii.h"
#include "labs/services/redis/engine.h"

namespace services::redis {
namespace {

using formats::RespKind;

std::int64_t total(const Client& client) {
  return static_cast<std::int64_t>(client.channels.size() + client.patterns.size());
}

// One push for each channel; all but the last are written here, as a reply is one value.
Reply tell_each(Call& call, std::string_view kind, std::vector<std::string> names, bool enter,
                std::set<std::string, std::less<>>& into) {
  Reply last;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (enter)
      into.insert(names[i]);
    else
      into.erase(names[i]);
    last = items({bulk(kind), bulk(names[i]), integer(total(call.client))}, RespKind::Push);
    if (i + 1 < names.size()) call.client.answers += formats::write_resp(last, call.client.version);
  }
  if (names.empty())
    last = items({bulk(kind), null(), integer(total(call.client))}, RespKind::Push);
  return last;
}

Reply subscribe(Call& call) {
  if (!call.client.may_wait)
    return error("ERR " + base::lower(call[0]) + " is not allowed in this context");
  const bool pattern = base::same_word(call[0], "psubscribe");
  return tell_each(call, base::lower(call[0]), {call.words.begin() + 1, call.words.end()}, true,
                   pattern ? call.client.patterns : call.client.channels);
}

Reply unsubscribe(Call& call) {
  if (!call.client.may_wait)
    return error("ERR " + base::lower(call[0]) + " is not allowed in this context");
  auto& from = base::same_word(call[0], "punsubscribe") ? call.client.patterns : call.client.channels;
  std::vector<std::string> names(call.words.begin() + 1, call.words.end());
  if (names.empty()) names.assign(from.begin(), from.end());
  return tell_each(call, base::lower(call[0]), std::move(names), false, from);
}

Reply publish(Call& call) { return integer(call.engine.publish(call[1], call[2])); }

Reply pubsub(Call& call) {
  const std::string sub = base::lower(call[1]);
  std::map<std::string, std::int64_t> heard;
  std::set<std::string> patterns;
  for (const auto& [id, client] : call.engine.clients()) {
    for (const std::string& channel : client->channels) ++heard[channel];
    patterns.insert(client->patterns.begin(), client->patterns.end());
  }
  std::vector<Reply> out;
  if (sub == "channels" && call.size() <= 3) {
    for (const auto& [channel, count] : heard)
      if (call.size() == 2 || matches_glob(call[2], channel)) out.push_back(bulk(channel));
    return items(std::move(out));
  }
  if (sub == "numsub") {
    for (std::size_t i = 2; i < call.size(); ++i) {
      out.push_back(bulk(call[i]));
      const auto found = heard.find(call[i]);
      out.push_back(integer(found == heard.end() ? 0 : found->second));
    }
    return items(std::move(out), RespKind::Map);
  }
  if (sub == "numpat") return integer(static_cast<std::int64_t>(patterns.size()));
  return error(fmt::format("ERR unknown subcommand '{}'. Try PUBSUB HELP.", call[1]));
}

}  // namespace

std::span<const Command> channel_commands() {
  static const Command kCommands[] = {
      {"subscribe", -2, kSubscribed, 0, 0, 0, subscribe},
      {"psubscribe", -2, kSubscribed, 0, 0, 0, subscribe},
      {"unsubscribe", -1, kSubscribed, 0, 0, 0, unsubscribe},
      {"punsubscribe", -1, kSubscribed, 0, 0, 0, unsubscribe},
      {"publish", 3, 0, 0, 0, 0, publish},
      {"pubsub", -2, 0, 0, 0, 0, pubsub},
  };
  return kCommands;
}

}  // namespace services::redis
