// Ids and dates, as products write them, made from what the Context gives: nothing here looks at a
// clock or at chance. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "labs/services/service.h"

namespace services {

std::string new_uuid(Context& context);  // version 4, lower case
std::string new_hex(Context& context, std::size_t characters);
std::string new_word(Context& context, std::size_t characters);  // letters and digits
bool is_uuid(std::string_view written);

// "2026-11-20T08:15:00.000Z"
std::string iso_time(std::int64_t seconds);
// "2026-11-20T08:15:00+00:00"
std::string offset_time(std::int64_t seconds);
// "Fri, 20 Nov 2026 08:15:00 +0000" (RFC 5322); `zone` may be "GMT" as HTTP wants it.
std::string mail_time(std::int64_t seconds, std::string_view zone = "+0000");

// A setting that is a number in [least, most].
std::int64_t number_setting(const Context& context, std::string_view name, std::int64_t otherwise,
                            std::int64_t least, std::int64_t most);
// "true", "1", "yes", "on", whatever the case.
bool flag_setting(const Context& context, std::string_view name, bool otherwise);
// The setting, or the one of the same meaning that several products share: own_setting(context,
// "CENTRAL", "ALLOWED_ORIGINS") looks for CENTRAL_ALLOWED_ORIGINS, then for ALLOWED_ORIGINS.
std::string_view own_setting(const Context& context, std::string_view product,
                             std::string_view name, std::string_view otherwise = {});

}  // namespace services
