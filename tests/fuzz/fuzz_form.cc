// Forms and what identifies a caller: bounded in their number, and encoding again what was read
// gives what is read again.
#include "labs/formats/encodings.h"
#include "labs/services/common/requests.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::view(data, size);
  const services::Fields fields = services::parse_form(text);
  fuzz::law(fields.size() <= 1000, "a form has at most a thousand fields");
  const std::vector<std::pair<std::string, std::string>> pairs(fields.begin(), fields.end());
  fuzz::law(services::parse_form(formats::encode_form(pairs)) == fields, "a form comes back");
  http::Request request;
  request.headers["Authorization"] = std::string(text);
  request.headers["Cookie"] = std::string(text);
  const std::string_view token = services::bearer_token(request);
  fuzz::law(token.empty() || text.ends_with(token), "a token is the header's end");
  if (const auto who = services::basic_credentials(request))
    fuzz::law(who->name.find(':') == std::string::npos, "a name has no colon");
  services::cookie(request, "token");
  return 0;
}
