#include "labs/services/common/passwords.h"

#include <crypt.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "labs/formats/crypto.h"
#include "labs/services/common/marks.h"

namespace services {
namespace {

constexpr std::size_t kLongestPassword = 72;
constexpr std::int64_t kStep = 30;

// The library works in 32 kB of the caller's: too much for a stack that may be a coroutine's.
std::string crypt(std::string_view password, const std::string& setting) {
  const std::string phrase(password.substr(0, kLongestPassword));
  if (phrase.find('\0') != std::string::npos) return {};
  auto work = std::make_unique<crypt_data>();
  const char* made = crypt_r(phrase.c_str(), setting.c_str(), work.get());
  return made != nullptr && made[0] != '*' ? std::string(made) : std::string();
}

}  // namespace

std::string hash_password(Context& context, std::string_view password) {
  return hash_password(context, password,
                       static_cast<unsigned>(number_setting(context, "BCRYPT_ROUNDS", 12, 4, 15)));
}

std::string hash_password(Context& context, std::string_view password, unsigned rounds) {
  const std::string salt = context.random(16);
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  if (crypt_gensalt_rn("$2b$", rounds, salt.data(), static_cast<int>(salt.size()), setting,
                       sizeof setting) == nullptr)
    return {};
  return crypt(password, setting);
}

bool same_password(std::string_view password, std::string_view hash) {
  if (hash.size() != 60 || !hash.starts_with("$2")) return false;
  const std::string made = crypt(password, std::string(hash));
  return !made.empty() && formats::same_secret(made, hash);
}

std::string encode_base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    for (bits += 8; bits >= 5; bits -= 5) out += kLetters[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) out += kLetters[buffer << (5 - bits) & 31];
  return out;
}

std::string totp(std::string_view secret, std::int64_t now) {
  auto step = static_cast<std::uint64_t>(now / kStep);
  std::string counter(8, '\0');
  for (std::size_t i = 8; i-- > 0; step >>= 8) counter[i] = static_cast<char>(step & 0xFF);
  const std::string digest = formats::hmac_sha1(secret, counter);
  const std::size_t at = static_cast<unsigned char>(digest.back()) & 0x0F;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(digest[at + i]);
  return fmt::format("{:06}", (number & 0x7FFFFFFF) % 1'000'000);
}

bool same_totp(std::string_view secret, std::string_view code, std::int64_t now) {
  bool right = false;
  for (const std::int64_t late : {-kStep, std::int64_t{0}, kStep})
    right = formats::same_secret(totp(secret, now + late), code) || right;
  return right;
}

}  // namespace services
