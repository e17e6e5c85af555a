// Tokens: what is read was signed over its own beginning; no secret verifies a token it did not
// sign.
#include "labs/formats/json.h"
#include "labs/formats/jwt.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::view(data, size);
  const auto token = formats::parse_jwt(text);
  if (!token) {
    fuzz::law(token.error().rule.starts_with("jwt."), "a refusal has its reason");
  } else {
    fuzz::law(text.starts_with(token->signed_part), "a token begins with what was signed");
    fuzz::law(token->payload.is_table() && token->header.is_table(), "both parts are objects");
    fuzz::law(formats::find_signer(*token, "a secret that signed none of these") ==
                  formats::Signer::Neither,
              "another secret verifies nothing");
  }
  // The input as a payload: what is signed is verified, by its secret alone.
  if (const auto payload = formats::parse_json(text); payload && payload->is_table()) {
    const auto made = formats::parse_jwt(formats::make_jwt(*payload, "secret"));
    fuzz::law(made && formats::find_signer(*made, "secret") == formats::Signer::Literal,
              "own tokens verify");
  }
  return 0;
}
