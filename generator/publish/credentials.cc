#include "generator/publish/credentials.h"

#include <cstdlib>

namespace publish {
namespace {

constexpr const char* kSecret[] = {"ATELIER_GIT_TOKEN", "ATELIER_SSH_PASSPHRASE",
                                   "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"};
// A shorter value would mask ordinary words.
constexpr std::size_t kShortest = 6;

}  // namespace

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::vector<std::string> secrets_in_environment() {
  std::vector<std::string> out;
  for (const char* name : kSecret)
    if (std::string value = from_environment(name); value.size() >= kShortest)
      out.push_back(std::move(value));
  return out;
}

std::string masked(std::string text) {
  for (const std::string& secret : secrets_in_environment()) {
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), "***");
  }
  return text;
}

base::Message masked(base::Message message) {
  return {masked(std::move(message.en)), masked(std::move(message.fr))};
}

}  // namespace publish
