// The pages of the mail catcher, for a person: the list, and one mail with its links to follow.
#pragma once

#include <optional>
#include <string_view>

#include "generator/base/result.h"
#include "generator/http/message.h"
#include "labs/services/service.h"

namespace services::mail {

// "/", "/view/ID", "/view/ID.html", "/view/ID.txt"; nothing for other paths.
base::Result<std::optional<http::Response>> answer_page(std::string_view path, base::Locale locale,
                                                        Context& context);

}  // namespace services::mail
