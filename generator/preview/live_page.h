// What the server adds to the pages that it shows, and to nothing on the disk: a script that
// reloads the page when it changes and shows what is wrong with it. It comes from the server
// itself, so the pages' own policy allows it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/http/message.h"

namespace preview {

inline constexpr std::string_view kScriptPath = "/-/live.js";
inline constexpr std::string_view kSocketPath = "/-/live";

// The response of a static file, for a page with the script in it. `request` is the browser's.
http::Response with_script(http::Response response, const http::Request& request,
                           std::uint64_t version, std::string_view start);

// A page for when there is none yet: nothing but the script.
http::Response empty_page(std::uint64_t version, std::string_view start);

http::Response live_script();
// Instead of the site's own: it forgets what an earlier one kept, so that a browser shows what the
// server has.
http::Response forgetful_worker();

// What a page's script asks for: "/-/live?path=%2Ffr%2F&version=7&start=123" -> "fr/index.html", 7.
struct Question {
  std::string path;
  std::uint64_t version = 0;
  std::string start;
};
Question question_of(std::string_view query);

// "/fr/" -> "fr/index.html", "/fr/x.html" -> "fr/x.html".
std::string page_path(std::string_view path);

// A page of ours asks, not a page elsewhere that the same browser shows.
bool is_same_origin(const http::Request& request);

}  // namespace preview
