#include "labs/services/supabase/realtime_channel.h"

#include "labs/formats/json.h"
#include "labs/services/common/answers.h"

namespace services {
namespace {

constexpr std::size_t kMostWishes = 100;

const text::Node& at(const text::Node& root, std::string_view pointer) {
  static const text::Node kNone;
  const text::Node* found = formats::find_pointer(root, pointer);
  return found != nullptr ? *found : kNone;
}

bool less(const text::Node& seen, const std::string& wanted) {
  if (is_number(seen)) return number_of(seen) < std::strtod(wanted.c_str(), nullptr);
  return formats::plain(seen) < wanted;
}

bool is_among(const std::string& seen, std::string_view list) {  // "(a,b)"
  if (!list.starts_with('(') || !list.ends_with(')')) return false;
  list = list.substr(1, list.size() - 2);
  while (true) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (list.substr(0, end) == seen) return true;
    if (end == list.size()) return false;
    list.remove_prefix(end + 1);
  }
}

// "user_id=eq.7"
bool passes(std::string_view filter, const text::Node& record) {
  const std::size_t equals = filter.find('=');
  const std::size_t dot = filter.find('.', equals == std::string_view::npos ? 0 : equals);
  if (equals == std::string_view::npos || dot == std::string_view::npos) return false;
  const text::Node* seen = record.find(filter.substr(0, equals));
  if (seen == nullptr) return false;
  const std::string_view how = filter.substr(equals + 1, dot - equals - 1);
  const std::string wanted(filter.substr(dot + 1));
  const std::string plain = formats::plain(*seen);
  if (how == "eq") return plain == wanted;
  if (how == "neq") return plain != wanted;
  if (how == "lt") return less(*seen, wanted);
  if (how == "gte") return !less(*seen, wanted);
  if (how == "lte") return less(*seen, wanted) || plain == wanted;
  if (how == "gt") return !less(*seen, wanted) && plain != wanted;
  return how == "in" && is_among(plain, wanted);
}

}  // namespace

RealtimeChannel describe_channel(const text::Node& payload, text::Node join_ref,
                                 std::string_view fresh_key) {
  RealtimeChannel out;
  out.join_ref = std::move(join_ref);
  const text::Node& config = at(payload, "/config");
  out.hears_itself = flag_in(at(config, "/broadcast"), "self");
  out.acknowledged = flag_in(at(config, "/broadcast"), "ack");
  out.presence_key = string_in(at(config, "/presence"), "key");
  if (out.presence_key.empty()) out.presence_key = fresh_key;
  for (const text::Node& wish : array_in(config, "postgres_changes")) {
    if (out.changes.size() == kMostWishes || !wish.is_table()) break;
    out.changes.push_back({static_cast<std::int64_t>(out.changes.size()) + 1, wish});
  }
  return out;
}

text::Node bindings_of(const RealtimeChannel& channel) {
  text::Node out = list({});
  for (const Wanted& wanted : channel.changes) {
    text::Node one = object({{"id", wanted.id}});
    merge(one, wanted.asked);
    append(out, std::move(one));
  }
  return object({{"postgres_changes", std::move(out)}});
}

bool wants(const Wanted& wanted, const text::Node& change) {
  const std::string_view event = string_in(wanted.asked, "event", "*");
  const std::string_view schema = string_in(wanted.asked, "schema", "public");
  const std::string_view table = string_in(wanted.asked, "table");
  const std::string_view filter = string_in(wanted.asked, "filter");
  const std::string_view type = string_in(change, "type");
  if (event != "*" && event != type) return false;
  if (schema != "*" && schema != string_in(change, "schema")) return false;
  if (!table.empty() && table != "*" && table != string_in(change, "table")) return false;
  return filter.empty() || passes(filter, at(change, type == "DELETE" ? "/old_record" : "/record"));
}

}  // namespace services
