// One channel that a client has joined: what it wants to hear. Internal to Realtime.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "labs/services/supabase/identity.h"

namespace services {

// What a client asked to hear of a table: {event, schema, table, filter?}.
struct Wanted {
  std::int64_t id = 0;
  text::Node asked;
};

struct RealtimeChannel {
  text::Node join_ref;
  bool hears_itself = false;
  bool acknowledged = false;
  std::string presence_key;
  text::Node presence;  // null: not tracked
  std::vector<Wanted> changes;
  Identity identity;
};

// The channel that a phx_join's payload describes. `fresh_key` is used when none is given.
RealtimeChannel describe_channel(const text::Node& payload, text::Node join_ref,
                                 std::string_view fresh_key);
// The answer to the join: the wishes in their order, with ids.
text::Node bindings_of(const RealtimeChannel& channel);

// Whether a change {schema, table, type, record, old_record} is one that was asked for.
bool wants(const Wanted& wanted, const text::Node& change);

}  // namespace services
