// For tests: values that look like secrets, made when the test runs, so that none stands in the
// repository.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace model {

class MadeUp {
 public:
  // `length` characters: letters of both cases and digits, at least four of these among the first
  // eight.
  std::string noise(std::size_t length) const {
    return pick("k7Rq2Zt9Vb4Wm1Xc8Ld5Hs3Jf6Np", length);
  }
  std::string hex(std::size_t length) const { return pick("3fa91c7e05bd284", length); }
  std::string capitals(std::size_t length) const { return pick("Q7ZK2MXR9TWB", length); }
  std::string letters(std::size_t length) const { return pick("qzkvwmxrtjbhlpd", length); }
  std::string address() const { return "91.132" + std::string(".44.17"); }

  std::string jwt(std::string_view role) const {
    return token("{\"role\":\"" + std::string(role) + "\",\"iss\":\"acme\"}");
  }
  std::string token(std::string_view payload) const {
    return "ey" + ("JhbGciOiJIUzI1NiJ9." + base64url(payload) + "." + noise(43));
  }

 private:
  static std::string pick(std::string_view letters, std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i)
      out += letters[(i * 5 + i / letters.size()) % letters.size()];
    return out;
  }

  static std::string base64url(std::string_view bytes) {
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
      bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xFFFFFF;
      for (count += 8; count >= 6; count -= 6) out += kLetters[bits >> (count - 6) & 63];
    }
    if (count > 0) out += kLetters[bits << (6 - count) & 63];
    return out;
  }
};

}  // namespace model
